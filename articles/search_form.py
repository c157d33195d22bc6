"""The search form: what a query string asks for. What is odd in it is not asked for."""

from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from articles import search_words
from articles.models import Kind, Section
from articles.search import BEST, NEWEST, Search
from memberships.access import AccessLevel

FIRST_YEAR, LAST_YEAR = 1900, 2199


class SearchForm:
    """The fields as they were filled in, their choices, and the search that they mean."""

    def __init__(self, query_string, zone):
        self.kinds = Kind.objects.order_by("position", "name")
        self.sections = Section.objects.order_by("position", "name")
        self.levels = AccessLevel.choices
        self.given, self.zone = query_string, zone

    def search(self):
        since, until = self.day("since"), self.day("until")
        return Search(
            query=search_words.usable(self.given.get("q", "")),
            kind=self.choice("kind", [kind.slug for kind in self.kinds]),
            section=self.choice("section", [section.slug for section in self.sections]),
            access=self.choice("access", AccessLevel.values),
            since=self.midnight(since) if since else None,
            until=self.midnight(until + timedelta(days=1)) if until else None,
            order=self.choice("order", [NEWEST]) or BEST,
            page=whole_number(self.given.get("page", "")),
        )

    def choice(self, name, values):
        """One of the values, or none of them."""
        given = self.given.get(name, "")
        return given if given in values else ""

    def day(self, name):
        try:
            day = date.fromisoformat(self.given.get(name, ""))
        except ValueError:
            return None
        return day if FIRST_YEAR <= day.year <= LAST_YEAR else None

    def midnight(self, day):
        """The day begins when it does at the paper's own place."""
        return datetime.combine(day, time(), self.zone)

    @property
    def since(self):
        return self.day("since")

    @property
    def until(self):
        return self.day("until")

    def address_of(self, page):
        """The same search, at another page."""
        names = ("q", "kind", "section", "access", "since", "until", "order")
        kept = {name: self.given[name] for name in names if self.given.get(name)}
        return f"?{urlencode({**kept, 'page': page} if page > 1 else kept)}"


def whole_number(text):
    """The number of a page; anything else is the first."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
