"""Files that come with an article: where each is asked for."""

from django import template

from articles.models.attachment import attachment_address

register = template.Library()


@register.filter
def file_address(row):
    return attachment_address(row["name"])
