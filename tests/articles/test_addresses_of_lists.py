"""Whoever has a page has an address; whatever the tables hold, the sitemap can be read."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from articles.models import Author, Section, Topic

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Author, Section, Topic])
def test_nothing_that_has_a_page_is_without_an_address(model):
    name = f"{model._meta.model_name}_has_an_address"
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.create(name="Nameless", slug="")


def test_what_had_none_is_given_one():
    migration = import_module("articles.migrations.0010_slugs_are_not_empty")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_author DROP CONSTRAINT author_has_an_address")
    author = Author.objects.create(name="محمد", slug="")

    migration.give_addresses(apps, None)

    author.refresh_from_db()
    assert author.slug == f"author-{author.pk}"
