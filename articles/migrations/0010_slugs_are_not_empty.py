"""Whoever has a page has an address: an empty one made the sitemap fail.

Each statement commits by itself: the constraint holds for new rows at once and is checked for old
ones without keeping anybody waiting.
"""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models

NAMES = ("author", "section", "topic")


def give_addresses(apps, schema_editor):
    """At most one row of each kind has none; imports made them of names without Latin letters."""
    for name in NAMES:
        model = apps.get_model("articles", name)
        for row in model.objects.filter(slug=""):
            model.objects.filter(pk=row.pk).update(slug=f"{name}-{row.pk}")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("articles", "0009_what_imports_remember")]

    operations = [
        migrations.RunPython(give_addresses, migrations.RunPython.noop, atomic=True, elidable=True),
        *(
            operation
            for name in NAMES
            for operation in (
                AddConstraintNotValid(
                    model_name=name,
                    constraint=models.CheckConstraint(
                        name=f"{name}_has_an_address", condition=~models.Q(slug="")
                    ),
                ),
                ValidateConstraint(model_name=name, name=f"{name}_has_an_address"),
            )
        ),
    ]
