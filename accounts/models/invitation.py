"""An invitation to work here: one letter, one address, one role, once."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LASTS = timedelta(hours=72)  # trust programme, section 8


def hash_of(token):
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet):
    def open(self, at=None):
        """Neither used nor taken back nor over."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=at or timezone.now())

    def opened_by(self, token):
        return self.filter(token_hash=hash_of(token))

    def make(self, *, email, name, role, by, at):
        """(the invitation, its token). The token is known now and never again: its hash is kept."""
        token = secrets.token_urlsafe(32)
        invitation = self.create(
            email=email, name=name, role=role, made_by=by, made_at=at,
            expires_at=at + LASTS, token_hash=hash_of(token),
        )  # fmt: skip
        return invitation, token


class Invitation(models.Model):
    """Whoever reads the mail of this address may join in this role. accounts.invitations sends it."""

    email = models.EmailField(_("e-mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=120)
    role = models.ForeignKey(
        Group, verbose_name=_("role"), on_delete=models.CASCADE, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("invited by"), on_delete=models.SET_NULL,
        null=True, blank=True, related_name="+",
    )  # fmt: skip
    made_at = models.DateTimeField(_("invited at"), default=timezone.now)
    expires_at = models.DateTimeField(_("ends at"))
    used_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("invitation"), _("invitations")
        constraints = [
            models.CheckConstraint(
                name="invitation_is_used_or_taken_back",
                condition=Q(used_at=None) | Q(revoked_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.name} <{self.email}>"

    def is_open(self, at=None):
        """The same rule as InvitationQuerySet.open(), for one in hand."""
        over = self.expires_at <= (at or timezone.now())
        return self.used_at is None and self.revoked_at is None and not over

    def use(self, *, at):
        self.used_at = at
        self.save(update_fields=["used_at"])

    def revoke(self, *, at):
        self.revoked_at = at
        self.save(update_fields=["revoked_at"])
