"""Mending the markup of old texts: WordPress's own forms out, headings, tables and links in order.

Every change that a reader might notice is said in the report.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from html import escape

from lxml import html as lxml_html

from articles import blocks, embeds
from articles.importers import forms
from articles.importers.addresses import file_name, host_of, is_address

KEPT_WORDS = {"b": "strong", "i": "em", "strike": "s", "tt": "code", "kbd": "code", "samp": "code",
              "var": "em", "dfn": "em", "q": "em"}  # fmt: skip
DROPPED = (
    "script",
    "style",
    "form",
    "input",
    "button",
    "select",
    "textarea",
    "noscript",
    "svg",
    "template",
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass
class Mended:
    """Canonical HTML, what was changed (said once, with its number), and pictures referred to."""

    html: str = ""
    changes: Counter = field(default_factory=Counter)
    pictures: list = field(default_factory=list)


def mend(content, *, take_picture=None):
    """The text in our canonical form. `take_picture(url, alt, caption)` gives a picture's number."""
    mended = Mended()
    text = forms.in_paragraphs(forms.plain(content, mended.changes))
    # A parent of lxml's own, since one stray </div> would end a parent of ours; and a space after
    # each, or the words around a stray one would become one word.
    text = text.replace("</div>", "</div> ")
    root = lxml_html.fragment_fromstring(text, create_parent="div")
    tidy(root, mended, take_picture)
    inner = escape(root.text or "", quote=False) + "".join(
        lxml_html.tostring(child, encoding="unicode") for child in root
    )
    mended.html = blocks.write(blocks.parse(inner))
    return mended


def tidy(root, mended, take_picture):
    for name in DROPPED:
        for element in list(root.iter(name)):
            drop(element)
            mended.changes[f"<{name}> removed"] += 1
    for frame in list(root.iter("iframe", "embed", "object")):
        replace_frame(frame, mended.changes)
    for media in list(root.iter("video", "audio")):
        replace_media(media, mended.changes)
    for figure in [*root.iter("figure")]:
        check_embed(figure)
    for picture in list(root.iter("img")):
        replace_picture(picture, mended, take_picture)
    for element in root.iter():
        plain(element, mended.changes)
    order_headings(root, mended.changes)
    for table in root.iter("table"):
        give_heads(table, mended.changes)
    for link in list(root.iter("a")):
        mend_link(link, mended.changes)
    drop_empty(root)


def drop(element):
    """Remove an element with what stands in it, but not what follows it."""
    tail, before, parent = element.tail or "", element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def swap(element, other):
    other.tail, element.tail = element.tail, None
    element.getparent().replace(element, other)


def link_to(address, words):
    paragraph = lxml_html.Element("p")
    link = lxml_html.Element("a", {"href": address})
    link.text = words
    paragraph.append(link)
    return paragraph


def replace_frame(frame, changes):
    """A frame of a provider we know waits for a click; any other becomes a link."""
    address = frame.get("src") or frame.get("data") or ""
    if address.startswith("//"):
        address = f"https:{address}"
    if not address.startswith("http"):
        drop(frame)
        changes["frame without an address removed"] += 1
    elif embeds.frame_of(address):
        swap(frame, lxml_html.Element("figure", {"data-embed": address}))
        changes["frame made to wait for a click"] += 1
    else:
        swap(frame, link_to(address, host_of(address) or address))
        changes["frame of an unknown provider kept as a link"] += 1


def check_embed(figure):
    """An embed that no provider knows is a link; WordPress writes embeds as bare addresses too."""
    address = figure.get("data-embed")
    bare = figure.text_content().strip()
    if address is None and re.fullmatch(r"https?://\S+", bare) and figure.find(".//img") is None:
        address = bare
    if address is None:
        return
    for child in list(figure):
        figure.remove(child)
    figure.text = None
    if embeds.frame_of(address):
        figure.set("data-embed", address)
    else:
        swap(figure, link_to(address, host_of(address) or address))


def replace_media(media, changes):
    source = media.find(".//source")
    address = media.get("src") or (source.get("src") if source is not None else "")
    if address:
        swap(media, link_to(address, file_name(address)))
        changes[f"<{media.tag}> kept as a link"] += 1
    else:
        drop(media)
        changes[f"<{media.tag}> without a source removed"] += 1


