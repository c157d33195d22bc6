"""Publishing from the edit screen: each button saves what is on the screen, then calls the verb."""

from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import checklist, translating, wall_clock
from articles.models import Correction
from publication.models import SiteSettings


class PublishingFields(forms.Form):
    """What the buttons ask beside the article itself. None of it is the article's."""

    publish_on = forms.CharField(required=False, max_length=16)
    publish_zone = forms.CharField(required=False, max_length=64)
    withdrawn_because = forms.CharField(required=False, max_length=300)
    correction_kind = forms.ChoiceField(required=False, choices=Correction.Kind)
    correction_text = forms.CharField(required=False, max_length=2000)
    translate_to = forms.ChoiceField(required=False, choices=settings.LANGUAGES)

    def clean(self):
        cleaned = super().clean()
        if "_schedule" in self.data:
            self.clean_moment(cleaned)
        if "_translate" in self.data and not cleaned.get("translate_to"):
            self.add_error(None, _("Say into which language; then open the version."))
        if "_correct" in self.data and not cleaned.get("correction_text"):
            self.add_error(None, _("Say what was wrong and what is right; then correct."))
        return cleaned

    def clean_moment(self, cleaned):
        try:
            cleaned["publish_at"] = moment_of(cleaned)
        except ValidationError as error:
            self.add_error(None, error)


def moment_of(cleaned):
    """The moment of the two fields; ValidationError with a sentence for the editor."""
    name = cleaned.get("publish_zone") or SiteSettings.current().time_zone
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone.") % {"name": name})
    at = wall_clock.moment(cleaned.get("publish_on"), ZoneInfo(name))
    if at <= timezone.now():
        raise ValidationError(_("That time has passed. To publish now, use “Publish now”."))
    return at


def act(request, article, form):
    """Do what the pressed button says to the saved article; answer with another article to open, or None."""
    verb = next((verb for name, verb in VERBS.items() if name in request.POST), None)
    return verb(request, article, form.cleaned_data) if verb else None


def publish(request, article, said):
    if not held_back(request, article):
        article.publish(at=timezone.now(), by=request.user)
        tell_when(request, article)


def schedule(request, article, said):
    if article.is_live():
        messages.warning(
            request, _("It is live already: nothing was scheduled. Everything is saved.")
        )
    elif not held_back(request, article):
        article.publish(at=said["publish_at"], by=request.user)
        tell_when(request, article)


def tell_when(request, article):
    """What readers have now, or from when: an embargo may hold it back."""
    when = date_format(timezone.localtime(article.published_at), "j F Y, H:i")
    scheduled = _("Scheduled: readers have it from %(when)s.") % {"when": when}
    tell(request, _("Published.") if article.is_live() else scheduled)


def unschedule(request, article, said):
    article.unschedule(by=request.user)
    tell(request, _("Taken off the schedule: it is a draft again."))


def withdraw(request, article, said):
    if article.published_at is None:
        messages.warning(request, _("Readers never had it: there is nothing to withdraw."))
        return
    article.withdraw(at=timezone.now(), note=said["withdrawn_because"], by=request.user)
    tell(request, _("Withdrawn. Its address says so."))


def correct(request, article, said):
    if article.published_at is None:
        messages.warning(request, _("Readers never had it: just save what is right."))
        return
    kind = said["correction_kind"] or Correction.Kind.CORRECTION
    text, now = said["correction_text"], timezone.now()
    article.correct(kind=kind, text=text, at=now, by=request.user)
    tell(request, _("The correction stands below the text and on the corrections page."))


def translate(request, article, said):
    """A draft in another language, linked to the original; opened where there is one already."""
    version = translating.begin(article, said["translate_to"], by=request.user)
    tell(
        request, _("This is the version in the other language. It is a draft until you publish it.")
    )
    return version


def held_back(request, article):
    """Tell what wants; True where something of it holds the article back."""
    found = checklist.findings(article)
    stops = [finding.sentence for finding in found if finding.holds_back]
    for sentence in stops:
        messages.error(request, sentence)
    if stops:
        messages.warning(request, _("Everything is saved. Nothing was published."))
    return bool(stops)


def tell(request, words):
    messages.success(request, words)


VERBS = {
    "_publish": publish,
    "_schedule": schedule,
    "_unschedule": unschedule,
    "_withdraw": withdraw,
    "_correct": correct,
    "_translate": translate,
}
# Whoever may only write does not press these.
FOR_PUBLISHERS = set(VERBS) - {"_translate"}
PERMISSION = "articles.publish_article"
MAY_NOT = gettext_lazy("Only an editor publishes, withdraws and corrects. Everything is saved.")
