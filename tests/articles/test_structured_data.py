"""What search engines are told: never more than everybody may read, and of the article, not its reader."""

import json
import re

import pytest
from django.utils import timezone

from memberships.access import AccessLevel
from tests.factories import make_article, make_author, make_staff, make_topic

pytestmark = pytest.mark.django_db
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def graph(client, article):
    page = client.get(article.get_absolute_url()).text
    return json.loads(SCRIPT.search(page)[1])["@graph"]


def test_an_article_says_what_it_is(client):
    article = make_article(authors=[make_author()], topics=[make_topic()])
    article.correct(kind="correction", text="It was nine.", at=timezone.now())

    said, crumbs = graph(client, article)

    assert said["@type"] == "NewsArticle"
    assert said["url"] == f"http://127.0.0.1:8000{article.get_absolute_url()}"
    assert said["author"] == [
        {
            "@type": "Person",
            "name": "Alice Amari",
            "url": "http://127.0.0.1:8000/author/alice-amari/",
        }
    ]
    assert said["correction"][0]["text"] == "It was nine."
    assert [step["name"] for step in crumbs["itemListElement"]][1:] == [
        "Business",
        article.headline,
    ]


@pytest.mark.parametrize("level", AccessLevel.values)
def test_free_or_not_follows_the_article_never_the_reader(client, level):
    article = make_article(access_level=level)
    outsider = graph(client, article)[0]
    client.force_login(make_staff("Editor"))

    staff = graph(client, article)[0]

    assert outsider["isAccessibleForFree"] is (level == AccessLevel.FREE)
    assert outsider == staff


def test_the_body_is_never_in_it(client):
    client.force_login(make_staff("Editor"))
    article = make_article(access_level=AccessLevel.PRO)

    said = graph(client, article)[0]

    assert "articleBody" not in said
    assert "Zqcanary" not in json.dumps(said)


def test_a_headline_cannot_end_the_script(client):
    article = make_article(headline="</script><script>steal()</script>")

    page = client.get(article.get_absolute_url()).text

    assert "<script>steal()" not in page
    assert graph(client, article)[0]["headline"] == article.headline


@pytest.mark.parametrize("level", [AccessLevel.REGISTERED, AccessLevel.PRO])
def test_descriptions_come_from_above_the_line(client, level):
    page = client.get(make_article(access_level=level).get_absolute_url()).text

    assert 'property="og:description"' in page
    assert "Zqcanary" not in page


def test_versions_of_a_story_name_each_other_and_themselves(client):
    original = make_article()
    arabic = make_article(language="ar", slug="arabic", translation_of=original)

    for article in (original, arabic):
        page = client.get(article.get_absolute_url()).text
        for language, other in (("en", original), ("ar", arabic)):
            address = f"http://127.0.0.1:8000{other.get_absolute_url()}"
            assert f'hreflang="{language}" href="{address}"' in page
        assert (
            f'hreflang="x-default" href="http://127.0.0.1:8000{original.get_absolute_url()}"'
            in page
        )
        own = f"http://127.0.0.1:8000{article.get_absolute_url()}"
        assert f'<link rel="canonical" href="{own}">' in page


def test_a_translation_names_its_original_whatever_language_that_is_in(client):
    arabic = make_article(language="ar", slug="qissa")
    english = make_article(language="en", slug="story", translation_of=arabic)

    address = f"http://127.0.0.1:8000{arabic.get_absolute_url()}"
    assert graph(client, english)[0]["translationOfWork"] == [
        {"@type": "NewsArticle", "@id": address}
    ]
    assert "translationOfWork" not in graph(client, arabic)[0]


def test_a_headline_is_no_longer_than_search_engines_take(client):
    article = make_article(headline="x" * 150)

    assert graph(client, article)[0]["headline"] == "x" * 110


def test_nothing_in_the_script_reads_as_markup(client):
    article = make_article(headline="a > b & c < d -->")

    script = SCRIPT.search(client.get(article.get_absolute_url()).text)[1]

    assert not {"<", ">", "&"} & set(script)
    assert graph(client, article)[0]["headline"] == article.headline
