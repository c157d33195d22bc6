"""A time on the paper's own clock: one moment, or a sentence that says why not."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from articles import wall_clock

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2026-03-29T01:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        ("2026-03-29T03:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("2026-10-25T01:59", datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        ("2026-10-25T03:00", datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
        ("2026-07-01T12:00", datetime(2026, 7, 1, 10, 0, tzinfo=UTC)),
    ],
)
def test_a_time_on_the_papers_clock_is_a_moment(words, moment):
    assert wall_clock.moment(words, BERLIN) == moment


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("2026-03-29T02:00", "29 March 2026 there is no 02:00 in Europe/Berlin"),
        ("2026-03-29T02:59", "there is no 02:59"),
        ("2026-10-25T02:00", "25 October 2026 it is 02:00 twice in Europe/Berlin"),
        ("2026-10-25T02:59", "it is 02:59 twice"),
        ("soon", "day and a time"),
        ("", "day and a time"),
        (None, "day and a time"),
        (7, "day and a time"),
        ("2026-10-25T02:59+02:00", "day and a time"),
        ("9999-12-31T23:59", "day and a time"),
        ("0001-01-01T00:00", "day and a time"),
    ],
)
def test_nobody_guesses_what_a_clock_meant(words, sentence):
    with pytest.raises(ValidationError, match=sentence):
        wall_clock.moment(words, BERLIN)
