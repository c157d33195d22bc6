"""A newer export of a site: what it may change, what it may not, and which text is meant."""

import pytest
from django.utils import timezone

from articles import writing
from articles.models import Article, ImportedItem, Redirect
from publication.models import Page
from tests.articles.importers.exports import bring_in, write_export

pytestmark = pytest.mark.django_db


@pytest.fixture
def export(tmp_path):
    return lambda *items, **said: write_export(tmp_path / "export.xml", *items, **said)


# Pages.


def test_a_page_that_nobody_edited_is_changed_by_a_newer_export(export):
    bring_in(export({"type": "page"}))

    report = bring_in(export({"type": "page", "title": "Newer"}))

    assert (Page.objects.get().title, report.counts["updated"]) == ("Newer", 1)


@pytest.mark.parametrize(
    "edit", [{"title": "Edited"}, {"standfirst": "Edited"}, {"body_html": "<p>Edited</p>"}], ids=str
)
def test_an_editors_work_on_a_page_is_never_written_over(export, edit):
    bring_in(export({"type": "page"}))
    Page.objects.update(**edit)

    report = bring_in(export({"type": "page", "title": "Newer", "content": "Newer"}))

    assert Page.objects.filter(**edit).exists()
    assert report.rows == [("refused", "page 7 “Newer”", "an editor has changed it here since")]


def test_a_page_whose_state_is_not_known_counts_as_edited(export):
    bring_in(export({"type": "page"}))
    ImportedItem.objects.update(left_as="")

    assert bring_in(export({"type": "page", "title": "Newer"})).counts["refused"] == 1


# What is public no more.


@pytest.mark.parametrize("change", [{"status": "private"}, {"status": "trash"}, {"status": "draft"},
                                    {"password": "x"}, {"password": " "}], ids=str)  # fmt: skip
def test_what_is_public_there_no_more_is_taken_down_here(client, export, change):
    bring_in(export({}))

    report = bring_in(export(change))

    assert Article.objects.get().state == "withdrawn"
    assert report.counts["withdrawn"] == 1
    assert client.get("/news/a-story/").status_code == 410


def test_it_is_taken_down_once_and_the_editor_has_the_last_word(export):
    bring_in(export({}))
    bring_in(export({"status": "private"}))
    Article.objects.get().publish(at=timezone.now())

    report = bring_in(export({"status": "private"}))

    assert report.counts["unchanged"] == 1
    assert Article.objects.get().is_live()


def test_what_was_edited_is_taken_down_with_the_editors_words_in_it(export):
    bring_in(export({}))
    article = Article.objects.get()
    article.headline = "Edited here"
    writing.rewrite(article)

    bring_in(export({"status": "private"}))

    article.refresh_from_db()
    assert (article.headline, article.state) == ("Edited here", "withdrawn")
    assert bring_in(export({})).counts["refused"] == 1


def test_what_is_public_there_again_is_live_again(export):
    for status in ("publish", "private", "publish"):
        bring_in(export({"status": status}))

    assert Article.objects.get().is_live()


def test_a_page_that_is_public_there_no_more_goes_unless_it_was_edited(client, export):
    pages = {"type": "page"}, {"type": "page", "number": "8", "slug": "b", "title": "B"}
    bring_in(export(*pages))
    Page.objects.filter(slug="b").update(title="Edited")

    report = bring_in(export(*({**page, "status": "private"} for page in pages)))

    assert list(Page.objects.values_list("title", flat=True)) == ["Edited"]
    assert (report.counts["withdrawn"], report.counts["refused"]) == (1, 1)
    assert client.get("/2020/05/a-story/").status_code == 404
    assert not Redirect.objects.filter(new_path="/page/a-story/").exists()


# Which text is meant.


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"guid": "https://old.example/?p=77"}),
        ({"guid": ""}, {"slug": "other"}),
        ({"guid": ""}, {"guid": "https://old.example/?p=7", "slug": "other"}),
    ],
)
def test_another_text_of_the_same_number_is_refused(export, first, second):
    bring_in(export(first))

    report = bring_in(export({"title": "Another", **second}))

    assert Article.objects.get().headline == "A story"
    assert "is another text here" in report.rows[-1][2]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"slug": "new-slug"}),
        ({"guid": "http://old.example/?p=7"}, {}),
        ({"guid": ""}, {"guid": ""}),
    ],
)
def test_the_same_text_is_known_by_its_guid_or_its_address(export, first, second):
    bring_in(export(first))

    assert bring_in(export({"title": "Newer", **second})).counts["updated"] == 1


def test_what_an_older_version_imported_has_no_address_yet_and_is_known_by_its_number(export):
    bring_in(export({}))
    ImportedItem.objects.update(guid="", link="")

    assert bring_in(export({"title": "Newer"})).counts["updated"] == 1


def test_the_same_number_twice_in_one_export_is_two_texts(export):
    report = bring_in(export({}, {"title": "Second", "guid": ""}))

    assert Article.objects.get().headline == "A story"
    assert "the same number" in report.rows[-1][2]


def test_exports_that_name_no_site_are_told_apart_by_their_own_addresses(export):
    other = {"link": "https://other.example/a/", "guid": "https://other.example/?p=7"}
    bring_in(export({}, site=""))

    report = bring_in(export({"title": "Of another site", **other}, site=""))

    assert (report.counts["taken"], Article.objects.count()) == (1, 2)
