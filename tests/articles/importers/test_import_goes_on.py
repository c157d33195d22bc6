"""An import ends when the database does, and for nothing that stands in an item."""

import json

import pytest
from django.core.management import call_command
from django.db import InterfaceError, connection

from articles.importers import mapping, wordpress, wxr
from articles.models import Article
from newsroom.lib import fetch
from tests.articles.importers.exports import bring_in, write_export

pytestmark = pytest.mark.django_db


@pytest.fixture
def export(tmp_path):
    return lambda *items: write_export(tmp_path / "export.xml", *items)


@pytest.mark.parametrize("number", ["", "x1", "9" * 300])
def test_an_item_without_a_number_is_refused(export, number):
    path = export({"number": number, "link": "https://old.example/a"}, {"number": "8"})

    report = bring_in(path)

    assert (report.counts["refused"], report.counts["taken"]) == (1, 1)
    assert report.rows[0][2] == "it has no number"


@pytest.mark.parametrize("error", [AssertionError("odd"), RecursionError("deep"), KeyError("x")])
def test_one_item_that_cannot_be_written_is_refused_and_the_next_is_taken(
    export, monkeypatch, error
):
    fill = wordpress.Import.fill

    def fails_at_first(self, article, item):
        fill(self, article, item)
        if item.number == "7":
            raise error

    monkeypatch.setattr(wordpress.Import, "fill", fails_at_first)

    report = bring_in(export({}, {"number": "8", "slug": "b"}))

    assert (report.counts["refused"], report.counts["taken"]) == (1, 1)
    assert Article.objects.get().slug == "b"


def test_what_the_database_will_not_have_is_refused_with_all_that_belongs_to_it(export):
    bring_in(export({}))
    before = list(Article.objects.values())
    run = wordpress.Import(wxr.read(export({"title": "New"})), mapping.read(None))
    run.leave_redirects = lambda *_args, **_words: connection.cursor().execute("SELECT 1/0")

    report = run.run()

    assert "division by zero" in report.rows[-1][2]
    assert list(Article.objects.values()) == before


def test_a_lost_database_ends_the_run(export, monkeypatch):
    def lost(self, item):
        raise InterfaceError("connection already closed")

    monkeypatch.setattr(wordpress.Import, "consider", lost)
    assert bring_in(export({})).counts["refused"] == 1  # the connection stands: bad luck

    monkeypatch.setattr(wordpress, "connection", type("Gone", (), {"connection": None}))
    with pytest.raises(InterfaceError):
        bring_in(export({}))


def test_the_report_is_written_whatever_ends_the_run(export, tmp_path, monkeypatch):
    take, report = wordpress.Import.take, tmp_path / "report.json"

    def killed(self, item):
        if item.number == "8":
            raise KeyboardInterrupt
        take(self, item)

    monkeypatch.setattr(wordpress.Import, "take", killed)

    with pytest.raises(KeyboardInterrupt):
        call_command(
            "import_wordpress", str(export({}, {"number": "8"})), report=str(report), verbosity=0
        )

    assert json.loads(report.read_text())["counts"]["taken"] == 1


def test_nothing_is_fetched_or_mended_while_a_transaction_is_open(export, monkeypatch):
    outside, seen = len(connection.savepoint_ids), []

    def refuse(address, largest):
        seen.append(len(connection.savepoint_ids))
        raise fetch.Refused("it is away.")

    content = '<img src="https://old.example/a.png" alt="x">'
    path = export({"content": content})
    wordpress.Import(wxr.read(path), mapping.read(None), fetch_media=True, fetcher=refuse).run()

    assert seen == [outside]


@pytest.mark.parametrize("is_dry", [True, False])
def test_a_text_that_takes_long_does_not_lose_the_connection(export, monkeypatch, is_dry):
    """The site's ten seconds are too short for a text of megabytes."""
    seen, fill = [], wordpress.Import.fill

    def noted(self, article, item):
        with connection.cursor() as cursor:
            cursor.execute("SHOW idle_in_transaction_session_timeout")
            seen.append(cursor.fetchone()[0])
        fill(self, article, item)

    monkeypatch.setattr(wordpress.Import, "fill", noted)

    call_command("import_wordpress", str(export({})), dry_run=is_dry, verbosity=0)

    assert seen == ["5min"]
