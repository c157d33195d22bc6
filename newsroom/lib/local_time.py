"""A time of the clock in a zone as a moment; the hour that a zone leaves out or has twice is refused."""

from datetime import UTC


class NoSuchTime(ValueError):
    """The clocks go forward over this time."""


class TimeThatComesTwice(ValueError):
    """The clocks go back over this time."""


def moment(local, zone):
    """The moment at which the clocks of this zone show this naive time.

    Raises NoSuchTime or TimeThatComesTwice (PEP 495: the two folds disagree).
    """
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        comes_back = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local
        raise TimeThatComesTwice if comes_back else NoSuchTime
    return first.astimezone(UTC)
