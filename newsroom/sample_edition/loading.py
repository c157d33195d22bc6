"""Load the sample edition: only what is new or changed, each item whole or not at all."""

from contextlib import contextmanager

from django.db import connection

from newsroom.sample_edition import desk, site, source, standing, stories, words
from newsroom.sample_edition.models import LoadedItem

EDITION = "edition"
LOCK = 7340010


class AlreadyLoading(RuntimeError):
    """Another process is at it."""


def load(*, at, progress=None):
    """Load what is missing; return how many items were. `progress(step, done, total)` is told.

    Dates count from the first loading, so that a second one moves nothing.
    """
    digest = source.digest()
    if LoadedItem.objects.filter(key=EDITION, digest=digest).exists():
        return 0
    with alone():
        edition = first_loading(at)
        number = load_steps(steps(at=edition.loaded_at), progress or (lambda *said: None))
        edition.digest = digest
        edition.save(update_fields=["digest"])
    return number


def first_loading(at):
    return LoadedItem.objects.get_or_create(key=EDITION, defaults={"loaded_at": at})[0]


def steps(*, at):
    """(name, items) in the order in which they need each other."""
    edition = source.edition()
    yield "sections, regions and authors", desk.items(edition)
    yield "pictures", stories.picture_items(edition)
    yield "stories", stories.items(edition, at=at)
    yield "links between stories", stories.link_items(edition)
    yield "pages", standing.items(edition, at=at)
    yield "settings and menus", site.items(edition)
    yield "words of the site", words.items(edition)


def load_steps(named, progress):
    known = dict(LoadedItem.objects.values_list("key", "digest"))
    number = 0
    for name, items in named:
        changed = [item for item in items if known.get(item.key) != item.digest]
        for done, item in enumerate(changed, start=1):
            item.load()
            progress(name, done, len(changed))
        number += len(changed)
    return number


@contextmanager
def alone():
    """One loading at a time; the lock ends with the connection, so a killed one leaves none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise AlreadyLoading("Another process is loading the sample edition; wait for it.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
