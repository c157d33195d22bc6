"""Fields of the sign-in pages: allauth's forms in the words that the rest of the site uses."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

register = template.Library()

# allauth says "Email" here and "Email address" there, and "Remember Me".
LABELS = {
    "login": gettext_noop("E-mail address"),
    "email": gettext_noop("E-mail address"),
    "remember": gettext_noop("Keep me signed in"),
}


@register.filter
def called(field):
    """What stands above the field."""
    return _(LABELS[field.name]) if field.name in LABELS else field.label


@register.filter
def plainly(field):
    """The field without a placeholder: it says again what the label says, and vanishes on typing."""
    return field.as_widget(attrs={"placeholder": False})
