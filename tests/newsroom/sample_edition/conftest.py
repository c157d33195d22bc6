"""The sample edition, loaded once for all tests of this folder and forgotten after them."""

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from newsroom.sample_edition import loading


@pytest.fixture(scope="package")
def edition(django_db_setup, django_db_blocker, tmp_path_factory):
    """Within one transaction, undone at the end; each test undoes its own changes before."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        loading.load(at=timezone.now())
        yield
        transaction.set_rollback(True)
