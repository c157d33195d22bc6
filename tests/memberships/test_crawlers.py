"""Search engines: the lead-in for all, and the rest for none but a verified crawler where that is switched on."""

import ipaddress
import json
from datetime import timedelta

import dns.reversename
import pytest
from django.utils import timezone

from memberships import crawler_ranges, crawlers
from memberships.access import AccessLevel
from tests.factories import BELOW, make_article, make_user
from tests.memberships.dns_stub import NameServer

pytestmark = pytest.mark.django_db
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
INSPECTION = "Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)"
V4, V6 = "66.249.66.1", "2001:4860:4801:10::1"
NAME = "crawl-66-249-66-1.googlebot.com"


@pytest.fixture
def dns_server(settings):
    server = NameServer()
    server.start()
    crawlers.memory.forget()
    settings.CRAWLERS_READ = True
    settings.CRAWLER_RESOLVERS = [server.address]
    yield server
    server.stop()
    crawlers.memory.forget()


@pytest.fixture
def memo():
    return make_article(access_level=AccessLevel.PRO).get_absolute_url()


def name(server, address, host, forward=None):
    """DNS says this backwards and, where it is told to, forwards."""
    backwards = dns.reversename.from_address(address).to_text(omit_final_dot=True)
    server.zone[backwards, "PTR"] = [f"{host}."]
    server.zone[host.lower(), "AAAA" if ":" in address else "A"] = forward or [address]


def get(client, page, address=V4, agent=GOOGLEBOT, **headers):
    return client.get(page, REMOTE_ADDR=address, headers={"User-Agent": agent, **headers})


def is_outsider(answer):
    """Gets the lead-in, which shared caches may keep, as everybody does."""
    assert answer["Cache-Control"].startswith("public")
    assert not answer.has_header("X-Robots-Tag")
    return BELOW not in answer.text


@pytest.mark.parametrize(
    ("address", "host"),
    [
        (V4, NAME),
        (V4, "geo-crawl-66-249-66-1.geo.googlebot.com"),
        (V4, "CRAWL-66-249-66-1.GoogleBot.com"),
        (V6, "crawl-2001.googlebot.com"),
    ],
)
def test_a_verified_crawler_reads_on_and_nobody_keeps_it(client, dns_server, memo, address, host):
    name(dns_server, address, host)

    answer = get(client, memo, address)

    assert BELOW in answer.text
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noarchive"


def test_it_is_off_unless_it_is_switched_on(client, dns_server, memo, settings):
    name(dns_server, V4, NAME)
    settings.CRAWLERS_READ = False

    assert is_outsider(get(client, memo))
    assert dns_server.asked == []


def test_l45_what_calls_itself_a_crawler_elsewhere_is_an_outsider(client, dns_server, memo):
    assert is_outsider(get(client, memo, "203.0.113.9"))


@pytest.mark.parametrize("address", ["95.216.227.158", "95.216.33.117"])
def test_l46_forged_reverse_dns_is_refused(client, dns_server, memo, address):
    """Whoever owns an address writes what its reverse name is; the name's owner says whose it is."""
    host = f"crawl-{address.replace('.', '-')}.googlebot.com"
    name(dns_server, address, host, forward=[V4])
    name(dns_server, V4, NAME)

    assert is_outsider(get(client, memo, address))


@pytest.mark.parametrize(
    "host",
    [
        "crawl.googlebot.com.evil.example",
        "evilgooglebot.com",
        "googlebot.com",
        "66-249-66-1.gae.googleusercontent.com",
        "rate-limited-proxy-66-249-66-1.google.com",
        "google-proxy-66-249-66-1.google.com",
        "googlebot.com.google.evil",
    ],
)
def test_l46_l47_a_name_elsewhere_and_what_users_trigger_are_refused(
    client, dns_server, memo, settings, host
):
    settings.CRAWLER_DOMAINS = ["googlebot.com", "google.com"]
    name(dns_server, V4, host)

    assert is_outsider(get(client, memo))


@pytest.mark.parametrize("agent", [INSPECTION, "Google-Read-Aloud", "curl/8", ""])
def test_l47_a_verified_address_is_no_relay(client, dns_server, memo, agent):
    """Anybody shows a page through a testing tool: its address is a crawler's, its name is not."""
    name(dns_server, V4, NAME)

    assert is_outsider(get(client, memo, agent=agent))


def test_whoever_carries_a_cookie_is_a_reader_and_no_crawler(client, dns_server, memo):
    name(dns_server, V4, NAME)
    for cookie in ("meter", "gift", "sessionid"):
        client.cookies.clear()
        client.cookies[cookie] = "x"
        assert BELOW not in get(client, memo).text
    client.cookies.clear()
    client.force_login(make_user())

    assert BELOW not in get(client, memo).text
    assert dns_server.asked == []


