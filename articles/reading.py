"""From stored text to reading text, with what the site knows: pictures, authors' pages, its name."""

from django.conf import settings

from articles import blocks
from articles.models.picture import Picture
from articles.pictures import picture_tag
from newsroom.lib.addresses import path_of


def render(article, stored_html):
    """Stored body or lead-in of this article as reading HTML. One query, if it has pictures."""
    numbers = blocks.picture_numbers(stored_html)
    pictures = Picture.objects.in_bulk(numbers) if numbers else {}

    def markup_of(number):
        return picture_tag(pictures[number]) if number in pictures else None

    return blocks.render(
        stored_html,
        author_addresses=author_address,
        pictures=markup_of,
        language=article.language,
        dateline=article.dateline,
        own_host=settings.SITE_HOST,
    )


def author_address(slug):
    return path_of("articles:author_detail", slug=slug)
