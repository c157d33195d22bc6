"""From stored text to what a reader sees: pictures, charts, authors and embeds filled in."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from articles import charts, embeds
from articles.blocks.isolation import RIGHT_TO_LEFT, isolate
from articles.blocks.trees import is_line, root_of, serialised
from articles.elements import element, ours, wrap
from newsroom.lib import html

AUTHOR = re.compile(r'data-author="([a-z0-9-]{1,120})"')
PICTURE = re.compile(r'data-picture="([1-9]\d{0,17})"')
SLOT = re.compile(r'<x-slot n="(\d+)"></x-slot>')


def picture_numbers(body_html):
    """The pictures that stand in this text."""
    return [int(number) for number in PICTURE.findall(body_html)]


def author_slugs(body_html):
    """The authors whom this text mentions."""
    return set(AUTHOR.findall(body_html))


def render(
    body_html,
    *,
    author_addresses=None,
    pictures=None,
    language="en",
    dateline="",
    own_host="",
    sample_chapter=None,
):
    """Stored text as reading HTML, cleaned again on the way.

    `author_addresses(slug)` says where an author's page is; `pictures(number)` gives the markup of
    a picture; either may answer None. Where `sample_chapter` says what follows the line, the line
    says so.
    """
    root = root_of(body_html)
    reading = Reading(
        author_addresses or nobody, pictures or nobody, language=language, own_host=own_host
    )
    reading.fill_lines(root, sample_chapter)
    reading.fill(root)
    add_dateline(root, dateline)
    return html.trusted(SLOT.sub(reading.slot_at, serialised(root)))


def nobody(_key):
    return None


@dataclass
class Reading:
    """One text on its way to the reader; `slots` holds finished markup that is put in at the end."""

    author_addresses: callable
    pictures: callable
    language: str
    own_host: str
    slots: list = field(default_factory=list)

    def fill_lines(self, root, sample_chapter):
        """The paywall line is never shown; in a public part it is the seam before the sample."""
        for block in list(root):
            if is_line(block) and sample_chapter:
                words = _("Free sample: chapter %(number)s") % {"number": sample_chapter}
                seam = element("div", css="seam")
                seam.append(ours(element("b", words), self.language))
                root.replace(block, seam)
            elif is_line(block):
                root.remove(block)

    def fill(self, root):
        """Everything in the text that is more than its words."""
        if self.language in RIGHT_TO_LEFT:
            isolate(root)
        fillers = {
            "a": self.fill_link,
            "figure": self.fill_figure,
            "table": self.fill_table,
            "section": self.fill_notes,
        }
        for inner in list(root.iter(*fillers)):
            fillers[inner.tag](inner)

    def slot(self, markup):
        """An element in whose place this markup will stand."""
        self.slots.append(markup)
        return element("x-slot", n=str(len(self.slots) - 1))

    def slot_at(self, match):
        return self.slots[int(match[1])]

    def fill_link(self, link):
        """A mention leads to its author; a link to another site opens nothing of ours to it."""
        if slug := link.attrib.pop("data-author", None):
            self.fill_mention(link, slug)
        address = link.get("href", "")
        if address.startswith("#fnref"):
            link.set("aria-label", _("Back to the text"))
        elif address[:4].lower() == "http" and urlsplit(address).hostname != self.own_host:
            link.set("rel", "noopener")

    def fill_mention(self, link, slug):
        address = self.author_addresses(slug)
        if address:
            link.set("href", address)
        else:
            link.drop_tag()

    def fill_figure(self, figure):
        if number := figure.attrib.pop("data-picture", None):
            self.fill_picture(figure, self.pictures(int(number)))
        elif kind := figure.attrib.pop("data-chart", None):
            self.fill_chart(figure, kind)
        elif address := figure.attrib.pop("data-embed", None):
            embeds.fill(figure, address, language=self.language)

    def fill_picture(self, figure, markup):
        """A picture that is no longer there takes its caption with it."""
        if markup:
            figure.insert(0, self.slot(markup))
        else:
            figure.drop_tree()

    def fill_chart(self, figure, kind):
        """Heading, drawing, then the figures in a fold."""
        table, heading = figure.find(".//table"), figure.find("figcaption")
        if table is None:
            return
        named = heading.find("p") if heading is not None else None
        title = (named if named is not None else figure).text_content().strip()
        drawing = charts.draw(
            kind, table, title=title, name=f"chart-{len(self.slots)}", language=self.language
        )
        if drawing:
            place = figure.index(heading) + 1 if heading is not None else 0
            figure.insert(place, self.slot(drawing))
            fold(table, self.language)

    def fill_table(self, table):
        """A wide table scrolls by itself, with the keyboard too; an empty head is no head."""
        for head in table.iter("th"):
            if not head.text_content().strip():
                head.tag = "td"
                head.attrib.pop("scope", None)
            head.attrib.pop("data-country", None)
        caption = table.find("caption")
        label = caption.text_content().strip() if caption is not None else _("Table")
        scroller = {"css": "table", "role": "group", "tabindex": "0", "aria_label": label}
        wrap(table, element("div", **scroller))

    def fill_notes(self, section):
        section.set("role", "doc-endnotes")
        section.set("aria-label", _("Footnotes"))


def fold(table, language):
    """Put a table behind a word that opens it."""
    details = element("details", css="figures")
    wrap(table, details)
    summary = element("summary")
    summary.append(ours(element("bdi", _("The figures as a table")), language))
    details.insert(0, summary)


def add_dateline(root, dateline):
    """The place that opens the text, before the first words of the first paragraph."""
    first = root.find("p")
    if first is None or not dateline:
        return
    place = element("span", dateline, css="dateline")
    place.tail = f" {first.text or ''}"
    first.text = None
    first.insert(0, place)
