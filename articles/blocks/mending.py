"""Any allowed markup brought into the canonical form: nothing loose, nothing hidden in wrappers."""

import re

from articles.blocks.policy import BLOCK_POLICY
from articles.blocks.trees import is_line, root_of, serialised
from articles.elements import drop, element, wrap
from newsroom.lib import html

MOST_PASSES = 6
# What other editors write, in our words.
OUR_NAMES = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "div": "p",
             "center": "p", "article": "p", "main": "p", "header": "p", "footer": "p", "pre": "p",
             "address": "p", "dt": "p", "dd": "p", "summary": "p"}  # fmt: skip
OTHER_NAME = re.compile(rf"<(?P<end>/?)(?P<name>{'|'.join(OUR_NAMES)})(?=[\s/>])", re.I)
ALONE = {"p", "h2", "h3", "ul", "ol", "blockquote", "hr", "figure", "table", "aside", "section"}
HEADINGS = {"h2", "h3"}
MAY_NOT_BE_EMPTY = ("p", "h2", "h3", "ul", "ol", "li", "blockquote", "aside", "section", "cite",
                    "figure", "figcaption", "caption", "em", "strong", "span", "bdi", "a", "sup",
                    "sub", "code", "abbr")  # fmt: skip
SAYS_SOMETHING = (
    "descendant-or-self::*[@data-picture or @data-embed or self::table or self::hr or @id]"
)
STRAY = ".//li[not(parent::ul or parent::ol)] | .//figcaption[not(parent::figure)]"
KINDS_OF_FIGURE = {"data-picture": "plate", "data-chart": "fig chart", "data-embed": "embed"}


def clean(body_html):
    """Whatever an editor or an import gave, in the canonical form: clean(clean(x)) == clean(x)."""
    text = html.clean(OTHER_NAME.sub(in_our_name, body_html), BLOCK_POLICY)
    for _ in range(MOST_PASSES):
        mended = html.clean(serialised(mend(root_of(text))), BLOCK_POLICY)
        if mended == text:
            return mended
        text = mended
    return serialised_words(text)


def parse(body_html):
    """The top-level blocks of a text, in the canonical form."""
    return list(root_of(clean(body_html)))


def serialised_words(text):
    """The words as one paragraph, where the markup will not settle."""
    words = html.plain_text(text)
    return html.clean(serialised([element("p", words)] if words else []), BLOCK_POLICY)


def in_our_name(match):
    return f"<{match['end']}{OUR_NAMES[match['name'].lower()]}"


def mend(root):
    """The blocks, each of which can stand alone."""
    unwrap(root)
    for stray in root.xpath(STRAY):
        stray.tag = "p"
        stray.attrib.clear()
    gather(root, alone=ALONE)
    for outer in root.iter("blockquote", "aside", "section"):
        gather(outer, alone=ALONE | {"cite"})
    for outer in root.iter("ul", "ol"):
        gather(outer, alone={"li"}, into="li")
    one_line(root)
    for table in root.findall("table"):
        wrap(table, element("figure"))
    for figure in root.iter("figure"):
        name_figure(figure)
    for bare in [inner for inner in root.iter("a", "span") if not inner.attrib]:
        bare.drop_tag()
    drop_empty(root)
    return list(root)


def unwrap(root):
    """Sections and asides that are not ours, and headings that hold blocks, dissolve."""
    for outer in list(root.iter("section", "aside", "h2", "h3")):
        if holds_blocks(outer) if outer.tag in HEADINGS else not outer.get("class"):
            outer.addprevious(element("hr"))  # keeps the words before and after it apart
            outer.addnext(element("hr"))
            outer.drop_tag()


def holds_blocks(outer):
    return next(outer.iterdescendants(*ALONE), None) is not None


def gather(holder, *, alone, into="p"):
    """Words and inline markup that stand loose among blocks get a block of their own."""
    block, loose = None, holder.text
    holder.text = None
    for inner in list(holder):
        if loose and (block is not None or loose.strip()):
            block = with_words(block, loose, into, before=inner)
        loose, inner.tail = inner.tail, None
        if inner.tag in alone:
            block = None
        else:
            block = with_words(block, "", into, before=inner)
            block.append(inner)
    if loose and loose.strip():
        if block is None:
            holder.append(block := element(into))
        add_words(block, loose)


def with_words(block, words, tag, *, before):
    """The block that is being gathered, or a new one before this element; with these words."""
    if block is None:
        before.addprevious(block := element(tag))
    add_words(block, words)
    return block


def add_words(block, words):
    if len(block):
        block[-1].tail = (block[-1].tail or "") + words
    else:
        block.text = (block.text or "") + words


def one_line(root):
    """One paywall line, between blocks; other rules go."""
    found = False
    for rule in list(root.iter("hr")):
        block = next(outer for outer in [rule, *rule.iterancestors()] if outer.getparent() is root)
        if is_line(rule) and not found:
            found = True
            if block is not rule:
                block.addprevious(element("hr", css="paywall"))
                drop(rule)
        else:
            drop(rule)


def name_figure(figure):
    """A figure's class follows from what it shows."""
    kinds = [kind for data, kind in KINDS_OF_FIGURE.items() if figure.get(data)]
    if kinds:
        figure.set("class", kinds[0])
    elif figure.find(".//table") is not None:
        figure.set("class", "fig table")


def drop_empty(root):
    """Paragraphs, headings, lists, emphasis and links with nothing in them."""
    for inner in reversed(list(root.iter(*MAY_NOT_BE_EMPTY))):
        if not inner.text_content().strip() and not inner.xpath(SAYS_SOMETHING):
            drop(inner)
