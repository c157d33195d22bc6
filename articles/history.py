"""The reading history: off unless its reader switched it on, gone when they switch it off."""

from django.conf import settings
from django.db import transaction

from articles.models import HistoryEntry, ReadingHistory


def of(user):
    """The history that this reader switched on, or None."""
    return ReadingHistory.objects.filter(user=user).first()


def switch_on(user, *, at):
    return ReadingHistory.objects.get_or_create(user=user, defaults={"since": at})[0]


def switch_off(user):
    """Everything in it goes with it."""
    ReadingHistory.objects.filter(user=user).delete()


@transaction.atomic
def note(user, article, *, at):
    """Write down that it was read, for whoever wants that; an earlier reading of it moves up."""
    history = ReadingHistory.objects.select_for_update(no_key=True).filter(user=user).first()
    if history is None:
        return False
    HistoryEntry.objects.update_or_create(
        history=history, article=article, defaults={"read_at": at}
    )
    return True


def empty(user):
    HistoryEntry.objects.filter(history__user=user).delete()


def forget_old(*, at):
    """Remove what was read longer ago than we promise to keep it; say how much."""
    old = HistoryEntry.objects.filter(read_at__lt=at - settings.READING_HISTORY_KEPT)
    return old.delete()[0]
