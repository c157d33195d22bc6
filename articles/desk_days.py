"""Days of the desk: they begin and end by the paper's own clock, also where the clocks change."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from publication.models import SiteSettings

# name: days from today up to, not including
SPANS = {"today": (0, 1), "tomorrow": (1, 2), "week": (-6, 1), "month": (-29, 1)}


def zone():
    return ZoneInfo(SiteSettings.current().time_zone)


def span(name, *, at=None):
    """(first moment, first moment after) of “today” and its like."""
    here = zone()
    today = timezone.localtime(at or timezone.now(), here).date()
    first, after = SPANS[name]
    return midnight(today + timedelta(first), here), midnight(today + timedelta(after), here)


def midnight(day, here):
    return datetime.combine(day, time.min, tzinfo=here)


def after(day):
    return day + timedelta(1) if day < day.max else day
