"""Articles: what the desk publishes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self):
        # Both read models, which are there only now.
        from articles import breaking
        from publication import frame

        frame.join("breaking", breaking.SELECT, read=breaking.read)
