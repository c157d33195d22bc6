"""CSV files: text in UTF-8, in which no cell is a formula."""

import csv
import io
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SEPARATORS = ",;\t|"
MARK = "\ufeff"  # by which some programs know UTF-8
# Windows' own, for files of older programs. Bytes that it has no letter for are no text.
ENCODINGS = ("utf-8", "cp1252")
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
OTHER_FORMATS = ("<", "{\\rtf", "%!PS")
NUMBER = r"[+-]?\d[\d.,'\u00a0 ]{0,40}(?:[eE][+-]?\d{1,4})?%?"
# A cell, or what another program may take for one, that begins as a formula does. Numbers do, too.
FORMULA = re.compile(
    rf"(^|[{re.escape(SEPARATORS)}\r\n])"
    rf"""(?=[\s"]{{0,64}}[=+\-@＝＋－＠])(?! {{0,3}}{NUMBER} {{0,3}}(?:\Z|[{re.escape(SEPARATORS)}\r\n]))"""
)


def clean(content):
    """The same table as UTF-8, its formulas made words; ValidationError for what is no table."""
    text = decoded(content)
    mark, text = text[: text.startswith(MARK)], text.removeprefix(MARK)
    separator = separator_of(text)
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=separator, lineterminator="\r\n")
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            writer.writerow([harmless(cell) for cell in row])
    except csv.Error as error:
        raise ValidationError(
            _("This CSV file has a cell that we cannot read. Save it anew and try again."),
            code="damaged",
        ) from error
    return (mark + written.getvalue()).encode()


def decoded(content):
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        text = "\0"
    if NOT_TEXT.search(text) or text.removeprefix(MARK).lstrip().startswith(OTHER_FORMATS):
        raise ValidationError(
            _("This is not a CSV file that we can read. Save it as CSV in UTF-8 and try again."),
            code="not_csv",
        )
    if not text.removeprefix(MARK).strip():
        raise ValidationError(_("This file is empty."), code="empty")
    return text


def separator_of(text):
    """The one that its first line has most of."""
    first = text.lstrip().splitlines()[0]
    return max(SEPARATORS, key=first.count)


def harmless(cell):
    """The cell as words: with an apostrophe before what a spreadsheet would work out."""
    if cell[:1] in ("\t", "\r", "\n"):
        cell = f"'{cell}"
    return FORMULA.sub(r"\1'", cell)
