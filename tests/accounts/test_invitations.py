"""Invitations: one letter, one address, one role, once; looking at the link does nothing."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import invitations
from accounts.models import Invitation, OutgoingMail, User
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PASSWORD = "a quiet harbour at dawn"
LIST, ADD = (
    reverse("admin:accounts_invitation_changelist"),
    reverse("admin:accounts_invitation_add"),
)


@pytest.fixture
def administrator():
    return make_staff("Administrator", name="Alma")


def invite(by, email="new@example.org", role="Author", at=NOW):
    group = Group.objects.get(name=role)
    return invitations.invite(email=email, name="Nur", role=group, by=by, at=at)


def link():
    """The address in the newest letter, as its reader would follow it."""
    text = OutgoingMail.objects.filter(kind="invitation").latest("pk").text_body
    return re.search(r"https?://[^/]+(/account/invitation/\S+)", text)[1]


def test_an_administrator_invites_and_the_person_joins(client, administrator):
    client.force_login(administrator)
    role = Group.objects.get(name="Editor")
    client.post(ADD, {"name": "Nur", "email": "new@example.org", "role": role.pk})
    client.logout()

    page = client.post(link(), {"password1": PASSWORD})

    user = User.objects.get(email="new@example.org")
    assert page.status_code == 200
    assert (user.name, user.is_staff, user.is_superuser) == ("Nur", True, False)
    assert [group.name for group in user.groups.all()] == ["Editor"]
    assert user.check_password(PASSWORD)
    assert user.emailaddress_set.get().verified
    assert Invitation.objects.get().made_by == administrator


def test_the_person_signs_in_by_the_one_door(client, administrator):
    invite(administrator)
    client.post(link(), {"password1": PASSWORD})

    client.post("/accounts/login/", {"login": "new@example.org", "password": PASSWORD})

    assert client.get("/admin/").status_code == 200


def test_looking_does_nothing_and_nobody_keeps_the_page(client, administrator):
    invite(administrator)

    for method in (client.get, client.head):
        page = method(link())
        assert page.status_code == 200
        assert page["Cache-Control"] == "private, no-store"
        assert page["Referrer-Policy"] == "same-origin"
        assert "noindex" in page["X-Robots-Tag"]

    assert Invitation.objects.get().used_at is None
    assert not User.objects.filter(email="new@example.org").exists()


def test_it_works_once(client, administrator):
    invite(administrator)
    client.post(link(), {"password1": PASSWORD})

    again = client.post(link(), {"password1": "another long pass phrase"})

    assert again.status_code == 404
    assert User.objects.get(email="new@example.org").check_password(PASSWORD)


def test_of_two_at_the_same_moment_one_joins(administrator):
    invitation = invite(administrator)
    Invitation.objects.update(used_at=NOW)  # by the other request, after ours looked

    with pytest.raises(invitations.NotOpen):
        invitations.accept(invitation, password=PASSWORD, at=NOW)

    assert not User.objects.filter(email="new@example.org").exists()


def test_it_ends_after_three_days(client, administrator):
    invite(administrator, at=NOW - timedelta(hours=72, minutes=1))

    assert client.get(link()).status_code == 404
    assert client.post(link(), {"password1": PASSWORD}).status_code == 404
    assert User.objects.count() == 1


def test_it_can_be_taken_back(client, administrator):
    invitation = invite(administrator)
    client.force_login(administrator)
    client.post(LIST, {"action": "revoke", "_selected_action": [invitation.pk]})

    assert client.post(link(), {"password1": PASSWORD}).status_code == 404


def test_sending_again_ends_the_earlier_link(client, administrator):
    invitation = invite(administrator)
    first = link()
    client.force_login(administrator)
    client.post(LIST, {"action": "send_again", "_selected_action": [invitation.pk]})
    client.logout()

    assert link() != first
    assert client.get(first).status_code == 404
    assert client.get(link()).status_code == 200


@pytest.mark.parametrize("token", ["x", "x" * 300, "%00", "..%2f", "é"])
def test_a_guessed_token_opens_nothing(client, administrator, token):
    invite(administrator)

    assert client.get(f"/account/invitation/{token}/").status_code in (400, 404)


def test_the_token_is_kept_nowhere_but_in_the_letter(administrator):
    invitation = invite(administrator)
    token = link().rstrip("/").rpartition("/")[2]

    assert len(token) >= 43
    assert token not in str(Invitation.objects.values().get(pk=invitation.pk))


@pytest.mark.parametrize("weak", ["", "short", "password1234", "new@example.org"])
def test_a_weak_password_is_refused_and_the_link_goes_on(client, administrator, weak):
    invite(administrator)

    page = client.post(link(), {"password1": weak})

    assert page.status_code == 200
    assert Invitation.objects.get().used_at is None
    assert not User.objects.filter(email="new@example.org").exists()


def test_more_than_is_asked_changes_nothing(client, administrator):
    invite(administrator)
    group = Group.objects.get(name="Administrator")

    client.post(link(), {"password1": PASSWORD, "is_superuser": "on", "role": group.pk,
                         "email": "other@example.org", "groups": group.pk})  # fmt: skip

    user = User.objects.get(email="new@example.org")
    assert not user.is_superuser
    assert [group.name for group in user.groups.all()] == ["Author"]


def test_who_has_an_account_joins_with_it_signed_in(client, administrator):
    reader = make_user("new@example.org")
    invite(administrator, email="New@example.org")

    assert "has an account already" in client.get(link()).text
    assert client.post(link(), {"password1": PASSWORD}).status_code == 302
    reader.refresh_from_db()
    assert not reader.is_staff
    assert not reader.check_password(PASSWORD)

    client.force_login(reader)
    client.post(link())
    reader.refresh_from_db()
    assert (reader.is_staff, reader.groups.get().name) == (True, "Author")


def test_nobody_elses_account_takes_it(client, administrator):
    make_user("new@example.org")
    other = make_user("other@example.org")
    invite(administrator)
    client.force_login(other)

    client.post(link())

    other.refresh_from_db()
    assert not other.is_staff
    assert Invitation.objects.get().used_at is None


@pytest.mark.parametrize("role", ["Author", "Editor", "Circulation"])
def test_only_an_administrator_invites(client, role):
    client.force_login(make_staff(role))
    group = Group.objects.get(name="Administrator")

    assert client.get(LIST).status_code == 403
    answer = client.post(ADD, {"name": "N", "email": "n@example.org", "role": group.pk})
    assert answer.status_code == 403
    assert not Invitation.objects.exists()


def test_an_invitation_is_never_changed_or_deleted(client, administrator):
    invitation = invite(administrator)
    client.force_login(administrator)
    address = reverse("admin:accounts_invitation_change", args=[invitation.pk])

    assert client.post(address, {"name": "X", "email": "x@example.org"}).status_code == 403
    assert (
        client.post(reverse("admin:accounts_invitation_delete", args=[invitation.pk])).status_code
        == 403
    )


def test_a_name_of_two_lines_makes_no_second_header(administrator):
    group = Group.objects.get(name="Author")

    invitations.invite(
        email="n@example.org", name="Nur\r\nBcc: x@y.example", role=group, by=administrator, at=NOW
    )

    assert "\n" not in OutgoingMail.objects.get().subject


def test_a_used_invitation_is_not_taken_back(administrator):
    invitation = invite(administrator)
    invitation.use(at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        invitation.revoke(at=NOW)


def test_the_list_says_how_each_stands(client, administrator):
    invite(administrator, "open@example.org")
    invite(administrator, "over@example.org", at=NOW - timedelta(days=9))
    invite(administrator, "back@example.org").revoke(at=NOW)
    invite(administrator, "used@example.org").use(at=NOW)
    client.force_login(administrator)

    page = client.get(LIST).text

    assert all(word in page for word in ("open", "over", "taken back", "accepted"))


# An account that is deactivated.


def closed():
    return make_user("gone@example.org", is_active=False)


def test_nobody_is_invited_whose_account_is_deactivated(client, administrator):
    closed()
    client.force_login(administrator)
    role = Group.objects.get(name="Editor")

    page = client.post(ADD, {"name": "G", "email": "Gone@example.org", "role": role.pk})

    assert "is deactivated" in page.text
    assert not Invitation.objects.exists()
    with pytest.raises(ValidationError, match="is deactivated"):
        invite(administrator, "gone@example.org")
    assert not OutgoingMail.objects.exists()


def test_a_link_to_an_account_that_was_deactivated_since_opens_nothing(client, administrator):
    invitation = invite(administrator, "gone@example.org")
    user = closed()

    assert client.get(link()).status_code == 404
    with pytest.raises(invitations.NotOpen):
        invitations.accept(invitation, by=user, at=NOW)
    user.refresh_from_db()
    assert not user.is_staff


def test_sending_again_says_whose_account_is_deactivated(client, administrator):
    rows = [invite(administrator, "gone@example.org"), invite(administrator)]
    closed()
    client.force_login(administrator)
    said = {"action": "send_again", "_selected_action": [row.pk for row in rows]}

    page = client.post(LIST, said, follow=True).text

    assert "The account of gone@example.org is deactivated" in page
    assert "Sent again" in page
    assert OutgoingMail.objects.filter(to_address="gone@example.org").count() == 1
