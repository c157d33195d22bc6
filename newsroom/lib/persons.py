"""The words for what happens to rows that lead to a person: each app says them of its own models."""

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What a deletion leaves of such a row."""

    ERASED = "erased"  # nothing
    ANONYMISED = "anonymised"  # the fact, not whose it was
    KEPT = "kept"  # all of it, for the reason given


@dataclass(frozen=True)
class Held:
    """A model that leads to a person: a part of their copy or why not, and what a deletion does."""

    fate: Fate
    exported: str = ""
    not_exported_because: str = ""
    kept_because: str = ""

    def __post_init__(self):
        if bool(self.exported) == bool(self.not_exported_because):
            raise ValueError("Either a part of the copy, or a reason why it has none.")
        if (self.fate is Fate.KEPT) != bool(self.kept_because):
            raise ValueError("What is kept has a reason, and nothing else has one.")
