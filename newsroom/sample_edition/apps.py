"""The sample edition as an app: it remembers what it has loaded."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SampleEditionConfig(AppConfig):
    name = "newsroom.sample_edition"
    verbose_name = _("Sample edition")
