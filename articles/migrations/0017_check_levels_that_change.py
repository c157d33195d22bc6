"""What 0016 left for a live site to do beside its work: the check of old rows."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_levels_that_change")]

    operations = [ValidateConstraint("article", "article_says_when_its_level_changes")]
