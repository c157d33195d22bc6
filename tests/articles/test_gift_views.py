"""A member's page of gifts: what it makes, what it lists, what it refuses, and the link that leads there."""

import pytest
from django.conf import settings as real
from django.test import Client
from django.utils import timezone

from articles import gift_links
from articles.models import GiftLink
from tests.factories import BELOW, make_article, make_member, make_user
from tests.markup import elements_of, harmful, hostile_markup, misleading_addresses, naughty_strings

pytestmark = pytest.mark.django_db
GIFTS = "/account/gifts/"


@pytest.fixture
def article():
    return make_article(access_level="pro", headline="The quiet port")


@pytest.fixture
def member(client):
    member = make_member(name="Dana Giver")
    client.force_login(member)
    return member


def address_in(page):
    start = page.index("/gift/")
    return page[start : page.index('"', start)]


@pytest.mark.parametrize("whole", [True, False])
def test_a_member_makes_a_link_from_an_address_and_sees_it_once(client, member, article, whole):
    path = article.get_absolute_url()
    page = client.post(GIFTS, {"address": real.SITE_URL + path + "?from=x#y" if whole else path})

    assert page.status_code == 200
    assert page["Cache-Control"] == "private, no-store"
    gift = address_in(page.text)
    assert Client().get(gift).status_code == 200
    assert "/gift/" not in client.get(GIFTS).text
    assert "Open until" in client.get(GIFTS).text


def test_the_article_page_leads_there_with_the_article_chosen(client, member, article):
    page = client.get(article.get_absolute_url()).text
    way = f"{GIFTS}?article={article.pk}"
    assert f'href="{way}" data-give hidden' in page

    page = client.get(way).text

    assert "The quiet port" in page
    assert f'value="{real.SITE_URL}{article.get_absolute_url()}"' in page
    assert not GiftLink.objects.exists()


def test_what_stands_against_a_gift_is_said_before_the_button(client, member, article):
    gift_links.give(article, by=member, at=timezone.now())
    free = make_article(access_level="free")

    for one, said in ((article, "You are giving this article already"), (free, "is free")):
        page = client.get(f"{GIFTS}?article={one.pk}").text
        assert said in page
        assert "Make a link" not in page


def test_pages_that_everybody_gets_offer_no_gift(client, article):
    free = make_article(access_level="free")

    for one in (article, free):
        assert "data-give" not in client.get(one.get_absolute_url()).text


def test_the_page_learns_in_private_whether_its_reader_may_give(client):
    assert "may_give" not in client.get("/account/corner/").json()
    client.force_login(make_user())
    assert client.get("/account/corner/").json()["may_give"] is False
    client.force_login(make_member())
    assert client.get("/account/corner/").json()["may_give"] is True


def test_an_arabic_story_can_be_given(client, member):
    story = make_article(
        access_level="pro", language="ar", slug="ميناء-هادئ", headline="ميناء هادئ"
    )

    page = client.post(GIFTS, {"address": real.SITE_URL + story.get_absolute_url()})

    door = Client().get(address_in(page.text)).text
    assert '<html lang="ar" dir="rtl">' in door
    assert "ميناء هادئ" in door
    assert BELOW not in door


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "required"),
        ("https://evil.example/business/story/", "no article of ours"),
        ("//evil.example/business/story/", "no article of ours"),
        ("/business/", "no article of ours"),
        ("/business/nothing-here/", "no article of ours"),
        ("https://[::1", "no article of ours"),
        ("javascript:alert(1)", "no article of ours"),
        ("x" * 2001, "2000"),
    ],
)
def test_what_is_no_article_of_ours_is_refused_kindly(client, member, address, said):
    page = client.post(GIFTS, {"address": address})

    assert page.status_code == 422
    assert said in page.text
    assert not GiftLink.objects.exists()


@pytest.mark.parametrize("host", ["https://evil.example", "//evil.example", "http://news.example"])
def test_the_same_path_on_another_site_is_no_article_of_ours(client, member, article, host):
    page = client.post(GIFTS, {"address": host + article.get_absolute_url()})

    assert page.status_code == 422
    assert not GiftLink.objects.exists()


def test_a_draft_is_told_apart_from_nothing_by_nobody(client, member):
    draft = make_article(access_level="pro", live=False)

    drafted = client.post(GIFTS, {"address": draft.get_absolute_url()})
    missing = client.post(GIFTS, {"address": "/business/nothing-here/"})

    assert drafted.status_code == missing.status_code == 422
    assert draft.headline not in client.get(f"{GIFTS}?article={draft.pk}").text


def test_a_free_article_is_refused_with_the_better_way(client, member):
    free = make_article(access_level="free")

    page = client.post(GIFTS, {"address": free.get_absolute_url()})

    assert page.status_code == 409
    assert "This article is free" in page.text


