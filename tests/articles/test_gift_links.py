"""Gift links: one article, for a time, in so many browsers, while the giver is a member; and nothing else."""

import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from django.conf import settings as real
from django.core import signing
from django.db import IntegrityError, connection, transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from articles import gift_links
from articles.gift_links import No, NotGiven
from articles.models import GiftLink, GiftOpening
from articles.models.gift_link import hash_of
from newsroom import schedule
from publication.models import SiteSettings
from tests.factories import (
    BELOW,
    make_article,
    make_editor,
    make_member,
    make_staff,
    make_user,
)
from tests.markup import misleading_addresses, naughty_strings

pytestmark = pytest.mark.django_db
PATIENCE = 1  # how long one of several waits for the others, who may be waiting for it
CROWD = 6


@pytest.fixture
def article():
    return make_article(access_level="pro")


@pytest.fixture
def giver():
    return make_member(name="Dana Giver")


def given(article, giver, **said):
    """(the link, the path of its page)"""
    link, address = gift_links.give(article, by=giver, at=timezone.now(), **said)
    return link, address.removeprefix(real.SITE_URL)


def path_of_gift(article, giver):
    return given(article, giver)[1]


def friend(path, article):
    """A browser that pressed the button and followed where it leads."""
    browser = Client()
    response = browser.post(path)
    assert response.status_code == 303
    assert response["Location"] == article.get_absolute_url()
    return browser


def reads(browser, article):
    return BELOW in browser.get(article.get_absolute_url()).text


# The door.


def test_a_friend_sees_what_is_given_and_reads_it_after_the_button(client, article, giver):
    path = path_of_gift(article, giver)

    door = client.get(path)
    assert door.status_code == 200
    assert article.headline in door.text
    assert "A member of" in door.text
    assert giver.name not in door.text
    assert BELOW not in door.text

    response = client.post(path)
    assert response.status_code == 303
    assert response["Location"] == article.get_absolute_url()
    page = client.get(article.get_absolute_url())
    assert BELOW in page.text
    assert page["Cache-Control"] == "private, no-store"
    assert BELOW in client.get(article.get_print_url()).text


def test_the_giver_is_named_where_the_giver_chose_it(client, article, giver):
    _link, path = given(article, giver, is_named=True)

    assert "Dana Giver" in client.get(path).text


def test_a_giver_without_a_name_is_not_named_by_their_address(client, article):
    _link, path = given(article, make_member("secret@example.org"), is_named=True)

    page = client.get(path).text
    assert "A member of" in page
    assert "secret" not in page


@pytest.mark.parametrize("method", ["get", "post", "head", "options"])
def test_the_door_is_kept_listed_and_told_to_nobody(client, article, giver, method):
    for path in (path_of_gift(article, giver), f"/gift/{'x' * 43}/"):
        answer = getattr(client, method)(path)
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]


def test_the_door_names_no_address_that_would_be_shown_instead_of_the_gift(client, article, giver):
    page = client.get(path_of_gift(article, giver)).text

    assert "og:title" in page
    assert "og:url" not in page
    assert "canonical" not in page


def test_robots_are_asked_to_stay_away(client):
    assert "Disallow: /gift/\n" in client.get("/robots.txt").text


def test_the_article_page_names_no_token(client, article, giver):
    path = path_of_gift(article, giver)
    browser = friend(path, article)

    page = browser.get(article.get_absolute_url())

    assert path.split("/")[2] not in page.text
    assert f'rel="canonical" href="{real.SITE_URL}{article.get_absolute_url()}"' in page.text


