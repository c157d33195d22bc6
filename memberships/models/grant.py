"""Access that nobody pays for by subscription: complimentary, a gift, a kindness of the support desk."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from memberships.models.access_change import AccessChange
from memberships.plans import PRO


class GrantQuerySet(models.QuerySet):
    """Filters are adjectives and phrases; each returns a queryset."""

    def in_force(self, at=None):
        """Begun, not over, not revoked."""
        at = at or timezone.now()
        ends_later = Q(ends_until=None) | Q(ends_until__gt=at)
        return self.filter(ends_later, starts_at__lte=at, revoked_at=None)

    def newest_first(self):
        return self.order_by("-starts_at", "-pk")

    @transaction.atomic
    def give(self, user, *, kind, reason, by, at, until=None, plan=PRO.key):
        """Open a plan to a person from `at` on, up to `until` (None: no end), and note who did it."""
        grant = self.model(
            user=user, plan=plan, kind=kind, reason=reason, given_by=by, starts_at=at
        )
        grant.ends_until = until
        grant.full_clean()
        grant.save()
        AccessChange.note(grant, AccessChange.Verb.GRANTED, by=by, at=at, reason=reason)
        return grant


class Grant(models.Model):
    """One person's access to a plan for a time. What ends it is a time too; rows stay."""

    class Kind(models.TextChoices):
        COMPLIMENTARY = "complimentary", _("complimentary")
        GIFT = "gift", _("gift")
        SUPPORT = "support", _("from the support desk")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reader"),
        on_delete=models.CASCADE,
        related_name="grants",
    )
    plan = models.CharField(_("opens"), max_length=40, choices=[(PRO.key, PRO.name)])
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    reason = models.CharField(
        _("reason"), max_length=300, help_text=_("Why it was given, for whoever asks in a year.")
    )
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_until = models.DateTimeField(
        _("up to"), null=True, blank=True, help_text=_("Empty: until somebody revokes it.")
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("grant"), _("grants")
        constraints = [
            models.CheckConstraint(
                name="grant_ends_after_it_starts",
                condition=Q(ends_until=None) | Q(ends_until__gt=F("starts_at")),
                violation_error_message=_("It would end before it begins."),
            ),
        ]
        indexes = [models.Index(fields=["user", "-starts_at"], name="grants_of_a_reader")]

    def __str__(self):
        return f"{self.get_plan_display()}, {self.get_kind_display()}"

    @property
    def source(self):
        """What the decision names as the ground of its answer."""
        return f"grant:{self.pk}"

    def is_in_force(self, at=None):
        """The same rule as GrantQuerySet.in_force(), for one grant in hand."""
        at = at or timezone.now()
        begun = self.starts_at <= at and self.revoked_at is None
        return begun and (self.ends_until is None or self.ends_until > at)

    # Verbs.

    @transaction.atomic
    def extend(self, *, until, reason, by, at):
        """Let it end later (None: no end). What was revoked stays so: give a new one."""
        self.lock()
        if self.revoked_at is not None:
            raise ValidationError(_("This grant was revoked. Give a new one instead."))
        if until is not None and (self.ends_until is None or until <= self.ends_until):
            raise ValidationError(_("That is no later than its present end."))
        self.ends_until = until
        self.save(update_fields=["ends_until"])
        AccessChange.note(self, AccessChange.Verb.EXTENDED, by=by, at=at, reason=reason)

    @transaction.atomic
    def revoke(self, *, reason, by, at):
        """End it now. A second time changes nothing."""
        self.lock()
        if self.revoked_at is None:
            self.revoked_at = at
            self.save(update_fields=["revoked_at"])
            AccessChange.note(self, AccessChange.Verb.REVOKED, by=by, at=at, reason=reason)

    def lock(self):
        """Read the row again, and let nobody else change it meanwhile."""
        self.refresh_from_db(from_queryset=Grant.objects.select_for_update(of=("self",)))
