"""What stands around every page: the paper's name and its menus, in one query."""

import json
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from publication.models import MenuItem, SiteSettings

# Constant SQL: every page asks, and building it anew costs more than the answer.
STATEMENT = """
    SELECT settings.*, settings::text AS as_written,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('menu', menu, 'label', label, 'url', url,
            'note', note, 'language', language) ORDER BY position, id), '[]')::text
         FROM publication_menuitem) AS menu_items,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('name', name, 'url', url)
            ORDER BY position, id), '[]')::text FROM publication_sociallink) AS social{joined}
    FROM publication_sitesettings AS settings WHERE settings.id = 1"""
JOINED = {}


def join(name, select, *, read):
    """Let a higher app stand in the frame: its SELECT of one value is answered with the frame's own.

    It may use %(at)s, the moment that the page shows. Templates find what `read` makes of the
    answer at `frame.joined.<name>`; called once, when apps are ready.
    """
    JOINED[name] = (select, read)


@dataclass(frozen=True)
class Frame:
    """The paper's settings, its menus by name, and its social links.

    Two frames are equal when they say the same; `as_written` is all of it in one string, but for
    what higher apps joined: that comes and goes, so no part that is drawn once may show it.
    """

    as_written: str
    site: SiteSettings = field(compare=False)
    menus: dict = field(compare=False)
    social_links: list = field(compare=False)
    joined: dict = field(compare=False, default_factory=dict)

    @property
    def name(self):
        return self.site.name

    def leads_to(self, path):
        """Does a menu hold this path?"""
        return any(item["url"] == path for items in self.menus.values() for item in items)


def frame(at=None):
    """Everything that a page's head, masthead and foot need. One query."""
    site = _settings_with_menus(at)
    if site is None:
        SiteSettings.current()
        site = _settings_with_menus(at)
    as_written = "\n".join((site.as_written, site.menu_items, site.social))
    joined = {name: read(getattr(site, f"joined_{name}")) for name, (_, read) in JOINED.items()}
    return Frame(as_written, site, menus_in(site.menu_items), json.loads(site.social), joined)


def _settings_with_menus(at):
    joined = "".join(f",\n({select}) AS joined_{name}" for name, (select, _) in JOINED.items())
    statement = STATEMENT.format(joined=joined)
    return next(iter(SiteSettings.objects.raw(statement, {"at": at or timezone.now()})), None)


@lru_cache(maxsize=8)
def menus_in(menu_items):
    """{menu: [item]}; the same text is read once, so nobody may change what comes back."""
    menus = {menu: [] for menu in MenuItem.Menu.values}
    for item in json.loads(menu_items):
        menus.setdefault(item["menu"], []).append(item)
    return menus


def of(request):
    """The frame of this request's page: asked for on first use, and once."""
    return request._frame if hasattr(request, "_frame") else as_of(request, None)


def as_of(request, at):
    """The frame as it will be at a moment: for this request, from here on."""
    request._frame = SimpleLazyObject(lambda: frame(at))
    return request._frame