def test_the_cookie_holds_a_signed_number_and_is_out_of_reach_of_scripts(client, article, giver):
    response = client.post(path_of_gift(article, giver))

    cookie = response.cookies[real.GIFT_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert real.GIFT_COOKIE_NAME in real.PERSONAL_COOKIES
    number = cookie.value.split(":")[0]
    assert len(number) >= 22
    assert not GiftOpening.objects.filter(browser_hash=number).exists()


def test_a_cookie_that_we_did_not_sign_opens_nothing(article, giver):
    link, _path = given(article, giver)
    link.openings.create(browser_hash=hash_of("known"), opened_at=timezone.now())

    for forged in ("known", "known:x", signing.get_cookie_signer(salt="other").sign("known")):
        browser = Client()
        browser.cookies[real.GIFT_COOKIE_NAME] = forged
        assert not reads(browser, article)


# What counts.


def test_looking_counts_nothing_and_a_browser_counts_once(client, article, giver):
    link, path = given(article, giver)

    client.get(path)
    client.head(path)
    client.get(path, headers={"Sec-Purpose": "prefetch", "User-Agent": "Slackbot-LinkExpanding"})
    assert link.openings.count() == 0

    client.post(path)
    client.post(path)
    client.get(path)
    client.get(article.get_absolute_url())
    assert link.openings.count() == 1


def test_the_button_of_another_site_opens_nothing(client, article, giver):
    link, path = given(article, giver)

    assert client.post(path, headers={"Origin": "https://evil.example"}).status_code == 403
    # Our own page sends no referrer, so that its button posts with "null".
    assert client.post(path, headers={"Origin": "null"}).status_code == 403
    assert link.openings.count() == 0
    ours = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    assert client.post(path, headers=ours).status_code == 303


def test_only_so_many_browsers_are_let_in(article, giver):
    link, path = given(article, giver)
    browsers = [friend(path, article) for _ in range(25)]

    late = Client()
    answer = late.post(path)

    assert answer.status_code == 410
    assert "has been used up or has expired" in answer.text
    assert BELOW not in answer.text
    assert not reads(late, article)
    assert link.openings.count() == 25
    assert reads(browsers[0], article)
    assert browsers[0].post(path).status_code == 303


def test_whoever_may_read_it_already_is_not_counted(article, giver):
    link, path = given(article, giver)
    member = Client()
    member.force_login(make_member("other@example.org"))

    for answer in (member.get(path), member.post(path)):
        assert answer.status_code == 303
        assert answer["Location"] == article.get_absolute_url()
    assert link.openings.count() == 0


# One article.


def test_a_gift_opens_no_other_article(article, giver):
    other = make_article(access_level="pro")
    browser = friend(path_of_gift(article, giver), article)

    assert reads(browser, article)
    assert not reads(browser, other)


def test_one_browser_holds_several_gifts(article, giver):
    second, third = make_article(access_level="registered"), make_article(access_level="pro")
    browser = friend(path_of_gift(article, giver), article)
    browser.post(path_of_gift(second, giver))

    assert [reads(browser, one) for one in (article, second, third)] == [True, True, False]


def test_the_text_is_not_there_for_the_next_reader(article, giver):
    browser = friend(path_of_gift(article, giver), article)
    assert reads(browser, article)

    page = Client().get(article.get_absolute_url())

    assert BELOW not in page.text
    assert page["Cache-Control"].startswith("public")


def test_links_are_asked_only_of_a_browser_that_opened_one(
    article, giver, django_assert_num_queries
):
    browser = friend(path_of_gift(article, giver), article)
    request = RequestFactory().get("/")

    with django_assert_num_queries(0):
        assert gift_links.openings(request, article) == ()
    request.COOKIES = {real.GIFT_COOKIE_NAME: browser.cookies[real.GIFT_COOKIE_NAME].value}
    with django_assert_num_queries(2):
        (opening,) = gift_links.openings(request, article)
    assert (opening.key, opening.is_over) == (article.key, False)


# What ends it.


def ends_by_time(link):
    GiftLink.objects.update(made_at=timezone.now() - timedelta(days=15), ends_until=timezone.now())


def is_taken_back(link):
    link.revoke(at=timezone.now())


def giver_loses_access(link):
    link.giver.grants.get().revoke(reason="A test", by=None, at=timezone.now())


def giver_is_shut_out(link):
    type(link.giver).objects.filter(pk=link.giver_id).update(is_active=False)


@pytest.mark.parametrize(
    "end", [ends_by_time, is_taken_back, giver_loses_access, giver_is_shut_out]
)
def test_what_ends_it_closes_the_door_and_every_page_at_once(article, giver, end):
    link, path = given(article, giver)
    browser = friend(path, article)
    assert reads(browser, article)

    end(link)

    page = browser.get(article.get_absolute_url())
    assert BELOW not in page.text
    assert BELOW not in browser.get(article.get_print_url()).text
    assert "has been used up or has expired" in page.text
    assert page["Cache-Control"] == "private, no-store"
    for stranger in (browser, Client()):
        for answer in (stranger.get(path), stranger.post(path)):
            assert answer.status_code == 410
            assert "has been used up or has expired" in answer.text
    assert link.openings.count() == 1


def test_a_gift_wakes_again_with_its_givers_access(article, giver):
    link, path = given(article, giver)
    browser = friend(path, article)
    giver_loses_access(link)
    assert not reads(browser, article)

    make_grant_again(giver)

    assert reads(browser, article)


def make_grant_again(user):
    user.grants.create(starts_at=timezone.now(), plan="pro", kind="support", reason="A test")


def test_an_opening_that_is_over_does_not_hide_one_that_holds(article, giver):
    path = path_of_gift(article, giver)
    browser = friend(path, article)
    GiftLink.objects.get().revoke(at=timezone.now())
    browser.post(path_of_gift(article, make_member("second@example.org")))

    assert reads(browser, article)


def test_a_withdrawn_article_says_so_and_a_draft_is_not_there(client, article, giver):
    path = path_of_gift(article, giver)
    article.withdraw(at=timezone.now(), note="A mistake")

    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 410
        assert "This article has been withdrawn" in answer.text
        assert BELOW not in answer.text

    type(article).objects.update(published_at=None, withdrawn_at=None)
    assert client.get(path).status_code == 404


def test_when_an_article_becomes_free_its_gifts_lead_to_it(client, article, giver):
    path = path_of_gift(article, giver)
    type(article).objects.update(access_level="free")

    assert client.get(path)["Location"] == article.get_absolute_url()
    assert not GiftOpening.objects.exists()


def test_wrong_tokens_are_not_there_and_break_nothing(client, article, giver):
    _link, path = given(article, giver)
    token = path.split("/")[2]
    near = [token[:-1], token + "A", token.swapcase(), token[1:] + token[0], "x" * 5000, "١" * 43]

    for odd in near:
        assert client.get(f"/gift/{odd}/").status_code == 404, odd
        assert client.post(f"/gift/{odd}/").status_code == 404, odd


def test_hostile_tokens_and_cookies_break_nothing(client, article, giver):
    path = path_of_gift(article, giver)

    for odd in [*naughty_strings()[::5], *list(misleading_addresses())[::7]]:
        answer = client.get(f"/gift/{quote(odd, safe='')}/")
        assert answer.status_code in (400, 404), odd
    for odd in naughty_strings()[::5]:
        cookie = f"{real.GIFT_COOKIE_NAME}={odd.encode().decode('latin-1')}"  # as a server reads it
        answer = client.get(path, headers={"Cookie": cookie})
        assert answer.status_code in (200, 400), odd


# What is kept.


def test_neither_token_nor_browser_is_kept_as_it_is(article, giver):
    path = path_of_gift(article, giver)
    browser = friend(path, article)

    kept = str([*GiftLink.objects.values(), *GiftOpening.objects.values()])

    assert path.split("/")[2] not in kept
    assert browser.cookies[real.GIFT_COOKIE_NAME].value.split(":")[0] not in kept
    assert len(path.split("/")[2]) == 43


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"most_browsers": 5}, "gift_link_has_a_giver_and_a_limit_or_is_the_desks"),
        ({"ends_until": datetime(2020, 1, 1, tzinfo=UTC)}, "gift_link_ends_after_it_is_made"),
    ],
)
def test_the_database_refuses_what_no_link_is(article, values, name):
    now = timezone.now()
    row = {"article": article, "token_hash": "x", "made_at": now,
           "ends_until": now + timedelta(days=1), **values}  # fmt: skip

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        GiftLink.objects.create(**row)


