"""The sample edition, loaded once for a module of tests and forgotten after it."""

from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from newsroom.sample_edition import loading


def loaded(blocker, media):
    """A generator for a module's fixture: everything within one transaction, undone at the end."""
    with (
        blocker.unblock(),
        override_settings(MEDIA_ROOT=media),
        transaction.atomic(),
    ):
        loading.load(at=timezone.now())
        yield
        transaction.set_rollback(True)
