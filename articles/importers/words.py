"""Plain words out of the fields of an export, and what becomes a slug of them."""

import hashlib
import html as entities
import re

from django.utils.text import slugify

from newsroom.lib import html

TAG = re.compile(r"<[^<>]+>")
# More than any title or excerpt has: nothing that stands in a field is read for seconds.
LONGEST_WORDS = 10_000


def words_of(text):
    """Plain words: no tags, no entities, no double spaces."""
    text = text[:LONGEST_WORDS]
    return html.plain_text(entities.unescape(TAG.sub(" ", text)) if "<" in text else text)


def slug_of(*texts, otherwise, longest):
    """The first that has Latin letters; else a word and a fingerprint: “author-8c6f2d1e”.

    Our addresses of people and topics are plain ASCII; names in Arabic leave nothing of themselves.
    """
    slugs = (slugify(text)[:longest].strip("-_") for text in texts)
    return (
        next(filter(None, slugs), "")
        or f"{otherwise}-{fingerprint(next(filter(None, texts), ''))[:8]}"
    )


def fingerprint(text):
    return hashlib.sha256(text.encode()).hexdigest()
