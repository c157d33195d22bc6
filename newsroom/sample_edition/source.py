"""The data of the sample edition, read from its files."""

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parent / "data"
RULES = [Path(__file__).resolve().parent / name for name in ("markdown.py", "stories.py")]
# A mark opens where a word begins: at the start, after a space or after an opening mark.
OPENING_DOUBLE = re.compile(r'(?:(?<=\A)|(?<=[\s(\[‘—]))"')
OPENING_SINGLE = re.compile(r"(?:(?<=\A)|(?<=[\s(\[“—]))'")
RIGHT_TO_LEFT = re.compile("[\u0590-\u06ff]")
STORY_FOLDERS = (
    "stories",
    "stories-extra",
    "stories-more",
    "memos",
    "reports",
    "stories-ar",
    "stories-fa",
    "stories-he",
    "stories-tr",
)


@dataclass(frozen=True)
class Text:
    """A file with facts at its head and Markdown below."""

    facts: dict
    body: str

    @property
    def slug(self):
        return self.facts["slug"]

    @property
    def language(self):
        return self.facts["language"]


@dataclass(frozen=True)
class Edition:
    """Everything there is to load."""

    stories: dict = field(default_factory=dict)
    pages: dict = field(default_factory=dict)

    @cached_property
    def topics(self):
        return sorted({topic for story in self.stories.values() for topic in story.facts["topics"]})


def edition():
    """All stories and pages by slug."""
    return Edition(
        stories={text.slug: text for text in texts_in(*STORY_FOLDERS)},
        pages={text.slug: text for text in texts_in("copy") if "slug" in text.facts},
    )


def texts_in(*folders):
    for folder in folders:
        for path in sorted((FOLDER / folder).glob("*.md")):
            yield parsed(path.read_text(encoding="utf-8"))


def parsed(text):
    """Facts and body; a file without facts is notes for people, not for loading."""
    if not text.startswith("---\n"):
        return Text({}, text)
    head, body = text[4:].split("\n---\n", 1)
    return Text(set_quotes(yaml.safe_load(head)), body.strip())


def facts_in(name):
    """A file of facts alone."""
    return set_quotes(yaml.safe_load((FOLDER / name).read_text(encoding="utf-8")))


def set_quotes(value):
    """The same facts with printers' quotation marks; Hebrew keeps its straight ones."""
    if isinstance(value, dict):
        return {name: set_quotes(part) for name, part in value.items()}
    if isinstance(value, list):
        return [set_quotes(part) for part in value]
    if not isinstance(value, str) or RIGHT_TO_LEFT.search(value):
        return value
    value = OPENING_DOUBLE.sub("“", value).replace('"', "”")
    return OPENING_SINGLE.sub("‘", value).replace("'", "’")


def picture_file(slug):
    """The master of this picture, or None where it has not been drawn."""
    path = FOLDER / "pictures" / f"{slug}.webp"
    return path if path.exists() else None


def picture_digest(slug):
    path = picture_file(slug)
    return digest_of(path.read_bytes()) if path else ""


def rules_digest():
    """Of the code that turns data into stories: after a change of it they are made again."""
    return digest_of(*(path.read_bytes() for path in RULES))


def digest():
    """Of all that the edition is made from, code included."""
    code = sorted(Path(__file__).resolve().parent.glob("*.py"))
    data = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    return digest_of(*(path.name.encode() + path.read_bytes() for path in [*code, *data]))


def digest_of(*parts):
    """One digest of these values, whatever they are."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part if isinstance(part, bytes) else repr(part).encode())
        whole.update(b"\0")
    return whole.hexdigest()
