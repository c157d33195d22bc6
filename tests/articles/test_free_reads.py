"""The button “Read this story free”: who is offered it, what it opens, and what caches may keep."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import WallRule
from memberships.access import AccessLevel
from memberships.models import Grant, MeteredRead
from newsroom import roles
from newsroom.lib import caching
from publication.models import SiteSettings
from tests.factories import (
    BELOW,
    make_article,
    make_kind,
    make_section,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db
BUTTON = "Read this story free"
NO_COOKIE = "Your browser kept no cookie"
OURS = {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}


def registered(**fields):
    return make_article(access_level=AccessLevel.REGISTERED, **fields)


def memo(**fields):
    return make_article(access_level=AccessLevel.PRO, **fields)


def press(client, article, **options):
    return client.post(reverse("articles:read_free", args=[article.pk]), **options)


def page(client, article):
    return client.get(article.get_absolute_url())


def opens(client, article):
    return BELOW in page(client, article).text


# The page before anybody has pressed anything.


def test_everybody_without_a_cookie_gets_the_same_bytes_and_no_cookie():
    article = registered()

    first = page(Client(), article)
    second = page(Client(REMOTE_ADDR="192.0.2.9", headers={"User-Agent": "Another"}), article)

    assert first.content == second.content
    assert BUTTON in first.text
    assert "Without an account you can read 3 stories a month." in first.text
    assert (first["Cache-Control"], dict(first.cookies)) == (caching.PUBLIC, {})
    assert "Cookie" not in first.get("Vary", "")
    assert "csrf" not in first.text


def test_reading_counts_nothing_however_it_is_asked_for(client):
    article, address = registered(), reverse("articles:read_free", args=[1])
    path = article.get_absolute_url()

    client.get(path)
    client.head(path)
    client.get(path, headers={"Sec-Purpose": "prefetch;prerender"})

    assert client.post(path).status_code == 405
    assert client.get(address).status_code == client.head(address).status_code == 405
    assert not MeteredRead.objects.exists()
    assert not client.cookies


def test_an_article_answers_a_post_with_405_also_to_whoever_has_no_token():
    article = registered()

    for path in (article.get_absolute_url(), article.get_print_url()):
        assert Client(enforce_csrf_checks=True).post(path).status_code == 405


# Pressing.


def test_three_stories_open_and_the_fourth_says_what_helps(client):
    SiteSettings.current()
    SiteSettings.objects.update(time_zone="Asia/Amman")
    stories = [registered() for _ in range(4)]

    for left, story in zip(
        ("2 free stories", "1 free story", "no free stories"), stories, strict=False
    ):
        answer = press(client, story, headers=OURS)
        assert (answer.status_code, answer["Cache-Control"]) == (303, caching.PRIVATE)
        assert answer["Location"].partition("#")[0] == story.get_absolute_url()
        shown = page(client, story)
        assert BELOW in shown.text
        assert f"You have {left} left this month." in shown.text
        assert (shown["Cache-Control"], BUTTON in shown.text) == (caching.PRIVATE, False)

    wall = page(client, stories[3])
    assert BELOW not in wall.text
    assert BUTTON not in wall.text
    assert "You have read your free stories for this month" in wall.text
    assert re.search(r"Your 3 visitor stories return on 1 [A-Z]", wall.text)
    assert wall["Cache-Control"] == caching.PRIVATE
    assert press(client, stories[3])["Location"].startswith(stories[3].get_absolute_url())
    assert not opens(client, stories[3])
    assert opens(client, stories[0])


def test_pressing_again_counts_nothing(client):
    story = registered()

    for _ in range(3):
        press(client, story)

    assert MeteredRead.objects.count() == 1
    assert "You have 2 free stories left this month." in page(client, story).text


def test_with_reads_left_the_wall_says_how_many(client):
    press(client, registered())

    wall = page(client, registered())

    assert BUTTON in wall.text
    assert "You have 2 free stories left this month." in wall.text
    assert wall["Cache-Control"] == caching.PRIVATE


def test_a_stolen_cookie_opens_only_what_it_opened(client):
    story, other = registered(), registered()
    press(client, story)
    thief = Client()
    thief.cookies[settings.METER_COOKIE_NAME] = client.cookies[settings.METER_COOKIE_NAME].value

    assert opens(thief, story)
    assert not opens(thief, other)
    assert not opens(Client(), story)


def test_the_print_view_and_the_page_of_an_opened_story_are_whole(client):
    story = registered()
    press(client, story)

    assert BELOW in client.get(story.get_print_url()).text
    assert BELOW not in Client().get(story.get_print_url()).text


def test_whose_browser_keeps_no_cookie_is_told_so():
    """The sentence is on the page for all, and shown by the mark that the answer leads to."""
    story, client = registered(), Client()
    answer = press(client, story)
    client.cookies.clear()

    mark = answer["Location"].partition("#")[2]
    wall = page(client, story).text

    assert re.search(rf'class="offer-cookie" id="{mark}"[^>]*>{NO_COOKIE}', wall)
    assert (
        ".offer-cookie:target{display:block}"
        in (settings.BASE_DIR / "static/css/site.css").read_text()
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Referer": "https://evil.example/x"},
    ],
)
def test_another_site_cannot_press_it(client, headers):
    assert press(client, registered(), headers=headers).status_code == 403
    assert not MeteredRead.objects.exists()


def test_it_needs_no_token():
    assert press(Client(enforce_csrf_checks=True), registered()).status_code == 303


# What it does not open.


def test_what_is_not_metered_leads_to_its_own_page_and_counts_nothing(client):
    memo_, free = memo(), make_article()
    gone = registered()
    gone.withdraw(at=timezone.now())

    for article in (memo_, free, gone):
        answer = press(client, article)
        assert answer.status_code == 303
        assert answer["Location"].partition("#")[0] == article.get_absolute_url()
    assert client.get(gone.get_absolute_url()).status_code == 410
    assert not opens(client, memo_)
    assert not client.cookies
    assert not MeteredRead.objects.exists()


@pytest.mark.parametrize("number", [0, 10**6, 10**18, 2**70])
def test_what_is_not_there_or_not_yet_is_not_found(client, number):
    draft = registered(live=False)
    scheduled = registered(published_at=timezone.now() + timedelta(days=1))

    for pk in (number, draft.pk, scheduled.pk):
        assert client.post(f"/meter/{pk}/").status_code == 404


def test_pro_is_offered_free_to_no_visitor(client):
    assert BUTTON not in page(client, memo()).text


def test_a_crowded_network_is_told_kindly(client):
    WallRule.objects.create(visitor_reads=1)
    for _ in range(5):
        press(Client(), registered())
    story = registered(language="ar")

    answer = press(client, story)

    assert '<html lang="en" dir="ltr"' in answer.text
    assert (answer.status_code, answer["Cache-Control"]) == (429, caching.PRIVATE)
    assert "through your network" in answer.text
    assert f"/accounts/signup/?next={story.get_absolute_url()}" in answer.text
    assert "next=/meter/" not in answer.text
    assert not client.cookies


# Registered readers and members.


def test_a_registered_reader_opens_samples_where_the_desk_gives_some(client):
    WallRule.objects.create(pro_samples=1)
    client.force_login(make_user())
    first, second = memo(), memo()

    before = page(client, first)
    press(client, first)

    assert "With your free account you can read 1 PRO piece a month." in before.text
    assert opens(client, first)
    assert "You have no free PRO pieces left this month." in page(client, first).text
    assert not opens(client, second)
    assert BUTTON not in page(client, second).text
    press(client, second)
    assert not opens(client, second)


def test_without_samples_a_registered_reader_is_offered_none(client):
    client.force_login(make_user())
    story = memo()

    assert BUTTON not in page(client, story).text
    assert press(client, story).status_code == 303
    assert not opens(client, story)


def test_whoever_may_read_it_anyway_is_never_counted(client):
    WallRule.objects.create(pro_samples=5)
    member = make_user()
    Grant.objects.give(
        member, kind=Grant.Kind.GIFT, reason="x", by=None, at=timezone.now() - timedelta(hours=1)
    )
    for user, article in (
        (member, memo()),
        (make_staff(roles.EDITOR), memo()),
        (make_user("b@example.org"), registered()),
    ):
        client.force_login(user)
        assert press(client, article).status_code == 303
        assert opens(client, article)
    assert not MeteredRead.objects.exists()


def test_signing_out_closes_the_samples(client):
    WallRule.objects.create(pro_samples=1)
    client.force_login(make_user())
    piece = memo()
    press(client, piece)

    client.logout()

    assert not opens(client, piece)


def test_signing_in_brings_the_reads_to_the_account_and_takes_the_cookie(client):
    user, article = make_user(), registered()
    press(client, article)
    assert client.cookies[settings.METER_COOKIE_NAME].value

    client.post(
        "/accounts/login/", {"login": user.email, "password": "a long password of a reader"}
    )

    row = MeteredRead.objects.get()
    assert (row.user, row.visitor, row.content_key) == (user, "", article.key)
    assert client.cookies[settings.METER_COOKIE_NAME].value == ""


# The rules.


@pytest.mark.parametrize(
    ("places", "limit"),
    [
        ([], 3),
        ([(False, False)], 10),
        ([(False, False), (False, True)], 11),
        ([(False, False), (False, True), (True, False)], 12),
        ([(False, False), (False, True), (True, False), (True, True)], 13),
    ],
)
def test_the_rule_that_fits_best_holds(client, places, limit):
    section, kind = make_section(), make_kind()
    for number, (of_section, of_kind) in enumerate(places, start=10):
        WallRule.objects.create(
            section=section if of_section else None,
            kind=kind if of_kind else None,
            visitor_reads=number,
        )
    WallRule.objects.create(section=make_section("culture"), visitor_reads=50)

    assert f"you can read {limit} stories a month" in page(client, registered()).text


def test_a_rule_of_none_needs_an_account_at_once_also_for_what_was_opened(client):
    story = registered()
    press(client, story)
    WallRule.objects.create(section=story.section, visitor_reads=0)

    assert not opens(client, story)
    assert BUTTON not in page(client, story).text
    assert "Read on with a free account" in page(client, story).text


def test_one_count_a_month_stands_under_all_rules(client):
    WallRule.objects.create(section=make_section("culture"), visitor_reads=1)
    press(client, registered())

    assert BUTTON not in page(client, registered(section=make_section("culture"))).text
    assert BUTTON in page(client, registered()).text


def test_the_database_holds_one_rule_a_place_and_a_hundred_at_most():
    WallRule.objects.create()
    with pytest.raises(ValidationError, match="already"):
        WallRule().full_clean()
    for fields in (
        {},
        {"kind": make_kind(), "visitor_reads": 101},
        {"kind": make_kind(), "pro_samples": 101},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            WallRule.objects.create(**fields)


def test_administrators_set_the_rules_and_editors_see_them(client):
    add = reverse("admin:articles_wallrule_add")
    client.force_login(make_staff(roles.ADMINISTRATOR))
    form = {"section": make_section().pk, "kind": "", "visitor_reads": 7, "pro_samples": 1}
    assert "in a calendar month" in client.get(add).text
    assert client.post(add, form).status_code == 302
    rule = WallRule.objects.get()
    change = reverse("admin:articles_wallrule_change", args=[rule.pk])
    client.force_login(make_staff(roles.EDITOR))

    seen = client.get(change)
    client.post(change, {**form, "visitor_reads": 50})

    rule.refresh_from_db()
    assert (str(rule), rule.visitor_reads, rule.pro_samples) == ("Business", 7, 1)
    assert seen.status_code == 200
    assert client.get(add).status_code == 403


# What it costs.


def test_a_metered_article_costs_at_most_six_queries(client):
    story, other = registered(), registered()
    SiteSettings.current()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(story.get_absolute_url())
        return len(captured)

    stranger = queries()
    press(client, other)
    visitor = queries()
    press(client, story)
    opened = queries()

    assert (stranger, visitor, opened) == (4, 5, 4)


def test_whoever_may_read_it_anyway_is_not_looked_up_in_the_meter(client):
    WallRule.objects.create(pro_samples=1)
    press(client, registered())
    member, addresses = Client(), [make_article().get_absolute_url(), memo().get_absolute_url()]
    member.force_login(make_staff(roles.EDITOR))

    with CaptureQueriesContext(connection) as captured:
        client.get(addresses[0])
        member.get(addresses[1])

    assert not [query for query in captured if "meteredread" in query["sql"]]
