"""Where in which texts a picture stands: kept at each save, so that nobody searches all texts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.picture import Picture


class PictureUse(models.Model):
    """This picture stands in the text of this article."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="picture_uses"
    )
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="uses")

    class Meta:
        verbose_name, verbose_name_plural = _("use of a picture"), _("uses of pictures")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "picture"], name="picture_use_is_noted_once"
            ),
        ]

    def __str__(self):
        return f"{self.picture} → {self.article}"
