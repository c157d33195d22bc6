"""WordPress's own forms, mended: each text is read once, however it is written."""

import time
from collections import Counter

import pytest

from articles.importers import forms, markup


@pytest.mark.parametrize(
    "repeated",
    ["[caption id=1]", "[caption][x", "<!--more ", "<!-- wp:x ", "[gallery ", "[embed ", "[audio src=", " ", "\n "],
)  # fmt: skip
def test_a_text_of_open_forms_is_read_in_no_time(repeated):
    started = time.process_time()

    forms.in_paragraphs(forms.plain(f"a{repeated * 20_000}b", Counter()))

    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("content", "html"),
    [
        ("one</div>two", "<p>one two</p>"),
        ("<p>one</p></div><p>two</p> tail", "<p>one</p><p>two</p><p> tail</p>"),
        ("<html><body><p>one</p></body></html><p>two</p>", "<p>one</p><p>two</p>"),
        ('<p>one</p><iframe src="http://[broken/x"></iframe>', "<p>one</p><p>http://[broken/x</p>"),
        ('<p>one</p><img src="http://[broken/x.jpg" alt="Pier">', "<p>one</p><p>Pier</p>"),
    ],
)
def test_broken_markup_keeps_its_words(content, html):
    assert markup.mend(content).html.replace("\n", "") == html


@pytest.mark.parametrize(
    ("content", "plain"),
    [
        ("a<!--more-->b<!--more-->c", f"a{forms.PAYWALL_LINE}bc"),
        ("a<!-- More reading -->b", f"a{forms.PAYWALL_LINE}b"),
        ("<!-- wp:more --><!--more--><!-- /wp:more -->", forms.PAYWALL_LINE),
        ('<!-- wp:p {"a":1} -->a<!-- /wp:p -->', "a"),
        ("a<!--nextpage-->b", "a\n\nb"),
        ("a<!-- note -->b<!-- open", "a<!-- note -->b<!-- open"),
    ],
)
def test_comments_say_what_wordpress_means_by_them(content, plain):
    assert forms.plain(content, Counter()) == plain
