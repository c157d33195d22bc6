"""The text of an article, in a table of its own: lists cannot load it, and cannot leak it."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Case, GeneratedField, When
from django.db.models.functions import Left

# PostgreSQL's names; Hebrew and Persian have none of their own.
SEARCH_CONFIGURATIONS = {"ar": "arabic", "en": "english", "tr": "turkish"}
# A vector over 1 MB fails the save: no more than this many letters are indexed.
INDEXED_LETTERS = 200_000


def _vector(text, configuration):
    return (
        SearchVector("headline", weight="A", config=configuration)
        + SearchVector("standfirst", weight="B", config=configuration)
        + SearchVector(Left(text, INDEXED_LETTERS), weight="D", config=configuration)
    )


def _vector_by_language(text):
    """The vector of a column; the configuration must be a constant, hence the CASE."""
    return Case(
        *(
            When(language=language, then=_vector(text, configuration))
            for language, configuration in SEARCH_CONFIGURATIONS.items()
        ),
        default=_vector(text, "simple"),
    )


class ArticleText(models.Model):
    """The body and what is searched. Only articles.writing.write() fills it.

    `public_vector` knows no word that an outsider may not read: searching it tells nothing of
    what stands below the paywall line (L40 of docs/paywall.md).
    """

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="text"
    )
    body_html = models.TextField(blank=True)
    body_text = models.TextField(blank=True)
    public_text = models.TextField(blank=True)
    headline = models.TextField(blank=True)
    standfirst = models.TextField(blank=True)
    language = models.CharField(max_length=8, default="en")
    public_vector = GeneratedField(
        expression=_vector_by_language("public_text"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    full_vector = GeneratedField(
        expression=_vector_by_language("body_text"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        # Read far more than written: words that wait in a pending list make each search slower.
        indexes = [
            GinIndex(fields=["public_vector"], fastupdate=False, name="article_text_public_search"),
            GinIndex(fields=["full_vector"], fastupdate=False, name="article_text_full_search"),
        ]

    def __str__(self):
        return self.headline
