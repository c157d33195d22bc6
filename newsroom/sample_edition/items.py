"""What is loaded in one step: whole or not at all, and again only when its data changes."""

from dataclasses import dataclass
from functools import partial

from django.db import transaction

from newsroom.sample_edition.models import LoadedItem
from newsroom.sample_edition.source import digest_of


@dataclass(frozen=True)
class Item:
    """A key, the digest of its data, and how it gets in."""

    key: str
    digest: str
    put_in: partial

    @transaction.atomic
    def load(self):
        self.put_in()
        LoadedItem.objects.update_or_create(key=self.key, defaults={"digest": self.digest})


def item(key, load, *data, also=(), given=None):
    """An item of this data. Its digest depends on `also` too, and not on what is `given`."""
    return Item(key, digest_of(*data, *also), partial(load, *data, **(given or {})))
