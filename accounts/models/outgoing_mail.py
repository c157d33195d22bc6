"""The outbox: every mail is a row before it is sent."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutgoingMailQuerySet(models.QuerySet):
    def due(self, at):
        """To be sent now: waiting, or given up by a sender that died and safe to send again."""
        waiting = Q(state=OutgoingMail.State.QUEUED, not_before__lte=at)
        return self.filter(waiting)

    def abandoned(self, at):
        """Marked as being sent by a sender whose lease has run out."""
        return self.filter(state=OutgoingMail.State.SENDING, leased_until__lt=at)

    def server_takes_none(self):
        """Put off twice because of the server, not of the mail: once may be a restart of it."""
        why = OutgoingMail.SERVER_TAKES_NONE
        return self.filter(
            state=OutgoingMail.State.QUEUED, attempts__gte=2, last_error__startswith=why
        )

    def account_mail_first(self):
        return self.order_by("stream", "not_before", "pk")


class OutgoingMail(models.Model):
    """One mail to one address. accounts.outbox.post() writes it, the worker sends it."""

    SERVER_TAKES_NONE = "The mail server takes no mail of ours:"

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        SENDING = "sending", _("being sent")
        ACCEPTED = "accepted", _("accepted")
        FAILED = "failed", _("refused for good")
        UNKNOWN = "unknown", _("may have been sent")

    class Stream(models.TextChoices):
        """Account mail (codes, receipts) goes first, and again after a crash."""

        ACCOUNT = "account", _("account")
        NEWSROOM = "newsroom", _("newsroom")

    delivery_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(_("key"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=80)
    stream = models.CharField(_("stream"), max_length=16, choices=Stream, default=Stream.ACCOUNT)
    to_address = models.EmailField(_("to"), max_length=254)
    subject = models.CharField(_("subject"), max_length=300)
    text_body = models.TextField(_("text"))
    html_body = models.TextField(_("HTML"), blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("written at"), default=timezone.now)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("accepted at"), null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("outgoing mail"), _("outgoing mails")
        indexes = [
            models.Index(
                fields=["stream", "not_before", "id"],
                name="outgoing_mail_due",
                condition=Q(state="queued"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="outgoing_mail_being_sent_has_a_lease",
                condition=~Q(state="sending") | Q(leased_until__isnull=False),
            ),
            models.CheckConstraint(
                name="outgoing_mail_accepted_says_when",
                condition=Q(state="accepted", sent_at__isnull=False)
                | (~Q(state="accepted") & Q(sent_at=None)),
            ),
        ]

    def __str__(self):
        return f"{self.kind} → {self.to_address}"

    def begin(self, *, until):
        """Say, before a byte leaves, that this mail is being sent."""
        self.state, self.leased_until = self.State.SENDING, until
        self.attempts += 1
        self.save(update_fields=["state", "leased_until", "attempts"])

    def accept(self, *, at):
        self.state, self.sent_at, self.last_error = self.State.ACCEPTED, at, ""
        self.save(update_fields=["state", "sent_at", "last_error"])

    def wait(self, *, until, error):
        """Try again later."""
        self.state, self.not_before, self.last_error = self.State.QUEUED, until, error[:500]
        self.save(update_fields=["state", "not_before", "last_error"])

    def fail(self, *, error):
        self.state, self.last_error = self.State.FAILED, error[:500]
        self.save(update_fields=["state", "last_error"])

    def hold(self, *, error):
        """It may have been sent: a person looks before it is sent again."""
        self.state, self.last_error = self.State.UNKNOWN, error[:500]
        self.save(update_fields=["state", "last_error"])


class SendingPause(models.Model):
    """While this row stands nothing is sent and no task runs: after a restore, until released."""

    reason = models.CharField(_("reason"), max_length=300)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name, verbose_name_plural = _("pause"), _("pauses")
        constraints = [
            models.CheckConstraint(name="pause_stands_once", condition=Q(pk=1)),
        ]

    def __str__(self):
        return self.reason

    @classmethod
    def begin(cls, reason, *, at):
        cls.objects.update_or_create(pk=1, defaults={"reason": reason, "since": at})

    @classmethod
    def stands(cls):
        return cls.objects.exists()
