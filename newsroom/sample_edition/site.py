"""Whose paper the sample edition is: settings, menus, and the wording of offers."""

from newsroom.sample_edition.addresses import address_of
from newsroom.sample_edition.items import item
from newsroom.sample_edition.source import facts_in
from publication.models import MenuItem, SiteSettings, SocialLink, Wording


def items(edition):
    site = facts_in("site.yaml")
    yield item("settings", load_settings, site["settings"])
    yield item("social links", load_social_links, site["social_links"])
    given = {"edition": edition}
    for menu, rows in site["menus"].items():
        yield item(f"menu:{menu}", load_menu, menu, with_notes(rows), given=given)
    yield item("offers", load_offers, offers())


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


def offers():
    """{key: text}: the copy's wording, under what is said while nothing is sold."""
    said = {**facts_in("copy/offers.yaml"), **facts_in("pages/offers.yaml")}
    return {key: text for reason, offer in said.items() for key, text in parts_of(reason, offer)}


def parts_of(reason, offer):
    secondary = offer.get("secondary") or {}
    for part in ("headline", "text", "button"):
        yield f"{reason}.{part}", offer[part]
    if secondary:
        yield f"{reason}.secondary", secondary["label"]
        yield f"{reason}.secondary_goes_to", secondary["goes_to"]


def load_offers(texts):
    Wording.objects.filter(group="offers", language="en").exclude(key__in=texts).delete()
    for key, text in texts.items():
        Wording.objects.update_or_create(
            group="offers", key=key, language="en", defaults={"text": text}
        )
