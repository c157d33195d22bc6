"""The table of the shared cache, in which allauth counts its limits across processes."""

from django.db import migrations

CREATE = """
CREATE TABLE IF NOT EXISTS cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX IF NOT EXISTS cache_expires ON cache (expires);
"""


class Migration(migrations.Migration):
    initial = True
    operations = [migrations.RunSQL(CREATE, "DROP TABLE IF EXISTS cache")]
