"""Pictures of an old site: fetched once, fetched later, never twice, never left behind."""

import io

import pytest
from django.core.management import call_command
from PIL import Image

from articles.importers import mapping, wordpress, wxr
from articles.models import Article, ImportedItem, Picture
from newsroom.lib import fetch
from tests.articles.importers.exports import bring_in, write_export

pytestmark = pytest.mark.django_db
PICTURE = '<img src="https://old.example/{}.png" alt="A pier">'


class Outside:
    """Gives a picture at every address, but at those that are away."""

    def __init__(self, away=()):
        self.asked, self.away = [], away
        file = io.BytesIO()
        Image.new("RGB", (40, 30)).save(file, "PNG")
        self.body = file.getvalue()

    def __call__(self, address, largest):
        self.asked.append(address)
        if any(name in address for name in self.away):
            raise fetch.Refused("it is away.")
        return fetch.Fetched(address, "image/png", self.body)


@pytest.fixture
def path(tmp_path):
    content = PICTURE.format("a") + PICTURE.format("b")
    return write_export(tmp_path / "export.xml", {"content": content})


def pictures_in_text():
    return Article.objects.get().text.body_html.count("data-picture=")


def test_pictures_can_be_fetched_later(path):
    bring_in(path)

    report = bring_in(path, fetch_media=True, fetcher=Outside())

    assert (report.counts["updated"], pictures_in_text()) == (1, 2)


def test_what_could_not_be_fetched_is_tried_again(path):
    bring_in(path, fetch_media=True, fetcher=Outside(away=["b"]))
    assert pictures_in_text() == 1
    outside = Outside()

    bring_in(path, fetch_media=True, fetcher=outside)

    assert (outside.asked, pictures_in_text()) == (["https://old.example/b.png"], 2)


def test_what_was_fetched_is_not_fetched_again(path):
    bring_in(path, fetch_media=True, fetcher=Outside())
    outside, rule = Outside(), mapping.read(None, access_level="pro")

    assert bring_in(path, fetch_media=True, fetcher=outside).counts["unchanged"] == 1
    assert bring_in(path, fetch_media=True, fetcher=outside, rule=rule).counts["updated"] == 1

    assert outside.asked == []
    assert (Picture.objects.count(), pictures_in_text()) == (2, 2)


def test_an_import_without_fetching_keeps_the_pictures_that_are_here(path):
    bring_in(path, fetch_media=True, fetcher=Outside())

    bring_in(path, rule=mapping.read(None, access_level="pro"))

    assert pictures_in_text() == 2


def test_a_host_that_is_away_is_asked_once_in_a_run(tmp_path):
    path = write_export(tmp_path / "twice.xml", {"content": PICTURE.format("a") * 3})
    outside = Outside(away=["a"])

    bring_in(path, fetch_media=True, fetcher=outside)

    assert len(outside.asked) == 1


def test_a_dry_run_fetches_nothing(path, monkeypatch):
    asked = []
    monkeypatch.setattr(fetch, "resolved", asked.append)

    call_command("import_wordpress", str(path), dry_run=True, fetch_media=True, verbosity=0)

    assert asked == []


def test_the_pictures_of_a_text_that_could_not_be_written_are_known_at_the_next_run(path):
    run = wordpress.Import(wxr.read(path), mapping.read(None), fetch_media=True, fetcher=Outside())
    run.leave_redirects = None
    run.run()
    assert not Article.objects.exists()
    assert ImportedItem.objects.exclude(picture=None).count() == Picture.objects.count() == 2
    outside = Outside()

    bring_in(path, fetch_media=True, fetcher=outside)

    assert (outside.asked, pictures_in_text()) == ([], 2)
