"""The form of the breaking-news bar: a line, where it leads, from when, and always until when."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import curating, wall_clock
from articles.models import BreakingBar

USUAL = timedelta(hours=3)
AS_TYPED = "%Y-%m-%dT%H:%M"


class MomentField(forms.CharField):
    """A day and an hour on the paper's own clock."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "class": "desk-input"})
    zone = None

    def clean(self, value):
        words = super().clean(value)
        return wall_clock.moment(words, self.zone) if words else None


class BarForm(forms.Form):
    words = forms.CharField(
        label=_("What happened"),
        max_length=BreakingBar._meta.get_field("words").max_length,
        widget=forms.TextInput(attrs={"class": "desk-input", "autocomplete": "off"}),
        help_text=_("One line. It stands above every page."),
    )
    article = forms.IntegerField(
        label=_("Leads to"),
        required=False,
        min_value=1,
        max_value=2**63 - 1,
        widget=forms.HiddenInput,
    )
    starts_at = MomentField(label=_("From"), required=False, help_text=_("Empty: at once."))
    ends_at = MomentField(label=_("Until"))

    def __init__(self, *args, zone, at, **kwargs):
        super().__init__(*args, **kwargs)
        self.at = at
        self.fields["starts_at"].zone = self.fields["ends_at"].zone = zone
        self.initial["ends_at"] = (at + USUAL).astimezone(zone).strftime(AS_TYPED)

    def clean_article(self):
        """The article itself: one that readers can open, now or at its time."""
        number = self.cleaned_data["article"]
        article = number and curating.candidates().filter(pk=number).first()
        if number and article is None:
            raise ValidationError(
                _("Readers could not open this article. Choose another, or none.")
            )
        return article

    def clean(self):
        cleaned = super().clean()
        starts_at, ends_at = cleaned.get("starts_at") or self.at, cleaned.get("ends_at")
        if ends_at and ends_at <= max(starts_at, self.at):
            self.add_error("ends_at", _("It would be over before anybody sees it."))
        return cleaned

    def save(self, *, by):
        said = self.cleaned_data
        return BreakingBar.objects.create(
            words=said["words"], article=said["article"], starts_at=said["starts_at"] or self.at,
            ends_at=said["ends_at"], made_at=self.at, made_by=by,
        )  # fmt: skip
