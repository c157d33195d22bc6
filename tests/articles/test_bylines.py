"""Names above a text."""

from types import SimpleNamespace

import pytest
from django.utils.text import slugify

from articles.templatetags import bylines


def article_by(*names):
    rows = [{"name": name, "slug": slugify(name) if name != "Guest" else None} for name in names]
    return SimpleNamespace(byline_rows=rows)


@pytest.mark.parametrize(
    ("authors", "line"),
    [
        ((), ""),
        (("Ada",), "Ada"),
        (("Ada", "Ben"), "Ada and Ben"),
        (("Ada", "Ben", "Cem"), "Ada, Ben and Cem"),
    ],
)
def test_names_are_joined_as_a_sentence_joins_them(authors, line):
    assert bylines.names(article_by(*authors)) == line


def test_authors_are_linked_and_guests_are_not():
    html = bylines.name_links(article_by("Ada", "Guest"))

    assert html == '<a href="/author/ada/" rel="author">Ada</a> and <b>Guest</b>'


def test_a_name_cannot_bring_markup():
    html = bylines.name_links(article_by("Guest", "<i>Ada</i>"))

    assert "<i>" not in html


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Salma Al-Kharusi", "SA"), ("The research desk", "T"), ("علي", "ع"), ("dal", "d")],
)
def test_initials_stand_where_a_portrait_is_missing(name, letters):
    assert bylines.initials(name) == letters
