"""The demo's accounts: one of each role, ready to sign in. Never in production."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from articles.models import Author
from memberships.models import Grant
from newsroom import roles
from newsroom.sample_edition.source import facts_in

ROLES = {
    "administrator": {"is_staff": True, "is_superuser": True},
    "editor": {"is_staff": True, "is_superuser": False},
    "author": {"is_staff": True, "is_superuser": False},
    "reader": {"is_staff": False, "is_superuser": False},
    "member": {"is_staff": False, "is_superuser": False},
}
GROUP_OF = {
    "administrator": roles.ADMINISTRATOR,
    "editor": roles.EDITOR,
    "author": roles.AUTHOR,
}


class NeverInProduction(RuntimeError):
    """Everybody knows the passwords of these accounts."""


@transaction.atomic
def sample_accounts():
    """Make or mend the demo's accounts; [{role, email, password}] for whoever tries it."""
    if settings.PRODUCTION:
        raise NeverInProduction("The demo's accounts have open passwords: never in production.")
    roles.make()
    accounts = facts_in("accounts.yaml")
    for account in accounts:
        make_account(account)
    return [{name: account[name] for name in ("role", "email", "password")} for account in accounts]


def make_account(account):
    """An active account with a verified address; whatever a visitor changed is put back."""
    user = User.objects.filter(email__iexact=account["email"]).first()
    user = user or User(email=account["email"])
    for name, value in {**ROLES[account["role"]], "name": account["name"]}.items():
        setattr(user, name, value)
    user.is_active = True
    if not user.pk or not user.check_password(account["password"]):
        user.set_password(account["password"])
    user.save()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    user.groups.set(Group.objects.filter(name=GROUP_OF.get(account["role"])))
    if "author" in account:
        Author.objects.filter(slug=account["author"]).update(user=user)
    if account["role"] == "member":
        give_pro(user)


def give_pro(user):
    """The demo's member reads PRO without paying, unless a visitor left it so already."""
    if not user.grants.in_force().exists():
        Grant.objects.give(
            user,
            kind=Grant.Kind.COMPLIMENTARY,
            reason="The demo's member",
            by=None,
            at=timezone.now(),
        )
