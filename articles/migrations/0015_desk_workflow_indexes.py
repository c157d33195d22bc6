"""What 0014 left for a live site to do beside its work: indexes, and the check of old rows."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import F, Q

INDEXES = [
    models.Index(
        "stage", F("modified_at").desc(), F("id").desc(),
        condition=Q(published_at=None), name="articles_at_the_desk",
    ),
    models.Index(
        F("withdrawn_at").desc(), condition=Q(withdrawn_at__isnull=False), name="articles_withdrawn"
    ),
    models.Index(
        fields=["assigned_to"], condition=Q(assigned_to__isnull=False), name="articles_assigned"
    ),
    models.Index(
        fields=["created_by"], condition=Q(created_by__isnull=False), name="articles_begun_by"
    ),
]  # fmt: skip


class Migration(migrations.Migration):
    atomic = False  # an index is built concurrently outside of any transaction

    dependencies = [("articles", "0014_desk_workflow")]

    operations = [
        *(
            migrations.RunSQL(
                f"ALTER TABLE articles_article VALIDATE CONSTRAINT articles_article_{name}_fk",
                migrations.RunSQL.noop,
            )
            for name in ("assigned_to", "created_by")
        ),
        *(AddIndexConcurrently("article", index) for index in INDEXES),
    ]
