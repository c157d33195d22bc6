"""Forms of the support desk: who is asked about, and what is given, extended or taken back."""

from datetime import datetime, time, timedelta

from allauth.account.models import EmailAddress
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles import finding
from memberships.models import Grant

LONGEST_REASON = Grant._meta.get_field("reason").max_length
FURTHEST = timedelta(days=100 * 366)


def account_of(email):
    """By the address they sign in with, or by another one of theirs that is confirmed."""
    email = email.strip().lower()
    found = User.objects.filter(email=email).first()
    other = EmailAddress.objects.filter(email=email, verified=True).select_related("user").first()
    return found or (other and other.user)


class QuestionForm(forms.Form):
    """Whose access, and to what."""

    email = forms.CharField(
        label=_("E-mail address of the reader"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    article = forms.CharField(
        label=_("Article, by its address or headline"),
        required=False,
        max_length=finding.LONGEST,
        help_text=_("Empty: what is open to this reader in general."),
    )

    def clean_email(self):
        account = account_of(self.cleaned_data["email"])
        if account is None:
            raise ValidationError(
                _(
                    "No account has this address. Perhaps it is spelt differently, or they signed"
                    " up with another one: ask which address our last letter came to."
                )
            )
        return account

    def clean_article(self):
        words = self.cleaned_data["article"].strip()
        found = finding.live(words)
        if words and not found:
            raise ValidationError(
                _("No article that readers can reach has this address or these words.")
            )
        return found


class ChangeForm(forms.Form):
    """A change of access, with the reason that its audit row keeps."""

    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("That day is included. Empty: no end."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        help_text=_("For whoever asks in a year. The reader gets it with a copy of their data."),
    )

    def __init__(self, *args, reader, grant=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.reader, self.grant = reader, grant

    def clean_last_day(self):
        """The end is exclusive: the midnight after that day, by the clocks of the paper."""
        day = self.cleaned_data["last_day"]
        if day is None:
            return None
        today = timezone.localdate()
        if day < today:
            raise ValidationError(_("That day is over."))
        if day > today + FURTHEST:
            raise ValidationError(_("That is further away than anybody will remember."))
        midnight = datetime.combine(day + timedelta(days=1), time())
        return timezone.make_aware(midnight)

    def save(self, *, by, at):
        """Make the change; was it made? Where it was not, the form says why."""
        if not self.is_valid():
            return False
        try:
            self.make(reason=self.cleaned_data["reason"], by=by, at=at)
        except ValidationError as error:
            self.add_error(None, error)
            return False
        return True


class GiveForm(ChangeForm):
    done = _("Given. It opens at once.")
    kind = forms.ChoiceField(label=_("Kind"), choices=Grant.Kind, initial=Grant.Kind.SUPPORT)
    field_order = ["kind", "last_day", "reason"]

    def make(self, **words):
        kind, until = self.cleaned_data["kind"], self.cleaned_data["last_day"]
        Grant.objects.give(self.reader, kind=kind, until=until, **words)


class ExtendForm(ChangeForm):
    done = _("Extended.")

    def make(self, **words):
        self.grant.extend(until=self.cleaned_data["last_day"], **words)


class RevokeForm(ChangeForm):
    done = _("Taken back. It opens nothing from now on.")
    last_day = None

    def make(self, **words):
        self.grant.revoke(**words)
