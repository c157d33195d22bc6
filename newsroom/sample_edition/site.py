"""Whose paper the sample edition is: its settings, menus and links."""

from newsroom.sample_edition.addresses import address_of
from newsroom.sample_edition.items import item
from newsroom.sample_edition.source import facts_in
from publication.models import MenuItem, SiteSettings, SocialLink


def items(edition):
    site = facts_in("site.yaml")
    yield item("settings", load_settings, site["settings"])
    yield item("social links", load_social_links, site["social_links"])
    given = {"edition": edition}
    for menu, rows in site["menus"].items():
        yield item(f"menu:{menu}", load_menu, menu, with_notes(rows), given=given)


def load_settings(values):
    SiteSettings.objects.update_or_create(pk=1, defaults=values)


def load_social_links(rows):
    SocialLink.objects.all().delete()
    for position, row in enumerate(rows):
        SocialLink.objects.create(**row, position=position)


def with_notes(rows):
    """A region that has a longitude carries it as its note."""
    longitudes = {
        f"region:{row['slug']}": row["longitude"]
        for row in facts_in("desk.yaml")["regions"]
        if "longitude" in row
    }
    return [{**row, "note": degrees(longitudes.get(row["to"]))} for row in rows]


def degrees(longitude):
    """ "7°W" or "44°E"."""
    if longitude is None:
        return ""
    return f"{abs(round(longitude))}°{'W' if longitude < 0 else 'E'}"


def load_menu(menu, rows, *, edition):
    """The menu as the data has it, whatever it was."""
    MenuItem.objects.filter(menu=menu).delete()
    for position, row in enumerate(rows):
        MenuItem.objects.create(
            menu=menu,
            label=row["label"],
            url=address_of(row["to"], edition),
            note=row["note"],
            language=row.get("language", ""),
            position=position,
        )
