"""An import remembers writers, pictures, addresses and how it left a page: new columns that may be empty."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_publishing"),
    ]

    operations = [
        migrations.AddField(
            model_name="importeditem",
            name="author",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="articles.author",
            ),
        ),
        migrations.AddField(
            model_name="importeditem",
            name="guid",
            field=models.CharField(blank=True, db_default="", default="", max_length=500),
        ),
        migrations.AddField(
            model_name="importeditem",
            name="has_all_pictures",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="importeditem",
            name="left_as",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Fingerprint of the page as the import last wrote it.",
                max_length=64,
            ),
        ),
        migrations.AddField(
            model_name="importeditem",
            name="link",
            field=models.CharField(blank=True, db_default="", default="", max_length=500),
        ),
        migrations.AddField(
            model_name="importeditem",
            name="picture",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="articles.picture",
            ),
        ),
    ]
