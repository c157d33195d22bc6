"""What else to read."""

import pytest

from articles.models import RelatedArticle
from articles.related import related_to
from tests.factories import make_article, make_region, make_section, make_topic

pytestmark = pytest.mark.django_db


def test_the_desks_choice_comes_first_then_what_shares_most():
    water, gulf = make_topic("water"), make_region("gulf")
    article = make_article(topics=[water], regions=[gulf])
    other = make_section("culture")
    by_region = make_article(regions=[gulf], section=other)
    by_topic = make_article(topics=[water], section=other)
    chosen = make_article(section=other)
    make_article(section=other)
    RelatedArticle.objects.create(article=article, related=chosen)

    assert related_to(article) == [chosen, by_topic, by_region]


def test_only_live_stories_in_the_same_language_are_related():
    water = make_topic("water")
    article = make_article(topics=[water])
    for fields in ({"live": False}, {"language": "ar"}, {"published_at": "2100-01-01T00:00Z"}):
        other = make_article(topics=[water], **fields)
        RelatedArticle.objects.create(article=article, related=other)

    assert related_to(article) == []


def test_it_costs_one_query(django_assert_num_queries):
    article = make_article(topics=[make_topic()])
    make_article(topics=[make_topic()])

    with django_assert_num_queries(1):
        [other] = related_to(article)
        assert other.get_absolute_url().startswith(f"/{article.section.slug}/")
        assert other.kind.kicker == article.kind.kicker
        assert other.card_headline
        assert other.published_at
        assert other.carries_pro_mark is False
