"""The way of a file that comes with an article: read, refused in a sentence, or kept under a random name."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from articles import csv_files, pdf_files
from articles.models.attachment import FOLDER, Attachment
from newsroom.lib import private_files

LARGEST_FILE = 20 * 1024 * 1024
TYPES = {Attachment.Kind.PDF: "application/pdf", Attachment.Kind.CSV: "text/csv; charset=utf-8"}
LONGEST_NAME = 80
NOT_IN_NAMES = re.compile(r"[^\w ()+-]+")


@dataclass(frozen=True)
class Checked:
    """A file that we take, as it is kept and as readers will keep it."""

    kind: str
    content: bytes
    download_name: str


def checked(upload):
    """What is in this uploaded file; ValidationError, with a sentence, for what we do not take."""
    if upload.size > LARGEST_FILE:
        raise ValidationError(_("This file is larger than 20 MB."), code="too_large")
    upload.seek(0)
    content = upload.read()
    if pdf_files.is_one(content):
        pdf_files.check(content)
        return Checked(Attachment.Kind.PDF, content, clean_name(upload.name, "pdf"))
    if str(upload.name).lower().endswith(".csv"):
        return Checked(
            Attachment.Kind.CSV, csv_files.clean(content), clean_name(upload.name, "csv")
        )
    raise ValidationError(
        _("This is neither a PDF nor a CSV file. Save it as one of the two and try again."),
        code="not_taken",
    )


def clean_name(name, ending):
    """The name of the file as readers keep it: its letters, and an ending that tells the truth."""
    name = unicodedata.normalize("NFC", str(name)).replace("\\", "/").rpartition("/")[2]
    words = NOT_IN_NAMES.sub("-", PurePosixPath(name).stem or "").strip("- ")[:LONGEST_NAME]
    return f"{words.strip('- ') or 'file'}.{ending}"


@transaction.atomic
def put(attachment, file, *, by):
    """Put a checked file into a row, new or old, and save it; an earlier one goes with the change."""
    earlier = attachment.file.name
    attachment.kind, attachment.size = file.kind, len(file.content)
    attachment.download_name, attachment.added_by = file.download_name, by
    name = f"{FOLDER}{secrets.token_hex(16)}.{file.kind}"
    attachment.file.save(name, ContentFile(file.content), save=False)
    attachment.save()
    forget(earlier)


@transaction.atomic
def remove(attachment):
    earlier = attachment.file.name
    attachment.delete()
    forget(earlier)


def forget(name):
    """Remove a file once no row names it any more."""
    if name:
        transaction.on_commit(lambda: private_files.storage().delete(name))
