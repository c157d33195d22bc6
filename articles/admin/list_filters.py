"""What narrows the desk's list: few choices stand in a menu, many are looked up by their first letters."""

from datetime import datetime

from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesDropdownFilter,
    DropdownFilter,
    RangeDateFilter,
    RelatedDropdownFilter,
)

from articles import desk_days
from articles.models.workflow import Stage

# Every word that Article.state says, as the desk says it.
STATES = {
    **{str(value): label for value, label in Stage.choices},
    "scheduled": _("scheduled"),
    "live": _("live"),
    "withdrawn": _("withdrawn"),
}
WHOSE = {
    "mine": (_("written by me"), lambda rows, user: rows.written_by(user)),
    "assigned": (_("assigned to me"), lambda rows, user: rows.assigned_to(user)),
    "nobody": (
        _("at the desk, nobody's"),
        lambda rows, user: rows.filter(published_at=None, assigned_to=None).exclude(
            stage=str(Stage.DRAFT)
        ),
    ),
}
WHEN = {"today": _("today"), "tomorrow": _("tomorrow"), "week": _("the last 7 days"),
        "month": _("the last 30 days")}  # fmt: skip


class StateFilter(DropdownFilter):
    title, parameter_name = _("state"), "state"

    def lookups(self, request, model_admin):
        return list(STATES.items())

    def queryset(self, request, articles):
        return articles.in_state(self.value()) if self.value() in STATES else articles


class WhoseFilter(DropdownFilter):
    title, parameter_name = _("whose"), "whose"

    def lookups(self, request, model_admin):
        return [(name, label) for name, (label, _narrow) in WHOSE.items()]

    def queryset(self, request, articles):
        if self.value() not in WHOSE:
            return articles
        _label, narrow = WHOSE[self.value()]
        return narrow(articles, request.user)


class WhenFilter(DropdownFilter):
    """When it is or was published, by the paper's own clock."""

    title, parameter_name = _("published"), "when"

    def lookups(self, request, model_admin):
        return list(WHEN.items())

    def queryset(self, request, articles):
        if self.value() not in WHEN:
            return articles
        return articles.between(*desk_days.span(self.value()))


class BetweenFilter(RangeDateFilter):
    """From one day to another, both included, by the paper's own clock."""

    def queryset(self, request, articles):
        start, end = self.day("from"), self.day("to")
        here = desk_days.zone() if start or end else None
        within = Q()
        if start:
            within &= Q(published_at__gte=desk_days.midnight(start, here))
        if end:
            within &= Q(published_at__lt=desk_days.midnight(desk_days.after(end), here))
        return articles.filter(within)

    def day(self, which):
        given = self.used_parameters.get(f"{self.parameter_name}_{which}")
        try:
            return datetime.strptime(given, "%Y-%m-%d").date() if given else None
        except ValueError as error:
            raise IncorrectLookupParameters(error) from error


class FoundByName(AutocompleteSelectFilter):
    """One of many: nothing is listed until somebody types."""

    def queryset(self, request, articles):
        if not self.value():
            return articles
        if not self.value().isdecimal() or len(self.value()) > 18:
            raise IncorrectLookupParameters
        return self.narrow(articles, self.field.remote_field.model.objects, int(self.value()))


class RegionFilter(FoundByName):
    def narrow(self, articles, regions, number):
        region = regions.filter(pk=number).first()
        return articles.in_region(region) if region else articles.none()


class AuthorFilter(FoundByName):
    def narrow(self, articles, authors, number):
        return articles.signed_by(number)


FILTERS = [
    StateFilter,
    WhoseFilter,
    ("section", RelatedDropdownFilter),
    ("kind", RelatedDropdownFilter),
    ("access_level", ChoicesDropdownFilter),
    ("language", ChoicesDropdownFilter),
    ("regions", RegionFilter),
    ("bylines__author", AuthorFilter),
    WhenFilter,
    ("published_at", BetweenFilter),
]
# What an address may ask for, by its whole name: any other column would be read from end to end,
# and a way through other tables would tell what readers read, gave away and wrote down.
LOOKUPS = {"state", "whose", "when", "published_at_from", "published_at_to", "access_level__exact",
           "language__exact", "id__in", "section__id__exact", "kind__id__exact",
           "regions__id__exact", "bylines__author__id__exact"}  # fmt: skip


def is_allowed(lookup):
    return lookup in LOOKUPS
