"""The form of the edit screen: an article's own fields, its text, and what the save is based on."""

import secrets

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import ProseEditorWidget
from django_prose_editor.widgets import importmap as library
from js_asset import ImportMap, Media, Script
from unfold.widgets import UnfoldAdminTextareaWidget

from articles import blocks, collisions, picture_rights, revisions, writing
from articles.admin.publishing import PublishingFields
from articles.models import Article, ChecklistRule, Picture
from articles.models.working_copy import SCREEN_KEY

PICTURES = ("lead_picture", "cover", "share_picture")
LONGEST_TEXT = 1_000_000  # characters of markup, as static/js/desk/paste.js says it
MODULES = ("blocks", "copies", "describing", "dialogs", "editor", "figures", "library",
           "offers", "paste", "picking", "preview", "recovery", "schedule", "schema", "sending",
           "store", "stored", "toolbar", "values", "words")  # fmt: skip


class EditorWidget(ProseEditorWidget):
    """The textarea that static/js/desk/editor.js makes an editor of; without scripts it is one still."""

    @property
    def media(self):
        modules = ImportMap({f"desk/{name}": f"js/desk/{name}.js" for name in MODULES})
        return Media(
            importmap=library | modules,
            js=[Script("js/desk/desk.js", type="module")],
            css={"all": ["css/desk.css"]},
        )

    def get_context(self, name, value, attrs):
        return forms.Textarea.get_context(self, name, value, attrs)


class LineWidget(UnfoldAdminTextareaWidget):
    """One line, however long, that grows as it is written."""

    def __init__(self, css):
        super().__init__(attrs={"rows": 1})
        self.attrs["class"] = f"desk-grows {css}"

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return value and " ".join(value.split())


class ArticleForm(PublishingFields, forms.ModelForm):
    """What a person edits. Nobody's save goes over another's: see articles.collisions."""

    body_html = forms.CharField(
        label=_("Text"),
        required=False,
        widget=EditorWidget(attrs={"rows": 30}),
        validators=[
            MaxLengthValidator(
                LONGEST_TEXT,
                _("This text is too long for one article. It was not saved; shorten or split it."),
            )
        ],
    )
    based_on = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    working_key = forms.RegexField(SCREEN_KEY, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Article
        fields = [
            "headline",
            "short_headline",
            "kicker",
            "standfirst",
            "slug",
            "kind",
            "section",
            "language",
            "translation_of",
            "dateline",
            "access_level",
            "next_level",
            "next_level_after_days",
            "free_sample_chapter",
            "regions",
            "topics",
            "industries",
            "lead_picture",
            "picture_caption",
            "picture_alt",
            "cover",
            "summary",
            "note",
            "embargoed_until",
            "search_title",
            "search_description",
            "share_headline",
            "share_description",
            "share_picture",
        ]
        widgets = {
            "headline": LineWidget("desk-headline"),
            "standfirst": LineWidget("desk-standfirst"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        article = self.instance
        what = f"article:{article.pk}" if article.pk else "new"
        self.initial["working_key"] = f"{what}:{secrets.token_urlsafe(12)}"
        if article.pk:
            self.initial["body_html"] = writing.text_of(article)
            self.initial["based_on"] = revisions.newest_number(article)

    @cached_property
    def collision(self):
        """What somebody else saved since this form was opened, or None."""
        return collisions.between(self) if self.instance.pk and self.is_bound else None

    def clean_translation_of(self):
        """A translation is never translated again: link to the original."""
        original = self.cleaned_data["translation_of"]
        return (original and original.translation_of) or original

    def clean_embargoed_until(self):
        """An embargo holds back what readers do not have yet."""
        until, published = self.cleaned_data["embargoed_until"], self.instance.published_at
        if until and published and until > published:
            raise forms.ValidationError(
                _("Readers had it already: an embargo is for what they never had.")
                if published <= timezone.now()
                else _("It is scheduled before this embargo ends. Take it off the schedule first.")
            )
        return until

    def clean(self):
        cleaned = super().clean()
        original = cleaned.get("translation_of")
        if original and original.language == cleaned.get("language"):
            self.add_error("language", _("A translation is in another language than its original."))
        self.check_pictures(cleaned)
        if self.instance.pk:
            revisions.lock(self.instance)
        if self.collision:
            self.add_error(None, self.collision.sentence)
            self.base_on(self.collision.number)
        return cleaned

    def check_pictures(self, cleaned):
        """What readers have, or will have by itself, is never left with a picture that is wanting."""
        named = {name: cleaned.get(name) for name in PICTURES if cleaned.get(name)}
        for name, picture in named.items():
            if picture.is_gated:
                self.add_error(name, picture_rights.EVERYBODY_SEES_IT)
        if self.instance.published_at is None:
            return
        in_text = Picture.objects.filter(
            pk__in=blocks.picture_numbers(cleaned.get("body_html") or "")
        )
        for name, picture in [*named.items(), *(("body_html", picture) for picture in in_text)]:
            if picture.is_missing:
                self.add_error(name, picture_rights.GONE % {"name": picture})
        if ChecklistRule.weights()["alt"] != "blocks":
            return
        lead = named.get("lead_picture")
        bare = (
            [("lead_picture", lead)]
            if lead and not (cleaned.get("picture_alt") or lead.alt)
            else []
        )
        for name, _picture in bare + [("body_html", one) for one in in_text if not one.alt]:
            self.add_error(name, _("A picture here has no text for those who cannot see it."))

    def base_on(self, number):
        """The next save of this screen has seen that revision."""
        self.data = self.data.copy()
        self.data[self.add_prefix("based_on")] = str(number)
