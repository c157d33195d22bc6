"""How much of the paper is free each month: the desk's own choice, by section and kind."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.desk import Kind, Section

MOST = 100


class WallRule(models.Model):
    """The free reads of one section, one kind, both together, or everything else."""

    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="wall_rules",
        help_text=_("Empty: every section."),
    )
    kind = models.ForeignKey(
        Kind,
        verbose_name=_("kind"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="wall_rules",
        help_text=_(
            "Empty: every kind. Of several rules that fit an article the one holds that names both its"
            " section and its kind, then the one for its section, then the one for its kind."
        ),
    )
    visitor_reads = models.PositiveSmallIntegerField(
        _("free stories for visitors"),
        default=3,
        validators=[MaxValueValidator(MOST)],
        help_text=_(
            "How many stories for registered readers somebody without an account may open in a calendar"
            " month. A story counts once, whatever its section: with 3 here and 5 elsewhere, whoever has"
            " opened 4 stories elsewhere opens none here. 0: an account is needed at once."
        ),
    )
    pro_samples = models.PositiveSmallIntegerField(
        _("PRO samples for registered readers"),
        default=0,
        validators=[MaxValueValidator(MOST)],
        help_text=_(
            "How many PRO pieces a reader with a free account may open in a calendar month. 0: none."
        ),
    )

    class Meta:
        verbose_name, verbose_name_plural = _("rule of the wall"), _("rules of the wall")
        constraints = [
            models.UniqueConstraint(
                fields=["section", "kind"],
                nulls_distinct=False,
                name="wall_rule_is_the_only_one_for_its_place",
                violation_error_message=_("There is a rule for this section and kind already."),
            ),
            models.CheckConstraint(
                name="wall_rule_gives_away_a_hundred_at_most",
                condition=Q(visitor_reads__lte=MOST, pro_samples__lte=MOST),
            ),
        ]

    def __str__(self):
        named = [str(part) for part in (self.section, self.kind) if part]
        return ", ".join(named) or str(_("Everything else"))
