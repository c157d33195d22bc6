"""Which part of a text everybody may read: cut between blocks, never through markup."""

import re
from copy import deepcopy

from articles.blocks.mending import parse
from articles.blocks.trees import is_line, words_of, write
from articles.blocks.words import word_count
from articles.elements import drop, element

# The lead-in where no paywall line stands: no more than this of the text, and never the whole.
LONGEST_LEAD_IN = 120
LARGEST_SHARE = 0.4
# A line below which less than this stands would give the text away: the rule cuts instead.
LEAST_LEFT = 0.1
SHORTEST_OPENING = 6
# Where the rule looks for the lead-in; it passes over pictures, tables and key points.
HEADINGS, PASSED_OVER = {"h2", "h3"}, {"figure", "table", "aside"}
# A full stop after these ends no sentence ("in Jan. 2026", "Prof. Haddad").
ABBREVIATIONS = {
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "prof",
    "gen", "sen", "rep", "gov", "capt", "col", "maj", "sgt", "rev", "hon", "mrs", "messrs", "etc",
    "inc", "corp", "ltd", "bros", "dept", "est", "approx", "vol", "fig", "ave", "blvd",
}  # fmt: skip
WORD_END = re.compile(r"(?<=\w)(?=\s)")
SENTENCE_END = re.compile(r"(?<=\w\w\w[.!?؟۔])[\"”’»)]*(?=\s)")


def public_part(body_html, *, is_gated=True, free_sample_chapter=None):
    """What everybody may read: all of a free text; else the lead-in and a report's sample chapter.

    Between those two stands the paywall line, so that whoever shows them can mark the seam.
    """
    blocks = parse(body_html)
    if not is_gated:
        return write(block for block in blocks if not is_line(block))
    notes = [block for block in blocks if is_notes(block)]
    above, below = split([block for block in blocks if not is_notes(block)])
    sample = sample_of(below, free_sample_chapter, whole=words_of(*above, *below))
    seam = [element("hr", css="paywall")] if sample else []
    return write([*above, *seam, *sample, *notes_of(above + sample, notes)])


def split(blocks):
    """The blocks above the paywall line and those below it; by the rule where there is no line."""
    lines = [place for place, block in enumerate(blocks) if is_line(block)]
    text = [block for block in blocks if not is_line(block)]
    if lines:
        above, below = blocks[: lines[0]], [b for b in blocks[lines[0] :] if not is_line(b)]
        if leaves_enough(below, whole=words_of(*text)):
            return above, below
    return split_by_rule(text)


def leaves_enough(below, *, whole):
    return words_of(*below) > LEAST_LEFT * whole


def split_by_rule(blocks):
    """The first paragraphs, up to a share of the text, or the first sentences of a long one."""
    limit = min(LONGEST_LEAD_IN, int(words_of(*blocks) * LARGEST_SHARE))
    shown = []
    for block in blocks:
        if block.tag in PASSED_OVER and not shown:
            continue
        if block.tag not in {"p", *HEADINGS} or words_of(*shown, block) > limit:
            break
        shown.append(block)
    while shown and shown[-1].tag in HEADINGS:
        shown.pop()
    below = [block for block in blocks if block not in shown]
    return shown or opening(below, limit), below


def opening(blocks, limit):
    """The first sentences of the first paragraph, as far as they fit; its first words where none does."""
    first = next((block for block in blocks if block.tag not in PASSED_OVER), None)
    if first is None or first.tag != "p":
        return []
    if end := last_end(first, limit):
        return [cut_after(first, *end)]
    return first_words(first, limit)


def last_end(paragraph, limit):
    """(piece, letter) where the last sentence that fits ends, outside all inline markup."""
    return last_place(paragraph, limit, SENTENCE_END, fits=ends_a_sentence)


def last_place(paragraph, limit, pattern, *, fits=lambda match: True):
    """(piece, letter) of the last such place within the limit. It looks no further than that."""
    found, before = None, 0
    for place, words in enumerate(pieces(paragraph)):
        for match in pattern.finditer(words):
            taken = before + word_count(words[: match.end()])
            if taken > limit:
                return found
            if taken >= SHORTEST_OPENING and fits(match):
                found = place, match.end()
        before += word_count(words)
        if before > limit:
            break
        if place < len(paragraph):
            before += words_of(paragraph[place])
    return found


def ends_a_sentence(match):
    """Not where its stop belongs to an abbreviation."""
    last = re.findall(r"\w+", match.string[max(match.start() - 12, 0) : match.end()])[-1]
    return last.lower() not in ABBREVIATIONS


def first_words(paragraph, limit):
    """The paragraph up to the last word that fits, outside all inline markup, and an ellipsis."""
    found = last_place(paragraph, limit, WORD_END)
    if found is None:
        return []
    short = cut_after(paragraph, *found)
    if len(short):
        short[-1].tail += "…"
    else:
        short.text += "…"
    return [short]


def pieces(paragraph):
    """The paragraph's own words: before its first inline element, and after each."""
    return [paragraph.text or "", *(inner.tail or "" for inner in paragraph)]


def cut_after(paragraph, place, end):
    """The paragraph's pieces and inline elements up to this place."""
    short = deepcopy(paragraph)
    for inner in short[place:]:
        short.remove(inner)
    if place:
        short[place - 1].tail = short[place - 1].tail[:end]
    else:
        short.text = short.text[:end]
    return short


def sample_of(below, number, *, whole):
    """The nth chapter below the line, unless nothing would be left: its subhead and what follows."""
    starts = [place for place, block in enumerate(below) if block.tag == "h2"]
    if not number or number > len(starts):
        return []
    end = starts[number] if number < len(starts) else len(below)
    rest = below[: starts[number - 1]] + below[end:]
    return below[starts[number - 1] : end] if leaves_enough(rest, whole=whole) else []


def is_notes(block):
    return block.tag == "section" and "footnotes" in block.get("class", "")


def notes_of(shown, sections):
    """The footnotes that the shown blocks refer to, under their numbers, and no other."""
    wanted = {link.get("href", "")[1:] for block in shown for link in block.iter("a")}
    marks = {link.get("id") for block in shown for link in block.iter("a")}
    kept = []
    for section in sections:
        for number, note in enumerate(list(section.iter("li")), start=1):
            if note.get("id") in wanted:
                note.set("value", note.get("value") or str(number))
                drop_ways_back(note, marks)
            else:
                drop(note)
        kept += [section] if section.find(".//li") is not None else []
    return kept


def drop_ways_back(note, marks):
    """A note's links back to places that are not shown lead nowhere."""
    for link in list(note.iter("a")):
        if link.get("href", "").startswith("#fnref") and link.get("href")[1:] not in marks:
            drop(link)
