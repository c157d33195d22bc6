"""Times, addresses and languages as pages print them."""

from datetime import UTC, date, datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils.html import strip_tags

from publication.templatetags import frame as tags

EVENING = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)


def rendered(source, *, zone="Asia/Beirut", **context):
    frame = SimpleNamespace(site=SimpleNamespace(time_zone=zone))
    return Template("{% load frame %}" + source).render(Context({"frame": frame, **context}))


def test_a_moment_is_told_by_the_papers_own_clock():
    html = rendered("{% moment at %}", at=EVENING)

    assert 'datetime="2026-11-25T00:30+02:00"' in html
    assert "25 November 2026" in html
    assert "00:30 GMT+2" in html


def test_a_moment_on_a_page_without_frame_is_told_in_utc():
    html = Template("{% load frame %}{% moment at %}").render(Context({"at": EVENING}))

    assert "24 November 2026" in html
    assert "22:30 GMT<" in html


@pytest.mark.parametrize(
    ("language", "told"),
    [("ar", "2026، 00:30 بتوقيت غرينتش +2"), ("fa", "2026، 00:30 به وقت گرینویچ +2")],
)
def test_a_moment_names_the_zone_in_the_language_of_the_story(language, told):
    html = rendered("{% moment at language %}", at=EVENING, language=language)

    assert told in strip_tags(html)


def test_a_day_speaks_the_language_of_the_story():
    assert "نوفمبر" in rendered('{% day at "ar" %}', at=EVENING)
    assert "Kasım" in rendered('{% day at "tr" %}', at=EVENING)


def test_a_date_is_not_moved_by_the_zone():
    html = rendered("{% day on %}", on=date(2026, 11, 24), zone="Pacific/Auckland")

    assert html == '<time datetime="2026-11-24">24 November 2026</time>'


def test_no_date_prints_nothing():
    assert rendered("{% day at %}{% moment at %}", at=None) == ""


def test_todays_stories_show_the_hour_and_older_ones_the_day(time_machine):
    time_machine.move_to(EVENING)

    assert "00:10" in rendered("{% clock at %}", at=EVENING - timedelta(minutes=20))
    assert "24 November" in rendered("{% clock at %}", at=EVENING - timedelta(hours=2))


@pytest.mark.parametrize(
    ("minutes", "label"),
    [(0, "GMT"), (180, "GMT+3"), (210, "GMT+3:30"), (-300, "GMT−5")],
)
def test_zone_labels_are_those_that_readers_know(minutes, label):
    when = datetime(2026, 11, 24, tzinfo=timezone(timedelta(minutes=minutes)))

    assert tags.zone_label(when) == label


def test_our_own_words_are_marked_on_a_page_in_another_language():
    assert rendered('<p{% interface "ar" %}>') == '<p lang="en" dir="ltr">'
    assert rendered('<p{% interface "en" %}>') == "<p>"


def test_right_to_left_is_known_by_language():
    directions = {code: tags.direction(code) for code in ("en", "tr", "ar", "fa", "he")}

    assert directions == {"en": "ltr", "tr": "ltr", "ar": "rtl", "fa": "rtl", "he": "rtl"}


def test_absolute_addresses_come_from_the_configured_site(settings):
    settings.SITE_URL = "https://news.example"

    assert rendered('{% absolute "/culture/x/" %}') == "https://news.example/culture/x/"
