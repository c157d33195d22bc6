"""Accounts: who signs in, and the outbox every mail leaves through."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self):
        """allauth's signals need its models, which are there only now."""
        import_module("accounts.consequences")
