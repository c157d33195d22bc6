"""The project: composes the apps, and keeps the record of what runs in the background."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from newsroom import checks

__all__ = ["NewsroomConfig", "checks"]  # importing the checks registers them


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Operations")
