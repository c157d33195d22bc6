"""The text of an article as blocks: cleaned, cut at the paywall line, rendered for reading."""

import math
import re

from lxml import html as lxml_html

from articles.block_policy import BLOCK_POLICY
from newsroom.lib import html

# The lead-in where no paywall line stands: no more than this of the text, and never the whole.
LONGEST_LEAD_IN = 120
LARGEST_SHARE = 0.4
WORDS_A_MINUTE = {"ar": 180, "fa": 180, "he": 190}
PICTURE = re.compile(r'data-picture="([1-9]\d{0,17})"')
WORD = re.compile(r"\w+(?:['’.,-]\w+)*")


def clean(body_html):
    """Whatever an editor or an import gave, in the canonical form."""
    return html.clean(body_html, BLOCK_POLICY)


def plain_text(body_html):
    return html.plain_text(body_html)


def word_count(text):
    return len(WORD.findall(text))


def reading_minutes(words, language="en"):
    return max(1, math.ceil(words / WORDS_A_MINUTE.get(language, 230)))


def picture_numbers(body_html):
    """The pictures that stand in this text."""
    return [int(number) for number in PICTURE.findall(body_html)]


def public_part(body_html, *, is_gated=True, free_sample_chapter=None):
    """What everybody may read: all of a free text; else the lead-in and a report's sample chapter."""
    blocks = parse(body_html)
    if not is_gated:
        return write(block for block in blocks if not is_line(block))
    above, below = split(blocks)
    notes = footnotes_of(above + (sample := chapter(below, free_sample_chapter)), below)
    return write([*above, *sample, *notes])


def split(blocks):
    """The blocks above the paywall line and those below it; by the rule where there is no line."""
    lines = [place for place, block in enumerate(blocks) if is_line(block) or holds_line(block)]
    if lines:
        place = lines[0]
        below = [block for block in blocks[place:] if not is_line(block)]
        if words_of(below):
            return blocks[:place], below
        blocks = blocks[:place]
    return split_by_rule([block for block in blocks if not is_line(block)])


def split_by_rule(blocks):
    """The first paragraphs, up to a share of the text; a short text shows none of itself."""
    limit = min(LONGEST_LEAD_IN, words_of(blocks) * LARGEST_SHARE)
    taken = 0
    for place, block in enumerate(blocks):
        taken += words_of([block])
        if block.tag != "p" or taken > limit:
            return blocks[:place], blocks[place:]
    return [], blocks


def chapter(below, number):
    """The nth chapter below the line: its subhead and what follows up to the next."""
    if not number:
        return []
    starts = [place for place, block in enumerate(below) if block.tag == "h2"]
    if number > len(starts):
        return []
    end = starts[number] if number < len(starts) else len(below)
    return [block for block in below[starts[number - 1] : end] if block.tag != "section"]


def footnotes_of(shown, below):
    """The footnotes that the shown blocks refer to, and no other."""
    wanted = {link.get("href", "")[1:] for block in shown for link in block.iter("a")}
    kept = []
    for section in (block for block in below if block.tag == "section"):
        for note in list(section.iter("li")):
            if note.get("id") not in wanted:
                note.getparent().remove(note)
        kept += [section] if section.find(".//li") is not None else []
    return kept


def is_line(block):
    return block.tag == "hr" and "paywall" in block.get("class", "")


def holds_line(block):
    return any(is_line(inner) for inner in block.iter("hr"))


def words_of(blocks):
    return sum(word_count(block.text_content()) for block in blocks)


def parse(body_html):
    """The top-level blocks of a text; loose words become paragraphs."""
    root = lxml_html.fragment_fromstring(clean(body_html), create_parent="div")
    if root.text and root.text.strip():
        root.insert(0, paragraph(root.text))
    for block in list(root):
        if block.tail and block.tail.strip():
            block.addnext(paragraph(block.tail))
        block.tail = None
    return list(root)


def paragraph(text):
    block = lxml_html.Element("p")
    block.text = text.strip()
    return block


def write(blocks):
    """Blocks as HTML again."""
    return clean("\n".join(lxml_html.tostring(block, encoding="unicode") for block in blocks))
