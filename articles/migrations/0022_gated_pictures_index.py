"""What 0019 left for a live site to do beside its work: an index, and the check of old rows."""

from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False  # an index is built concurrently outside of any transaction

    dependencies = [("articles", "0021_files_and_gated_pictures")]

    operations = [
        ValidateConstraint("picture", "picture_stands_where_its_flag_says"),
        AddIndexConcurrently(
            "picture",
            models.Index("image", name="articles_gated_picture", condition=Q(is_gated=True)),
        ),
    ]
