"""The meter's own rules: months, networks, the cookie, and many who press at once."""

import threading
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from accounts.models import User
from memberships import meter, meter_words, networks
from memberships.access import ANONYMOUS, AccessLevel, Meter
from memberships.meter import FreeReads, Outcome
from memberships.models import MeteredRead, MeterKey, NetworkCount
from memberships.months import Month
from memberships.readers import entitlements
from publication.models import SiteSettings
from tests.factories import make_user
from tests.markup import naughty_strings

NOW = timezone.now()


# Months.


@pytest.mark.parametrize(
    ("zone", "moment", "first", "end"),
    [
        ("UTC", "2026-11-30T23:59:59Z", "2026-11-01", "2026-12-01T00:00:00Z"),
        ("UTC", "2026-12-01T00:00:00Z", "2026-12-01", "2027-01-01T00:00:00Z"),
        ("Asia/Amman", "2026-11-30T21:00:00Z", "2026-12-01", "2026-12-31T21:00:00Z"),
        ("Asia/Amman", "2026-11-30T20:59:59Z", "2026-11-01", "2026-11-30T21:00:00Z"),
        # Summer time begins and ends within the month: its end is midnight there all the same.
        ("Africa/Cairo", "2026-04-15T00:00:00Z", "2026-04-01", "2026-04-30T21:00:00Z"),
        ("Africa/Cairo", "2026-10-15T00:00:00Z", "2026-10-01", "2026-10-31T22:00:00Z"),
        # The clocks went back at this very midnight, so that 23 o'clock came twice.
        ("Africa/Cairo", "2024-10-31T21:30:00Z", "2024-10-01", "2024-10-31T22:00:00Z"),
        # There was no midnight at the first of October: the clocks went on to one.
        ("America/Asuncion", "2017-10-01T03:59:59Z", "2017-09-01", "2017-10-01T04:00:00Z"),
        ("America/Asuncion", "2017-10-01T04:00:00Z", "2017-10-01", "2017-11-01T03:00:00Z"),
        ("Pacific/Kiritimati", "2026-12-31T10:00:00Z", "2027-01-01", "2027-01-31T10:00:00Z"),
    ],
)
def test_a_month_begins_and_ends_at_midnight_of_the_sites_zone(zone, moment, first, end):
    month = Month.at(datetime.fromisoformat(moment), zone=zone)

    assert month.first == date.fromisoformat(first)
    assert month.end.astimezone(UTC) == datetime.fromisoformat(end)
    assert Month.at(month.end, zone=zone).first > month.first
    assert Month.at(month.end - timedelta(seconds=1), zone=zone).first == month.first


# Networks.


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("", networks.NOWHERE),
        ("nonsense", networks.NOWHERE),
    ],
)
def test_a_network_is_an_ipv4_address_or_a_64_of_ipv6(address, network):
    assert networks.network_of(RequestFactory().get("/", REMOTE_ADDR=address)) == network


def test_the_address_is_believed_from_our_proxies_only(settings):
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "198.51.100.1, 198.51.100.2"})

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert networks.network_of(request) == "127.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert networks.network_of(request) == "198.51.100.2"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 3
    assert networks.network_of(request) == networks.NOWHERE


def test_a_hash_needs_the_months_key_and_the_sites_secret(settings):
    once = networks.hashed("192.0.2.7", key="a")

    assert len(once) == 64
    assert once == networks.hashed("192.0.2.7", key="a")
    assert once != networks.hashed("192.0.2.7", key="b")
    settings.SECRET_KEY = "another secret of this site"
    assert once != networks.hashed("192.0.2.7", key="a")


# One reader.


class Piece:
    """What the meter asks of any content."""

    def __init__(self, number, level=AccessLevel.REGISTERED, visitors=3, samples=2):
        self.key, self.level = f"article:{number}", level
        self.given = FreeReads(visitors, samples)

    def free_reads(self, request):
        return self.given


def visiting(cookie="", reader=ANONYMOUS, address="192.0.2.7"):
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    request.COOKIES = {settings.METER_COOKIE_NAME: cookie} if cookie else {}
    request.reader = reader
    return request


def open_one(number, cookie="", *, at=NOW, **fields):
    opened = meter.open(visiting(cookie), Piece(number, **fields), at=at)
    return opened.outcome, opened.cookie or cookie


