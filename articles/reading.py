"""From stored text to reading text, with what the site knows: pictures, authors' pages, its name."""

from django.conf import settings

from articles import blocks
from articles.models.author import Author
from articles.models.picture import Picture
from articles.pictures import picture_tag
from newsroom.lib.addresses import path_of


def render(article, stored_html, *, sample_chapter=None, with_gated_pictures=False):
    """Stored body or public part of this article as reading HTML.

    One query if it has pictures, one if it mentions authors. `sample_chapter` is what the line in a
    public part leads to.
    """
    pictures = pictures_in(stored_html)
    if not with_gated_pictures:
        pictures = {number: one for number, one in pictures.items() if not one.is_gated}
    return blocks.render(
        stored_html,
        author_addresses=authors_in(stored_html).get,
        pictures=lambda number: pictures.get(number) and picture_tag(pictures[number]),
        language=article.language,
        dateline=article.dateline,
        own_host=settings.SITE_HOST,
        sample_chapter=sample_chapter,
    )


def pictures_in(stored_html):
    numbers = blocks.picture_numbers(stored_html)
    return Picture.objects.in_bulk(numbers) if numbers else {}


def authors_in(stored_html):
    """{slug: path} of those whom the text mentions and who have a page: a name may leave the paper."""
    slugs = blocks.author_slugs(stored_html)
    known = Author.objects.filter(slug__in=slugs).values_list("slug", flat=True) if slugs else []
    return {slug: path_of("articles:author_detail", slug=slug) for slug in known}


def public_word_count(article):
    """How many words everybody may read, counted as the whole is counted."""
    return blocks.word_count(blocks.plain_text(article.public_html))
