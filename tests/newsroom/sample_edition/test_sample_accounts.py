"""The demo's accounts: one of each role, ready, and never in production."""

import pytest

from accounts.models import User
from articles.models import Author
from memberships.access import Entitlement
from memberships.readers import entitlements
from newsroom.sample_edition.accounts import NeverInProduction, sample_accounts
from newsroom.sample_edition.source import facts_in
from tests.factories import make_author

pytestmark = pytest.mark.django_db


def test_there_is_one_of_each_role_with_a_verified_address():
    accounts = sample_accounts()

    roles = [account["role"] for account in accounts]
    assert roles == ["administrator", "editor", "author", "reader", "member"]
    for account in accounts:
        user = User.objects.get(email=account["email"])
        address = user.emailaddress_set.get()
        assert user.check_password(account["password"])
        assert (address.verified, address.primary) == (True, True)


@pytest.mark.parametrize("role", ["administrator", "editor", "author", "reader", "member"])
def test_every_account_can_sign_in_by_the_page(client, role):
    account = next(row for row in sample_accounts() if row["role"] == role)

    response = client.post(
        "/accounts/login/", {"login": account["email"], "password": account["password"]}
    )

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(User.objects.get(email=account["email"]).pk)


def test_only_the_administrator_may_do_everything_and_only_readers_are_no_staff():
    accounts = {row["role"]: User.objects.get(email=row["email"]) for row in sample_accounts()}

    assert [role for role, user in accounts.items() if user.is_superuser] == ["administrator"]
    assert [role for role, user in accounts.items() if not user.is_staff] == ["reader", "member"]


def test_the_member_reads_pro_by_one_grant_also_when_made_again():
    sample_accounts()
    sample_accounts()
    member = User.objects.get(email="member@meridian.example")

    assert entitlements(member).holding(Entitlement.READ_PRO)
    assert member.grants.count() == 1


def test_making_them_again_puts_back_what_a_visitor_changed():
    sample_accounts()
    reader = User.objects.get(email=facts_in("accounts.yaml")[3]["email"])
    reader.is_staff, reader.is_active = True, False
    reader.set_password("something else entirely")
    reader.save()

    account = sample_accounts()[3]

    reader.refresh_from_db()
    assert (reader.is_staff, reader.is_active) == (False, True)
    assert reader.check_password(account["password"])
    assert User.objects.count() == 5


def test_an_editor_publishes_and_an_author_corrects_nothing():
    accounts = {row["role"]: User.objects.get(email=row["email"]) for row in sample_accounts()}

    assert accounts["editor"].has_perm("articles.change_article")
    assert accounts["editor"].has_perm("articles.add_correction")
    assert accounts["author"].has_perm("articles.add_article")
    assert not accounts["author"].has_perm("articles.add_correction")
    assert not accounts["author"].has_perm("publication.change_sitesettings")
    assert not accounts["editor"].has_perm("accounts.change_user")


def test_the_author_account_belongs_to_a_page():
    author = make_author("Salma Al-Kharusi", slug="salma-al-kharusi")

    account = sample_accounts()[2]

    author.refresh_from_db()
    assert author.user.email == account["email"]
    assert Author.objects.exclude(user=None).count() == 1


def test_they_are_never_made_in_production(settings):
    settings.PRODUCTION = True

    with pytest.raises(NeverInProduction):
        sample_accounts()

    assert not User.objects.exists()
