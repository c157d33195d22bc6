"""The search: what it finds, and what it must not tell."""

import pytest

from memberships.access import AccessLevel
from publication.models import SiteSettings
from tests.factories import make_article, make_editor, make_kind, make_user

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


@pytest.mark.parametrize("level", GATED)
def test_a_gated_word_answers_an_outsider_like_a_nonsense_word(client, level):
    make_article(access_level=level)

    gated = client.get("/search/", {"q": "Zqcanary"})
    nonsense = client.get("/search/", {"q": "Xyzzyplu"})

    assert gated.text.replace("Zqcanary", "") == nonsense.text.replace("Xyzzyplu", "")


def test_who_may_read_the_text_may_find_it(client):
    registered = make_article(access_level=AccessLevel.REGISTERED)
    pro = make_article(access_level=AccessLevel.PRO)
    client.force_login(make_user())
    assert found(client, "Zqcanary") == [registered.pk]

    client.force_login(make_editor())

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


def test_a_kind_may_be_chosen(client):
    make_article(headline="Harbour dues")
    memo = make_article(headline="Harbour memo", kind=make_kind("memo"))

    assert found(client, "harbour", kind="memo") == [memo.pk]


def test_pages_follow_one_another(client):
    for _ in range(21):
        make_article(headline="Harbour dues")

    first, second = found(client, "harbour"), found(client, "harbour", page=2)

    assert (len(first), len(second)) == (20, 1)
    assert not set(first) & set(second)


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
        {"q": "harbour", "kind": "no-such-kind", "order": "sideways"},
    ],
    ids=str,
)
def test_odd_searches_get_a_clear_page(client, words):
    assert client.get("/search/", words).status_code == 200


def test_a_search_costs_the_same_however_much_there_is(client, django_assert_num_queries):
    for _ in range(30):
        make_article(headline="Harbour dues")
    SiteSettings.current()

    with django_assert_num_queries(4):
        client.get("/search/", {"q": "harbour"})


def test_an_outsiders_search_may_be_shared_a_readers_not(client):
    assert client.get("/search/?q=x")["Cache-Control"].startswith("public")

    client.force_login(make_user())

    assert client.get("/search/?q=x")["Cache-Control"] == "private, no-store"


def test_an_excerpt_says_where_words_are_left_out(client):
    words = " ".join(["word"] * 60)
    make_article(body_html=f"<p>{words} harbour {words}.</p>")

    response = client.get("/search/", {"q": "harbour"})

    assert "… <mark>harbour</mark>" in response.text or "… word" in response.text
    assert " …</p>" in response.text
