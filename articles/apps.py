"""Articles: what the desk publishes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self):
        # All of them read models, which are there only now.
        from articles import breaking, wall_rules
        from publication import frame

        frame.join("breaking", breaking.SELECT, read=breaking.read)
        frame.join("wall_rules", wall_rules.SELECT, read=wall_rules.read)
