"""What is checked before an article is published, and whether it only warns: the desk's own choice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChecklistRule(models.Model):
    """One check and its weight. A check without a row here has the weight of DEFAULTS."""

    class Check(models.TextChoices):
        HEADLINE = "headline", _("The headline fits")
        BYLINE = "byline", _("Somebody signs it")
        STANDFIRST = "standfirst", _("There is a standfirst")
        ALT = "alt", _("Every picture has a text for those who cannot see it")
        LEAD_IN = "lead_in", _("The lead-in shows something, and not the whole")
        LINKS = "links", _("Links lead somewhere")
        FILES = "files", _("Every picture has its file")

    class Weight(models.TextChoices):
        BLOCKS = "blocks", _("Holds back")
        WARNS = "warns", _("Warns")
        OFF = "off", _("Is not checked")

    check_name = models.CharField(_("check"), max_length=16, choices=Check, unique=True)
    weight = models.CharField(_("weight"), max_length=8, choices=Weight, default=Weight.WARNS)

    class Meta:
        verbose_name, verbose_name_plural = (
            _("check before publishing"),
            _("checks before publishing"),
        )

    def __str__(self):
        return self.get_check_name_display()

    @classmethod
    def weights(cls):
        """{check: weight} of all checks. A picture without its file always holds back."""
        said = dict(cls.objects.values_list("check_name", "weight"))
        return {**DEFAULTS, **said, cls.Check.FILES: cls.Weight.BLOCKS}


DEFAULTS = {
    ChecklistRule.Check.HEADLINE: ChecklistRule.Weight.WARNS,
    ChecklistRule.Check.BYLINE: ChecklistRule.Weight.WARNS,
    ChecklistRule.Check.STANDFIRST: ChecklistRule.Weight.WARNS,
    ChecklistRule.Check.ALT: ChecklistRule.Weight.BLOCKS,
    ChecklistRule.Check.LEAD_IN: ChecklistRule.Weight.BLOCKS,
    ChecklistRule.Check.LINKS: ChecklistRule.Weight.WARNS,
}
