"""The audit rows of access: what changed what a reader may have, when, by whom and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AccessChange(models.Model):
    """One change of one reader's access. Never edited, never deleted but with the account."""

    class Verb(models.TextChoices):
        GRANTED = "granted", _("granted")
        EXTENDED = "extended", _("extended")
        REVOKED = "revoked", _("revoked")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reader"),
        on_delete=models.CASCADE,
        related_name="access_changes",
    )
    verb = models.CharField(_("what happened"), max_length=20, choices=Verb)
    source = models.CharField(_("to what"), max_length=60, help_text=_("For example grant:12."))
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("when"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name, verbose_name_plural = _("change of access"), _("changes of access")
        indexes = [models.Index(fields=["user", "-made_at"], name="access_changes_of_a_reader")]

    def __str__(self):
        return f"{self.get_verb_display()}: {self.source}"

    @classmethod
    def note(cls, grant, verb, *, by, at, reason):
        """A row beside the change of a grant, in the same transaction."""
        until = f"{grant.ends_until:%Y-%m-%d %H:%M} UTC" if grant.ends_until else _("no end")
        return cls.objects.create(
            user_id=grant.user_id,
            verb=verb,
            source=grant.source,
            detail=f"{grant}; {until}",
            reason=reason,
            made_at=at,
            made_by=by,
        )
