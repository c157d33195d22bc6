"""Accounts: made by e-mail address, found by it."""

import pytest
from django.core.management import call_command

from accounts.models import User

PASSWORD = "a long and odd password"


@pytest.mark.django_db
def test_the_first_administrator_signs_in_whatever_the_case_of_the_address(client, monkeypatch):
    monkeypatch.setenv("ADMINISTRATOR_PASSWORD", PASSWORD)
    call_command("create_administrator", email="Boss@News.Example")

    response = client.post(
        "/accounts/login/", {"login": "boss@news.example", "password": PASSWORD}, follow=True
    )

    assert User.objects.get().is_superuser
    assert response.context["user"].email == "boss@news.example"
