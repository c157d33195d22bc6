"""Files of articles, and pictures that follow their article. The rest, beside the site's work, is 0020."""

import articles.models.picture
import django.db.models.deletion
import newsroom.lib.private_files
import pictures.models
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0020_gift_links"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="What the file is, in a few words. Everybody who finds the article reads this, also those who may not have the file.",
                        max_length=200,
                        verbose_name="title",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        editable=False,
                        storage=newsroom.lib.private_files.storage,
                        unique=True,
                        upload_to="",
                        verbose_name="file",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("pdf", "PDF"), ("csv", "CSV")],
                        editable=False,
                        max_length=3,
                        verbose_name="kind",
                    ),
                ),
                ("size", models.PositiveIntegerField(editable=False, verbose_name="size")),
                (
                    "download_name",
                    models.CharField(
                        editable=False, max_length=100, verbose_name="name of the file"
                    ),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="added at")),
            ],
            options={
                "verbose_name": "file",
                "verbose_name_plural": "files",
            },
        ),
        migrations.AddField(
            model_name="picture",
            name="is_gated",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Whoever may not read an article that shows it does not get its file either. It stands below the paywall line of texts, never at the head of an article or on a list.",
                verbose_name="only with the articles it stands in",
            ),
        ),
        migrations.AlterField(
            model_name="picture",
            name="image",
            field=pictures.models.PictureField(
                aspect_ratios=[None],
                breakpoints={"l": 1200, "m": 992, "s": 768, "xl": 1400, "xs": 576},
                container_width=1440,
                file_types=["AVIF", "WEBP"],
                grid_columns=4,
                height_field="height",
                pixel_densities=[1],
                upload_to=articles.models.picture.place_of,
                verbose_name="image",
                width_field="width",
            ),
        ),
        AddConstraintNotValid(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("image__startswith", "gated/"), ("is_gated", True)),
                    models.Q(
                        ("is_gated", False),
                        models.Q(("image__startswith", "gated/"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="picture_stands_where_its_flag_says",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="added_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="added by",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attachments",
                to="articles.article",
                verbose_name="article",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["pdf", "csv"])),
                name="attachment_is_of_a_known_kind",
            ),
        ),
    ]
