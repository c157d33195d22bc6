"""The versions of one story in other languages: their addresses, from rows that lists bring along."""

from django import template

from articles.models.article import article_address
from newsroom.lib.addresses import absolute

register = template.Library()


@register.simple_tag
def version_path(row):
    return article_address("article_detail", row["language"], row["section"], row["slug"])


@register.simple_tag
def version_address(row):
    return absolute(version_path(row))
