"""How far an article has come before it is published, who has it, and the verbs that move it on."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.revision import DeskAction


class Stage(models.TextChoices):
    """Where an article that is not published stands. Who moved it and when: DeskAction."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    IN_EDIT = "in_edit", _("in edit")
    READY = "ready", _("ready")


@dataclass(frozen=True)
class Move:
    """One step: from which stages, to which, and what the audit row says."""

    name: str
    label: str
    leaves: frozenset
    enters: str
    verb: str


MOVES = {
    move.name: move
    for move in (
        Move("submit", _("Submit to the desk"), frozenset({Stage.DRAFT}), Stage.SUBMITTED,
             DeskAction.Verb.SUBMITTED),
        Move("take", _("Take into edit"), frozenset({Stage.DRAFT, Stage.SUBMITTED, Stage.READY}),
             Stage.IN_EDIT, DeskAction.Verb.TAKEN),
        Move("hand_back", _("Hand back"), frozenset({Stage.SUBMITTED, Stage.IN_EDIT, Stage.READY}),
             Stage.DRAFT, DeskAction.Verb.RETURNED),
        Move("mark_ready", _("Mark ready"), frozenset({Stage.SUBMITTED, Stage.IN_EDIT}), Stage.READY,
             DeskAction.Verb.READY),
    )
}  # fmt: skip
# An author writes on until an editor takes the piece; then it is the desk's.
OPEN_TO_ITS_AUTHOR = frozenset({Stage.DRAFT, Stage.SUBMITTED})
PERMISSIONS = [
    ("edit_any_article", _("Can edit articles of others")),
    ("publish_article", _("Can publish, withdraw and correct articles")),
    ("set_access_level", _("Can say who may read an article")),
]


class WrongStage(Exception):
    """Somebody else moved the article first, or it is published; the sentence says so."""


class Workflow(models.Model):
    """What an article has of the desk's work before it is published."""

    stage = models.CharField(
        _("stage"), max_length=16, choices=Stage, default=Stage.DRAFT, db_default=Stage.DRAFT,
        editable=False,
    )  # fmt: skip
    # Their indexes stand below: of the few articles that have such a person.
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("assigned to"), on_delete=models.SET_NULL,
        null=True, blank=True, editable=False, db_index=False, related_name="+",
    )  # fmt: skip
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("begun by"), on_delete=models.SET_NULL,
        null=True, blank=True, editable=False, db_index=False, related_name="+",
    )  # fmt: skip

    class Meta:
        abstract = True

    @property
    def is_unpublished(self):
        return self.published_at is None

    def may_move(self, name):
        return self.is_unpublished and self.stage in MOVES[name].leaves

    def submit(self, *, at, by):
        """Give it to the desk."""
        return self._move("submit", at=at, by=by)

    def take(self, *, at, by):
        """Begin to edit it: it is this editor's now."""
        return self._move("take", at=at, by=by, assigned_to=by)

    def hand_back(self, *, at, by, words=""):
        """Give it back to its author, who is told why."""
        return self._move("hand_back", at=at, by=by, detail=words)

    def mark_ready(self, *, at, by):
        """Edited: whoever publishes may publish it."""
        return self._move("mark_ready", at=at, by=by)

    @transaction.atomic
    def assign(self, person, *, by):
        """Say whose work it is next; nobody's with None."""
        self.assigned_to = person
        self.save(update_fields=["assigned_to", "modified_at"])
        detail = person.get_short_name() if person else ""
        return self.log(DeskAction.Verb.ASSIGNED, by=by, detail=detail)

    @transaction.atomic
    def _move(self, name, *, at, by, detail="", **fields):
        """One statement decides who was first: of two people who take it, one is told."""
        move = MOVES[name]
        stands = type(self).objects.filter(
            pk=self.pk, published_at=None, stage__in=[str(stage) for stage in move.leaves]
        )
        if not stands.update(stage=move.enters, modified_at=at, **fields):
            raise WrongStage(_("This article has moved on in the meantime. Nothing was changed."))
        for field, value in {"stage": move.enters, "modified_at": at, **fields}.items():
            setattr(self, field, value)
        return self.log(move.verb, by=by, detail=detail)


WORKFLOW_INDEXES = [
    models.Index(
        "stage", F("modified_at").desc(), F("id").desc(),
        name="articles_at_the_desk", condition=Q(published_at=None),
    ),
    models.Index(
        F("withdrawn_at").desc(), name="articles_withdrawn", condition=Q(withdrawn_at__isnull=False)
    ),
    models.Index(
        fields=["assigned_to"], name="articles_assigned", condition=Q(assigned_to__isnull=False)
    ),
    models.Index(
        fields=["created_by"], name="articles_begun_by", condition=Q(created_by__isnull=False)
    ),
]  # fmt: skip
