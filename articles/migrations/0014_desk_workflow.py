"""Stage, assignment and comments. On a live site: columns without a rewrite, no check of old rows."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from articles.models.revision import DeskAction

PEOPLE = {"assigned_to": "assigned to", "created_by": "begun by"}


def person(verbose_name, **options):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=verbose_name, null=True, blank=True,
        on_delete=django.db.models.deletion.SET_NULL, related_name="+", **options,
    )  # fmt: skip


def desk_person(name, **options):
    return migrations.AddField(
        "article", name, person(PEOPLE[name], editable=False, db_index=False, **options)
    )


def reference(name):
    """The foreign key for new rows; 0015 checks the old ones, while the site goes on."""
    return migrations.RunSQL(
        f"ALTER TABLE articles_article ADD CONSTRAINT articles_article_{name}_fk"
        f" FOREIGN KEY ({name}_id) REFERENCES accounts_user (id)"
        " DEFERRABLE INITIALLY DEFERRED NOT VALID",
        f"ALTER TABLE articles_article DROP CONSTRAINT articles_article_{name}_fk",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0013_link_checks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            "article",
            {
                "permissions": [
                    ("edit_any_article", "Can edit articles of others"),
                    ("publish_article", "Can publish, withdraw and correct articles"),
                    ("set_access_level", "Can say who may read an article"),
                ],
                "verbose_name": "article",
                "verbose_name_plural": "articles",
            },
        ),
        migrations.AddField(
            "article",
            "stage",
            models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("submitted", "submitted"),
                    ("in_edit", "in edit"),
                    ("ready", "ready"),
                ],
                default="draft",
                db_default="draft",
                editable=False,
                max_length=16,
                verbose_name="stage",
            ),
        ),  # fmt: skip
        migrations.SeparateDatabaseAndState(
            database_operations=[
                *(desk_person(name, db_constraint=False) for name in PEOPLE),
                *(reference(name) for name in PEOPLE),
            ],
            state_operations=[desk_person(name) for name in PEOPLE],
        ),
        migrations.AlterField(
            "deskaction",
            "verb",
            models.CharField(max_length=16, choices=DeskAction.Verb.choices, verbose_name="what"),
        ),
        migrations.CreateModel(
            name="DeskComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="comment")),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="written at"
                    ),
                ),
                (
                    "resolved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="settled at"),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="desk_comments",
                        to="articles.article",
                    ),
                ),
                ("made_by", person("written by")),
                ("resolved_by", person("settled by")),
            ],
            options={
                "verbose_name": "comment of the desk",
                "verbose_name_plural": "comments of the desk",
                "ordering": ["made_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", r"^\s*$"), _negated=True),
                        name="desk_comment_is_not_empty",
                    )
                ],
            },
        ),
    ]