def test_the_database_counts_a_browser_once(article, giver):
    link, _path = given(article, giver)
    link.openings.create(browser_hash="x", opened_at=timezone.now())

    with pytest.raises(IntegrityError, match="gift_link_counts_a_browser_once"):
        link.openings.create(browser_hash="x", opened_at=timezone.now())


def test_old_links_are_forgotten_and_newer_ones_still_say_that_they_are_over(article, giver):
    link, path = given(article, giver)
    friend(path, article)
    now = timezone.now()
    GiftLink.objects.update(made_at=now - timedelta(days=99), ends_until=now - timedelta(days=59))
    schedule.forget_old_gift_links()
    assert Client().get(path).status_code == 410

    GiftLink.objects.update(ends_until=now - timedelta(days=61))
    schedule.forget_old_gift_links()

    assert Client().get(path).status_code == 404
    assert not GiftOpening.objects.exists()
    assert "forget_old_gift_links" in [job.name for job in schedule.TIMETABLE]


# Who may give, and how much.


@pytest.mark.parametrize(
    ("level", "who", "reason"),
    [
        ("pro", make_user, No.NOT_A_MEMBER),
        ("pro", make_editor, No.NOT_A_MEMBER),  # staff without the desk's right
        ("free", make_member, No.FREE),
        ("registered", make_member, None),
        ("pro", make_member, None),
        ("pro", lambda: make_staff("Editor"), None),
    ],
)
def test_who_may_give_what(level, who, reason):
    article, user = make_article(access_level=level), who()
    refused = None

    try:
        gift_links.give(article, by=user, at=timezone.now())
    except NotGiven as refusal:
        refused = refusal.reason

    assert refused == reason
    assert GiftLink.objects.exists() is (reason is None)


