"""The edition's Markdown in the canonical form of an article's text (data/copy/README.md has the forms)."""

import csv
import json
import re
from html import escape

from lxml import html as lxml_html
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from articles import blocks
from newsroom.sample_edition.source import set_quotes

PAYWALL = "<!-- paywall -->"
PULL_QUOTE = "{pullquote}"
CHART = re.compile(r"chart\s+(?P<said>\{.*\})\Z")
# "Monthly price of 100 Gbit/s ($000)": what the chart says, and its unit.
UNIT = re.compile(r"(?P<says>.+?)\s*\((?P<unit>[^()]+)\)\Z")
RIGHT_TO_LEFT = re.compile("[\u0590-\u06ff]")
RUN_IN_ENDS = (":", ".", "?", "؟")
TABLE_NAME = re.compile(r"\S+ [\d٠-٩۰-۹]+\. \S")
FIGURE = re.compile(r"[-−+]?[$€£]?\d[\d.,٫٬–]*\s?[%٪\w]{0,3}")


def to_html(text, *, address_of):
    """Canonical HTML of a Markdown text; `address_of("story:slug")` says where a place is."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin)
    parser.add_render_rule("fence", render_fence)
    if not RIGHT_TO_LEFT.search(text):  # Hebrew writes abbreviations with a straight mark
        parser.enable("smartquotes")
        parser.options["typographer"] = True
    root = lxml_html.fragment_fromstring(parser.render(marked(text)), create_parent="div")
    for mend in (lines, links, pull_quotes, run_ins, footnotes, tables):
        mend(root, address_of) if mend is links else mend(root)
    return blocks.clean("\n".join(lxml_html.tostring(block, encoding="unicode") for block in root))


def marked(text):
    return text.replace(PAYWALL, '\n<hr class="paywall">\n')


def render_fence(renderer, tokens, place, options, env):
    """A chart's JSON and CSV as a figure with its table."""
    token = tokens[place]
    match = CHART.match(token.info.strip())
    if match is None:
        return f"<p><code>{escape(token.content)}</code></p>"
    rows = list(csv.reader(token.content.strip().splitlines()))
    return chart(set_quotes(json.loads(match["said"])), set_quotes(rows))


def chart(said, rows):
    """A figure: what it says, its unit, its figures, its source."""
    codes = [""] * len(rows)
    if said["type"] == "map":  # iso, country, value: the country is what people read
        codes = [row[0] for row in rows]
        rows = [row[1:] for row in rows]
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in rows[0])
    body = "".join(map(chart_row, rows[1:], codes[1:]))
    return (
        f'<figure class="fig chart" data-chart="{escape(said["type"])}"><figcaption>'
        f"{heading(said['title'])}</figcaption>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f'<p class="credit">{escape(said["source"])}</p></figure>\n'
    )


def heading(title):
    """The title, and on a line of its own the unit that stands in brackets at its end."""
    match = UNIT.fullmatch(title)
    if match is None:
        return f'<p class="fig-hed">{escape(title)}</p>'
    unit = match["unit"][:1].upper() + match["unit"][1:]
    return f'<p class="fig-hed">{escape(match["says"])}</p><p class="fig-sub">{escape(unit)}</p>'


def chart_row(row, code):
    country = f' data-country="{escape(code)}"' if code else ""
    cells = "".join(f'<td class="n">{escape(cell)}</td>' for cell in row[1:])
    return f'<tr><th scope="row"{country}>{escape(row[0])}</th>{cells}</tr>'


def lines(root):
    """Rules between chapters go; the paywall line stays."""
    for rule in list(root.iter("hr")):
        if "paywall" not in rule.get("class", ""):
            rule.getparent().remove(rule)


def links(root, address_of):
    for link in root.iter("a"):
        what, _, slug = link.get("href", "").partition(":")
        if what == "author":
            del link.attrib["href"]
            link.set("class", "author")
            link.set("data-author", slug)
        elif slug and not what.startswith("#") and not slug.startswith("//"):
            link.set("href", address_of(link.get("href")))


def pull_quotes(root):
    """`> {pullquote}`, the words, and perhaps who said them, each on a line of its own."""
    for quote in root.iter("blockquote"):
        said = [line.strip() for line in quote.text_content().strip().splitlines() if line.strip()]
        if not said or said[0] != PULL_QUOTE:
            continue
        for part in list(quote):
            quote.remove(part)
        quote.set("class", "pull")
        quote.text = None
        words = lxml_html.Element("p")
        words.text = said[1]
        quote.append(words)
        if len(said) > 2:
            source = lxml_html.Element("cite")
            source.text = said[2]
            quote.append(source)


def run_ins(root):
    """Strong words that open a paragraph and end with a colon or full stop are a run-in head."""
    for block in root.findall("p"):
        first = block[0] if len(block) else None
        if first is None or first.tag != "strong" or (block.text or "").strip():
            continue
        words = first.text_content().strip()
        if words.endswith(RUN_IN_ENDS) and (first.tail or "").strip():
            first.tag = "span"
            first.set("class", "runin")


def footnotes(root):
    """The plugin's footnotes in our own form."""
    for mark in root.xpath(".//sup[contains(@class, 'footnote-ref')]"):
        mark.set("class", "fnref")
        link = mark[0]
        link.set("href", link.get("href").replace("#fn", "#fn-"))
        link.set("id", link.get("id").replace("fnref", "fnref-").replace(":", "-"))
        link.text = link.text.strip("[]").partition(":")[0]
    for back in root.xpath(".//a[contains(@class, 'footnote-backref')]"):
        back.attrib.pop("class")
        back.set("href", back.get("href").replace("#fnref", "#fnref-").replace(":", "-"))
        back.text = "↩"
    for note in root.xpath(".//li[contains(@class, 'footnote-item')]"):
        note.set("id", note.get("id").replace("fn", "fn-"))


def tables(root):
    """A table in a figure, with its caption from the strong line above, and scopes for its heads."""
    for table in list(root.findall("table")):
        above = table.getprevious()
        figure = lxml_html.Element("figure", {"class": "fig table"})
        table.addprevious(figure)
        figure.tail, table.tail = table.tail, None
        figure.append(table)
        if above is not None and is_caption(above):
            caption = lxml_html.Element("caption")
            caption.text = above.text_content().strip()
            table.insert(0, caption)
            root.remove(above)
        give_scopes(table)


def is_caption(block):
    text = block.text_content().strip()
    whole = len(block) == 1 and block[0].tag == "strong" and not (block[0].tail or "").strip()
    return block.tag == "p" and whole and bool(TABLE_NAME.match(text))


def give_scopes(table):
    """Heads say what they are heads of; columns of figures stand to the right."""
    for row in table.iterfind("tbody/tr"):
        if len(row):
            row[0].tag = "th"
            row[0].set("scope", "row")
    for head in table.iterfind("thead/tr/th"):
        if head.text_content().strip():
            head.set("scope", "col")
        else:
            head.tag = "td"
    for place in range(1, len(table.find("thead/tr"))):
        set_figures(
            table.xpath(f"tbody/tr/*[{place + 1}]"), table.xpath(f"thead/tr/*[{place + 1}]")
        )


def set_figures(cells, heads):
    """A column is one of figures if most of its cells are."""
    said = [cell.text_content().strip() for cell in cells]
    if sum(bool(FIGURE.fullmatch(words)) for words in said) * 2 > len(said):
        for cell in [*heads, *cells]:
            cell.set("class", "n")
