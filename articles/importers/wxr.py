"""Reading a WordPress export (WXR): checked whole first, then item by item, in bounded memory."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
LOCAL = re.compile(r"\{https?://wordpress\.org/export/[\d.]+/(?:excerpt/)?\}(?P<name>\w+)")
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
SHORT_ADDRESS = re.compile(r"[?&]p=(?P<number>\d{1,18})")
YEARS = range(1900, 2200)
NEVER = "0000-00-00 00:00:00"


class NotAnExport(Exception):
    """The file cannot be read as a WordPress export. Nothing was written."""


@dataclass
class Item:
    """One <item>: a post, page, attachment or something else."""

    number: str = ""
    type: str = ""
    status: str = ""
    password: str = ""
    title: str = ""
    link: str = ""
    guid: str = ""
    slug: str = ""
    content: str = ""
    excerpt: str = ""
    creator: str = ""
    written_at: datetime | None = None
    changed_at: datetime | None = None
    categories: list = field(default_factory=list)  # (domain, nicename, name)
    meta: dict = field(default_factory=dict)
    comments: int = 0
    is_sticky: bool = False
    attachment_url: str = ""

    @property
    def label(self):
        """How the report names it."""
        return f"{self.type or 'item'} {self.number[:20] or '?'} “{self.title[:60]}”"


@dataclass
class Export:
    """What stands above the items, and what was counted in the first reading."""

    path: str
    title: str = ""
    site: str = ""
    authors: dict = field(default_factory=dict)  # login -> name
    attachments: dict = field(default_factory=dict)  # number -> Item
    counts: Counter = field(default_factory=Counter)

    def items(self):
        """Every item again, in the order of the file."""
        yield from (item for item in events(self.path) if isinstance(item, Item))


def read(path):
    """Read the whole file once: NotAnExport if it is not well-formed or no export."""
    export = Export(str(path))
    for found in events(path):
        if isinstance(found, Item):
            export.counts[found.type] += 1
            if found.type == "attachment":
                found.content = found.content[:1000]
                export.attachments[found.number] = found
        else:
            take_head(export, *found)
    if not export.counts:
        raise NotAnExport(f"{path} holds no items: it is not a WordPress export.")
    return export


def take_head(export, name, element):
    """What stands outside the items: the site's address and its authors."""
    if name == "author":
        words = {local(child.tag): clean(child.text) for child in element}
        login = words.get("author_login", "")
        export.authors[login] = words.get("author_display_name") or login
    elif name in ("base_site_url", "base_blog_url", "link") and not export.site:
        export.site = urlsplit(clean(element.text)).netloc
    elif name == "title" and not export.title:
        export.title = clean(element.text)


def events(path):
    """Items, and (name, element) for what stands outside them."""
    try:
        with open(path, "rb") as file:
            yield from parsed(file)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise NotAnExport(f"{path} is not well-formed: {describe(error)}.") from error
    except OSError as error:
        raise NotAnExport(f"{path} cannot be read: {error.strerror}.") from error


def describe(error):
    if isinstance(error, DefusedXmlException):
        return "it declares entities, which no export needs"
    return str(error)


def parsed(file):
    inside, root = 0, None
    for event, element in ElementTree.iterparse(file, events=("start", "end"), forbid_dtd=True):
        root = element if root is None else root
        if event == "start":
            inside += element.tag == "item"
        elif element.tag == "item":
            inside -= 1
            yield item_of(element)
            element.clear()
            forget(root)
        elif not inside and local(element.tag) != "channel" and element is not root:
            yield local(element.tag), element


def forget(root):
    """Let go of the items that were read: a large file must not stand in memory whole."""
    channel = root.find("channel")
    for element in list(channel if channel is not None else []):
        if element.tag == "item":
            channel.remove(element)


def local(tag):
    match = LOCAL.match(tag)
    return match["name"] if match else tag


def clean(text):
    """Text without what no text holds, trimmed."""
    return UNWANTED.sub("", text or "").strip()


def item_of(element):
    words, item = {}, Item()
    for child in element:
        name = local(child.tag)
        if name == "postmeta":
            pair = {local(part.tag): part.text for part in child}
            item.meta[clean(pair.get("meta_key"))] = clean(pair.get("meta_value"))
        elif name == "category":
            place = (child.get("domain", "category"), child.get("nicename", ""), clean(child.text))
            item.categories.append(place)
        elif name == "comment":
            item.comments += 1
        else:
            words.setdefault("content" if child.tag == CONTENT else name, child.text)
    fill(item, words)
    return item


def fill(item, words):
    item.type = clean(words.get("post_type"))
    item.status = clean(words.get("status"))
    # Not trimmed: WordPress takes a blank for a password like any other.
    item.password = UNWANTED.sub("", words.get("post_password") or "")
    item.title, item.link = clean(words.get("title")), clean(words.get("link"))
    item.guid, item.slug = clean(words.get("guid")), clean(words.get("post_name"))
    item.number = clean(words.get("post_id")) or number_in(item.guid) or number_in(item.link)
    item.content = UNWANTED.sub("", words.get("content") or "")
    item.excerpt = clean(words.get("encoded"))
    item.creator = clean(words.get(CREATOR))
    item.is_sticky = clean(words.get("is_sticky")) == "1"
    item.attachment_url = clean(words.get("attachment_url"))
    item.written_at = moment(words, "post_date_gmt", "post_date")
    item.changed_at = moment(words, "post_modified_gmt", "post_modified", feed=False)


def number_in(address):
    """Some exports leave the number out; WordPress's short address has it."""
    match = SHORT_ADDRESS.search(address)
    return match["number"] if match else ""


def moment(words, *names, feed=True):
    """The first of these dates that is one; then the feed's own. WordPress writes zeros for none."""
    for name in names:
        value = clean(words.get(name))
        try:
            if value and value != NEVER:
                found = datetime.strptime(value, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
                if found.year in YEARS:
                    return found
        except ValueError:
            continue
    try:
        found = parsedate_to_datetime(clean(words.get("pubDate"))) if feed else None
    except (ValueError, TypeError):
        return None
    if found is None or found.year not in YEARS:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
