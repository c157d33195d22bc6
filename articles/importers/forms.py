"""WordPress's own forms out of a text: comments, captions, embeds, shortcodes, automatic paragraphs.

Each pattern reads a text once, however it is written: no `[^]]*` runs over the next bracket, and
comments are found without a pattern. A post of 20,000 open brackets must not hold up an import.
"""

import re

from articles.importers.addresses import file_name

PAYWALL_LINE = '\n\n<hr class="paywall">\n\n'
CAPTION = re.compile(
    r"\[caption[^\[\]]*+\](?P<inner>[^\[]*+(?:\[(?!/?caption)[^\[]*+)*+)\[/caption\]", re.I
)
EMBED = re.compile(
    r"\[(?P<name>embed|youtube|vimeo)[^\[\]]*+\]\s*+(?P<url>https?://[^\s\[\]]+)\s*+(?:\[/(?P=name)\])?",
    re.I,
)
MEDIA = re.compile(
    r"\[(?P<name>audio|video|playlist|gallery)(?P<said>[^\[\]]*+)\](?:\s*+\[/(?P=name)\])?", re.I
)
SHORTCODE = re.compile(r"\[/?(?P<name>[a-z][a-z0-9_-]{2,30})(?:\s[^\]\[]*)?/?\](?!\()")
SOURCE = re.compile(r"""(?:src|mp3|mp4|ogg|m4a|webm|url)=["'](?P<url>[^"']+)""", re.I)
HAS_BLOCKS = re.compile(r"<(?:p|div|h[1-6]|ul|ol|table|figure|blockquote|section)\b", re.I)
BLOCK_TAGS = (
    "p|div|h[1-6]|ul|ol|li|table|thead|tbody|tr|td|th|figure|figcaption|blockquote|section|aside"
    "|hr|pre|dl|dt|dd|form|iframe|address|article"
)
BLOCK_LEVEL = re.compile(rf"^</?(?:{BLOCK_TAGS})\b", re.I)


def plain(text, changes):
    """Block comments go; captions, embeds and media become plain markup."""
    text = "".join(without_comments(text, changes))
    text = CAPTION.sub(figure_of_caption, text)
    text = EMBED.sub(lambda match: f'\n\n<figure data-embed="{match["url"]}"></figure>\n\n', text)
    text = MEDIA.sub(lambda match: media_link(match, changes), text)
    return SHORTCODE.sub(lambda match: shortcode(match, changes), text)


def without_comments(text, changes):
    """The pieces of the text, with what WordPress means by its comments in their places."""
    at, has_line = 0, False
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        said = text[start + 4 : end].strip().lower()
        yield text[at:start]
        if re.match(r"more\b", said):
            yield "" if has_line else PAYWALL_LINE
            has_line = True
        elif said == "nextpage":
            yield "\n\n"
            changes["pages of one text joined"] = 1
        elif not said.startswith(("wp:", "/wp:")):
            yield text[start : end + 3]
        at = end + 3
    yield text[at:]


def figure_of_caption(match):
    picture, _, caption = match["inner"].rpartition(">")
    return f"\n\n<figure>{picture}><figcaption>{caption.strip()}</figcaption></figure>\n\n"


def media_link(match, changes):
    found = SOURCE.search(match["said"])
    if found is None:
        changes[f"[{match['name'].lower()}] without a source removed"] += 1
        return ""
    changes[f"[{match['name'].lower()}] kept as a link"] += 1
    return f'\n\n<p><a href="{found["url"]}">{file_name(found["url"])}</a></p>\n\n'


def shortcode(match, changes):
    """Shortcodes have a name that WordPress or a plug-in knows; brackets in prose have not."""
    if match[0].startswith("[/") or "=" in match[0] or match["name"] in ("gallery", "contact-form"):
        changes["shortcodes removed"] += 1
        return ""
    return match[0]


def in_paragraphs(text):
    """WordPress's automatic paragraphs: an empty line ends one, a line end breaks a line.

    Classic texts mix blocks and bare lines: then the bare ones alone become paragraphs.
    """
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    if HAS_BLOCKS.search(text):
        return "\n".join(part if stands_in_a_block(part) else paragraph(part) for part in parts)
    return "\n".join(paragraph(part) for part in parts if part.strip())


def stands_in_a_block(part):
    part = part.strip()
    return not part or bool(BLOCK_LEVEL.match(part)) or part.endswith(("</div>", "</li>"))


def paragraph(part):
    part = part.strip()
    if BLOCK_LEVEL.match(part):
        return part
    return "<p>" + "<br>\n".join(line.strip() for line in part.split("\n")) + "</p>"
