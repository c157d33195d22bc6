"""Text to tree and back: the one way in which the text of an article is taken apart."""

from lxml import html as lxml_html

from articles.blocks.policy import BLOCK_POLICY
from articles.blocks.words import word_count
from newsroom.lib import html

PARSER = lxml_html.HTMLParser(huge_tree=True)


def parse(body_html):
    """The top-level blocks of a text."""
    return list(root_of(body_html))


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


def element(tag, text="", **attributes):
    """A new element; `css` is its class."""
    made = lxml_html.Element(tag)
    for name, value in attributes.items():
        made.set("class" if name == "css" else name.replace("_", "-"), value)
    made.text = text or None
    return made


def drop(inner):
    """Remove an element with what stands in it, but not what follows it."""
    tail, before, parent = inner.tail or "", inner.getprevious(), inner.getparent()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(inner)


def wrap(inner, outer):
    """Put `outer` where `inner` stands, and `inner` into it."""
    inner.getparent().replace(inner, outer)
    outer.tail, inner.tail = inner.tail, None
    outer.append(inner)
