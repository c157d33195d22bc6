"""Who may do what: four roles, as data. Every migration brings the groups to what stands here."""

from django.apps import apps
from django.db import connections
from django.db.models import Q

VIEW, ADD, CHANGE, DELETE = "view", "add", "change", "delete"
ALL, KEEP = (VIEW, ADD, CHANGE, DELETE), (VIEW, ADD, CHANGE)
AUTHOR, EDITOR, ADMINISTRATOR, CIRCULATION = "Author", "Editor", "Administrator", "Circulation"

# {role: {"app.model" or "app.*": verbs, or names of the model's own permissions}}. What is not
# named is not allowed. Which articles an author sees and changes: articles/rights.py.
ROLES = {
    AUTHOR: {
        "articles.article": KEEP,
        "articles.byline": ALL,
        "articles.attachment": ALL,
        "articles.relatedarticle": ALL,
        "articles.correction": (VIEW,),
        "articles.picture": KEEP,
        "articles.topic": (VIEW, ADD),
        "articles.author": (VIEW,),
        "articles.region": (VIEW,),
        "articles.section": (VIEW,),
        "articles.industry": (VIEW,),
        "articles.kind": (VIEW,),
    },
    EDITOR: {
        "articles.article": (*KEEP, "edit_any_article", "publish_article", "set_access_level"),
        "articles.byline": ALL,
        "articles.attachment": ALL,
        "articles.relatedarticle": ALL,
        "articles.correction": (VIEW, ADD),
        "articles.picture": KEEP,
        "articles.topic": KEEP,
        "articles.author": KEEP,
        "articles.region": KEEP,
        "articles.section": (VIEW, CHANGE),
        "articles.industry": (VIEW, CHANGE),
        "articles.kind": (VIEW,),
        "articles.checklistrule": (VIEW,),
        "articles.wallrule": (VIEW,),
        "articles.frontpage": (VIEW, CHANGE),
        "articles.redirect": KEEP,
        "publication.page": KEEP,
        "publication.menuitem": ALL,
        "publication.wording": (VIEW, CHANGE),
    },
    ADMINISTRATOR: {
        "articles.*": ALL,
        "articles.article": (*ALL, "edit_any_article", "publish_article", "set_access_level"),
        "publication.*": ALL,
        "accounts.user": (*KEEP, "appoint_staff"),
        "accounts.invitation": (VIEW, ADD),
        "accounts.outgoingmail": (VIEW,),
        "accounts.accountdeletion": (VIEW,),
        "accounts.datarequest": (VIEW,),
        "accounts.sendingpause": (VIEW, DELETE),
        "memberships.grant": KEEP,
        "memberships.accesschange": (VIEW,),
        "auth.group": (VIEW,),
        "newsroom.alert": (VIEW,),
        "newsroom.jobrun": (VIEW,),
        "django_tasks_database.dbtaskresult": (VIEW,),
    },
    CIRCULATION: {
        "accounts.user": (VIEW, ADD, CHANGE),
        "accounts.outgoingmail": (VIEW,),
        "memberships.grant": KEEP,
        "memberships.accesschange": (VIEW,),
    },
}


def make(sender=None, using="default", **kwargs):
    """Each role as a group with exactly these rights, as far as the models exist."""
    if "auth_group" not in connections[using].introspection.table_names():
        return
    groups, permissions = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, rights in ROLES.items():
        group, _is_new = groups.objects.using(using).get_or_create(name=name)
        wanted = permissions.objects.using(using).filter(condition_of(rights))
        group.permissions.set(wanted)


def condition_of(rights):
    """The permissions that a row of ROLES names."""
    wanted = Q(pk=None)
    for place, names in rights.items():
        app, _dot, model = place.partition(".")
        here = Q(content_type__app_label=app)
        for name in names:
            wanted |= here & is_named(name, model)
    return wanted


def is_named(name, model):
    if name not in ALL:
        return Q(codename=name)
    return Q(codename__startswith=f"{name}_") if model == "*" else Q(codename=f"{name}_{model}")
