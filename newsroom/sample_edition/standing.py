"""Standing pages: about, contact, ethics, corrections policy, privacy, terms."""

from newsroom.sample_edition.addresses import body_of
from newsroom.sample_edition.items import item
from newsroom.sample_edition.source import rules_digest
from publication.models import Page


def items(edition, *, at):
    for page in edition.pages.values():
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
