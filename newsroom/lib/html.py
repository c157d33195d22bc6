"""HTML from people, made safe: a strict allow-list around nh3, cleaned to a fixed point.

The one module that may call mark_safe. Rules: trust programme, finding 8.
"""

import html as entities
import re
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import mark_safe

MOST_PASSES = 6
# Nobody writes deeper; a parser of the tree gives up at 256, and nh3's time grows with the square.
DEEPEST, MOST_LEFT_OPEN = 64, 2000
SCHEMES = frozenset({"http", "https", "mailto"})
LINKS = frozenset({"href", "src", "cite", "data-embed"})
# Removed with what stands in them; other unknown tags lose only themselves.
REMOVED_WHOLE = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math",
                 "textarea", "select", "title", "xmp", "noembed", "noframes"}  # fmt: skip
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
CONTROL_ENTITIES = re.compile(r"&#(?:x0*(?P<hex>[0-9a-f]{1,6})|0*(?P<decimal>\d{1,7}));?", re.I)
# What a browser drops, or shows as nothing, within an address; and the slash of another system.
IN_LINKS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\ufeff\\]")
HOST = re.compile(r"[^\s@%<>\"'`{}|^]+")
MAILBOX = re.compile(r"[^@\s,;?&<>\"]+@[^@\s,;?&<>\"]+")
LINE_END = re.compile("%0[ad]", re.I)
# Tags that stay open until they are closed; a new <p> or <li> closes the last one.
NESTING = re.compile(r"<(?P<end>/?)(?!(?:p|li|br|hr|img|input|wbr|col|t[dhr])\b)[a-z]", re.I)
TAG = re.compile(r"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
BLOCK_END = re.compile(
    r"</(?:p|h[1-6]|li|blockquote|figcaption|caption|th|td|tr|div|cite|dt|dd|summary)>|<[bh]r>"
)
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Policy:
    """What markup may stay.

    tags: each allowed tag and its attributes. classes: tag -> the class values it may carry.
    values: (tag, attribute) -> a compiled pattern which the whole value must match.
    """

    tags: dict
    classes: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)

    @cached_property
    def cleaner(self):
        return nh3.Cleaner(
            tags=set(self.tags),
            attributes={"*": set(), **{tag: self.attributes_of(tag) for tag in self.tags}},
            clean_content_tags=REMOVED_WHOLE - set(self.tags),
            attribute_filter=self.keep,
            generic_attribute_prefixes=set(),
            link_rel=None,
            url_schemes=set(SCHEMES),
            strip_comments=True,
        )

    def attributes_of(self, tag):
        return {*self.tags[tag], *(["class"] if tag in self.classes else [])}

    def keep(self, tag, name, value):
        """The value to keep, or None to drop the attribute."""
        if name == "class":
            return self.keep_classes(tag, value)
        if name in LINKS:
            value = value.strip(" \t\n")
            if not is_safe_link(value):
                return None
        pattern = self.values.get((tag, name))
        return value if pattern is None or pattern.fullmatch(value) else None

    def keep_classes(self, tag, value):
        """The allowed ones of these classes, each once, in their order."""
        kept = [name for name in dict.fromkeys(value.split()) if name in self.classes.get(tag, ())]
        return " ".join(kept) or None


def clean(text_html, policy):
    """What of this HTML the policy allows, safe to show: clean(clean(x)) == clean(x)."""
    text_html = normal(text_html)
    if depth(text_html) > MOST_LEFT_OPEN:
        text_html = entities.escape(text_html, quote=False)
    for _ in range(MOST_PASSES):
        cleaned = normal(policy.cleaner.clean(text_html))
        if cleaned == text_html and depth(cleaned) <= DEEPEST:
            return mark_safe(cleaned)
        text_html = cleaned
    # Markup that will not settle, or is too deep to read: its words alone.
    return mark_safe(policy.cleaner.clean(entities.escape(plain_text(text_html), quote=False)))


def depth(text_html):
    """How many tags are open at once."""
    deepest = now = 0
    for match in NESTING.finditer(text_html):
        now = max(now - 1, 0) if match["end"] else now + 1
        deepest = max(deepest, now)
    return deepest


def normal(text):
    """One spelling of line ends; no NUL, no byte-order mark, neither as such nor as entities."""
    text = CONTROL_ENTITIES.sub(_without_controls, text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROLS.sub("", text)


def _without_controls(match):
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    if code == 13:
        return "\n"
    if 0x80 <= code <= 0x9F:  # browsers read these as Windows-1252: &#146; is an apostrophe
        return entities.unescape(f"&#{code};")
    if code > 0x10FFFF or CONTROLS.match(chr(code)):
        return ""
    return match[0]


def is_safe_link(address):
    """An http(s) or mailto address, or a path, query or fragment of ours."""
    if IN_LINKS.search(address):
        return False
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  (raises where the port is no number)
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return bool(MAILBOX.fullmatch(parts.path)) and not LINE_END.search(address)
    if parts.scheme:
        return parts.scheme in SCHEMES and bool(HOST.fullmatch(parts.netloc))
    return address.startswith(("/", "#", "?")) and not address.startswith("//")


def plain_text(text_html):
    """The words alone, with one space between blocks."""
    spaced = BLOCK_END.sub(lambda match: f"{match[0]} ", text_html)
    return SPACE.sub(" ", entities.unescape(TAG.sub("", spaced))).strip()


def trusted(text_html):
    """Mark markup that our own code built from cleaned parts as safe to show."""
    return mark_safe(text_html)
