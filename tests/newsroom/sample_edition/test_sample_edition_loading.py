"""Loading the sample edition: once is enough, again is nothing, and a change is only itself."""

import time
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Article, Author, Correction, Picture
from newsroom.sample_edition import loading
from newsroom.sample_edition.models import LoadedItem
from tests.factories import make_article

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("edition"),
    pytest.mark.xdist_group("sample edition"),
]


def rows():
    """All that a second loading might have moved."""
    return (
        list(Article.objects.order_by("pk").values("pk", "published_at", "modified_at")),
        Correction.objects.count(),
        Picture.objects.count(),
        list(LoadedItem.objects.order_by("pk").values_list("key", "digest")),
    )


def test_a_second_loading_changes_nothing_and_takes_no_time(django_assert_num_queries):
    before, began = rows(), time.monotonic()

    with django_assert_num_queries(1):
        number = loading.load(at=timezone.now() + timedelta(days=3))

    assert number == 0
    assert time.monotonic() - began < 1
    assert rows() == before


def test_after_a_change_of_code_nothing_is_loaded_whose_data_is_the_same():
    LoadedItem.objects.filter(key=loading.EDITION).update(digest="of other code")
    before = Article.objects.order_by("pk").values_list("modified_at", flat=True)

    assert loading.load(at=timezone.now()) == 0
    assert list(Article.objects.order_by("pk").values_list("modified_at", flat=True)) == list(
        before
    )


def test_a_changed_story_is_written_again_and_keeps_its_date_and_its_corrections():
    story = Article.objects.get(slug="jericho-growers-hear-weevils")
    Article.objects.filter(pk=story.pk).update(headline="Somebody changed this")
    LoadedItem.objects.filter(key=loading.EDITION).update(digest="of other data")
    LoadedItem.objects.filter(key=f"story:{story.slug}").update(digest="of other data")

    number = loading.load(at=timezone.now() + timedelta(days=9))

    again = Article.objects.get(pk=story.pk)
    assert number == 1
    assert (again.headline, again.published_at) == (story.headline, story.published_at)
    assert again.corrections.count() == 1


def test_what_an_editor_changed_stays_while_the_data_does():
    Article.objects.filter(slug="basra-salt-clock").update(headline="The editor's headline")

    loading.load(at=timezone.now())

    assert Article.objects.get(slug="basra-salt-clock").headline == "The editor's headline"


def test_a_loading_that_was_killed_goes_on_where_it_stopped():
    LoadedItem.objects.filter(key=loading.EDITION).update(digest="")
    LoadedItem.objects.filter(key="story:basra-salt-clock").delete()
    LoadedItem.objects.filter(key="links:yazd-qanat-map").delete()

    assert loading.load(at=timezone.now()) == 2
    assert Article.objects.filter(slug="basra-salt-clock").count() == 1


def test_an_item_is_loaded_whole_or_not_at_all():
    story = Article.objects.get(slug="basra-salt-clock")
    Article.objects.filter(pk=story.pk).update(headline="As it was")
    known = LoadedItem.objects.get(key=f"story:{story.slug}").digest
    item = item_of(story)
    item.put_in.args[0].facts["bylines"] = [{"author": "nobody-of-this-name"}]

    with pytest.raises(Author.DoesNotExist):
        item.load()

    assert Article.objects.get(pk=story.pk).headline == "As it was"
    assert LoadedItem.objects.get(key=item.key).digest == known


def item_of(story):
    items = [item for _step, items in loading.steps(at=timezone.now()) for item in items]
    return next(item for item in items if item.key == f"story:{story.slug}")


def test_the_command_says_what_it_did(capsys):
    call_command("load_sample_edition", progress=True)

    assert "nothing to do" in capsys.readouterr().out


def test_in_production_it_is_not_loaded_beside_a_paper_of_its_own(settings):
    settings.PRODUCTION = True
    make_article()

    with pytest.raises(CommandError, match="articles of its own"):
        call_command("load_sample_edition", verbosity=0)
