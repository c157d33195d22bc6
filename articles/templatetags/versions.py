"""The versions of one story in other languages: their addresses, from rows that lists bring along."""

from django import template
from django.conf import settings
from django.utils.html import format_html_join

from articles import languages
from articles.models.article import article_address
from newsroom.lib.addresses import absolute

register = template.Library()


@register.simple_tag
def version_path(row):
    return article_address("article_detail", row["language"], row["section"], row["slug"])


@register.simple_tag
def version_address(row):
    return absolute(version_path(row))


@register.simple_tag
def front_versions():
    """The front pages of the languages in use, for each other's heads: none where there is one."""
    codes = languages.others_in_use()
    if not codes:
        return ""
    first = settings.LANGUAGE_CODE
    rows = [(code, absolute(languages.front_of(code))) for code in (first, *codes)]
    link = '<link rel="alternate" hreflang="{}" href="{}">'
    return format_html_join("\n", link, [*rows, ("x-default", absolute("/"))])
