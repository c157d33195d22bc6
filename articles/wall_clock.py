"""A time as somebody reads it off a clock in a zone, and the moment that it means."""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.utils import dateformat
from django.utils.translation import gettext as _


def moment(words, zone):
    """The moment of "2026-11-25T18:00" in this zone.

    A ValidationError where the words are no time, or where the clocks change so that there is no
    such moment, or two: then nobody guesses.
    """
    read = read_off(words)
    first, second = (read.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    told = {
        "time": dateformat.format(read, "H:i"),
        "day": dateformat.format(read, "j F Y"),
        "zone": zone.key,
    }
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != read:
        raise ValidationError(
            _(
                "On %(day)s there is no %(time)s in %(zone)s: the clocks go forward. Please choose another time."
            )
            % told
        )
    if first.utcoffset() != second.utcoffset():
        raise ValidationError(
            _(
                "On %(day)s it is %(time)s twice in %(zone)s: the clocks go back. Please choose another time."
            )
            % told
        )
    return first.astimezone(UTC)


def read_off(words):
    try:
        read = datetime.fromisoformat(words)
        if read.tzinfo or not 2000 <= read.year < 2100:
            raise ValueError(words)
    except (TypeError, ValueError) as error:
        raise ValidationError(_("Please give a day and a time.")) from error
    return read
