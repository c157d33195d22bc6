"""An address that is longer than the column is refused, and is nobody else's."""

import pytest

from accounts.models import OutgoingMail, User
from tests.factories import make_user

LABEL = "a" * 60
LONG = f"{LABEL}@{LABEL}.{LABEL}.{LABEL}.{LABEL}.example.org"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/accounts/password/reset/", {"email": LONG}),
        ("/accounts/login/code/", {"email": LONG}),
        ("/accounts/login/", {"login": LONG, "password": "x"}),
        ("/accounts/signup/", {"email": LONG, "password1": "a long and odd password"}),
    ],
)
def test_a_stranger_with_a_long_address_is_told_so(client, address, fields):
    response = client.post(address, fields)

    assert len(LONG) > 254
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not User.objects.exists()
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_a_reader_cannot_take_a_long_address(client):
    user, password = make_user(), "a long password of a reader"
    client.post("/accounts/login/", {"login": user.email, "password": password})

    response = client.post("/accounts/email/", {"email": LONG, "action_add": ""})

    assert response.context["form"].errors
    assert User.objects.get().emailaddress_set.filter(email__startswith=LABEL).count() == 0
