"""Months as the paper's readers count them: by the calendar of the site's own zone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Month:
    """A calendar month: its first day, and the moment at which the next one begins in that zone."""

    first: date
    end: datetime

    @classmethod
    def at(cls, moment, *, zone):
        """The month in which this moment lies there."""
        zone = ZoneInfo(zone)
        first = moment.astimezone(zone).date().replace(day=1)
        following = (first + timedelta(days=31)).replace(day=1)
        return cls(first, datetime.combine(following, time(), zone))
