"""Standing pages, and the lists in them that come from the data of letters, prices and events."""

from dataclasses import replace

from newsroom.sample_edition.addresses import address_of, body_of
from newsroom.sample_edition.items import item
from newsroom.sample_edition.source import facts_in, rules_digest
from publication.models import Page


def items(edition, *, at):
    """Every page; those that hold lists depend on their data too."""
    for page in edition.pages.values():
        page = with_lists(page, edition)
        given = {"edition": edition, "at": at}
        yield item(f"page:{page.slug}", load, page, also=[rules_digest()], given=given)


def load(text, *, edition, at):
    page = Page.objects.filter(slug=text.slug).first() or Page(slug=text.slug)
    page.title = text.facts["title"]
    page.standfirst = text.facts["description"]
    page.language = text.language
    page.updated_on = at.date()
    page.write(body_of(text, edition))
    page.save()


def with_lists(page, edition):
    """The page with its lists in place of their names."""
    body = page.body
    for name, made in LISTS.items():
        if f"{{{name}}}" in body:
            body = body.replace(f"{{{name}}}", "\n\n".join(made(edition)))
    return replace(page, body=body)


def free_newsletters(edition):
    return [newsletter(row) for row in letters() if row["access"] == "free"]


def pro_newsletters(edition):
    return [newsletter(row) for row in letters() if row["access"] == "pro"]


def letters():
    return facts_in("copy/newsletters.yaml")


def newsletter(row):
    """Its name, promise, what is in it, and when it comes."""
    days = " and ".join(day.capitalize() for day in row["days"]) if len(row["days"]) < 3 else ""
    city = row["timezone"].partition("/")[2]
    when = f"{row['cadence'].capitalize()}{f', on {days},' if days else ''} at {row['send_time']}"
    return (
        f"### {row['name']}\n\n**{row['promise']}** {row['description'].strip()}\n\n"
        f"*{when}, {city} time.*"
    )


def benefits(edition):
    for row in facts_in("copy/pro_page.yaml")["benefits"]:
        link = sample_of(row, edition)
        yield f"### {row['title']}\n\n{row['text'].strip()}{link}"


def sample_of(row, edition):
    """A link to what can be read already; nothing for what is still to come."""
    if row["sample"] in edition.stories:
        return f" [{row['link_text']}](story:{row['sample']})."
    return f" [{row['link_text']}](/)." if row["sample"] == "home" else ""


def industries(edition):
    rows = facts_in("copy/pro_page.yaml")["industries"]
    yield "\n".join(
        f"- [{row['name']}]({address_of('industry:' + row['slug'], edition)}): {row['line']}."
        for row in rows
    )


def prices(edition):
    """Two rows: what it is called, what it costs, and what that makes in a year."""
    rows = facts_in("copy/pro_page.yaml")["prices"]
    lines = ["| Membership | Price | In a year |", "|---|---|---|"]
    for price in (rows["annual"], rows["monthly"]):
        cost = f"{price['headline']}, {price['detail']}"
        lines.append(f"| {price['name']} | {cost} | {price['arithmetic']} |")
    yield "\n".join(lines)


def events(edition):
    """Conversations that are still to come, without dates: none is fixed yet."""
    for row in facts_in("copy/events.yaml"):
        if row["starts_in_hours"] > 0:
            yield f"### {row['title']}\n\n{row['summary'].strip()}\n\n*{FOR_WHOM[row['access']]}*"


FOR_WHOM = {"pro": "For PRO members.", "registered": "For everybody with a free account."}
LISTS = {
    "free_newsletters": free_newsletters,
    "pro_newsletters": pro_newsletters,
    "benefits": benefits,
    "industries": industries,
    "prices": prices,
    "events": events,
}
