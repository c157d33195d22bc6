"""The words of a text: without its markup, counted, and the time they take."""

import math
import re

from newsroom.lib import html

# A footnote's mark is no word of the sentence it stands in, nor is the way back from the note.
NOTE_MARKS = re.compile(
    r'<sup class="fnref">.*?</sup>|<a [^>]*href="#fnref[^"]*"[^>]*>.*?</a>', re.S
)
# Between words: marks above and below letters, and the joiners of Persian, stand within them.
BETWEEN = re.compile(r"[\s—–/…]+")
LETTER = re.compile(r"\w")
# Arabic and Turkish say more with a word than English does.
WORDS_A_MINUTE = {"en": 230, "he": 190, "tr": 170, "fa": 170, "ar": 150}


def plain_text(body_html):
    return html.plain_text(NOTE_MARKS.sub("", body_html))


def word_count(text):
    return sum(1 for word in BETWEEN.split(text) if LETTER.search(word))


def reading_minutes(words, language="en"):
    return max(1, math.ceil(words / WORDS_A_MINUTE.get(language, WORDS_A_MINUTE["en"])))