def replace_picture(picture, mended, take_picture):
    """A picture that was fetched stands in the text; any other is kept as a link to it."""
    address, alt = picture.get("src", ""), " ".join(picture.get("alt", "").split())
    if not address.startswith(("http://", "https://", "//")):
        drop(picture)
        mended.changes["picture without an address removed"] += 1
        return
    figure = next(picture.iterancestors("figure"), None)
    caption = figure.find(".//figcaption") if figure is not None else None
    words = caption.text_content().strip() if caption is not None else ""
    mended.pictures.append((address, alt, words))
    number = take_picture(address, alt, words) if take_picture else None
    if number:
        stand(picture, number)
    else:
        keep_reference(picture, address, alt or words)
        mended.changes["picture kept as a reference"] += 1
    if not alt:
        mended.changes["picture without a description"] += 1


def stand(picture, number):
    """Put the picture where it stood, in a figure of its own."""
    figure = next(picture.iterancestors("figure"), None)
    if figure is not None and figure.get("data-picture") is None:
        figure.set("data-picture", str(number))
        figure.set("class", "plate")
        drop(picture)
    else:
        swap(picture, lxml_html.Element("figure", {"data-picture": str(number), "class": "plate"}))


def keep_reference(picture, address, words):
    words = words or file_name(address)
    holder = picture.getparent()
    if holder.tag == "a":  # a picture that links to itself: the link stays, with words in it
        span = lxml_html.Element("span")
        span.text = words
        swap(picture, span)
    else:
        link = lxml_html.Element("a", {"href": address})
        link.text = words
        swap(picture, link)


def plain(element, changes):
    """No ids, classes or styles of another site; old words for strong and emphasis."""
    if not isinstance(element.tag, str):
        return
    if element.tag in KEPT_WORDS:
        element.tag = KEPT_WORDS[element.tag]
    if element.tag in (
        "section",
        "aside",
        "article",
        "header",
        "footer",
        "center",
        "address",
        "details",
    ):
        element.tag = "div"
    if element.tag in ("dt", "dd", "summary", "pre"):
        element.tag = "p"
    kept = {"href", "data-embed", "data-picture", "colspan", "rowspan", "start", "lang", "hreflang"}
    classes = element.get("class", "")
    for name in [name for name in element.attrib if name not in kept]:
        del element.attrib[name]
    if element.tag == "hr" and "paywall" in classes:
        element.set("class", "paywall")
    if element.tag == "figure" and element.get("data-picture"):
        element.set("class", "plate")


def order_headings(root, changes):
    """The text's first heading is a second-level one, and no level is left out."""
    found = [element for element in root.iter(*HEADINGS) if element.text_content().strip()]
    if not found:
        return
    top = min(int(element.tag[1]) for element in found)
    last = 1
    for element in found:
        level = min(max(int(element.tag[1]) - top + 2, 2), 3, last + 1)
        if element.tag != f"h{level}":
            changes["heading levels put in order"] += 1
            element.tag = f"h{level}"
        last = level


def give_heads(table, changes):
    """A table's first row says what its columns are."""
    rows = list(table.iter("tr"))
    if not rows:
        return
    for cell in rows[0]:
        if cell.tag == "td":
            cell.tag = "th"
            changes["first row of a table made its head"] += 1
        cell.set("scope", "col")
        if not cell.text_content().strip():
            cell.tag = "td"
            del cell.attrib["scope"]
    for row in rows[1:]:
        for cell in row:
            if cell.tag == "th":
                cell.set("scope", "row")


def mend_link(link, changes):
    """A link has an address and a name; one that leads nowhere is only words."""
    address = (link.get("href") or "").strip()
    if not address or address.startswith("#") or not is_address(address):
        link.tag = "span"
        link.attrib.clear()
        changes["link that led nowhere made words"] += 1
    elif not link.text_content().strip() and link.find(".//img") is None:
        link.text = host_of(address) or file_name(address)
        changes["unnamed link given a name"] += 1


def drop_empty(root):
    """Paragraphs, headings, lists and figures with nothing in them."""
    for element in reversed(
        list(root.iter("p", "figure", "li", "ul", "ol", "blockquote", *HEADINGS))
    ):
        if not says_something(element):
            drop(element)


def says_something(element):
    """Words, a picture, an embed, or the paywall line."""
    fills = element.xpath("descendant-or-self::*[@data-embed or @data-picture or self::hr]")
    return bool(element.text_content().strip() or fills)
