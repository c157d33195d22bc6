"""Where a place that the data names is on the site."""

from django.urls import reverse

from articles.models.article import article_address
from newsroom.sample_edition import markdown

# Pages with an address of their own.
OWN_ADDRESS = {"newsletters", "membership", "events"}
LISTS = {
    "region": "articles:region_detail",
    "kind": "articles:kind_detail",
    "industry": "articles:industry_detail",
    "author": "articles:author_detail",
}


def address_of(place, edition):
    """The path of `section:energy`, `story:the-gulfs-hardest-hour`, `page:about`; or it is one."""
    what, _, slug = place.partition(":")
    if what == "story":
        facts = edition.stories[slug].facts
        return article_address("article_detail", facts["language"], facts["section"], slug)
    if what == "page":
        return page_address(slug)
    if what == "section":
        return reverse("articles:section_detail", kwargs={"section": slug})
    if what in LISTS:
        return reverse(LISTS[what], kwargs={"slug": slug})
    return place


def page_address(slug):
    if slug in OWN_ADDRESS:
        return reverse(slug)
    return reverse("publication:page_detail", kwargs={"slug": slug})


def body_of(text, edition):
    """The text's Markdown in the canonical form, its links resolved."""
    return markdown.to_html(text.body, address_of=lambda place: address_of(place, edition))
