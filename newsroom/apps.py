"""The project: composes the apps, and keeps the record of what runs in the background."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from newsroom import checks, roles

__all__ = ["NewsroomConfig", "checks"]  # importing the checks registers them


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Operations")

    def ready(self):
        """The roles are made last of all, when every model has its permissions."""
        # Django sends the signal for apps with models only.
        *_others, last = (app for app in apps.get_app_configs() if app.models_module)
        post_migrate.connect(roles.make, sender=last, dispatch_uid="newsroom.roles")
