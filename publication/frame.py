"""What stands around every page: the paper's name and its menus, in one query."""

from dataclasses import dataclass, field

from django.db.models import JSONField
from django.db.models.expressions import RawSQL
from django.utils.functional import SimpleLazyObject

from publication.models import MenuItem, SiteSettings

# Constant SQL: every page asks, and building it anew costs more than the answer.
MENU_ITEMS = RawSQL(
    """(SELECT coalesce(jsonb_agg(jsonb_build_object('menu', menu, 'label', label, 'url', url,
        'note', note, 'language', language) ORDER BY position, id), '[]') FROM publication_menuitem)""",
    [],
    output_field=JSONField(),
)
SOCIAL_LINKS = RawSQL(
    """(SELECT coalesce(jsonb_agg(jsonb_build_object('name', name, 'url', url)
        ORDER BY position, id), '[]') FROM publication_sociallink)""",
    [],
    output_field=JSONField(),
)


@dataclass(frozen=True)
class Frame:
    """The paper's settings, its menus by name, and its social links."""

    site: SiteSettings
    menus: dict = field(default_factory=dict)
    social_links: tuple = ()

    @property
    def name(self):
        return self.site.name


def frame():
    """Everything that a page's head, masthead and foot need. One query."""
    site = _settings_with_menus().first()
    if site is None:
        SiteSettings.current()
        site = _settings_with_menus().get()
    menus = {menu: [] for menu in MenuItem.Menu.values}
    for item in site.menu_items:
        menus.setdefault(item["menu"], []).append(item)
    return Frame(site, menus, tuple(site.social))


def _settings_with_menus():
    return SiteSettings.objects.filter(pk=1).annotate(menu_items=MENU_ITEMS, social=SOCIAL_LINKS)


def of(request):
    """The frame of this request's page: asked for on first use, and once."""
    if not hasattr(request, "_frame"):
        request._frame = SimpleLazyObject(frame)
    return request._frame
