"""What an editor arranges on the front page: a lead, a second row, pinned strips. Plain values."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# How much the page has room for; static/js/desk/front.js is told.
SECOND_ROW, STRIPS, STRIP = 4, 4, 4
LONGEST_TITLE = 60
LARGEST = 2**63


@dataclass(frozen=True)
class PinnedStrip:
    """A strip that the desk holds in its place: with a title, of a region, or both."""

    title: str = ""
    region: int | None = None
    articles: tuple = ()


@dataclass(frozen=True)
class Arrangement:
    """Articles by number. Places that it leaves empty fill themselves: articles.front."""

    lead: int | None = None
    second_row: tuple = ()
    strips: tuple = field(default=())

    @property
    def numbers(self):
        """Every article in it, in reading order."""
        lead = (self.lead,) if self.lead else ()
        return [
            *lead,
            *self.second_row,
            *(each for strip in self.strips for each in strip.articles),
        ]

    @property
    def regions(self):
        return [strip.region for strip in self.strips if strip.region]


def read(said):
    """The arrangement that a screen sent as JSON; a ValidationError names what cannot stand."""
    try:
        arrangement = Arrangement(
            lead=number(said["lead"]) if said["lead"] is not None else None,
            second_row=numbers(said["second_row"]),
            strips=tuple(strip(each) for each in said["strips"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValidationError(_("The desk could not read this front page.")) from error
    check(arrangement)
    return arrangement


def number(value):
    if type(value) is not int or not 0 < value < LARGEST:
        raise ValueError(value)
    return value


def numbers(values):
    if not isinstance(values, list):
        raise TypeError(values)
    return tuple(number(value) for value in values)


def strip(said):
    title = " ".join(said["title"].split())
    title.encode()  # half a surrogate pair is no text
    if "\0" in title:
        raise ValueError(title)
    region = number(said["region"]) if said["region"] is not None else None
    return PinnedStrip(title, region, numbers(said["articles"]))


def check(arrangement):
    """Room, names, and no article twice."""
    problems = [sentence for wrong, sentence in problems_of(arrangement) if wrong]
    if problems:
        raise ValidationError(problems)


def problems_of(arrangement):
    """(is it so, what the editor is told), one a rule."""
    strips, numbers = arrangement.strips, arrangement.numbers
    return [
        (len(set(numbers)) < len(numbers), _("An article can stand on the front page only once.")),
        (
            len(arrangement.second_row) > SECOND_ROW,
            _("The second row has room for %(number)d articles.") % {"number": SECOND_ROW},
        ),
        (
            len(strips) > STRIPS,
            _("There is room for %(number)d pinned strips.") % {"number": STRIPS},
        ),
        (
            any(len(each.articles) > STRIP for each in strips),
            _("A strip has room for %(number)d articles.") % {"number": STRIP},
        ),
        (
            any(not each.title and not each.region for each in strips),
            _("Give each strip a title or a region, so that readers know what it holds."),
        ),
        (
            any(len(each.title) > LONGEST_TITLE for each in strips),
            _("The title of a strip has at most %(number)d letters.") % {"number": LONGEST_TITLE},
        ),
        (
            len(set(arrangement.regions)) < len(arrangement.regions),
            _("A region can have only one strip."),
        ),
        (
            any(not each.articles and not each.region for each in strips),
            _("A strip without a region needs articles: nothing could fill it."),
        ),
    ]
