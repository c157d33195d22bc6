"""Levels that change with time. The check of old articles is 0017, beside the site's work."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0015_desk_workflow_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="lead_in_ready",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="article",
            name="next_level",
            field=models.CharField(
                blank=True,
                choices=[("free", "Free"), ("registered", "Registered readers"), ("pro", "PRO")],
                db_default="",
                default="",
                help_text="The level that it changes to by itself. Empty: as its kind says. The same level as above: it never changes.",
                max_length=16,
                verbose_name="later",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="next_level_after_days",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="so many days after publication"
            ),
        ),
        migrations.AddField(
            model_name="kind",
            name="next_level",
            field=models.CharField(
                blank=True,
                choices=[("free", "Free"), ("registered", "Registered readers"), ("pro", "PRO")],
                db_default="",
                default="",
                max_length=16,
                verbose_name="change to",
            ),
        ),
        migrations.AddField(
            model_name="kind",
            name="next_level_after_days",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="so many days after publication"
            ),
        ),
        migrations.AddField(
            model_name="kind",
            name="next_level_from",
            field=models.CharField(
                blank=True,
                choices=[("free", "Free"), ("registered", "Registered readers"), ("pro", "PRO")],
                db_default="",
                default="",
                help_text="Pieces of this kind may change their level by themselves. Empty: they stay.",
                max_length=16,
                verbose_name="pieces at this level",
            ),
        ),
        AddConstraintNotValid(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("next_level", ""), ("next_level_after_days", None)),
                    models.Q(
                        models.Q(("next_level", ""), _negated=True),
                        ("next_level_after_days__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="article_says_when_its_level_changes",
                violation_error_message="Say both: to which level it changes, and after how many days.",
            ),
        ),
        migrations.AddConstraint(
            model_name="kind",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("next_level", ""), ("next_level_after_days", None), ("next_level_from", "")
                    ),
                    models.Q(
                        models.Q(("next_level_from", ""), _negated=True),
                        models.Q(("next_level", ""), _negated=True),
                        models.Q(("next_level", models.F("next_level_from")), _negated=True),
                        ("next_level_after_days__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="kind_says_all_of_a_change_of_level",
                violation_error_message="Say all three: from which level, to which other one, and after how many days.",
            ),
        ),
    ]
