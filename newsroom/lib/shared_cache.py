"""The cache that all processes share, in PostgreSQL: `add` is one statement, and nothing is thrown out early."""

import base64
import pickle
from datetime import UTC, datetime

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.utils import timezone

FOREVER = datetime(9999, 1, 1, tzinfo=UTC)
SET = """
INSERT INTO {table} AS kept (cache_key, value, expires) VALUES (%s, %s, %s)
ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires
"""
ADD = SET + " WHERE kept.expires <= %s"
FORGET = """
DELETE FROM {table} WHERE cache_key IN (
    SELECT cache_key FROM {table} WHERE expires <= %s LIMIT 100 FOR UPDATE SKIP LOCKED
)
"""


class SharedCache(DatabaseCache):
    """Django's own looks first and writes then, so that two may both hold an old lock; it forgets
    counters that still run once there are 300; and it takes a failing database for a full one."""

    def _base_set(self, mode, key, value, timeout=DEFAULT_TIMEOUT):
        if mode == "touch":
            return super()._base_set(mode, key, value, timeout)
        until = self.get_backend_timeout(timeout)
        expires = FOREVER if until is None else datetime.fromtimestamp(until, tz=UTC)
        text = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("latin1")
        with connection.cursor() as cursor:
            cursor.execute(self.sql(FORGET), [timezone.now()])
            if mode == "add":
                cursor.execute(self.sql(ADD), [key, text, expires, timezone.now()])
            else:
                cursor.execute(self.sql(SET), [key, text, expires])
            return cursor.rowcount == 1

    def _cull(self, db, cursor, now, num):
        """Only what is over goes, and each write takes some of that away."""

    def sql(self, statement):
        return statement.format(table=connection.ops.quote_name(self._table))
