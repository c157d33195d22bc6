"""Letters that a search takes for one; excerpts show the original ones."""

import unicodedata
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from articles import search, search_letters
from articles.models import ArticleText
from memberships.access import AccessLevel, Reader
from tests.factories import make_article

pytestmark = pytest.mark.django_db
NOBODY = Reader()


def found(query):
    results = search.find(search.Search(query=query), reader=NOBODY)
    return [article.excerpt_html for article in results.items]


@pytest.mark.parametrize(
    ("language", "words", "query"),
    [
        ("en", "The solar farm of Ghardaïa", "Ghardaia"),
        ("en", "The solar farm of Ghardaia", "Ghardaïa"),
        ("en", "A café in Łódź", "cafe lodz"),
        ("en", unicodedata.normalize("NFD", "A café"), "cafe"),
        ("fa", "بندر یزد", "يزد"),
        ("fa", "بندر يزد", "یزد"),
        ("fa", "کتاب", "كتاب"),
        ("ar", "أسعار النفط", "اسعار"),
        ("ar", "الـنـفـط", "النفط"),
        ("ar", "مُحَمَّد", "محمد"),
        ("he", "שָׁלוֹם", "שלום"),
        ("tr", "Çocuklar için", "çocuk"),
    ],
)
def test_a_word_is_found_by_either_of_its_spellings(language, words, query):
    make_article(language=language, body_html=f"<p>{words}</p>")

    [excerpt] = found(query)

    plain = excerpt.replace("<mark>", "").replace("</mark>", "")
    assert plain == unicodedata.normalize("NFC", words)
    assert "<mark>" in excerpt


def test_what_is_marked_is_the_word_that_was_found():
    make_article(body_html="<p>Über Ghardaïa &amp; <em>café</em> déjà vu</p>")

    assert found("ghardaia") == ["Über <mark>Ghardaïa</mark> &amp; café déjà vu"]


def test_the_letters_of_turkish_stay_apart():
    make_article(language="tr", body_html="<p>kır</p>")

    assert found("kir") == []
    assert len(found("kır")) == 1


@pytest.mark.parametrize("language", ["", "tr"])
def test_postgresql_folds_as_python_does(language):
    text = "".join(map(chr, [*range(0x20, 0x250), *range(0x590, 0x6D0), *range(0x1E00, 0x1F00)]))
    statement = search_letters.fold_sql("text.words").replace("%", "%%")

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {statement} FROM (SELECT %s, %s) AS text (words, language)",
                       [text, language])  # fmt: skip

        assert cursor.fetchone()[0] == search_letters.fold(text, language)


def test_what_was_stored_before_is_folded_by_a_command_once(capsys):
    make_article(headline="Ghardaïa", body_html="<p>plain</p>")
    make_article(language="tr", headline="kır")
    ArticleText.objects.filter(language="en").update(
        headline="Ghardaïa", body_text="é", public_text="é"
    )
    assert found("ghardaia") == []

    call_command("refold_search")
    call_command("refold_search")

    assert len(found("ghardaia")) == 1
    assert capsys.readouterr().out == "1 texts folded.\n0 texts folded.\n"


def test_an_excerpt_whose_place_is_not_found_stands_as_it_is():
    assert search_letters.unfolded("cafe", "no such word", "en", marks="") == "cafe"
    assert search_letters.unfolded("", "café", "en", marks="") == ""


# What stood unguarded in the search itself.


def test_a_query_is_no_longer_than_a_long_headline():
    assert len(search.search_words.usable("x" * 500)) == search.search_words.LONGEST_QUERY == 200


def test_no_more_than_the_beginning_of_a_lead_in_is_looked_through_for_an_excerpt():
    make_article(body_html=f"<p>{'word ' * 1000} harbour</p>")

    [excerpt] = found("harbour")

    assert "<mark>" not in excerpt


def test_an_outsiders_ranking_knows_no_word_from_below_the_line():
    """Many gated hits must not lift a story: its place would tell of them (L40)."""
    line = '<hr class="paywall">'
    body = f"<p>The harbour.</p>{line}<p>{{}}</p>"
    silent = make_article(access_level=AccessLevel.PRO, body_html=body.format("Nothing."))
    earlier = silent.published_at - timedelta(hours=1)
    loud = make_article(
        access_level=AccessLevel.PRO, published_at=earlier, body_html=body.format("Harbour. " * 50)
    )

    results = search.find(search.Search(query="harbour"), reader=NOBODY)

    assert [article.pk for article in results.items] == [silent.pk, loud.pk]


def test_what_ceased_to_be_live_meanwhile_is_on_no_card():
    draft = make_article(live=False)

    assert search.cards([(1, draft.pk, "words")], search.timezone.now()) == []
