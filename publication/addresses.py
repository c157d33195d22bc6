"""What may stand in a menu: an address of ours, or one on the web."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LINK = re.compile(r"(https?://|/(?!/)|mailto:)[^\s\\<>\"']*\Z")


def must_be_a_link(address):
    if not LINK.match(address):
        raise ValidationError(_("Write an address that begins with / or https://."))
