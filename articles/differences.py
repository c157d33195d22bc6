"""What differs between two texts, in words: for people who compare, not for machines that patch."""

import difflib
import re
from dataclasses import dataclass

from django.utils.html import escape

from articles import blocks
from newsroom.lib import html

WORDS = re.compile(r"\s+|[^\s]+")
# Longer than this, a block is shown as changed whole: comparing is quadratic.
LONGEST_BLOCK = 4000  # words


@dataclass(frozen=True)
class Row:
    """Two blocks side by side; marked where they differ, empty where one has no counterpart."""

    left_html: str
    right_html: str
    is_changed: bool


def of_bodies(left, right):
    """Rows of the two bodies' blocks as words, in order."""
    return of_lines(lines_of(left), lines_of(right))


def lines_of(text):
    return [line for line in (words_of(block) for block in blocks.parse(text)) if line]


def words_of(block):
    """The words of a block; what has none is named by what it is."""
    if blocks.is_line(block):
        return "— — —"
    return " ".join(block.text_content().split()) or f"[{block.tag}]"


def of_lines(left, right):
    """Rows of two lists of lines."""
    rows = []
    for kind, start, end, other_start, other_end in opcodes(left, right):
        before, after = left[start:end], right[other_start:other_end]
        if kind == "equal":
            rows += [Row(escape(line), escape(line), False) for line in before]
        else:
            rows += changed(before, after)
    return rows


def changed(before, after):
    """Rows of lines that differ: pair by pair, then what is left over."""
    rows = []
    for place in range(max(len(before), len(after))):
        left = before[place] if place < len(before) else ""
        right = after[place] if place < len(after) else ""
        rows.append(Row(*of_words(left, right), True))
    return rows


def of_words(left, right):
    """The two lines with <del> and <ins> around the words that differ."""
    old, new = WORDS.findall(left), WORDS.findall(right)
    if max(len(old), len(new)) > LONGEST_BLOCK:
        return marked("del", left), marked("ins", right)
    before, after = [], []
    for kind, start, end, other_start, other_end in opcodes(old, new):
        mark = kind != "equal"
        before.append(marked("del" if mark else "", "".join(old[start:end])))
        after.append(marked("ins" if mark else "", "".join(new[other_start:other_end])))
    return html.trusted("".join(before)), html.trusted("".join(after))


def marked(tag, words):
    safe = escape(words)
    return html.trusted(f"<{tag}>{safe}</{tag}>" if tag and words else safe)


def opcodes(left, right):
    return difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
