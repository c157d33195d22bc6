"""What people say about themselves: a name, the language of our mails, the zone of their clocks."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User

OLD_NAMES = ("Etc/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/", "Arctic/")


def languages():
    return [("", _("As the site has it")), *settings.LANGUAGES]


def zones():
    """Places that people live in, without the old names for the same clocks."""
    places = (name for name in available_timezones() if "/" in name)
    names = sorted(name for name in places if not name.startswith(OLD_NAMES))
    return [("", _("As the site has it")), ("UTC", "UTC")] + [
        (name, name.replace("_", " ")) for name in names
    ]


class ProfileForm(forms.ModelForm):
    language = forms.ChoiceField(
        label=_("Language of our letters"),
        choices=languages,
        required=False,
        help_text=_("As far as they are translated."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zones,
        required=False,
        help_text=_("By which your account pages tell the time."),
    )

    class Meta:
        model = User
        fields = ["name", "language", "time_zone"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}
