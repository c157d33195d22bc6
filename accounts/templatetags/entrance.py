"""Fields of the sign-in pages: allauth's forms in the words that the rest of the site uses."""

from zoneinfo import ZoneInfo

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.second_steps import are_passkeys_possible

register = template.Library()

# allauth says "Email" here and "Email address" there, and "Remember Me".
LABELS = {
    "login": gettext_noop("E-mail address"),
    "passwordless": gettext_noop("Use it as a passkey: sign in with it alone"),
    "email": gettext_noop("E-mail address"),
    "remember": gettext_noop("Keep me signed in"),
}
# The first sign that is found decides: Edge and Opera call themselves Chrome, too, and Chrome Safari.
BROWSERS = [
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
]  # fmt: skip
SYSTEMS = [
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS X", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
]  # fmt: skip


@register.filter
def called(field):
    """What stands above the field."""
    return _(LABELS[field.name]) if field.name in LABELS else field.label


@register.filter
def plainly(field):
    """The field without a placeholder: it says again what the label says, and vanishes on typing."""
    return field.as_widget(attrs={"placeholder": False})


@register.filter
def takes_passkeys(request):
    """Can a browser make a passkey for the host of this page?"""
    return are_passkeys_possible(request)


@register.filter
def by_the_clock_of(moment, user):
    """A moment in the reader's own zone, where they named one."""
    return moment.astimezone(ZoneInfo(user.time_zone)) if user.time_zone else moment


@register.filter
def as_device(agent):
    """A browser and a system in the words people know them by."""
    browser = next((name for sign, name in BROWSERS if sign in agent), _("A browser"))
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    on = _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return on if system else browser
