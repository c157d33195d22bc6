"""Standing pages: about, contact, ethics, privacy, terms."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publication.page_text import clean_page


class Page(models.Model):
    """A page that changes seldom. `write()` is how its text gets in."""

    slug = models.SlugField(_("slug"), unique=True, max_length=80)
    title = models.CharField(_("title"), max_length=160)
    standfirst = models.CharField(_("standfirst"), max_length=300, blank=True)
    body_html = models.TextField(_("text"), blank=True)
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default="en"
    )
    updated_on = models.DateField(_("updated on"), null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("standing page"), _("standing pages")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("publication:page_detail", kwargs={"slug": self.slug})

    def write(self, body_html):
        """Take the text as an editor gave it, cleaned."""
        self.body_html = clean_page(body_html)

    @property
    def text_html(self):
        """The text as readers get it: cleaned again, whoever wrote the row."""
        return clean_page(self.body_html)
