"""PDF files: one that can be read, and does nothing but be read."""

import io
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pypdf import PdfReader

FIRST_BYTES = b"%PDF-"
# What a paper to be read has no need of: scripts, programs to be started, files inside the file.
ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z0-9])")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
LARGEST_INSIDE = 100 * 1024 * 1024  # of all that lists its objects, unpacked


def is_one(content):
    return content.startswith(FIRST_BYTES)


def check(content):
    """ValidationError, with a sentence, for what we do not hand on to readers."""
    try:
        inside = list(bytes_that_act(content))
    except ValidationError:
        raise
    except Exception as error:  # whatever a broken file makes a parser raise
        raise unreadable() from error
    if any(ACTIVE.search(unescaped(part)) for part in inside):
        raise ValidationError(
            _(
                "This PDF holds a script, a program or other files. Print it to a new PDF and"
                " take that."
            ),
            code="active",
        )


def bytes_that_act(content):
    """All places where an action can be written: the file itself, and its packed lists of objects."""
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise ValidationError(
            _("This PDF is protected by a password. Save it without one and try again."),
            code="encrypted",
        )
    if not reader.pages or reader.pages[0] is None:
        raise unreadable()
    yield content
    left = LARGEST_INSIDE
    for number in {stream for stream, _place in reader.xref_objStm.values()}:
        unpacked = reader.get_object(number).get_data()
        left -= len(unpacked)
        if left < 0:
            raise unreadable()
        yield unpacked


def unescaped(part):
    """Names may be written with numbers for letters: /Java#53cript."""
    return ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), part)


def unreadable():
    return ValidationError(
        _("This PDF is damaged: we cannot read it. Save it anew and try again."), code="damaged"
    )
