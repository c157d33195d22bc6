"""Versions in other languages: a draft of whoever begins it, behind the gate of its original."""

import pytest

from articles import rights, translating
from tests.factories import make_article, make_author, make_staff

pytestmark = pytest.mark.django_db


def test_a_version_is_of_whoever_begins_it():
    writer, translator = make_staff("Author"), make_staff("Author", "translator@example.org")
    original = make_article(created_by=writer, access_level="pro", authors=[make_author()])

    version = translating.begin(original, "ar", by=translator)

    version.refresh_from_db()
    assert (version.created_by, version.access_level) == (translator, "pro")
    assert rights.may_change(translator, version)
    assert not rights.may_see(writer, version)


def test_a_version_that_was_begun_stays_of_whoever_began_it():
    first, second = make_staff("Author"), make_staff("Author", "second@example.org")
    original = make_article()
    version = translating.begin(original, "ar", by=first)

    assert translating.begin(original, "ar", by=second) == version
    version.refresh_from_db()
    assert version.created_by == first
