"""Pages that run from right to left: our English words stand in them, and do not turn them round."""

import re

import pytest

from memberships.access import AccessLevel
from publication.models import MenuItem
from tests.factories import make_article, make_author, make_section, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    """An Arabic page that shows the wall, the labels and the foot."""
    article = make_article(
        language="ar", access_level=AccessLevel.PRO, topics=[make_topic()], authors=[make_author()]
    )
    return client.get(article.get_absolute_url()).text


@pytest.mark.parametrize(
    "block",
    [
        'class="topics',
        'class="boxes',
        'class="wall',
        'class="foot-nav',
        'class="share"',
        "data-corner=",
    ],
)
def test_a_block_keeps_the_direction_of_its_page(page, block):
    (tag,) = re.findall(rf"<[^>]*{block}[^>]*>", page)

    assert "dir=" not in tag


@pytest.mark.parametrize(
    "words", ["Share", "Water", "Newsletters, straight to the inbox", "Sign in"]
)
def test_words_of_ours_say_their_language_and_their_order(page, words):
    assert re.search(rf'lang="en" dir="ltr"[^>]*>{words}<', page)


def test_a_list_tells_its_days_in_the_language_of_the_page(client):
    for _ in range(2):
        make_article(language="ar", section=make_section("society"))

    page = client.get("/ar/").text

    assert re.search(
        r'<bdi><time datetime="[^"]+">[^<]+</time></bdi><br><bdi lang="en" dir="ltr">Society</bdi>',
        page,
    )
    assert not re.search(r"<time[^>]*>[^<]*[A-Z]", page)


def test_a_story_in_another_language_says_so_in_lists(client):
    make_article(language="ar", topics=[make_topic()])
    make_article(topics=[make_topic()])

    assert client.get("/topic/water/").text.count('<bdi class="tongue" lang="ar">') == 1


def test_the_countries_run_from_the_east_where_reading_begins_on_the_right(client):
    for position, name in enumerate(("Morocco", "Oman")):
        MenuItem.objects.create(menu="countries", label=name, url=f"/{name}/", position=position)

    first = {
        path: re.search(r'class="countries">\s*<li>.*?>(\w+)</a>', client.get(path).text, re.S)[1]
        for path in ("/", "/ar/")
    }

    assert first == {"/": "Morocco", "/ar/": "Oman"}
