"""Embeds: a click away. Which providers, and the frame that our own code builds for each."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles.elements import element, ours

QUERY = r"(?:[?&#][\w=&.%:,-]*)?"
# What a provider shows -> the plain link's words, and the button's.
WORDS = {
    "video": (gettext_noop("Watch on %(name)s"), gettext_noop("Play the video from %(name)s")),
    "sound": (gettext_noop("Listen on %(name)s"), gettext_noop("Play the sound from %(name)s")),
    "chart": (gettext_noop("See it on %(name)s"), gettext_noop("Show the chart from %(name)s")),
}


@dataclass(frozen=True)
class Provider:
    """Whose pages may stand in a frame: how their links look, and the frame's own address."""

    name: str
    shows: str
    link: re.Pattern
    frame: str

    @property
    def origin(self):
        parts = urlsplit(self.frame)
        return f"{parts.scheme}://{parts.netloc}"


PROVIDERS = (
    Provider(
        "YouTube",
        "video",
        re.compile(
            r"https://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?v=|embed/|shorts/|live/)|youtu\.be/"
            rf"|www\.youtube-nocookie\.com/embed/)(?P<key>[\w-]{{11}}){QUERY}"
        ),
        "https://www.youtube-nocookie.com/embed/{key}",
    ),
    Provider(
        "Vimeo",
        "video",
        re.compile(rf"https://(?:player\.)?vimeo\.com/(?:video/)?(?P<key>\d{{5,12}})/?{QUERY}"),
        "https://player.vimeo.com/video/{key}?dnt=1",
    ),
    Provider(
        "Datawrapper",
        "chart",
        re.compile(
            r"https://(?:datawrapper\.dwcdn\.net|www\.datawrapper\.de/_)"
            rf"/(?P<key>\w{{5}})/?(?:\d+/?)?{QUERY}"
        ),
        "https://datawrapper.dwcdn.net/{key}/",
    ),
    Provider(
        "Flourish",
        "chart",
        re.compile(
            r"https://(?:public\.flourish\.studio|flo\.uri\.sh)"
            rf"/(?P<key>(?:visualisation|story)/\d{{3,12}})/?(?:embed/?)?{QUERY}"
        ),
        "https://flo.uri.sh/{key}/embed",
    ),
    Provider(
        "Spotify",
        "sound",
        re.compile(
            r"https://open\.spotify\.com/(?:embed/)?"
            rf"(?P<key>(?:episode|show|track)/[A-Za-z0-9]{{22}}){QUERY}"
        ),
        "https://open.spotify.com/embed/{key}",
    ),
)


def frame_of(address):
    """(provider, address of its frame), or None for an address that no provider knows."""
    for provider in PROVIDERS:
        if match := provider.link.fullmatch(address):
            return provider, provider.frame.format(key=match["key"])
    return None


def fill(figure, address, *, language="en"):
    """A plain link for everybody; our script puts a button there that opens the frame."""
    found = frame_of(address)
    if found is None:
        words = _("Open %(name)s") % {"name": urlsplit(address).hostname or address}
    else:
        provider, frame = found
        words, button = (_(text) % {"name": provider.name} for text in WORDS[provider.shows])
        figure.set("data-embed", frame)
        figure.set("data-label", button)
        figure.set("class", f"embed embed-{provider.shows}")
    link = ours(element("a", words, href=address, rel="noopener"), language)
    line = element("p", css="embed-link")
    line.append(link)
    figure.insert(0, line)
