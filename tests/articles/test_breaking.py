"""The bar of breaking news: on every page, between its times, at the cost of no query."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import BreakingBar
from publication.frame import frame
from publication.models import SiteSettings
from tests.factories import make_article

NOW = timezone.now()
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


def break_news(words="Port closed", *, starts=-HOUR, ends=HOUR, **fields):
    return BreakingBar.objects.create(
        words=words, starts_at=NOW + starts, ends_at=NOW + ends, **fields
    )


@pytest.mark.parametrize(
    ("at", "shown"),
    [(-HOUR - timedelta(seconds=1), False), (-HOUR, True), (HOUR - timedelta(seconds=1), True), (HOUR, False)],
)  # fmt: skip
def test_the_bar_stands_from_its_start_until_its_end(at, shown):
    break_news()

    assert bool(frame(NOW + at).joined["breaking"]) is shown


def test_the_newest_bar_is_shown_and_one_taken_down_is_not():
    break_news("First", starts=-HOUR * 2)
    second = break_news("Second")
    before = frame(NOW).joined["breaking"].words
    second.take_down(at=NOW, by=None)

    assert (before, frame(NOW).joined["breaking"].words) == ("Second", "First")


def test_the_bar_leads_to_its_article_as_long_as_that_is_live():
    article = make_article(published_at=NOW - HOUR)
    break_news(article=article)
    before = frame(NOW).joined["breaking"].url
    article.withdraw(at=NOW)

    assert before == article.get_absolute_url()
    assert frame(NOW).joined["breaking"].url == ""


def test_the_bar_stands_on_every_page_and_costs_no_query(client):
    SiteSettings.current()
    address = make_article().get_absolute_url()
    before = queries(client, address)
    break_news('<script>alert("x")</script> & more')

    for page in ("/", address, "/no-such-page/"):
        assert (
            "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; more" in client.get(page).text
        )
    assert queries(client, address) == before <= 6


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
