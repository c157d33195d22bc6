"""From stored text to what a reader sees: pictures, charts and authors filled in."""

from django.urls import reverse

from articles import blocks
from articles.models.picture import Picture
from articles.pictures import picture_tag


def render(article, stored_html):
    """Stored body or lead-in of this article as reading HTML. One query, if it has pictures."""
    numbers = blocks.picture_numbers(stored_html)
    pictures = Picture.objects.in_bulk(numbers) if numbers else {}
    return blocks.render(
        stored_html,
        author_address=author_address,
        picture_html=lambda number: picture_tag(pictures[number]) if number in pictures else "",
        language=article.language,
        dateline=article.dateline,
    )


def author_address(slug):
    return reverse("articles:author_detail", kwargs={"slug": slug})
