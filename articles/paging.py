"""Pages by keyset: page 5,000 costs what page 2 does, because no page counts those before it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q
from django.http import Http404

PAGE_SIZE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CURSOR = re.compile(r"(?P<microseconds>-?\d{1,18})-(?P<number>\d{1,18})\Z", re.ASCII)


@dataclass(frozen=True)
class Page:
    """One page of a list, newest first, where it begins and where the next older one does."""

    items: list
    older_cursor: str = ""
    cursor: str = ""

    @property
    def is_first(self):
        return not self.cursor

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)


def page_of(rows, before="", size=PAGE_SIZE, *, by="published_at"):
    """The newest `size` rows, or those older than the cursor. A broken cursor is a 404.

    `by` is the moment that orders them; rows of one moment follow their numbers.
    """
    place = read_cursor(before) if before else None
    if place:
        rows = older_than(rows, *place, by=by)
    rows = list(rows.order_by(f"-{by}", "-pk")[: size + 1])
    older = cursor_of(rows[size - 1], by=by) if len(rows) > size else ""
    return Page(rows[:size], older, written(*place) if place else "")


def cursor_of(row, *, by="published_at"):
    """A place in the list: a moment and a number, so that no two rows share it."""
    return written(getattr(row, by), row.pk)


def written(at, number):
    """The one spelling of a cursor: "0017-01" and "17-1" are one page, with one address."""
    return f"{(at - EPOCH) // timedelta(microseconds=1)}-{number}"


def older_than(rows, at, number, *, by="published_at"):
    return rows.filter(**{f"{by}__lte": at}).filter(Q(**{f"{by}__lt": at}) | Q(pk__lt=number))


def read_cursor(cursor):
    """The time and number in a cursor; 404 for anything that is none."""
    match = CURSOR.match(cursor)
    try:
        at = EPOCH + timedelta(microseconds=int(match["microseconds"]))
        number = int(match["number"])
    except (TypeError, OverflowError) as error:
        raise Http404 from error
    return at, number