def test_what_everybody_may_read_asks_no_dns(client, dns_server):
    get(client, make_article().get_absolute_url())
    get(client, "/")

    assert dns_server.asked == []


def test_only_what_our_own_proxy_says_is_believed(client, dns_server, memo, settings):
    name(dns_server, V4, NAME)

    forwarded = {"X-Forwarded-For": V4}
    alone = get(client, memo, "203.0.113.9", **forwarded)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    behind_ours = get(client, memo, "127.0.0.1", **forwarded)
    added_by_a_stranger = get(
        client, memo, "127.0.0.1", **{"X-Forwarded-For": f"{V4}, 203.0.113.9"}
    )
    unreadable = get(client, memo, "127.0.0.1", **{"X-Forwarded-For": "x"})

    assert BELOW in behind_ours.text
    assert all(is_outsider(each) for each in (alone, added_by_a_stranger, unreadable))


def test_an_address_is_looked_up_once_in_some_minutes(client, dns_server, memo):
    name(dns_server, V4, NAME)
    now = timezone.now()
    address = ipaddress.ip_address(V4)

    answers = [crawlers.is_named(address, at=now) for _time in range(3)]
    asked = len(dns_server.asked)
    dns_server.zone.clear()
    kept = crawlers.is_named(address, at=now + crawlers.KEPT[True] - timedelta(seconds=1))
    over = crawlers.is_named(address, at=now + crawlers.KEPT[True])
    refused = crawlers.is_named(address, at=now + crawlers.KEPT[True] + timedelta(seconds=1))

    assert (answers, asked) == ([True] * 3, 2)
    assert (kept, over, refused) == (True, False, False)
    assert len(dns_server.asked) == 3


def test_dns_that_does_not_answer_lets_nobody_in_and_is_not_asked_again_at_once(
    client, dns_server, memo
):
    dns_server.is_silent = True

    first = is_outsider(get(client, memo))
    asked = len(dns_server.asked)
    again = is_outsider(get(client, memo))

    assert (first, again) == (True, True)
    assert 0 < asked == len(dns_server.asked) <= crawlers.SECONDS / crawlers.ONE_TRY + 1


def test_while_too_many_ask_the_next_one_is_an_outsider(client, dns_server, memo):
    name(dns_server, V4, NAME)
    for _place in range(crawlers.AT_ONCE):
        crawlers.places.acquire()
    busy = is_outsider(get(client, memo))
    for _place in range(crawlers.AT_ONCE):
        crawlers.places.release()

    assert busy
    assert BELOW in get(client, memo).text


def test_what_is_remembered_is_bounded():
    memory, now = crawlers.Memory(3), timezone.now()
    for number in range(5):
        memory.keep(number, True, at=now)

    assert [memory.recall(number, at=now)[0] for number in range(5)] == [
        False,
        False,
        True,
        True,
        True,
    ]


def ranges(folder, text):
    path = folder / "common-crawlers.json"
    path.write_text(text)
    return str(path)


def test_published_ranges_are_enough(client, dns_server, memo, settings, tmp_path):
    prefixes = [{"ipv4Prefix": "66.249.66.0/27"}, {"ipv6Prefix": "2001:4860:4801:10::/64"}]
    settings.CRAWLER_RANGES = [ranges(tmp_path, json.dumps({"prefixes": prefixes}))]

    inside = [get(client, memo, address) for address in (V4, V6, f"::ffff:{V4}")]

    assert all(BELOW in answer.text for answer in inside)
    assert dns_server.asked == []
    assert is_outsider(get(client, memo, "66.249.66.32"))
    assert is_outsider(get(client, memo, agent=INSPECTION))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"prefixes": [{"ipv4Prefix": "x"}]}', "<html>"])
def test_a_file_that_holds_no_ranges_opens_nothing_and_stops_the_start(
    client, dns_server, memo, settings, tmp_path, text
):
    settings.CRAWLER_RANGES = [ranges(tmp_path, text)]

    assert is_outsider(get(client, memo))
    assert crawler_ranges.unreadable(settings.CRAWLER_RANGES) == settings.CRAWLER_RANGES


def test_a_crawler_reads_pages_and_posts_nothing(client, dns_server, memo):
    name(dns_server, V4, NAME)

    posted = client.post(memo, REMOTE_ADDR=V4, headers={"User-Agent": GOOGLEBOT})
    head = client.head(memo, REMOTE_ADDR=V4, headers={"User-Agent": GOOGLEBOT})

    assert posted.status_code == 405
    assert (head.status_code, head["Cache-Control"]) == (200, "private, no-store")
