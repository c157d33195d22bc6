"""Leaving: proved, typed, put off, told by mail, taken back."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import deletion
from accounts.models import AccountDeletion, DataRequest, OutgoingMail
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db
DELETE, KEEP = "/account/delete/", "/account/keep/"
PASSWORD = "a long password of a reader"
NOW = timezone.now()


@pytest.fixture
def reader(client):
    user = make_user()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return user


def prove(client, address):
    """Type the password again, as the page asks; the form that was sent goes on by itself."""
    return client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": address})


def kinds():
    return list(DataRequest.objects.order_by("pk").values_list("kind", flat=True))


def test_it_is_asked_for_after_a_proof_and_by_typing_the_address(client, reader):
    first = client.post(DELETE, {"address": "Reader@example.org"})
    nothing_yet = not AccountDeletion.objects.exists()
    prove(client, DELETE)

    planned = AccountDeletion.objects.get()
    assert first.url.startswith("/accounts/reauthenticate/")
    assert first["Cache-Control"] == "private, no-store"
    assert nothing_yet
    assert planned.user == reader
    assert planned.due_at - planned.asked_at == settings.ACCOUNT_DELETION_GRACE


def test_another_address_deletes_nothing(client, reader):
    client.post(DELETE, {"address": "other@example.org"})
    answer = prove(client, DELETE)

    assert "not the address of the account" in answer.text
    assert not AccountDeletion.objects.exists()


def test_the_mail_and_every_account_page_say_so(client, reader):
    planned = deletion.ask(reader, at=NOW)
    day = f"{planned.due_at:%-d %B %Y}"

    mail = OutgoingMail.objects.get(kind="account_deletion")
    assert mail.to_address == reader.email
    assert day in mail.text_body
    for address in ("/account/", "/account/saved/", "/account/data/", "/accounts/email/", DELETE):
        page = client.get(address)
        assert f"Your account will be deleted on {day}" in page.text, address
        assert "Keep my account" in page.text


def test_asking_twice_moves_nothing_and_writes_once(reader):
    deletion.ask(reader, at=NOW)
    deletion.ask(reader, at=NOW + timedelta(days=3))

    assert AccountDeletion.objects.get().asked_at == NOW
    assert OutgoingMail.objects.filter(kind="account_deletion").count() == 1


def test_one_post_takes_it_back_and_a_get_does_not(client, reader):
    deletion.ask(reader, at=NOW)
    looked = client.get(KEEP)
    still = AccountDeletion.objects.exists()
    answer = client.post(KEEP, follow=True)

    assert (looked.status_code, still) == (405, True)
    assert "Your account stays" in answer.text
    assert not AccountDeletion.objects.exists()
    assert kinds() == ["deletion_asked", "deletion_taken_back"]


def test_signing_in_leads_to_the_page_that_says_it(client):
    user = make_user()
    deletion.ask(user, at=NOW)

    answer = client.post(
        "/accounts/login/?next=/business/", {"login": user.email, "password": PASSWORD}
    )

    assert answer.url == DELETE


def test_the_last_superuser_cannot_leave(client):
    boss = make_user(is_staff=True, is_superuser=True)
    client.post("/accounts/login/", {"login": boss.email, "password": PASSWORD})
    client.post(DELETE, {"address": boss.email})

    answer = prove(client, DELETE)

    assert "only superuser" in answer.text
    assert not AccountDeletion.objects.exists()


def test_strangers_are_led_to_sign_in_and_back(client):
    assert client.get(DELETE).url == f"/accounts/login/?next={DELETE}"
    assert client.post(DELETE, {"address": "reader@example.org"}).status_code == 302


def test_there_is_always_time_to_think(reader):
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountDeletion.objects.create(user=reader, asked_at=NOW, due_at=NOW)


def plan(client, *accounts):
    form = {"action": "plan_deletion", "_selected_action": [account.pk for account in accounts]}
    return client.post(reverse("admin:accounts_user_changelist"), form, follow=True)


def test_the_newsroom_plans_a_deletion_that_goes_the_same_way(client):
    boss, reader = make_user("boss@example.org", is_staff=True, is_superuser=True), make_user()
    client.force_login(boss)

    page = plan(client, reader, boss)
    at_once = client.post(reverse("admin:accounts_user_delete", args=[reader.pk]), {"post": "yes"})

    assert list(AccountDeletion.objects.values_list("user", flat=True)) == [reader.pk]
    assert "told by mail" in page.text and "boss@example.org stays" in page.text
    assert at_once.status_code == 403


def test_administrators_plan_no_deletions(client):
    reader = make_user()
    client.force_login(make_staff("Administrator"))

    plan(client, reader)

    assert not AccountDeletion.objects.exists()
