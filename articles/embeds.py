"""Embeds: a click away. Which providers, and the frame that our own code builds for each."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from lxml import html as lxml_html


@dataclass(frozen=True)
class Provider:
    """Whose pages may stand in a frame: how their links look, and the frame's own address."""

    name: str
    link: re.Pattern
    frame: str


PROVIDERS = (
    Provider(
        "YouTube",
        re.compile(
            r"https://(?:www\.)?(?:youtube\.com/(?:watch\?v=|embed/)|youtu\.be/"
            r"|youtube-nocookie\.com/embed/)(?P<key>[\w-]{11})(?:[?&][\w=&.-]*)?"
        ),
        "https://www.youtube-nocookie.com/embed/{key}",
    ),
    Provider(
        "Vimeo",
        re.compile(r"https://(?:player\.)?vimeo\.com/(?:video/)?(?P<key>\d{5,12})(?:\?[\w=&.-]*)?"),
        "https://player.vimeo.com/video/{key}?dnt=1",
    ),
    Provider(
        "Datawrapper",
        re.compile(
            r"https://(?:datawrapper\.dwcdn\.net|www\.datawrapper\.de/_)/(?P<key>\w{5})/?(?:\d+/)?"
        ),
        "https://datawrapper.dwcdn.net/{key}/",
    ),
)


def frame_of(address):
    """(provider, address of its frame), or None for an address that no provider knows."""
    for provider in PROVIDERS:
        if match := provider.link.fullmatch(address):
            return provider, provider.frame.format(key=match["key"])
    return None


def fill(figure):
    """A plain link for everybody; our script makes it a button that opens the frame."""
    address = figure.attrib.pop("data-embed")
    found = frame_of(address)
    label = _("Open %(name)s") % {"name": found[0].name if found else address}
    if found:
        figure.set("data-embed", found[1])
        figure.set("data-label", _("Show from %(name)s") % {"name": found[0].name})
    link = lxml_html.Element("a", {"href": address, "rel": "noopener"})
    link.text = label
    line = lxml_html.Element("p", {"class": "embed-link"})
    line.append(link)
    figure.insert(0, line)
