"""Menus and social links, in the order in which the desk wants them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publication.addresses import must_be_a_link


class MenuItem(models.Model):
    """One link of one menu."""

    class Menu(models.TextChoices):
        HEADER = "header", _("Sections under the masthead")
        COUNTRIES = "countries", _("Countries by longitude")
        LANGUAGES = "languages", _("Languages")
        FOOTER = "footer", _("Footer")
        LEGAL = "legal", _("Legal pages")

    menu = models.CharField(_("menu"), max_length=16, choices=Menu)
    label = models.CharField(_("label"), max_length=60)
    url = models.CharField(_("address"), max_length=300, validators=[must_be_a_link])
    note = models.CharField(
        _("note"), max_length=40, blank=True, help_text=_("Small print, for example a longitude.")
    )
    language = models.CharField(
        _("language"), max_length=8, blank=True, help_text=_("Where the label is not English.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name, verbose_name_plural = _("menu item"), _("menu items")
        constraints = [
            models.UniqueConstraint(fields=["menu", "url"], name="menu_names_an_address_once"),
        ]

    def __str__(self):
        return f"{self.get_menu_display()}: {self.label}"


class SocialLink(models.Model):
    """Where else readers find the paper."""

    name = models.CharField(_("name"), max_length=40)
    url = models.URLField(_("address"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name, verbose_name_plural = _("social link"), _("social links")
        constraints = [
            models.UniqueConstraint(fields=["url"], name="social_link_stands_once"),
        ]

    def __str__(self):
        return self.name
