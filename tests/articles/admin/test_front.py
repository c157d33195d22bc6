"""The desk's screen for the front page: who may, what is refused, what is shown beforehand."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import curating
from articles.arrangement import Arrangement
from articles.models import BreakingBar, FrontPage
from publication.models import SiteSettings
from tests.factories import make_article, make_editor, make_region, make_user

pytestmark = pytest.mark.django_db
BOARD, SAVE, UNDO, ARTICLES, NEWS, END, PREVIEW = (
    reverse(name)
    for name in ("admin:articles_frontpage_changelist", "admin:articles_front_save", "admin:articles_front_undo",
                 "admin:articles_front_articles", "admin:articles_front_breaking",
                 "admin:articles_front_breaking_end", "front_preview")
)  # fmt: skip
EMPTY = {"lead": None, "second_row": [], "strips": []}
FAR = timedelta(days=400)


@pytest.fixture(autouse=True)
def paper():
    SiteSettings.objects.update_or_create(pk=1, defaults={"time_zone": "Europe/Berlin"})


def may(user, *codenames):
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


@pytest.fixture
def editor():
    return may(make_editor(name="Nadia"), "change_frontpage")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def save(desk, when="", version=None, **arrangement):
    said = {
        "version": curating.version() if version is None else version,
        "when": when,
        "arrangement": {**EMPTY, **arrangement},
    }
    return desk.post(SAVE, json.dumps(said), content_type="application/json")


def preview(desk, when="", **arrangement):
    return desk.post(PREVIEW, {"when": when, "arrangement": json.dumps({**EMPTY, **arrangement})})


# Who may.

WHO = {
    "nobody": lambda: None,
    "a reader": lambda: make_user(),
    "an author": lambda: may(make_editor(), "change_article", "view_article"),
    "who may look": lambda: may(make_editor(), "view_frontpage"),
    "an editor": lambda: may(make_editor(), "change_frontpage"),
}
LOOKS, ACTS = ("who may look", "an editor"), ("an editor",)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("get", BOARD, LOOKS), ("get", ARTICLES, LOOKS), ("post", PREVIEW, LOOKS), ("get", PREVIEW, LOOKS),
        ("post", SAVE, ACTS), ("post", UNDO, ACTS), ("post", NEWS, ACTS), ("post", END, ACTS),
    ],
)  # fmt: skip
def test_only_who_may_gets_through_each_door(client, who, method, address, allowed):
    if user := WHO[who]():
        client.force_login(user)

    answer = getattr(client, method)(address)

    if who in allowed:
        assert answer.status_code in (200, 302, 400, 404)  # its own answer to nothing said
    else:
        outside = who in ("nobody", "a reader")
        assert answer.status_code == (302 if outside else 403)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("address", [SAVE, UNDO, NEWS, END])
def test_nothing_is_done_without_a_token(editor, client, address):
    strict = type(client)(enforce_csrf_checks=True)
    strict.force_login(editor)

    assert strict.post(address).status_code == 403


@pytest.mark.parametrize("address", [SAVE, UNDO, NEWS, END])
def test_a_get_does_nothing(desk, address):
    assert desk.get(address).status_code == 405


def test_editions_are_neither_added_edited_nor_deleted_one_by_one(desk, editor):
    editor.is_superuser = True
    editor.save()
    front = FrontPage.objects.create(number=1, starts_at=timezone.now())

    for path in ("add/", f"{front.pk}/change/", f"{front.pk}/delete/"):
        assert desk.get(f"{BOARD}{path}").status_code == 404


# Saving.


def test_a_front_is_saved_for_now(desk, editor):
    lead, second = make_article(), make_article()
    region = make_region()

    answer = save(desk, lead=lead.pk, second_row=[second.pk],
                  strips=[{"title": "", "region": region.pk, "articles": []}])  # fmt: skip

    assert answer.json() == {"url": BOARD}
    front = FrontPage.objects.shown(timezone.now())
    assert front.made_by == editor
    assert front.arrangement.numbers == [lead.pk, second.pk]
    assert front.arrangement.regions == [region.pk]
    assert "Readers get this front page now." in desk.get(BOARD).text


def test_a_front_is_scheduled_by_the_papers_clock(desk):
    year = timezone.now().year + 1

    save(desk, when=f"{year}-07-01T12:00", lead=make_article().pk)

    front = FrontPage.objects.get()
    assert (front.starts_at.hour, front.starts_at.utcoffset()) == (10, timedelta(0))
    assert FrontPage.objects.shown(timezone.now()) is None
    assert "Europe/Berlin" in desk.get(BOARD).text


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ("2027-03-28T02:30", "there is no 02:30 in Europe/Berlin"),
        ("2027-10-31T02:30", "it is 02:30 twice in Europe/Berlin"),
        ("2020-01-01T12:00", "has passed"),
        ("?", "Please give a day and a time"),
        (7, "Please give a day and a time"),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_a_sentence(desk, when, sentence):
    answer = save(desk, when=when)

    assert answer.status_code == 400
    assert sentence in answer.json()["error"]
    assert sentence in preview(desk, when=str(when)).text
    assert not FrontPage.objects.exists()


@pytest.mark.parametrize(
    "body", ["", "null", "[]", "{", '{"arrangement": 1}', b"\xff", '"\\ud800"']
)
def test_what_cannot_be_read_is_refused_with_a_sentence(desk, body):
    answer = desk.post(SAVE, body, content_type="application/json")

    assert answer.status_code == 400
    assert "could not read" in answer.json()["error"]


@pytest.mark.parametrize("version", [7, [], {}, "0.0\0", "x"])
def test_a_version_that_never_was_is_a_collision_or_refused(desk, version):
    make_front(make_article())

    assert save(desk, version=version).status_code == 409


def make_front(lead, **fields):
    now = timezone.now()
    return curating.save(Arrangement(lead=lead.pk), based_on=curating.version(), by=fields.get("by"),
                         starts_at=fields.get("starts_at", now), at=now)  # fmt: skip


def test_who_comes_second_is_told_who_was_first_and_may_save_again(desk):
    seen = curating.version()
    theirs = make_front(make_article(), by=make_editor("omar@example.org", name="Omar"))
    mine = make_article()

    refused = save(desk, version=seen, lead=mine.pk)
    said = refused.json()

    assert refused.status_code == 409
    assert "Omar saved a front page" in said["error"]
    assert "Nothing of yours is lost" in said["error"]
    assert said["theirs"] == f"{PREVIEW}?number={theirs.number}"
    assert save(desk, version=said["version"], lead=mine.pk).status_code == 200
    assert FrontPage.objects.count() == 2


def test_who_comes_after_an_undo_is_told_so(desk):
    front = make_front(make_article())
    seen = curating.version()
    curating.undo(front.number, by=make_editor("omar@example.org", name="Omar"), at=timezone.now())

    assert "Omar took a front page back" in save(desk, version=seen).json()["error"]


# Undo.


def test_undo_brings_the_one_before_back(desk, editor):
    first, second = make_front(make_article()), make_front(make_article())

    page = desk.post(UNDO, {"number": second.number}, follow=True)

    assert "Taken back." in page.text
    assert FrontPage.objects.shown(timezone.now()) == first
    assert FrontPage.objects.get(pk=second.pk).taken_back_by == editor
    assert "Taken back by Nadia" in page.text


@pytest.mark.parametrize("number", ["1", "99", "", "x", "9" * 30, "²"])
def test_an_undo_of_what_is_not_shown_takes_nothing_back(desk, number):
    make_front(make_article())
    make_front(make_article())

    page = desk.post(UNDO, {"number": number}, follow=True)

    assert "Nothing was taken back" in page.text
    assert not FrontPage.objects.exclude(taken_back_at=None).exists()


# The screen.


def test_the_screen_starts_from_what_is_shown_or_from_an_earlier_one(desk):
    first, second = make_front(make_article()), make_front(make_article())

    shown, earlier = (desk.get(BOARD + query) for query in ("", f"?from={first.number}"))

    for page, front in ((shown, second), (earlier, first)):
        assert page.context["board"]["lead"][0]["number"] == front.places.get().article_id
    for odd in ("?from=x", "?from=²", "?from=" + "9" * 40):
        assert desk.get(BOARD + odd).context["board"]["lead"] == shown.context["board"]["lead"]


def test_changing_a_scheduled_one_keeps_its_time(desk):
    front = make_front(make_article(), starts_at=timezone.now() + FAR)

    board = desk.get(f"{BOARD}?from={front.number}").context["board"]

    assert board["when"].startswith(str(front.starts_at.year))


def test_the_screen_says_what_readers_do_not_see(desk):
    article = make_article()
    make_front(article)
    article.withdraw(at=timezone.now())

    assert desk.get(BOARD).context["board"]["lead"][0]["state"] == "withdrawn"


@pytest.mark.parametrize("address", [BOARD, ARTICLES])
def test_the_screen_costs_the_same_at_two_sizes(desk, address):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            desk.get(address)
        return len(captured)

    make_front(make_article())
    few = cost()
    for _ in range(30):
        make_front(make_article(regions=[make_region()]))

    assert cost() == few <= 20


def test_a_search_brings_at_most_twenty(desk):
    for _ in range(25):
        make_article()

    assert len(desk.get(ARTICLES).json()["results"]) == 20


def test_headlines_are_words_and_nothing_else(desk):
    make_front(make_article(headline="</script><img src=x onerror=alert(1)>"))

    assert "<img src=x" not in desk.get(BOARD).text


# Looking ahead.


def test_a_preview_is_the_page_as_readers_will_get_it(desk, client):
    article, later = make_article(), make_article(published_at=timezone.now() + FAR / 2)
    wanted = {"lead": later.pk, "second_row": [article.pk]}
    when = (timezone.now() + FAR).strftime("%Y-%m-%dT12:00")

    seen = preview(desk, when=when, **wanted)
    now = preview(desk, **wanted)

    assert later.headline in seen.text
    assert later.headline not in now.text
    assert FrontPage.objects.count() == 0
    save(desk, **wanted)
    assert now.text == type(client)().get("/").text


def test_a_preview_shows_the_day_and_the_bar_of_its_time(desk):
    at = timezone.now() + FAR
    BreakingBar.objects.create(words="Then and only then", starts_at=at - FAR / 2, ends_at=at + FAR)

    page = preview(desk, when=at.strftime("%Y-%m-%dT12:00"))

    assert f'datetime="{at.date().isoformat()}"' in page.text
    assert "Then and only then" in page.text
    assert "Then and only then" not in preview(desk).text


def test_a_preview_is_kept_by_nobody_and_runs_under_the_readers_policy(desk):
    page = preview(desk)

    assert "no-store" in page["Cache-Control"]
    assert "private" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex"
    assert "unsafe" not in page["Content-Security-Policy"]


def test_a_saved_edition_is_previewed_at_its_time(desk):
    later = make_article(published_at=timezone.now() + FAR)
    front = make_front(later, starts_at=timezone.now() + FAR)

    assert later.headline in desk.get(f"{PREVIEW}?number={front.number}").text
    for odd in ("", "?number=99", "?number=x"):
        assert desk.get(PREVIEW + odd).status_code == 400


@pytest.mark.parametrize("arrangement", ["", "{", "null", '{"lead": "x"}'])
def test_a_preview_of_what_cannot_be_read_says_so(desk, arrangement):
    answer = desk.post(PREVIEW, {"arrangement": arrangement})

    assert answer.status_code == 400
    assert "could not read" in answer.text


# Breaking news.


def news(desk, **fields):
    ends = (timezone.now() + FAR).strftime("%Y-%m-%dT12:00")
    return desk.post(NEWS, {"words": "Port closed", "ends_at": ends, **fields})


def test_breaking_news_goes_up_and_is_ended(desk, editor, client):
    article = make_article()
    reader = type(client)()

    assert news(desk, article=article.pk).status_code == 302
    bar = BreakingBar.objects.get()
    assert (bar.made_by, bar.article) == (editor, article)
    assert "Port closed" in reader.get("/").text
    desk.post(END, {"number": bar.pk})

    assert "Port closed" not in reader.get("/").text
    assert BreakingBar.objects.get().taken_down_by == editor
    assert desk.post(END, {"number": bar.pk}).status_code == 404


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"words": ""}, "This field is required"),
        ({"words": "x" * 141}, "at most 140"),
        ({"ends_at": ""}, "This field is required"),
        ({"ends_at": "2020-01-01T12:00"}, "be over before anybody sees it"),
        ({"ends_at": "2027-03-28T02:30"}, "there is no 02:30"),
        ({"starts_at": "2027-10-31T02:30"}, "it is 02:30 twice"),
        ({"starts_at": "2090-01-01T12:00"}, "be over before anybody sees it"),
        ({"article": "99"}, "could not open this article"),
        ({"article": "x"}, "whole number"),
        ({"article": "9" * 30}, "less than or equal"),
    ],
)
def test_breaking_news_that_cannot_be_is_refused_and_its_words_stay(desk, fields, sentence):
    page = news(desk, **fields)

    assert sentence in page.text
    assert fields.get("words", "Port closed") in page.text
    assert not BreakingBar.objects.exists()


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "²"])
def test_ending_what_is_not_there_is_not_found(desk, number):
    assert desk.post(END, {"number": number}).status_code == 404


def test_a_story_is_brought_from_its_edit_screen(desk):
    story = make_article(headline="To be placed")

    board = desk.get(BOARD, {"add": story.pk}).context["board"]

    assert (board["held"]["number"], board["held"]["headline"]) == (story.pk, "To be placed")
    assert desk.get(BOARD).context["board"]["held"] is None


@pytest.mark.parametrize("number", ["x", "9" * 30, "²", "-1", "0"])
def test_a_story_that_is_not_there_is_not_held(desk, number):
    page = desk.get(BOARD, {"add": number})

    assert page.context["board"]["held"] is None
    assert "cannot stand on the front" in page.text


@pytest.mark.parametrize(
    ("fields", "may"),
    [
        ({}, True),
        ({"published_at": timezone.now() + FAR}, True),
        ({"live": False}, False),
        ({"withdrawn_at": timezone.now()}, False),
        ({"language": "ar"}, False),
    ],
)
def test_the_way_to_the_front_is_shown_where_the_board_takes_the_story(client, fields, may):
    story = make_article(**fields)
    client.force_login(make_editor(is_superuser=True))
    screen = reverse("admin:articles_article_change", args=[story.pk])

    assert (f"{BOARD}?add={story.pk}" in client.get(screen).text) is may
    assert (client.get(BOARD, {"add": story.pk}).context["board"]["held"] is not None) is may


def test_the_way_to_the_front_is_for_who_may_arrange_it(client, editor):
    story = make_article()
    client.force_login(may(editor, "change_article", "edit_any_article", "view_frontpage"))

    screen = client.get(reverse("admin:articles_article_change", args=[story.pk]))

    assert screen.status_code == 200
    assert "?add=" not in screen.text