def test_whoever_has_no_pro_gives_nothing(client, article):
    client.force_login(make_user())

    assert "What PRO is" in client.get(GIFTS).text
    assert client.post(GIFTS, {"address": article.get_absolute_url()}).status_code == 409
    assert not GiftLink.objects.exists()


def test_a_lapsed_member_is_told_that_the_gifts_are_shut(client, member, article):
    gift_links.give(article, by=member, at=timezone.now())
    member.grants.get().revoke(reason="A test", by=None, at=timezone.now())

    assert "opens nothing at present" in client.get(GIFTS).text


def test_a_spent_month_offers_no_form(client, member, article, settings):
    settings.GIFT_LINKS_A_MONTH = 1
    client.post(GIFTS, {"address": article.get_absolute_url()})

    page = client.get(GIFTS).text
    assert "This month you can still give 0 of 1 articles" in page
    assert "Make a link" not in page
    other = make_article(access_level="pro")
    refused = client.post(GIFTS, {"address": other.get_absolute_url()})
    assert "You have given all your articles of this month" in refused.text


def test_strangers_are_led_to_sign_in(client, article):
    for answer in (client.get(GIFTS), client.post(GIFTS), client.post(f"{GIFTS}1/end/")):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")
        assert answer["Cache-Control"] == "private, no-store"


def test_forms_of_other_sites_make_and_end_nothing(member, article):
    link, _address = gift_links.give(article, by=member, at=timezone.now())
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member)
    other = make_article(access_level="pro")

    for path in (GIFTS, f"{GIFTS}{link.pk}/end/", f"{GIFTS}{link.pk}/address/"):
        said = {"address": other.get_absolute_url()}
        assert (
            strict.post(path, said, headers={"Origin": "https://evil.example"}).status_code == 403
        )
        assert strict.post(path, said).status_code == 403
    link.refresh_from_db()
    assert link.is_running()
    assert GiftLink.objects.count() == 1


@pytest.mark.parametrize("deed", ["end", "address"])
def test_looking_ends_and_changes_nothing(client, member, article, deed):
    link, _address = gift_links.give(article, by=member, at=timezone.now())

    assert client.get(f"{GIFTS}{link.pk}/{deed}/").status_code == 405


def test_a_gift_is_taken_back(client, member, article):
    link, address = gift_links.give(article, by=member, at=timezone.now())
    path = address.removeprefix(real.SITE_URL)
    friend = Client()
    friend.post(path)

    page = client.post(f"{GIFTS}{link.pk}/end/", follow=True)

    assert "Taken back on" in page.text
    assert "Opened in 1 of 25 browsers." in page.text
    assert friend.get(path).status_code == 410
    assert BELOW not in friend.get(article.get_absolute_url()).text


def test_a_lost_address_is_changed_and_friends_read_on(client, member, article):
    link, address = gift_links.give(article, by=member, at=timezone.now())
    path = address.removeprefix(real.SITE_URL)
    friend = Client()
    friend.post(path)

    page = client.post(f"{GIFTS}{link.pk}/address/")

    assert Client().get(path).status_code == 404
    assert Client().get(address_in(page.text)).status_code == 200
    assert BELOW in friend.get(article.get_absolute_url()).text
    assert member.gift_links.count() == 1


def test_a_gift_that_is_over_gets_no_new_address(client, member, article):
    link, _address = gift_links.give(article, by=member, at=timezone.now())
    link.revoke(at=timezone.now())

    page = client.post(f"{GIFTS}{link.pk}/address/", follow=True)

    assert "This gift is over" in page.text
    assert "/gift/" not in page.text


@pytest.mark.parametrize("deed", ["end", "address"])
def test_others_gifts_and_the_desks_links_are_not_theirs(client, member, article, deed):
    theirs, _address = gift_links.give(
        article, by=make_member("other@example.org"), at=timezone.now()
    )
    shared, _address = gift_links.share(article, by=None, at=timezone.now())

    for number in (theirs.pk, shared.pk, 10**30):
        assert client.post(f"{GIFTS}{number}/{deed}/").status_code == 404
    assert GiftLink.objects.running().count() == 2


def test_hostile_words_in_the_forms_break_nothing(client, member):
    words = [
        *naughty_strings()[::4],
        *list(misleading_addresses())[::4],
        *list(hostile_markup())[::8],
    ]

    for odd in words:
        page = client.post(GIFTS, {"address": odd, "is_named": odd})
        assert page.status_code in (400, 422), odd
        assert not any(harmful(element) for element in elements_of(page.text)), odd
        assert client.get(GIFTS, {"article": odd}).status_code in (200, 400), odd