@pytest.mark.parametrize("state", [{"published_at": None}, {"withdrawn_at": timezone.now()}])
def test_what_is_not_live_is_not_given(giver, state):
    article = make_article(access_level="pro")
    for name, value in state.items():
        setattr(article, name, value)

    with pytest.raises(NotGiven, match="not on the site"):
        gift_links.give(article, by=giver, at=timezone.now())


def test_every_refusal_has_its_sentence():
    assert gift_links.SENTENCES.keys() == set(No)


def test_the_same_article_is_not_given_twice_at_a_time(article, giver):
    link, _path = given(article, giver)
    with pytest.raises(NotGiven) as refused:
        given(article, giver)
    assert refused.value.reason == No.GIVEN_ALREADY

    link.revoke(at=timezone.now())

    given(article, giver)


def test_ten_articles_a_month_by_the_clocks_of_the_paper(giver, settings):
    site = SiteSettings.current()
    site.time_zone = "Asia/Amman"  # three hours ahead
    site.save()
    articles = [
        make_article(access_level="pro", published_at=datetime(2026, 1, 1, tzinfo=UTC))
        for _ in range(11)
    ]
    giver.grants.update(starts_at=datetime(2026, 1, 1, tzinfo=UTC))
    last_minute = datetime(2026, 4, 30, 20, 59, tzinfo=UTC)
    for article in articles[:10]:
        gift_links.give(article, by=giver, at=last_minute)

    with pytest.raises(NotGiven) as refused:
        gift_links.give(articles[10], by=giver, at=last_minute)
    assert refused.value.reason == No.SPENT
    gift_links.give(articles[10], by=giver, at=datetime(2026, 4, 30, 21, tzinfo=UTC))


def test_taking_back_gives_no_new_article(giver, settings):
    settings.GIFT_LINKS_A_MONTH = 1
    link, _path = given(make_article(access_level="pro"), giver)
    link.revoke(at=timezone.now())

    with pytest.raises(NotGiven) as refused:
        given(make_article(access_level="pro"), giver)
    assert refused.value.reason == No.SPENT


def test_the_desk_gives_without_counting(settings):
    settings.GIFT_LINKS_A_MONTH = 1
    editor = make_staff("Editor")

    for _ in range(3):
        given(make_article(access_level="pro"), editor)

    assert editor.gift_links.count() == 3


# Many at once. With the lock away the same crowd goes over the limit: the test can tell.


def together(monkeypatch, name):
    """Let each wait, after `name` has answered, until all have their answer (or cannot get it)."""
    crowd, asked = threading.Barrier(CROWD), getattr(gift_links, name)

    def wait(*args, **kwargs):
        answer = asked(*args, **kwargs)
        with suppress(threading.BrokenBarrierError):
            crowd.wait(PATIENCE)
        return answer

    monkeypatch.setattr(gift_links, name, wait)


def at_once(deed, things):
    def run(thing):
        try:
            deed(thing)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[thing]) for thing in things]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_a_crowd_at_the_door_is_let_in_up_to_the_limit(monkeypatch, settings, locked):
    settings.GIFT_LINK_BROWSERS = 2
    link, path = given(make_article(access_level="pro"), make_member())
    together(monkeypatch, "has_room")
    if not locked:
        monkeypatch.setattr(GiftLink, "lock", lambda link: None)

    at_once(lambda browser: browser.post(path), [Client() for _ in range(CROWD)])

    assert (link.openings.count() == 2) is locked


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_gifts_made_at_once_keep_to_the_month(monkeypatch, settings, locked):
    settings.GIFT_LINKS_A_MONTH = 2
    giver = make_member()
    articles = [make_article(access_level="pro") for _ in range(CROWD)]
    together(monkeypatch, "left_of_month")
    if not locked:
        monkeypatch.setattr(gift_links, "wait_for_turn", lambda giver: None)

    def give(article):
        with suppress(NotGiven):
            gift_links.give(article, by=giver, at=timezone.now())

    at_once(give, articles)

    assert (GiftLink.objects.count() == 2) is locked
