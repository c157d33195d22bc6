"""A link to an unpublished article for somebody without an account: unguessable, ending, revocable."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.lib.addresses import absolute

LASTS = timedelta(hours=72)  # trust programme, section 8


def hash_of(token):
    return hashlib.sha256(token.encode()).hexdigest()


class PreviewLinkQuerySet(models.QuerySet):
    def open(self, at=None):
        return self.filter(revoked_at=None, expires_at__gt=at or timezone.now())

    def opened_by(self, token):
        return self.filter(token_hash=hash_of(token))

    def make(self, article, *, by):
        """(the link, its address). The address is known now and never again: only its hash is kept."""
        token = secrets.token_urlsafe(32)
        link = self.create(
            article=article,
            token_hash=hash_of(token),
            made_by=by,
            expires_at=timezone.now() + LASTS,
        )
        return link, absolute(reverse("articles:preview_link", kwargs={"token": token}))


class PreviewLink(models.Model):
    """Who holds the address may read the article as it is saved, until the link ends."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="preview_links"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    expires_at = models.DateTimeField(_("ends at"))
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("preview link"), _("preview links")

    def __str__(self):
        return f"{self.article} ({self.expires_at:%Y-%m-%d %H:%M})"

    def revoke(self):
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])
