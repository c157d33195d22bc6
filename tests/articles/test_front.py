"""The front page: what the desk arranged, where it is live; the newest for the rest; nothing twice."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from articles import arrangement as arranging
from articles import curating
from articles.arrangement import Arrangement, PinnedStrip
from articles.front import front_page
from articles.models import BreakingBar, FrontPage, FrontPlace, FrontStrip
from articles.pictures import ingest
from publication.models import SiteSettings
from tests.articles.test_pictures import drawn
from tests.factories import make_article, make_editor, make_kind, make_region

NOW = timezone.now()
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return ingest(drawn(), name="harbour.jpg")


@pytest.fixture
def stories(picture):
    """Nine pieces of news with pictures, the newest first."""
    return [
        make_article(lead_picture=picture, published_at=NOW - (number + 1) * HOUR, regions=[make_region()])
        for number in range(9)
    ]  # fmt: skip


def curate(arrangement, *, starts_at=NOW - timedelta(minutes=5), at=NOW):
    return curating.save(
        arrangement, starts_at=starts_at, based_on=curating.version(), by=make_editor_once(), at=at
    )


def make_editor_once():
    return User.objects.filter(is_staff=True).first() or make_editor()


def on(front):
    """Every article that a front shows, in reading order."""
    strips = [each for strip in front.strips for each in strip.articles]
    lead = [front.lead] if front.lead else []
    return [
        *lead,
        *front.second_row,
        *front.latest,
        *front.intel,
        *front.memos,
        *front.reports,
        *strips,
    ]


def numbers(articles):
    return [article.pk for article in articles]


def test_an_empty_paper_has_an_empty_front():
    assert on(front_page()) == []


def test_where_nobody_curates_the_newest_pictured_news_leads(stories):
    make_article(published_at=NOW)

    front = front_page()

    assert front.lead == stories[0]
    assert front.second_row == stories[1:5]


def test_nothing_stands_on_the_front_twice(stories, picture):
    intel, pro = make_kind("intel"), make_kind("memo")
    for number in range(8):
        make_article(kind=[intel, pro][number % 2], lead_picture=picture, regions=[make_region()])
    chosen = Arrangement(lead=stories[6].pk, strips=(PinnedStrip("Water", None, (stories[7].pk,)),))

    for arrangement in (Arrangement(), chosen):
        shown = numbers(on(front_page(arrangement=arrangement)))
        assert len(shown) == len(set(shown)) >= 9


def test_the_desks_choice_comes_first_and_the_newest_fill_the_rest(stories):
    curate(Arrangement(lead=stories[8].pk, second_row=(stories[5].pk, stories[0].pk)))

    front = front_page()

    assert front.lead == stories[8]
    assert front.second_row == [stories[5], stories[0], stories[1], stories[2]]


def test_a_chosen_second_row_leaves_the_lead_to_the_newest(stories):
    curate(Arrangement(second_row=(stories[0].pk,)))

    front = front_page()

    assert front.lead == stories[1]
    assert front.second_row == [stories[0], *stories[2:5]]


def test_what_is_pinned_further_down_does_not_lead_by_itself(stories):
    curate(Arrangement(strips=(PinnedStrip("Water", None, (stories[0].pk,)),)))

    front = front_page()

    assert front.lead == stories[1]
    assert front.strips[0].articles == [stories[0]]


@pytest.mark.parametrize("fate", ["withdrawn", "unpublished", "deleted"])
def test_what_is_not_live_falls_out_and_the_newest_move_up(stories, fate):
    curate(Arrangement(lead=stories[4].pk, second_row=(stories[5].pk, stories[3].pk)))
    for article in stories[4:6]:
        if fate == "withdrawn":
            article.withdraw(at=NOW)
        elif fate == "deleted":
            article.delete()
        else:
            type(article).objects.filter(pk=article.pk).update(published_at=None)

    front = front_page()

    assert front.lead == stories[0]
    assert front.second_row == [stories[3], stories[1], stories[2], stories[6]]


def test_an_article_for_later_stands_from_its_time(stories, picture):
    later = make_article(lead_picture=picture, published_at=NOW + HOUR, embargoed_until=NOW + HOUR)
    curate(Arrangement(lead=later.pk))

    assert front_page(at=NOW).lead == stories[0]
    assert front_page(at=NOW + HOUR).lead == later


def test_strips_stand_in_the_desks_order_then_regions(picture):
    levant, gulf = make_region("levant", position=1), make_region("gulf", position=2)
    make_region("empty", position=0)
    stories = [make_article(lead_picture=picture, regions=[levant, gulf]) for _ in range(30)]
    water = PinnedStrip("Water", None, (stories[0].pk,))
    curate(Arrangement(strips=(PinnedStrip("", gulf.pk, ()), water)))

    strips = front_page().strips

    assert [strip.name for strip in strips] == ["Gulf", "Water", "Levant"]
    assert [len(strip.articles) for strip in strips] == [4, 1, 4]


def test_a_pinned_region_is_filled_up_by_its_newest_and_comes_once(picture):
    for _ in range(30):
        make_article(lead_picture=picture, regions=[make_region()])
    chosen = make_article(published_at=NOW - 9 * HOUR)
    curate(Arrangement(strips=(PinnedStrip("Around the Gulf", make_region().pk, (chosen.pk,)),)))

    (strip,) = front_page().strips

    assert strip.name == "Around the Gulf"
    assert strip.articles[0] == chosen
    assert len(strip.articles) == arranging.STRIP


def test_a_strip_with_nothing_live_is_left_out(stories):
    curate(Arrangement(strips=(PinnedStrip("Water", None, (stories[8].pk,)),)))
    stories[8].withdraw(at=NOW)

    assert "Water" not in [strip.name for strip in front_page().strips]


def test_the_last_to_start_is_shown_and_later_ones_wait(stories):
    curate(Arrangement(lead=stories[4].pk), starts_at=NOW - 2 * HOUR)
    curate(Arrangement(lead=stories[3].pk), starts_at=NOW + HOUR)
    curate(Arrangement(lead=stories[2].pk), starts_at=NOW - HOUR)

    shown = [
        FrontPage.objects.arrangement_at(NOW + hours * HOUR).lead for hours in (-3, -2, -1, 0, 1)
    ]

    assert shown == [None, *(stories[number].pk for number in (4, 2, 2, 3))]


def test_of_two_that_start_together_the_newer_is_shown(stories):
    curate(Arrangement(lead=stories[1].pk), starts_at=NOW)
    curate(Arrangement(lead=stories[2].pk), starts_at=NOW)

    assert front_page(at=NOW).lead == stories[2]


def test_undo_brings_back_the_one_before_and_keeps_who_and_when(stories):
    first = curate(Arrangement(lead=stories[1].pk))
    second = curate(Arrangement(lead=stories[2].pk))
    editor = make_editor_once()

    curating.undo(second.number, by=editor, at=NOW)
    after_one = front_page(at=NOW).lead
    curating.undo(first.number, by=editor, at=NOW)

    assert after_one == stories[1]
    assert front_page(at=NOW).lead == stories[0]
    kept = FrontPage.objects.order_by("number")
    assert [(front.taken_back_by, front.taken_back_at) for front in kept] == [(editor, NOW)] * 2
    assert FrontPlace.objects.count() == 2


def test_only_what_is_shown_or_to_come_is_taken_back(stories):
    past = curate(Arrangement(lead=stories[1].pk), starts_at=NOW - 2 * HOUR)
    curate(Arrangement(lead=stories[2].pk))
    to_come = curate(Arrangement(lead=stories[3].pk), starts_at=NOW + HOUR)

    curating.undo(to_come.number, by=None, at=NOW)
    for number in (past.number, to_come.number, 99):
        with pytest.raises(curating.ChangedMeanwhile):
            curating.undo(number, by=None, at=NOW)


def test_an_empty_edition_hands_the_front_back_to_itself(stories):
    curate(Arrangement(lead=stories[5].pk))
    curate(Arrangement())

    assert front_page(at=NOW).lead == stories[0]


def test_a_save_that_has_not_seen_the_last_one_is_refused(stories):
    seen = curating.version()
    curate(Arrangement(lead=stories[1].pk))

    with pytest.raises(curating.ChangedMeanwhile):
        curating.save(Arrangement(), starts_at=NOW, based_on=seen, by=None, at=NOW)

    assert FrontPage.objects.count() == 1


def test_a_save_that_has_not_seen_an_undo_is_refused(stories):
    front = curate(Arrangement(lead=stories[1].pk))
    seen = curating.version()
    curating.undo(front.number, by=None, at=NOW)

    with pytest.raises(curating.ChangedMeanwhile):
        curating.save(Arrangement(), starts_at=NOW, based_on=seen, by=None, at=NOW)


@pytest.mark.parametrize(
    "fields", [{"published_at": None}, {"withdrawn_at": NOW}, {"language": "ar"}]
)
def test_what_readers_could_not_open_is_not_saved(fields):
    article = make_article(headline="Not for now", **{"published_at": NOW, **fields})

    with pytest.raises(ValidationError, match="Not for now"):
        curate(Arrangement(lead=article.pk))

    assert FrontPage.objects.count() == 0


STRIP = {"title": "Water", "region": None, "articles": [9]}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"second_row": [1, 2, 1]}, "only once"),
        ({"lead": 1, "strips": [{**STRIP, "articles": [1]}]}, "only once"),
        ({"second_row": [1, 2, 3, 4, 5]}, "second row has room for 4"),
        ({"strips": [{**STRIP, "articles": [n]} for n in range(1, 6)]}, "room for 4 pinned"),
        ({"strips": [{**STRIP, "articles": [1, 2, 3, 4, 5]}]}, "strip has room for 4"),
        ({"strips": [{**STRIP, "title": " "}]}, "a title or a region"),
        ({"strips": [{**STRIP, "title": "x" * 61}]}, "at most 60"),
        ({"strips": [{**STRIP, "articles": []}]}, "needs articles"),
        (
            {"strips": [{"title": "", "region": 1, "articles": [n]} for n in (1, 2)]},
            "only one strip",
        ),
        ({"lead": "1"}, "could not read"),
        ({"lead": True}, "could not read"),
        ({"lead": -1}, "could not read"),
        ({"lead": 2**63}, "could not read"),
        ({"second_row": {"1": 1}}, "could not read"),
        ({"strips": [{**STRIP, "title": None}]}, "could not read"),
        ({"strips": [{**STRIP, "title": "a\0b"}]}, "could not read"),
        ({"strips": [{**STRIP, "title": "\ud800"}]}, "could not read"),
        ({"strips": [7]}, "could not read"),
    ],
)
def test_an_arrangement_that_cannot_stand_is_named(said, sentence):
    with pytest.raises(ValidationError, match=sentence):
        arranging.read({"lead": None, "second_row": [], "strips": [], **said})


@pytest.mark.parametrize("said", [None, [], "x", 4, {}])
def test_what_is_no_arrangement_is_refused(said):
    with pytest.raises(ValidationError):
        arranging.read(said)


# What the database itself holds.


@pytest.mark.parametrize(
    ("rows", "constraint"),
    [
        ([("lead", False, 0), ("second", False, 0)], "front_shows_an_article_once"),
        ([("lead", False, 0), ("lead", False, 1)], "front_has_one_lead"),
        ([("strip", False, 0)], "front_place_names_a_strip"),
        ([("lead", True, 0)], "front_place_names_a_strip"),
    ],
)
def test_places_that_contradict_each_other_are_not_stored(stories, rows, constraint):
    front = FrontPage.objects.create(number=1, starts_at=NOW)
    strip = FrontStrip.objects.create(front=front, title="Water", position=0)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        for part, in_strip, which in rows:
            FrontPlace.objects.create(front=front, part=part, strip=strip if in_strip else None,
                                      article=stories[which], position=0)  # fmt: skip


def test_editions_and_strips_keep_their_own_rules():
    front = FrontPage.objects.create(number=1, starts_at=NOW)
    region = make_region()
    FrontStrip.objects.create(front=front, region=region, position=0)

    with pytest.raises(IntegrityError, match="number_alone"), transaction.atomic():
        FrontPage.objects.create(number=1, starts_at=NOW)
    with pytest.raises(IntegrityError, match="says_what_it_holds"), transaction.atomic():
        FrontStrip.objects.create(front=front, position=1)
    with pytest.raises(IntegrityError, match="one_strip_a_region"), transaction.atomic():
        FrontStrip.objects.create(front=front, region=region, position=1)
    with pytest.raises(IntegrityError, match="ends_after"), transaction.atomic():
        BreakingBar.objects.create(words="x", starts_at=NOW, ends_at=NOW)


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_curated_front_costs_at_most_twelve_at_any_size(client, picture):
    SiteSettings.current()
    regions = [make_region(f"region-{number}", position=number) for number in range(6)]
    articles = [
        make_article(lead_picture=picture, regions=[region]) for region in regions for _ in range(9)
    ]
    for kind in ("intel", "memo", "trend-report"):
        make_article(kind=make_kind(kind))
    strips = tuple(
        PinnedStrip("", region.pk, (articles[-number].pk,))
        for number, region in enumerate(regions[:3], 1)
    )
    curate(Arrangement(lead=articles[0].pk, second_row=(articles[1].pk,), strips=strips))
    BreakingBar.objects.create(words="Port closed", starts_at=NOW - HOUR, ends_at=NOW + HOUR)
    client.force_login(make_editor_once())

    assert queries(client, "/") <= 12


BOTH = ["Port of Aqaba opens", "A port"]


@pytest.mark.parametrize(
    ("words", "found"),
    [("", BOTH), ("PORT", BOTH), ("port aqaba", BOTH[:1]), ("zzz", []), ("%", []), ("\0", BOTH)],
)
def test_articles_are_found_by_words_of_the_headline(words, found):
    make_article(headline="A port", published_at=NOW - HOUR)
    make_article(headline="Port of Aqaba opens", published_at=NOW + HOUR)
    make_article(headline="A port in a draft", live=False)

    assert [article.headline for article in curating.found(words)] == found
