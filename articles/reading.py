"""From stored text to what a reader sees: pictures, charts, authors and embeds filled in."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from lxml import html as lxml_html

from articles import blocks, charts, embeds
from articles.models.picture import Picture
from articles.pictures import picture_tag
from newsroom.lib import html


def render(article, stored_html):
    """Stored body or lead-in of this article as reading HTML. One query, if it has pictures."""
    numbers = blocks.picture_numbers(stored_html)
    pictures = Picture.objects.in_bulk(numbers) if numbers else {}
    root = lxml_html.Element("div")
    root.extend(block for block in blocks.parse(stored_html) if not blocks.is_line(block))
    fill(root, pictures)
    add_dateline(root, article.dateline)
    return html.trusted("\n".join(lxml_html.tostring(block, encoding="unicode") for block in root))


def fill(root, pictures):
    """Everything in the text that is more than its words."""
    for link in root.iter("a"):
        fill_link(link)
    for figure in root.iter("figure"):
        if number := figure.get("data-picture"):
            fill_picture(figure, pictures.get(int(number)))
        elif figure.get("data-chart"):
            charts.fill(figure)
        elif figure.get("data-embed"):
            embeds.fill(figure)
    for number, table in enumerate(list(root.iter("table")), start=1):
        wrap_table(table, number)


def fill_link(link):
    """A mention leads to its author; a link to another site opens nothing of ours to it."""
    if slug := link.attrib.pop("data-author", None):
        link.set("href", reverse("articles:author_detail", kwargs={"slug": slug}))
    if link.get("href", "").startswith("#fnref"):
        link.set("aria-label", _("Back to the text"))
    host = urlsplit(link.get("href", "")).hostname
    if host and host != settings.SITE_HOST:
        link.set("rel", "noopener")


def fill_picture(figure, picture):
    del figure.attrib["data-picture"]
    if picture is not None:
        figure.insert(0, lxml_html.fragment_fromstring(picture_tag(picture)))


def wrap_table(table, number):
    """A wide table scrolls by itself, with the keyboard too; each has a name of its own."""
    caption = table.find("caption")
    label = caption.text_content().strip() if caption is not None else ""
    label = label or _("Table %(number)d") % {"number": number}
    attributes = {"class": "table", "tabindex": "0", "role": "region", "aria-label": label}
    scroller = lxml_html.Element("div", attributes)
    table.getparent().replace(table, scroller)
    scroller.tail, table.tail = table.tail, None
    scroller.append(table)


def add_dateline(root, dateline):
    """The place that opens the text, before the first words of the first paragraph."""
    first = root.find("p")
    if first is None or not dateline:
        return
    place = lxml_html.Element("span")
    place.set("class", "dateline")
    place.text = dateline
    place.tail = f" {first.text or ''}"
    first.text = None
    first.insert(0, place)
