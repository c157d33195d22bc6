"""What a password may not be, beyond Django's own rules (trust programme, section 8)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from publication.models import SiteSettings

LONGEST = 128
SITE_WORD = 5  # a shorter word of the paper's name says nothing of a password that holds it


class MaximumLengthValidator:
    """Hashing takes time by length: nobody needs a password that keeps the server busy."""

    def validate(self, password, user=None):
        if len(password) > LONGEST:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self):
        return _("It may be up to %(most)d characters long.") % {"most": LONGEST}


class NotOurNameValidator:
    """Whoever guesses tries the paper's name first."""

    def validate(self, password, user=None):
        said = password.casefold()
        rest = said
        for word in site_words():
            rest = rest.replace(word, "")
        if rest != said and len(rest) < 8:
            raise ValidationError(self.get_help_text(), code="password_is_our_name")

    def get_help_text(self):
        return _("It needs more in it than the name of this site.")


def site_words():
    words = SiteSettings.current().name.casefold().split()
    return [word for word in words if len(word) >= SITE_WORD]
