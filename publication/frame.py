"""What stands around every page: the paper's name and its menus, in one query."""

import json
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.functional import SimpleLazyObject

from publication.models import MenuItem, SiteSettings

# Constant SQL: every page asks, and building it anew costs more than the answer.
STATEMENT = """
    SELECT settings.*, settings::text AS as_written,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('menu', menu, 'label', label, 'url', url,
            'note', note, 'language', language) ORDER BY position, id), '[]')::text
         FROM publication_menuitem) AS menu_items,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('name', name, 'url', url)
            ORDER BY position, id), '[]')::text FROM publication_sociallink) AS social
    FROM publication_sitesettings AS settings WHERE settings.id = 1"""


@dataclass(frozen=True)
class Frame:
    """The paper's settings, its menus by name, and its social links.

    Two frames are equal when they say the same; `as_written` is all of it in one string.
    """

    as_written: str
    site: SiteSettings = field(compare=False)
    menus: dict = field(compare=False)
    social_links: list = field(compare=False)

    @property
    def name(self):
        return self.site.name

    def leads_to(self, path):
        """Does a menu hold this path?"""
        return any(item["url"] == path for items in self.menus.values() for item in items)


def frame():
    """Everything that a page's head, masthead and foot need. One query."""
    site = _settings_with_menus()
    if site is None:
        SiteSettings.current()
        site = _settings_with_menus()
    as_written = "\n".join((site.as_written, site.menu_items, site.social))
    return Frame(as_written, site, menus_in(site.menu_items), json.loads(site.social))


def _settings_with_menus():
    return next(iter(SiteSettings.objects.raw(STATEMENT)), None)


@lru_cache(maxsize=8)
def menus_in(menu_items):
    """{menu: [item]}; the same text is read once, so nobody may change what comes back."""
    menus = {menu: [] for menu in MenuItem.Menu.values}
    for item in json.loads(menu_items):
        menus.setdefault(item["menu"], []).append(item)
    return menus


def of(request):
    """The frame of this request's page: asked for on first use, and once."""
    if not hasattr(request, "_frame"):
        request._frame = SimpleLazyObject(frame)
    return request._frame
