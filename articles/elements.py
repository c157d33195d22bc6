"""Elements of a text: made, marked, moved and removed."""

from django.utils import translation
from lxml import html as lxml_html


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


def ours(element, language):
    """Mark an element of interface words where the text around it is in another language."""
    spoken = (translation.get_language() or "en").split("-")[0]
    if spoken != language:
        element.set("lang", spoken)
        element.set("dir", "rtl" if translation.get_language_bidi() else "ltr")
    return element
