"""Links that open one article to whoever has them: a member's gift, or the desk's share link."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def hash_of(secret):
    """What is kept of a token or of a browser's number: both are random and long."""
    return hashlib.sha256(secret.encode()).hexdigest()


class GiftLinkQuerySet(models.QuerySet):
    """Filters are adjectives and phrases; each returns a queryset."""

    def running(self, at=None):
        """Not taken back, not past its end. Whether the giver may still give is asked elsewhere."""
        return self.filter(revoked_at=None, ends_until__gt=at or timezone.now())

    def of_the_desk(self):
        """Share links: nobody's gift."""
        return self.filter(giver=None)

    def with_token(self, token):
        return self.filter(token_hash=hash_of(token))

    def opened_in(self, browser):
        return self.filter(openings__browser_hash=hash_of(browser))

    def with_counts(self):
        """`opened`: in how many browsers."""
        return self.annotate(opened=Count("openings"))

    def newest_first(self):
        return self.order_by("-made_at", "-pk")


class GiftLink(models.Model):
    """Opens one article until it ends. Its address is told once: only a hash of the token is kept."""

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="gift_links",
    )
    # A gift goes with its giver: without one it would be the desk's.
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given by"),
        on_delete=models.CASCADE,
        null=True,
        related_name="gift_links",
    )
    is_named = models.BooleanField(_("says who gives"), default=False)
    most_browsers = models.PositiveSmallIntegerField(_("browsers at most"), null=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"))
    ends_until = models.DateTimeField(_("ends at"))
    revoked_at = models.DateTimeField(_("taken back at"), null=True)

    objects = GiftLinkQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("gift link"), _("gift links")
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(giver=None, revoked_at=None),
                name="article_has_one_share_link",
            ),
            models.CheckConstraint(
                name="gift_link_has_a_giver_and_a_limit_or_is_the_desks",
                condition=Q(giver=None, most_browsers=None)
                | Q(giver__isnull=False, most_browsers__isnull=False),
            ),
            models.CheckConstraint(
                name="gift_link_ends_after_it_is_made",
                condition=Q(ends_until__gt=F("made_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["giver", "-made_at"], name="gift_links_of_a_giver"),
            models.Index(fields=["ends_until"], name="gift_links_by_their_end"),
        ]

    def __str__(self):
        return f"{self.article} ({self.ends_until:%Y-%m-%d %H:%M})"

    @property
    def source(self):
        """What the decision names as the ground of its answer."""
        return f"{'gift' if self.giver_id else 'share'}:{self.pk}"

    def is_running(self, at=None):
        """The same rule as GiftLinkQuerySet.running(), for one link in hand."""
        return self.revoked_at is None and self.ends_until > (at or timezone.now())

    # Verbs.

    def revoke(self, *, at):
        """It opens nothing any more, also where it was opened. A second time changes nothing."""
        if self.revoked_at is None:
            self.revoked_at = at
            self.save(update_fields=["revoked_at"])

    def change_address(self, token):
        """The same gift at another address; where it was opened already it stays open."""
        self.token_hash = hash_of(token)
        self.save(update_fields=["token_hash"])

    def lock(self):
        """Read the row again, and let nobody else open or change the link meanwhile."""
        locked = GiftLink.objects.select_for_update(of=("self",), no_key=True)
        self.refresh_from_db(from_queryset=locked)


class GiftOpening(models.Model):
    """One browser in which a link was opened, by a hash of the browser's random number."""

    link = models.ForeignKey(GiftLink, on_delete=models.CASCADE, related_name="openings")
    browser_hash = models.CharField(max_length=64, editable=False)
    opened_at = models.DateTimeField(_("opened at"))

    class Meta:
        verbose_name, verbose_name_plural = _("opening of a gift link"), _("openings of gift links")
        constraints = [
            models.UniqueConstraint(
                fields=["browser_hash", "link"], name="gift_link_counts_a_browser_once"
            ),
        ]

    def __str__(self):
        return f"{self.link_id}: {self.opened_at:%Y-%m-%d %H:%M}"
