"""Text to tree and back: the one way in which the text of an article is taken apart."""

from lxml import html as lxml_html

from articles.blocks.policy import BLOCK_POLICY
from articles.blocks.words import word_count
from newsroom.lib import html

PARSER = lxml_html.HTMLParser(huge_tree=True)


def root_of(body_html):
    """An element whose children are the blocks of this text, cleaned."""
    cleaned = html.clean(body_html, BLOCK_POLICY)
    return lxml_html.fragment_fromstring(cleaned, create_parent="div", parser=PARSER)


def write(blocks):
    """Blocks as HTML again, cleaned."""
    return html.clean(serialised(blocks), BLOCK_POLICY)


def serialised(blocks):
    return "\n".join(
        lxml_html.tostring(block, encoding="unicode", with_tail=False) for block in blocks
    )


def is_line(block):
    """Is this the paywall line?"""
    return block.tag == "hr" and "paywall" in block.get("class", "")


def words_of(*blocks):
    return sum(word_count(block.text_content()) for block in blocks)
