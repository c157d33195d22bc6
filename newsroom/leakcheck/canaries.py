"""What must not leak: words that stand in one place each, and who may have them."""

import secrets
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.apps import apps
from django.db import transaction
from django.db.models import FileField

# Every field of a model that holds a file, and who may have the file.
FILES = {
    "articles.Picture.image": "whoever knows its random address; gated, whoever may read its article",
    "articles.Attachment.file": "whoever may read its article",
    "publication.SiteSettings.logo": "everybody",
}
# What a reader may have: by level, by what was opened to them, and what only the desk has.
# The library is the desk's pictures and their words, whatever text they stand in.
EVERYBODY, REGISTERED, PRO, OWN, DESK, LIBRARY = (
    "everybody", "registered", "pro", "own", "desk", "library",
)  # fmt: skip
# A registered piece that the meter opens, a PRO piece that it opens as a sample, a PRO piece that
# links open, and a free piece that was shut after its days.
METERED, SAMPLED, GIVEN, SHUT = "metered", "sampled", "given", "shut"


@dataclass(frozen=True)
class Canary:
    """A word that stands in one place, and who may have it."""

    word: str
    place: str
    belongs_to: str


@dataclass
class Edition:
    """All that was seeded, and the values with which routes are filled."""

    mark: str
    canaries: list = field(default_factory=list)
    fills: dict = field(default_factory=dict)
    rows: list = field(default_factory=list)
    files: list = field(default_factory=list)
    pieces: dict = field(default_factory=dict)

    def canary(self, place, belongs_to):
        """A new word; letters and digits alone, so that no encoding changes it and none stems it."""
        canary = Canary(f"zq{secrets.token_hex(6)}x", place, belongs_to)
        self.canaries.append(canary)
        return canary.word

    def keep(self, row):
        self.rows.append(row)
        return row

    def fill(self, name, relation, **words):
        self.fills.setdefault(name, []).append((relation, words))


def files_unclassified():
    """A field with files that nobody thought of may hold what is gated."""
    for model in apps.get_models():
        for field_ in model._meta.get_fields():
            name = f"{model._meta.label}.{field_.name}"
            if isinstance(field_, FileField) and name not in FILES:
                yield (
                    f"Nobody said who may have the files of {name}. Seed one with a canary in"
                    f' newsroom/leakcheck/canaries.py and add to FILES there: "{name}": "who",'
                )


@contextmanager
def nothing_left_of(edition):
    """Whatever happens, what was seeded is removed: rows last to first, then files."""
    try:
        yield edition
    finally:
        for row in reversed(edition.rows):
            type(row).objects.filter(pk=row.pk).delete()
        for storage, name in edition.files:
            storage.delete(name)


@contextmanager
def undone():
    """What is written inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
