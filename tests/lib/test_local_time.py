"""A time of the clock as a moment: over a year's changes, in zones with and without them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from newsroom.lib import local_time

ZONES = [
    "UTC",
    "Europe/London",
    "America/New_York",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
]


@pytest.mark.parametrize("zone", ZONES)
def test_every_half_hour_of_a_year_is_a_moment_or_refused(zone):
    zone = ZoneInfo(zone)
    local, refused = datetime(2026, 1, 1), 0
    while local.year == 2026:
        try:
            at = local_time.moment(local, zone)
            assert at.astimezone(zone).replace(tzinfo=None) == local
        except (local_time.NoSuchTime, local_time.TimeThatComesTwice):
            refused += 1
        local += timedelta(minutes=30)

    assert refused <= 4


@pytest.mark.parametrize(
    ("local", "error"),
    [
        (datetime(2026, 3, 29, 1, 30), local_time.NoSuchTime),
        (datetime(2026, 10, 25, 1, 30), local_time.TimeThatComesTwice),
    ],
)
def test_the_hours_of_the_change_are_refused(local, error):
    with pytest.raises(error):
        local_time.moment(local, ZoneInfo("Europe/London"))


def test_a_moment_is_in_utc():
    at = local_time.moment(datetime(2026, 7, 1, 9), ZoneInfo("Europe/London"))

    assert at == datetime(2026, 7, 1, 8, tzinfo=UTC)
