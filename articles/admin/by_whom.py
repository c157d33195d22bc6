"""The part of the edit screen's form that knows who writes."""

from django.utils.translation import gettext as _

from articles import rights
from articles.models.workflow import Stage

# What may change while a form is open, and is no field of it: never saved from what was read before.
OF_THE_DESK = ["stage", "assigned_to", "published_at", "withdrawn_at", "withdrawn_note"]


class ByWhom:
    """An author leaves alone what is not an author's, whatever the request says."""

    by = None

    def clean(self):
        cleaned = super().clean()
        article = self.instance
        if article.pk:
            article.refresh_from_db(fields=OF_THE_DESK)
            if not rights.may_change(self.by, article):
                self.add_error(None, _("An editor has taken this article. Nothing was saved."))
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if self.instance.pk is None:
            self.instance.created_by = self.by
        if rights.closed_to(self.by) and self.instance.kind_id and "body_html" in self.cleaned_data:
            self.keep_behind_the_wall()

    def keep_behind_the_wall(self):
        """A draft may be half written; what the desk has already keeps most of it behind the line."""
        article, text = self.instance, self.cleaned_data["body_html"]
        rights.keep_behind_the_wall(article)
        if article.stage != Stage.DRAFT and rights.gives_away(article, self.by, text):
            self.add_error("body_html", rights.GIVEN_AWAY)
