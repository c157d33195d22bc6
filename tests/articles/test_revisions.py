"""Revisions: each save whole, compared in words, restored as a revision of its own."""

import pytest
from django.core.exceptions import ValidationError

from articles import differences, picture_store, revisions, writing
from articles.models import Author, Picture
from tests.factories import (
    make_article,
    make_author,
    make_editor,
    make_region,
    make_section,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_editor(name="Nadia")


def test_each_save_is_a_revision(editor):
    article = make_article(headline="First")
    revisions.record(article, by=editor)
    article.headline = "Second"
    writing.rewrite(article)
    revisions.record(article, by=editor)

    assert [(r.number, r.values["headline"], r.made_by) for r in article.revisions.all()] == [
        (2, "Second", editor),
        (1, "First", editor),
    ]


def test_a_save_that_changes_nothing_adds_none(editor):
    article = make_article()
    revisions.record(article, by=editor)
    revisions.record(article, by=editor)

    assert revisions.newest_number(article) == 1


def test_what_came_from_elsewhere_is_kept_before_its_first_edit():
    article = make_article()
    revisions.record_first(article)
    revisions.record_first(article)

    assert article.revisions.get().made_by is None


def test_restoring_brings_back_everything_and_is_a_revision(editor):
    author, topic, region = make_author(), make_topic(), make_region()
    article = make_article(headline="First", authors=[author], topics=[topic], regions=[region])
    first = revisions.record(article, by=editor)
    article.headline, article.section = "Second", make_section("politics")
    writing.write(article, body_html="<p>Other words.</p>")
    article.topics.clear()
    article.regions.clear()
    article.bylines.all().delete()
    revisions.record(article, by=editor)

    revisions.restore(article, first, by=editor)

    article.refresh_from_db()
    assert (article.headline, article.section.slug) == ("First", "business")
    assert [*article.topics.all(), *article.regions.all()] == [topic, region]
    assert article.bylines.get().author == author
    assert writing.text_of(article) == first.values["text"]
    newest = article.revisions.first()
    assert newest.number == 3
    assert newest.values == first.values
    assert "Restored from revision 1" in newest.note


def test_restoring_lives_with_what_is_gone(editor):
    author = make_author()
    article = make_article(authors=[author], topics=[make_topic()])
    first = revisions.record(article, by=editor)
    article.bylines.all().delete()
    Author.objects.all().delete()
    article.topics.get().delete()

    revisions.restore(article, first, by=editor)

    assert not article.bylines.exists()
    assert not article.topics.exists()


@pytest.mark.parametrize(
    ("place", "fields", "live"),
    [("lead_picture", {"is_gated": True}, False), ("cover", {}, True), ("text", {}, True)],
    ids=["for members, at the head", "gone, on the cover", "gone, in the text"],
)
def test_restoring_brings_back_no_picture_that_may_not_stand_there(editor, place, fields, live):
    folder = picture_store.GATED if fields else ""
    picture = Picture.objects.create(
        image=f"{folder}gone.webp", width=8, height=5, alt="A harbour", **fields
    )
    article = make_article(headline="Now", live=live)
    first = revisions.record(article, by=editor)
    figure = f'<figure data-picture="{picture.pk}"></figure>'
    first.values |= {place: figure if place == "text" else picture.pk, "headline": "Then"}

    with pytest.raises(ValidationError):
        revisions.restore(article, first, by=editor)

    article.refresh_from_db()
    assert article.headline == "Now"


# Differences, in words.


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("one two", "one two", [("one two", "one two", False)]),
        ("one two", "one three", [("one <del>two</del>", "one <ins>three</ins>", True)]),
        ("a <b> & c", "a & c", [("a<del> &lt;b&gt;</del> &amp; c", "a &amp; c", True)]),
        ("", "new", [("", "<ins>new</ins>", True)]),
    ],
)
def test_lines_are_compared_by_words(left, right, expected):
    rows = differences.of_lines([left], [right])

    assert [(row.left_html, row.right_html, row.is_changed) for row in rows] == expected


def test_bodies_are_compared_as_words_not_as_markup():
    left = '<p>The <a href="/a/">port</a> opens.</p><hr class="paywall"><p>Soon.</p>'
    right = "<p>The port closes.</p><h2>Soon</h2>"

    rows = differences.of_bodies(left, right)

    assert rows[0].left_html == "The port <del>opens.</del>"
    assert "href" not in "".join(row.left_html for row in rows)


def test_a_long_block_is_compared_whole():
    rows = differences.of_lines(["a " * 6000], ["b " * 6000])

    assert rows[0].left_html.startswith("<del>a a")
