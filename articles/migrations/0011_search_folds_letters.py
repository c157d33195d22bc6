"""What is searched is stored with folded letters: a few hundred texts at a time, on a live site.

Until a text is folded, only those of its words are found that have no accents.
"""

from django.db import migrations

from articles import search_letters


def refold(apps, schema_editor):
    """Each batch commits by itself; nothing waits for it but the same texts."""
    for _folded in search_letters.refold():
        pass


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("articles", "0010_slugs_are_not_empty")]
    operations = [migrations.RunPython(refold, migrations.RunPython.noop, elidable=True)]