@pytest.mark.django_db
def test_a_piece_counts_once_and_no_more_than_the_limit_are_opened():
    _, cookie = open_one(1)
    outcomes = [open_one(number, cookie)[0] for number in (1, 2, 1, 3, 4, 2)]

    assert outcomes == [Outcome.OPENED] * 4 + [Outcome.SPENT, Outcome.OPENED]
    assert MeteredRead.objects.count() == 3
    state = meter.of(visiting(cookie), Piece(3), at=NOW)
    assert (state.limit, state.left, state.has_opened) == (3, 0, True)
    assert not meter.of(visiting(cookie), Piece(4), at=NOW).has_opened


@pytest.mark.django_db
@pytest.mark.parametrize(
    "piece",
    [
        Piece(1, level=AccessLevel.PRO),
        Piece(1, level=AccessLevel.FREE),
        Piece(1, level="unheard of"),
        Piece(1, visitors=0),
    ],
)
def test_a_visitor_opens_nothing_but_registered_pieces(piece):
    assert meter.open(visiting(), piece, at=NOW).outcome is Outcome.NOT_METERED
    assert meter.of(visiting(), piece, at=NOW) is None
    assert not MeteredRead.objects.exists()


@pytest.mark.django_db
def test_what_knows_no_free_reads_has_none():
    class File:
        key, level = "file:1", AccessLevel.REGISTERED

    assert meter.of(visiting(), File(), at=NOW) is None
    assert meter.open(visiting(), File(), at=NOW).outcome is Outcome.NOT_METERED


@pytest.mark.django_db
def test_a_piece_that_becomes_pro_closes_to_whoever_opened_it_before():
    _, cookie = open_one(1)
    account = make_user()
    request = visiting(cookie)
    meter.merge(request, account, at=NOW)

    assert meter.of(visiting(cookie), Piece(1, level=AccessLevel.PRO), at=NOW) is None
    signed_in = visiting(reader=entitled(account))
    assert not meter.of(signed_in, Piece(1, level=AccessLevel.PRO), at=NOW).has_opened
    assert meter.open(signed_in, Piece(1, level=AccessLevel.PRO), at=NOW).outcome is Outcome.OPENED
    assert meter.of(signed_in, Piece(1, level=AccessLevel.PRO), at=NOW).left == 1


def entitled(user):
    return entitlements(user, at=NOW)


@pytest.mark.django_db
def test_a_registered_reader_has_samples_on_the_account():
    reader = entitled(make_user())
    memo = [Piece(number, level=AccessLevel.PRO) for number in range(3)]

    outcomes = [meter.open(visiting(reader=reader), one, at=NOW).outcome for one in memo]

    assert outcomes == [Outcome.OPENED, Outcome.OPENED, Outcome.SPENT]
    assert meter.of(visiting(reader=reader), memo[0], at=NOW).has_opened
    assert meter.of(visiting(reader=reader), Piece(9), at=NOW) is None  # registered: theirs anyway
    assert not NetworkCount.objects.exists()


@pytest.mark.django_db
def test_a_new_month_begins_with_nothing_and_the_old_cookie_is_nobodys():
    at = datetime(2026, 11, 30, 20, tzinfo=UTC)
    SiteSettings.current()
    SiteSettings.objects.update(time_zone="Asia/Amman")
    _, cookie = open_one(1, at=at)

    later = at + timedelta(hours=1)
    state = meter.of(visiting(cookie), Piece(1), at=later)
    outcome, new_cookie = open_one(2, cookie, at=later)

    assert meter.of(visiting(cookie), Piece(1), at=at).has_opened
    assert (state.left, state.has_opened) == (3, False)
    assert outcome is Outcome.OPENED
    assert new_cookie != cookie


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cookie",
    [
        "x", ":", "2026-11-01.abc", "2026-11-01.abc:" + "0" * 43, "\ud800", "٣" * 50, "a" * 5000,
        signing.Signer(salt="another").sign("2026-11-01.abc"),
        signing.Signer(salt=meter.SALT).sign("nonsense"), signing.Signer(salt=meter.SALT).sign(""),
    ],
)  # fmt: skip
def test_a_forged_cookie_is_nobodys(cookie):
    state = meter.of(visiting(cookie), Piece(1), at=NOW)

    assert (state.left, state.has_opened) == (3, False)


