"""Invented articles for measuring: plausible, whole, and gone again."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article, ArticleText, Author, Topic
from tests.factories import make_article, make_region

pytestmark = pytest.mark.django_db


def seed(*arguments, **options):
    call_command("seed_articles", *arguments, verbosity=0, **options)


def test_as_many_are_made_as_are_missing():
    make_region()

    seed(7)
    seed(7)
    seed(9)

    assert Article.objects.live().count() == 9
    assert ArticleText.objects.count() == 9


def test_each_is_whole_and_can_be_read(client):
    make_region()
    seed(6)

    for article in Article.objects.live():
        assert article.regions.exists()
        assert article.topics.exists()
        assert article.byline_rows
        response = client.get(article.get_absolute_url())
        assert response.status_code == 200
        assert (article.text.body_html[-40:] in response.text) == (article.access_level == "free")


def test_they_are_found_like_others(client):
    seed(3)
    article = Article.objects.live().first()

    response = client.get("/search/", {"q": f'"{article.headline}"'})

    assert [found.pk for found in response.context["results"].items] == [article.pk]


def test_they_go_and_leave_what_is_the_desks(client):
    kept = make_article()
    seed(5)

    seed(remove=True)

    assert list(Article.objects.all()) == [kept]
    assert not Topic.objects.filter(slug__startswith="seed-").exists()
    assert not Author.objects.filter(slug__startswith="seed-").exists()


def test_never_on_a_live_site(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="no place on a live site"):
        seed(1)


def test_the_search_indexes_are_themselves_again_whatever_ends_it(monkeypatch):
    def killed(self, start, end):
        raise KeyboardInterrupt

    make_region()
    monkeypatch.setattr("newsroom.seeds.Seeds.make", killed)

    with pytest.raises(KeyboardInterrupt):
        seed(7)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reloptions FROM pg_class WHERE relname = ANY(%s)",
            [[index.name for index in ArticleText._meta.indexes]],
        )
        assert {tuple(row[0]) for row in cursor.fetchall()} == {("fastupdate=off",)}
