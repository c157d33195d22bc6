"""What an editor does with an article, and what the database refuses."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import writing
from articles.models import Article, Byline, Redirect, RelatedArticle
from tests.factories import make_article, make_author

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUR = timedelta(hours=1)


def test_publishing_makes_a_draft_live():
    article = make_article(live=False)

    article.publish(at=NOW)

    assert Article.objects.live().get() == article
    assert article.state == "live"


def test_publishing_waits_for_the_end_of_the_embargo():
    article = make_article(live=False, embargoed_until=NOW + HOUR)

    article.publish(at=NOW)

    assert article.published_at == NOW + HOUR
    assert article.state == "scheduled"
    assert not Article.objects.live(NOW).exists()
    assert Article.objects.live(NOW + HOUR).exists()


def test_publishing_again_keeps_the_first_date():
    article = make_article(published_at=NOW - HOUR)
    article.withdraw(at=NOW, note="A mistake.")

    article.publish(at=NOW)

    assert article.published_at == NOW - HOUR
    assert (article.withdrawn_at, article.withdrawn_note) == (None, "")


def test_a_withdrawn_article_is_not_live():
    article = make_article()

    article.withdraw(at=NOW, note="A mistake.")

    assert not Article.objects.live().exists()
    assert Article.objects.withdrawn().get() == article
    assert article.state == "withdrawn"


def test_correcting_adds_a_note_and_moves_the_date_of_update():
    article = make_article()

    article.correct(kind="correction", text="It was nine pages.", at=NOW)

    article.refresh_from_db()
    assert article.updated_at == NOW
    assert article.shown_corrections[0]["text"] == "It was nine pages."
    assert article.shown_corrections[0]["made_at"] == NOW


def test_one_article_and_the_queryset_agree_on_what_is_live():
    articles = [
        make_article(),
        make_article(live=False),
        make_article(published_at=NOW + HOUR),
        make_article(withdrawn_at=NOW),
    ]

    live = set(Article.objects.live())

    assert {article for article in articles if article.is_live()} == live == {articles[0]}


@pytest.mark.parametrize(
    "fields",
    [
        {"published_at": NOW, "embargoed_until": NOW + HOUR},
        {"live": False, "withdrawn_at": NOW},
    ],
    ids=["article_not_published_under_embargo", "article_withdrawn_only_after_it_was_published"],
)
def test_the_database_refuses(fields, request):
    with pytest.raises(IntegrityError, match=request.node.callspec.id), transaction.atomic():
        make_article(**fields)


def test_two_articles_of_one_language_cannot_share_a_slug():
    make_article(slug="same")
    make_article(slug="same", language="ar")

    with pytest.raises(IntegrityError, match="article_has_its_address_alone"):
        make_article(slug="same")


def test_an_original_has_one_version_in_each_language():
    original = make_article()
    make_article(language="ar", translation_of=original)

    with pytest.raises(IntegrityError, match="article_has_one_version_a_language"):
        make_article(language="ar", translation_of=original)


def test_a_translation_is_in_another_language_than_its_original():
    original = make_article()

    with pytest.raises(ValidationError, match="another language"):
        make_article(translation_of=original)


def test_a_translation_is_never_translated_again():
    original = make_article()
    arabic = make_article(language="ar", translation_of=original)

    with pytest.raises(ValidationError, match="name the original"):
        make_article(language="tr", translation_of=arabic)
    original.translation_of = make_article(language="he")
    with pytest.raises(ValidationError, match="has translations itself"):
        original.full_clean()


def test_an_original_does_not_take_the_language_of_its_translation():
    original = make_article()
    make_article(language="ar", translation_of=original)
    original.language = "ar"

    with pytest.raises(ValidationError, match="in this language already"):
        writing.rewrite(original)


def test_of_two_versions_in_one_language_a_page_names_its_own():
    original = make_article()
    arabic, second = (
        make_article(language=language, translation_of=original) for language in ("ar", "tr")
    )
    Article.objects.filter(pk=second.pk).update(language="en")  # as older rows may be

    def named(article):
        row = Article.objects.for_reading().get(pk=article.pk)
        return [(version["language"], version["slug"]) for version in row.translation_rows]

    assert named(original) == named(arabic) == [("ar", arabic.slug), ("en", original.slug)]
    assert named(second) == [("ar", arabic.slug), ("en", second.slug)]


def test_an_article_is_no_translation_of_itself():
    article = make_article()

    with pytest.raises(IntegrityError, match="article_is_no_translation_of_itself"):
        Article.objects.update(translation_of=article)


@pytest.mark.parametrize("fields", [{}, {"guest_name": "A guest", "author": True}])
def test_a_byline_names_either_an_author_or_a_guest(fields):
    article = make_article()
    if fields.get("author"):
        fields = {**fields, "author": make_author()}

    with pytest.raises(IntegrityError, match="byline_names_an_author_or_a_guest"):
        Byline.objects.create(article=article, **fields)


def test_a_byline_names_an_author_once():
    article = make_article(authors=[make_author()])

    with pytest.raises(IntegrityError, match="byline_names_an_author_once"):
        Byline.objects.create(article=article, author=make_author())


def test_a_redirect_leads_somewhere():
    with pytest.raises(IntegrityError, match="redirect_leads_to_an_article_or_an_address"):
        Redirect.objects.create(old_path="/old/")


def test_an_article_is_not_related_to_itself():
    article = make_article()

    with pytest.raises(IntegrityError, match="article_is_not_related_to_itself"):
        RelatedArticle.objects.create(article=article, related=article)


def test_a_related_article_is_named_once():
    article, other = make_article(), make_article()
    RelatedArticle.objects.create(article=article, related=other)

    with pytest.raises(IntegrityError, match="related_article_is_named_once"):
        RelatedArticle.objects.create(article=article, related=other)


def test_lists_do_not_load_the_text(django_assert_num_queries):
    make_article()

    with django_assert_num_queries(1):
        article = Article.objects.live().for_cards().get()

    assert "text" not in article._state.fields_cache
    assert {"public_html", "summary"} <= article.get_deferred_fields()
    assert article.byline_rows == []


def test_translations_know_each_other():
    original = make_article(headline="English")
    arabic = make_article(language="ar", translation_of=original, headline="عربي")
    make_article(language="tr", translation_of=original, live=False)

    rows = Article.objects.for_reading().get(pk=arabic.pk).translation_rows

    assert [row["language"] for row in rows] == ["ar", "en"]
