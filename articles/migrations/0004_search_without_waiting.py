"""The search indexes take new words at once: no list of waiting ones slows each search."""

import django.contrib.postgres.indexes
from django.db import migrations

INDEXES = {"article_text_public_search": "public_vector", "article_text_full_search": "full_vector"}


def gin(name, **options):
    fields = [INDEXES[name]]
    return django.contrib.postgres.indexes.GinIndex(fields=fields, name=name, **options)


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_imported_item")]

    operations = [
        # The same index with another setting: changed in place, on an archive of any size.
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"ALTER INDEX {name} SET (fastupdate = off)",
                    f"ALTER INDEX {name} RESET (fastupdate)",
                )
                for name in INDEXES
            ],
            state_operations=[
                operation
                for name in INDEXES
                for operation in (
                    migrations.RemoveIndex(model_name="articletext", name=name),
                    migrations.AddIndex(
                        model_name="articletext", index=gin(name, fastupdate=False)
                    ),
                )
            ],
        ),
        # What waits already is taken in.
        *(
            migrations.RunSQL(f"SELECT gin_clean_pending_list('{name}')", migrations.RunSQL.noop)
            for name in INDEXES
        ),
    ]
