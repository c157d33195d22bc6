"""How the admin looks around our own pages: the paper's green, its icon, the desk's work first."""

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from publication import frame as frames

GREEN = {
    "50": "#eef7f4", "100": "#d5ebe5", "200": "#aed8cd", "300": "#7dbfb0", "400": "#5cc2b0",
    "500": "#15806f", "600": "#00635a", "700": "#00524b", "800": "#06423d", "900": "#073733",
    "950": "#021f1d",
}  # fmt: skip
# Pages of the sidebar that are no list of a model.
PAGES = {"support_desk"}
# (part of the sidebar, [(what it says, its list or page, icon, the permission that shows it)])
PARTS = [
    (
        _("Desk"),
        [
            (_("Front page"), "articles_frontpage", "web", "articles.view_frontpage"),
            (_("Articles"), "articles_article", "article", "articles.view_article"),
            (_("Pictures"), "articles_picture", "image", "articles.view_picture"),
            (_("Authors"), "articles_author", "person_edit", "articles.view_author"),
        ],
    ),
    (
        _("Where stories stand"),
        [
            (_("Sections"), "articles_section", "newspaper", "articles.view_section"),
            (_("Kinds"), "articles_kind", "category", "articles.view_kind"),
            (_("Regions"), "articles_region", "public", "articles.view_region"),
            (_("Topics"), "articles_topic", "sell", "articles.view_topic"),
            (_("Industries"), "articles_industry", "factory", "articles.view_industry"),
            (_("Checks"), "articles_checklistrule", "checklist", "articles.view_checklistrule"),
            (_("The wall"), "articles_wallrule", "fence", "articles.view_wallrule"),
            (_("Old addresses"), "articles_redirect", "alt_route", "articles.view_redirect"),
        ],
    ),
    (
        _("The paper"),
        [
            (_("Settings"), "publication_sitesettings", "tune", "publication.view_sitesettings"),
            (_("Menus"), "publication_menuitem", "menu", "publication.view_menuitem"),
            (_("Social links"), "publication_sociallink", "share", "publication.view_sociallink"),
            (_("Standing pages"), "publication_page", "description", "publication.view_page"),
            (_("Wordings"), "publication_wording", "format_quote", "publication.view_wording"),
        ],
    ),
    (
        _("Readers"),
        [
            (_("Support desk"), "support_desk", "support_agent", "memberships.view_grant"),
            (_("Grants"), "memberships_grant", "key", "memberships.view_grant"),
            (_("Changes of access"), "memberships_accesschange", "history", "memberships.view_accesschange"),
        ],
    ),
    (
        _("People"),
        [
            (_("Accounts"), "accounts_user", "group", "accounts.view_user"),
            (_("Invitations"), "accounts_invitation", "person_add", "accounts.view_invitation"),
            (_("Roles"), "auth_group", "badge", "auth.view_group"),
            (_("Planned deletions"), "accounts_accountdeletion", "person_remove", "accounts.view_accountdeletion"),
            (_("Requests about own data"), "accounts_datarequest", "policy", "accounts.view_datarequest"),
        ],
    ),
    (
        _("Operations"),
        [
            (_("Alerts"), "newsroom_alert", "warning", "newsroom.view_alert"),
            (_("Jobs"), "newsroom_jobrun", "schedule", "newsroom.view_jobrun"),
            (_("Tasks"), "django_tasks_database_dbtaskresult", "task", "django_tasks_database.view_dbtaskresult"),
            (_("Outgoing mails"), "accounts_outgoingmail", "outgoing_mail", "accounts.view_outgoingmail"),
            (_("Pauses"), "accounts_sendingpause", "pause_circle", "accounts.view_sendingpause"),
        ],
    ),
]  # fmt: skip


def name_of_the_paper(request):
    return frames.of(request).site.name


def green(request=None):
    return dict(GREEN)


def favicon(request=None):
    return static("icons/icon.svg")


def style(request=None):
    return static("css/desk_frame.css")


def script(request=None):
    return static("js/desk/frame.js")


def navigation(request):
    """The sidebar: each person sees what they may."""
    return [
        {
            "title": title,
            "separator": True,
            "items": [
                {"title": words, "link": reverse_lazy(address_name(name)), "icon": icon}
                for words, name, icon, permission in items
                if request.user.has_perm(permission)
            ],
        }
        for title, items in PARTS
    ]


def address_name(name):
    return name if name in PAGES else f"admin:{name}_changelist"


def ribbon(request):
    """Said on every page of the admin while anybody's password alone opens it."""
    if settings.STAFF_MFA_REQUIRED:
        return None
    return [_("Staff sign in without a second step here"), "warning"]
