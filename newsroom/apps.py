"""The project: composes the apps, and keeps the record of what runs in the background."""

from django.apps import AppConfig, apps
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from newsroom import checks, roles

__all__ = ["NewsroomConfig", "checks"]  # importing the checks registers them


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Operations")

    def ready(self):
        """The roles are made last of all, when every model has its permissions.

        Django tells of every sign-in, by whatever way: what the browser did before comes along.
        """
        # Django sends the signal for apps with models only.
        *_others, last = (app for app in apps.get_app_configs() if app.models_module)
        post_migrate.connect(roles.make, sender=last, dispatch_uid="newsroom.roles")
        from newsroom import sign_ins  # it reads models, which are there only now

        user_logged_in.connect(sign_ins.bring_along, dispatch_uid="newsroom.sign_ins")