def test_naughty_strings_are_nobody_and_come_from_nowhere(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    month = Month.at(NOW, zone="UTC")

    for said in naughty_strings():
        request = visiting(said)
        request.META["HTTP_X_FORWARDED_FOR"] = said
        assert meter.visitor_of(request, month) is None, said
        assert len(networks.network_of(request)) < 45, said


@pytest.mark.django_db
def test_the_cookie_carries_no_count_and_our_rows_no_id():
    _, cookie = open_one(1)
    value = meter.signer().unsign(cookie)
    row = MeteredRead.objects.get()

    first, number = value.split(".")
    assert first == str(row.month)
    assert number not in row.visitor
    assert not {"192.0.2.7", number} & set(map(str, NetworkCount.objects.values_list("network")))


def test_the_cookie_ends_with_the_month_and_is_read_by_no_script():
    month = Month.at(NOW, zone="Asia/Amman")

    response = meter.keep(HttpResponse(), meter.Opened(Outcome.OPENED, "x", month))

    cookie = response.cookies[settings.METER_COOKIE_NAME]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")
    assert month.end.astimezone(UTC).strftime("%d %b %Y %H:%M:%S") in cookie["expires"]


def test_a_browser_takes_the_cookie_of_production(settings):
    """Of a name with __Host- it keeps, and forgets, only what is secure, for / and for this host."""
    settings.METER_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "__Host-meter", True
    month = Month.at(NOW, zone="UTC")

    kept = meter.keep(HttpResponse(), meter.Opened(Outcome.OPENED, "x", month))
    gone = meter.forget(HttpResponse())

    for response in (kept, gone):
        cookie = response.cookies["__Host-meter"]
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
    assert gone.cookies["__Host-meter"]["max-age"] == 0


@pytest.mark.django_db
def test_a_network_opens_five_times_the_limit_however_many_cookies(client):
    for number in range(15):
        assert open_one(number)[0] is Outcome.OPENED

    crowded, cookie = open_one(16)
    elsewhere = meter.open(visiting(address="192.0.2.8"), Piece(1), at=NOW)

    assert (crowded, cookie) == (Outcome.CROWDED, "")
    assert MeteredRead.objects.count() == 16  # and nothing of the one that was refused
    assert elsewhere.outcome is Outcome.OPENED
    assert NetworkCount.objects.count() == 2
    assert not NetworkCount.objects.filter(network__contains="192.0.2").exists()


@pytest.mark.django_db
def test_nothing_is_kept_past_the_month():
    last_month = NOW.replace(day=1) - timedelta(days=1)
    open_one(1, at=last_month)
    open_one(2, at=NOW)

    meter.forget_past(at=NOW, zone="UTC")

    for model in (MeteredRead, NetworkCount, MeterKey):
        assert [row.month for row in model.objects.all()] == [NOW.date().replace(day=1)]


# Signing in.


@pytest.mark.django_db
def test_what_both_have_opened_counts_once():
    user = make_user()
    for cookie in (open_one(1)[1], open_one(1)[1]):
        request = visiting(cookie)
        meter.merge(request, user, at=NOW)
        assert request.meter_is_over

    assert MeteredRead.objects.filter(user=user).count() == MeteredRead.objects.count() == 1


@pytest.mark.django_db
def test_reads_are_deleted_with_the_account():
    meter.open(visiting(reader=entitled(make_user())), Piece(1, level=AccessLevel.PRO), at=NOW)

    User.objects.all().delete()

    assert not MeteredRead.objects.exists()


# What the database holds by itself.


@pytest.mark.django_db
@pytest.mark.parametrize(
    "rows",
    [
        [{"visitor": ""}],
        [{"visitor": "a", "user": True}],
        [{"visitor": "a"}, {"visitor": "a"}],
        [{"user": True}, {"user": True}],
    ],
)
def test_the_database_refuses_a_read_of_nobody_of_two_and_one_that_counts_twice(rows):
    user = make_user()
    made = [
        MeteredRead(
            month=NOW.date(),
            content_key="article:1",
            level=AccessLevel.PRO,
            visitor=row.get("visitor", ""),
            user=user if row.get("user") else None,
        )
        for row in rows
    ]

    with pytest.raises(IntegrityError), transaction.atomic():
        MeteredRead.objects.bulk_create(made)


# Many at once. Everybody waits for the others where a count has been read and not yet written: with
# the guard nobody else gets there, so the wait ends by itself; without it all of them pass.


def at_once(jobs):
    done = []

    def run(job):
        try:
            done.append(job())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def meeting(number, function, *, patience):
    """The function, after which this many threads wait for one another, or the first one in vain."""
    barrier = threading.Barrier(number, timeout=patience)

    def met(*args, **kwargs):
        answer = function(*args, **kwargs)
        with suppress(threading.BrokenBarrierError):
            barrier.wait()
        return answer

    return met


@pytest.fixture
def site(transactional_db):
    SiteSettings.current()


@pytest.mark.parametrize("guarded", [True, False])
@pytest.mark.parametrize("who", ["cookie", "account"])
def test_one_who_presses_six_times_at_once_opens_the_limit_only(site, monkeypatch, who, guarded):
    reader, cookie, level = ANONYMOUS, "", AccessLevel.REGISTERED
    if who == "cookie":
        cookie = open_one(0)[1]
    else:
        reader, level = entitled(make_user()), AccessLevel.PRO
    if not guarded:
        monkeypatch.setattr(meter.Counted, "lock", lambda self: None)
    met = meeting(6, meter.keys_opened, patience=0.3 if guarded else 8)
    monkeypatch.setattr(meter, "keys_opened", met)
    pieces = [Piece(number, level, visitors=3, samples=3) for number in range(1, 7)]

    at_once([lambda one=one: meter.open(visiting(cookie, reader), one, at=NOW) for one in pieces])

    opened = MeteredRead.objects.count()
    assert opened == 3 if guarded else opened > 3


@pytest.mark.parametrize("guarded", [True, False])
def test_many_browsers_of_one_network_open_its_ceiling_only(site, monkeypatch, guarded):
    open_one(0, visitors=1)
    if not guarded:
        monkeypatch.setattr(type(NetworkCount.objects), "add_one", in_two_steps)
    pieces = [Piece(number, visitors=1) for number in range(1, 9)]

    done = at_once([lambda one=one: meter.open(visiting(), one, at=NOW) for one in pieces])

    opened = [one.outcome for one in done].count(Outcome.OPENED)
    assert MeteredRead.objects.count() == opened + 1
    assert opened == 4 if guarded else opened == 8


look = meeting(8, lambda row: row.get().opened, patience=8)


def in_two_steps(queryset, month, network, *, most):
    """The negative control: what one statement does, in two."""
    row = NetworkCount._base_manager.filter(month=month, network=network)
    opened = look(row)
    return opened < most and row.update(opened=opened + 1) == 1


def test_a_visitors_first_two_presses_at_once_are_two_of_the_network(site):
    outcomes = at_once([lambda: meter.open(visiting(), Piece(1), at=NOW)] * 2)

    assert [opened.outcome for opened in outcomes] == [Outcome.OPENED] * 2
    assert NetworkCount.objects.get().opened == 2


# What is said.


@pytest.mark.parametrize(
    ("state", "level", "said"),
    [
        (None, AccessLevel.REGISTERED, ""),
        (Meter(3, 3), AccessLevel.REGISTERED, "Without an account you can read 3 stories a month."),
        (Meter(3, 2), AccessLevel.REGISTERED, "You have 2 free stories left this month."),
        (Meter(3, 1), AccessLevel.REGISTERED, "You have 1 free story left this month."),
        (Meter(3, 0), AccessLevel.REGISTERED, "You have no free stories left this month."),
        (Meter(1, 1), AccessLevel.PRO, "With your free account you can read 1 PRO piece a month."),
        (Meter(2, 1), AccessLevel.PRO, "You have 1 free PRO piece left this month."),
        (Meter(2, 0), AccessLevel.PRO, "You have no free PRO pieces left this month."),
    ],
)
def test_what_remains_is_one_plain_sentence(state, level, said):
    assert str(meter_words.reads_left(state, level)) == said


def test_the_day_of_return_is_the_sites_own():
    """Midnight of the first of December in Amman is the last of November in UTC."""
    month = Month.at(datetime(2026, 11, 25, tzinfo=UTC), zone="Asia/Amman")

    values = meter_words.values(Meter(3, 0, until=month.end))

    assert values == {"limit": 3, "reset_date": "1 December"}
