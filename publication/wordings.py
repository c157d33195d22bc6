"""What the desk says in its own words: asked for where it is said, and only there."""

import re

from django.conf import settings
from django.utils import translation

from publication.models import Wording

PLACEHOLDER = re.compile(r"\{(\w+)\}")
BETWEEN_SENTENCES = re.compile(r"(?<=[.?!])\s+")


def of(group):
    """{key: text} of this group in the language of the page. One query."""
    language = (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]
    words = Wording.objects.filter(group=group, language=language).order_by("pk")
    return dict(words.values_list("key", "text"))


def rows(group):
    """[{part: text}] of keys such as “the-takeaway.name”, in the order in which they were added."""
    made = {}
    for key, text in of(group).items():
        row, _dot, part = key.partition(".")
        made.setdefault(row, {})[part] = text
    return list(made.values())


def filled(text, values):
    """The text with its placeholders filled; a sentence with an empty one is left out."""
    sentences = BETWEEN_SENTENCES.split(text.strip())
    return " ".join(fill(sentence, values) for sentence in sentences if is_whole(sentence, values))


def is_whole(sentence, values):
    return all(str(values.get(name) or "") for name in PLACEHOLDER.findall(sentence))


def fill(sentence, values):
    return PLACEHOLDER.sub(lambda match: str(values[match[1]]), sentence)
