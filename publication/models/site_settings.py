"""The one row that says whose paper this is."""

import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def must_be_a_time_zone(name):
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone.") % {"name": name})


class SiteSettings(models.Model):
    """Name, addresses and zone of the paper. One row; `current()` makes it on first use."""

    name = models.CharField(_("name"), max_length=80, default="Newsroom")
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    description = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("One sentence for search engines and for readers who share the front page."),
    )
    logo = models.ImageField(
        _("logo"),
        upload_to="site/",
        blank=True,
        help_text=_("For search engines. The masthead is set in type from the name."),
    )
    publisher_name = models.CharField(_("publisher"), max_length=120, blank=True)
    postal_address = models.TextField(_("postal address"), blank=True)
    copyright_line = models.CharField(_("copyright line"), max_length=200, blank=True)
    contact_email = models.EmailField(_("contact address"), blank=True)
    team_email = models.EmailField(_("address for team plans"), blank=True)
    operations_email = models.EmailField(
        _("operations address"),
        blank=True,
        help_text=_("Is told once when a task fails, a queue stands still or a job did not start."),
    )
    desk_email = models.EmailField(
        _("address of the desk"),
        blank=True,
        default="",
        db_default="",
        help_text=_("Is told when somebody submits an article that is assigned to nobody."),
    )
    sender_name = models.CharField(_("sender of mails"), max_length=80, blank=True)
    sender_email = models.EmailField(_("sender's address"), blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[must_be_a_time_zone]
    )
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default="en"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("site settings")
        constraints = [
            models.CheckConstraint(name="publication_has_one_row_of_settings", condition=Q(pk=1)),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def current(cls):
        """The settings; a site that has none yet gets the defaults."""
        return cls.objects.filter(pk=1).first() or cls.objects.get_or_create(pk=1)[0]
