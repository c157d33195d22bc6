"""What is to go live soon is looked at once more: a picture may have lost its file meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import pictures, scheduled
from articles.models import Article
from newsroom import schedule
from newsroom.models import Alert
from tests.articles.admin.test_pictures import photograph
from tests.factories import make_article

pytestmark = pytest.mark.django_db
SOON = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def story():
    picture = pictures.ingest(photograph(), alt="A harbour")
    return make_article(lead_picture=picture, published_at=timezone.now() + SOON, headline="A port")


def state(story):
    return Article.objects.get(pk=story.pk).state


def test_a_story_whose_picture_lost_its_file_does_not_go_live(story):
    story.lead_picture.image.storage.delete(story.lead_picture.image.name)

    schedule.look_at_what_goes_live()
    schedule.look_at_what_goes_live()

    assert state(story) == "draft"
    assert "A port" in Alert.objects.get().message
    assert story.desk_actions.get().verb == "unscheduled"


def test_a_story_that_is_whole_stays_scheduled(story):
    schedule.look_at_what_goes_live()

    assert state(story) == "scheduled"


def test_what_goes_live_later_is_looked_at_later(story):
    story.lead_picture.image.storage.delete(story.lead_picture.image.name)

    assert scheduled.hold_back_what_wants(timezone.now() - timedelta(hours=1)) == []
    assert state(story) == "scheduled"
