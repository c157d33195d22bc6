"""Sentences about articles that only the desk says: in a state, of a person, for its lists."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles.models.author import Byline
from articles.models.workflow import OPEN_TO_ITS_AUTHOR, Stage

# Not in lists: what only the article's own page and screen show.
NOT_LISTED = ("public_html", "lead_in_text", "standfirst", "summary", "note",
              "search_description", "share_description")  # fmt: skip


def at_the_desk(stage):
    return lambda at: Q(published_at=None, withdrawn_at=None, stage=stage)


# The same words as Article.state, as conditions.
STATES = {
    **{str(stage): at_the_desk(stage) for stage in Stage},
    "scheduled": lambda at: Q(published_at__gt=at, withdrawn_at=None),
    "live": lambda at: Q(published_at__lte=at, withdrawn_at=None),
    "withdrawn": lambda at: Q(withdrawn_at__isnull=False),
}


class DeskSentences(models.QuerySet):
    def in_state(self, state, at=None):
        return self.filter(STATES[state](at or timezone.now()))

    def written_by(self, user):
        """Begun by this person, or with their name in the byline."""
        return self.filter(self._is_by(user))

    def _is_by(self, user):
        """A union: each half has its index."""
        begun = self.model.objects.filter(created_by=user).values("pk")
        signed = Byline.objects.filter(author__user=user).values("article")
        return Q(pk__in=begun.union(signed))

    def seen_by(self, user):
        """Editors see all; everybody else what they wrote."""
        return self if user.has_perm("articles.edit_any_article") else self.written_by(user)

    def nameable_by(self, user):
        """Whose headlines this person may meet: a forged number tells nothing of others' drafts."""
        if user.has_perm("articles.edit_any_article"):
            return self
        return self.filter(STATES["live"](timezone.now()) | self._is_by(user))

    def open_to_their_author(self):
        return self.filter(
            published_at=None, stage__in=[str(stage) for stage in OPEN_TO_ITS_AUTHOR]
        )

    def assigned_to(self, user):
        return self.filter(assigned_to=user)

    def signed_by(self, author):
        """With this author in the byline; unlike by_author() without a join, for counting."""
        return self.filter(Exists(Byline.objects.filter(article=OuterRef("pk"), author=author)))

    def for_lists(self):
        """A line of the desk's list. One query."""
        return (
            self.select_related("section", "kind", "assigned_to")
            .defer(*NOT_LISTED)
            .with_bylines()
        )  # fmt: skip
