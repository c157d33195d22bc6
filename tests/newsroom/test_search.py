"""The search: what it finds, and what it must not tell."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import search
from articles.search_words import Problem
from memberships.access import AccessLevel
from publication.models import SiteSettings
from tests.factories import make_article, make_kind, make_section, make_staff, make_user

pytestmark = pytest.mark.django_db
GATED = [AccessLevel.REGISTERED, AccessLevel.PRO]


def found(client, query, **words):
    response = client.get("/search/", {"q": query, **words})
    assert response.status_code == 200
    return [article.pk for article in response.context["results"].items]


def test_words_of_headline_standfirst_and_body_are_found(client):
    headline = make_article(headline="Harbour dues rise")
    standfirst = make_article(standfirst="A quarrel over harbour dues.")
    body = make_article(body_html="<p>The harbours of the north.</p>")

    assert set(found(client, "harbour")) == {headline.pk, standfirst.pk, body.pk}


def test_a_headline_counts_more_than_the_text(client):
    body = make_article(body_html="<p>The harbour of the north.</p>")
    headline = make_article(headline="Harbour dues rise")

    assert found(client, "harbour") == [headline.pk, body.pk]


@pytest.mark.parametrize(
    "query",
    ["{}", "headline {}", "headline -{}", "headline or {}", '"{} words"', "{} -headline", "{}*"],
)
@pytest.mark.parametrize("level", GATED)
def test_a_gated_word_answers_an_outsider_like_a_nonsense_word(client, level, query):
    make_article(access_level=level)
    make_article()

    gated = client.get("/search/", {"q": query.format("Zqcanary"), "access": level})
    nonsense = client.get("/search/", {"q": query.format("Xyzzyplu"), "access": level})

    assert without(gated.text, "Zqcanary") == without(nonsense.text, "Xyzzyplu")


def without(text, word):
    return text.replace(word, "").replace(word.lower(), "")


def test_for_an_outsider_no_gated_word_is_even_looked_at(client):
    """So that neither the count nor the time of an answer tells of it."""
    make_article(access_level=AccessLevel.PRO)

    with CaptureQueriesContext(connection) as captured:
        client.get("/search/", {"q": "Zqcanary"})

    statements = " ".join(query["sql"] for query in captured)
    assert "public_vector" in statements
    assert "body" not in statements
    assert "text.full_vector @@" not in statements


def test_what_a_reader_may_read_whole_is_not_found_by_what_only_its_beginning_lacks(client):
    article = make_article(access_level=AccessLevel.REGISTERED, headline="Harbour dues")
    client.force_login(make_user())

    assert found(client, "harbour Zqcanary") == [article.pk]
    assert found(client, "harbour -Zqcanary") == []


def test_who_may_read_the_text_may_find_it(client):
    registered = make_article(access_level=AccessLevel.REGISTERED)
    pro = make_article(access_level=AccessLevel.PRO)
    client.force_login(make_user())
    assert found(client, "Zqcanary") == [registered.pk]

    client.force_login(make_staff("Editor"))

    assert set(found(client, "Zqcanary")) == {registered.pk, pro.pk}


def test_excerpts_come_from_the_lead_in(client):
    make_article(body_html='<p>Early words.</p><hr class="paywall"><p>Late harbour words.</p>')

    response = client.get("/search/", {"q": "harbour"})

    assert "Early words" in response.text
    assert "Late" not in response.text


def test_found_words_are_marked_and_markup_is_shown_as_text(client):
    make_article(body_html="<p>The harbour of 1 &lt; 2 &amp; b</p>")

    response = client.get("/search/", {"q": "harbour"})

    assert "<mark>harbour</mark>" in response.text
    assert "1 &lt; 2" in response.text


@pytest.mark.parametrize("fields", [{"live": False}, {"published_at": "2100-01-01T00:00Z"}])
def test_what_is_not_live_is_not_found(client, fields):
    make_article(headline="Harbour dues rise", **fields)

    assert found(client, "harbour") == []


@pytest.mark.parametrize(
    ("language", "headline", "query"),
    [
        ("ar", "ميناء طرابلس القديم", "ميناء"),
        ("he", "הנמל הישן של חיפה", "הנמל"),
        ("tr", "Limanların sessizliği", "liman"),
        ("fa", "بندر قدیمی یزد", "بندر"),
    ],
)
def test_stories_are_found_in_their_own_language(client, language, headline, query):
    article = make_article(language=language, headline=headline)

    assert found(client, query) == [article.pk]


def test_a_search_may_be_narrowed(client):
    make_article(headline="Harbour dues")
    memo = make_article(
        headline="Harbour memo", kind=make_kind("memo"), section=make_section("ports"),
        access_level=AccessLevel.PRO,
    )  # fmt: skip

    for narrow in ({"kind": "memo"}, {"section": "ports"}, {"access": "pro"}):
        assert found(client, "harbour", **narrow) == [memo.pk]
    assert found(client, "harbour", kind="memo", access="free") == []


def test_days_are_days_of_the_papers_own_zone(client):
    SiteSettings.objects.update_or_create(pk=1, defaults={"time_zone": "Asia/Riyadh"})
    early, late = (
        make_article(headline="Harbour dues", published_at=f"2026-03-0{day}T22:30+00:00")
        for day in (1, 2)  # half past one on the 2nd and on the 3rd
    )

    assert found(client, "harbour", since="2026-03-03") == [late.pk]
    assert found(client, "harbour", until="2026-03-02") == [early.pk]
    assert found(client, "harbour", since="2026-03-02", until="2026-03-02") == [early.pk]


def test_newest_first_where_it_is_asked_for(client):
    best = make_article(headline="Harbour harbour harbour", published_at=ago(days=2))
    newest = make_article(standfirst="The harbour.", published_at=ago(days=1))

    assert found(client, "harbour") == [best.pk, newest.pk]
    assert found(client, "harbour", order="newest") == [newest.pk, best.pk]


def test_of_equal_matches_the_newer_stands_first(client):
    old = make_article(headline="Harbour dues", published_at=ago(days=700))
    new = make_article(headline="Harbour dues", published_at=ago(days=1))

    assert found(client, "harbour") == [new.pk, old.pk]


def ago(**time):
    return timezone.now() - timedelta(**time)


def test_pages_follow_one_another(client):
    for _ in range(21):
        make_article(headline="Harbour dues")

    first, second = found(client, "harbour"), found(client, "harbour", page=2)

    assert (len(first), len(second)) == (20, 1)
    assert not set(first) & set(second)


def test_pages_keep_what_was_asked(client):
    for _ in range(21):
        make_article(headline="Harbour dues")

    page = client.get("/search/", {"q": "harbour", "kind": "news", "order": "newest", "page": "2"})

    assert 'href="?q=harbour&amp;kind=news&amp;order=newest" rel="prev"' in page.text
    assert 'rel="next"' not in page.text


def test_past_the_last_page_the_reader_is_led_back(client):
    make_article(headline="Harbour dues")

    page = client.get("/search/", {"q": "harbour", "page": "7"})

    assert "The results end before this page." in page.text
    assert 'href="?q=harbour"' in page.text


def test_no_more_than_a_thousand_are_counted(client, monkeypatch):
    monkeypatch.setattr(search, "COUNTED", 3)
    monkeypatch.setattr(search, "HITS", search.HITS.replace("LIMIT 1001", "LIMIT 4"))
    for _ in range(5):
        make_article(headline="Harbour dues")

    assert "More than 1,000 stories" in client.get("/search/", {"q": "harbour"}).text


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("...", Problem.NO_WORDS),
        ("the", Problem.COMMON_WORDS),
        ("of the and", Problem.COMMON_WORDS),
        ("-harbour", Problem.ONLY_EXCLUDED),
        ("-harbour -dues", Problem.ONLY_EXCLUDED),
    ],
)
def test_a_query_that_can_find_nothing_is_told_why(client, query, problem):
    make_article(headline="The harbour dues")

    response = client.get("/search/", {"q": query})

    assert response.context["results"].problem == problem
    assert str(problem.label) in response.text


@pytest.mark.django_db(transaction=True)
def test_a_search_that_takes_too_long_is_given_up(client):
    SiteSettings.current()
    make_article(headline="Harbour dues")
    with connection.cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE articles_articletext IN ACCESS EXCLUSIVE MODE")
        other = connection.copy()
        with other.cursor() as waiting:
            waiting.execute("SET statement_timeout = 200")
        try:
            with patched(search, "connection", other):
                response = client.get("/search/", {"q": "harbour"})
        finally:
            cursor.execute("ROLLBACK")
            other.close()

    assert response.status_code == 200
    assert str(Problem.TOO_SLOW.label) in response.text


@contextmanager
def patched(module, name, value):
    kept = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, kept)


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"q": ""},
        {"q": "   "},
        {"q": "the"},
        {"q": "x" * 5000},
        {"q": "'); drop table articles_article; --"},
        {"q": '"unclosed -and or OR ""'},
        {"q": "a & b | !c <-> d:*"},
        {"q": "%s %(q)s {x}"},
        {"q": "harbour", "page": "-1"},
        {"q": "harbour", "page": "9" * 40},
        {"q": "harbour", "page": "٣"},
        {
            "q": "harbour",
            "kind": "no-such-kind",
            "order": "sideways",
            "section": "'",
            "access": "x",
        },
        {"q": "harbour", "since": "yesterday", "until": "2026-13-45"},
        {"q": "harbour", "since": "0001-01-01", "until": "9999-12-31"},
        {"q": "harbour", "since": "2026-01-01T00:00", "until": "20260101"},
        {"q": "\U0001f41f \u202e \ue000 \ue001"},
        {"q": " or ".join(["harbour"] * 30)},
    ],
    ids=str,
)
def test_odd_searches_get_a_clear_page(client, words):
    assert client.get("/search/", words).status_code == 200


def test_a_search_costs_the_same_however_much_there_is(client, django_assert_num_queries):
    for _ in range(30):
        make_article(headline="Harbour dues")
    SiteSettings.current()

    # The frame, the words, the hits, their cards, and the choices of kind and section.
    with django_assert_num_queries(6):
        client.get("/search/", {"q": "harbour"})


def test_an_outsiders_search_may_be_shared_a_readers_not(client):
    assert client.get("/search/?q=x")["Cache-Control"].startswith("public")

    client.force_login(make_user())

    assert client.get("/search/?q=x")["Cache-Control"] == "private, no-store"


def test_marks_are_ours_alone(client):
    make_article(body_html="<p>A \ue000harbour of the north.</p>")

    text = client.get("/search/", {"q": "north"}).text

    assert text.count("<mark>") == text.count("</mark>") == 1


def test_a_search_page_is_in_no_index(client):
    assert '<meta name="robots" content="noindex' in client.get("/search/?q=x").text


def test_an_excerpt_says_where_words_are_left_out(client):
    words = " ".join(["word"] * 60)
    make_article(body_html=f"<p>{words} harbour {words} {words} {words}.</p>")

    response = client.get("/search/", {"q": "harbour"})

    assert "… <mark>harbour</mark>" in response.text or "… word" in response.text
    assert " …</p>" in response.text
