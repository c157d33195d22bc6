"""Migrations on a live site: slow statements may finish, locks are not waited for."""

import pytest
from django.core.management import call_command
from django.db import connection


@pytest.mark.django_db
def test_a_migration_has_time_but_does_not_wait_for_a_lock():
    call_command("migrate", verbosity=0)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('statement_timeout'), current_setting('lock_timeout')"
        )
        assert cursor.fetchone() == ("0", "2s")
        cursor.execute("RESET statement_timeout; RESET lock_timeout")
