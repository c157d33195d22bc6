"""The demo's accounts: one of each role, ready to sign in. Never in production."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from articles.models import Author
from newsroom.sample_edition.source import facts_in

# What each group may do, as "app.model": verbs. The desk refines it in the admin.
EDITOR, AUTHOR = "Editor", "Author"
ALL = ("view", "add", "change", "delete")
KEEP = ("view", "add", "change")
GROUPS = {
    EDITOR: {
        "articles.article": KEEP,
        "articles.articletext": KEEP,
        "articles.byline": ALL,
        "articles.relatedarticle": ALL,
        "articles.correction": ("view", "add"),
        "articles.picture": KEEP,
        "articles.frontpage": ("view", "change"),
        "articles.topic": KEEP,
        "articles.author": KEEP,
        "articles.region": KEEP,
        "articles.section": ("view", "change"),
        "articles.industry": ("view", "change"),
        "articles.kind": ("view",),
        "articles.redirect": KEEP,
        "publication.page": KEEP,
        "publication.menuitem": ALL,
        "publication.wording": ("view", "change"),
    },
    AUTHOR: {
        "articles.article": KEEP,
        "articles.articletext": KEEP,
        "articles.byline": ALL,
        "articles.relatedarticle": ALL,
        "articles.correction": ("view",),
        "articles.picture": KEEP,
        "articles.topic": ("view", "add"),
        "articles.author": ("view",),
        "articles.region": ("view",),
        "articles.section": ("view",),
        "articles.industry": ("view",),
        "articles.kind": ("view",),
    },
}
ROLES = {
    "administrator": {"is_staff": True, "is_superuser": True},
    "editor": {"is_staff": True, "is_superuser": False},
    "author": {"is_staff": True, "is_superuser": False},
    "reader": {"is_staff": False, "is_superuser": False},
}
GROUP_OF = {"editor": EDITOR, "author": AUTHOR}


class NeverInProduction(RuntimeError):
    """Everybody knows the passwords of these accounts."""


@transaction.atomic
def sample_accounts():
    """Make or mend the demo's accounts; [{role, email, password}] for whoever tries it."""
    if settings.PRODUCTION:
        raise NeverInProduction("The demo's accounts have open passwords: never in production.")
    for name, rights in GROUPS.items():
        make_group(name, rights)
    accounts = facts_in("accounts.yaml")
    for account in accounts:
        make_account(account)
    return [{name: account[name] for name in ("role", "email", "password")} for account in accounts]


def make_group(name, rights):
    """A group with exactly these rights, as far as the models exist."""
    wanted = Q()
    for model, verbs in rights.items():
        app, _, model_name = model.partition(".")
        codenames = [f"{verb}_{model_name}" for verb in verbs]
        wanted |= Q(content_type__app_label=app, codename__in=codenames)
    group, _made = Group.objects.get_or_create(name=name)
    group.permissions.set(Permission.objects.filter(wanted))


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
