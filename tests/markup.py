"""How tests look at markup: as a browser would read it, and against a policy."""

import json
import re
from urllib.parse import urljoin, urlsplit

import html5lib

from tests.fixtures import shared_fixtures

HERE = "https://ours.example/section/story/"
MAY_LEAD_TO = {"http", "https", "mailto"}
DATA = {"application/ld+json", "application/json", "importmap"}
DROPPED_BY_BROWSERS = re.compile(r"[\x00-\x20]")


def elements_of(text_html):
    """All elements as a browser's parser finds them."""
    tree = html5lib.parseFragment(text_html, namespaceHTMLElements=False)
    return [found for found in tree.iter() if found.tag != "DOCUMENT_FRAGMENT"]


def outside(text_html, policy):
    """What a browser would find in this markup that the policy does not allow."""
    return [fault for element in elements_of(text_html) for fault in faults(element, policy)]


def faults(element, policy):
    if element.tag not in policy.tags:
        yield f"<{element.tag}>"
        return
    for name, value in element.attrib.items():
        if name == "class":
            foreign = set(value.split()) - set(policy.classes.get(element.tag, ()))
            yield from (f"<{element.tag} class={each}>" for each in foreign)
            if not value:
                yield f"<{element.tag} class=''>"
        elif name not in policy.tags[element.tag]:
            yield f"<{element.tag} {name}>"
        elif name in ("href", "data-embed") and leads_astray(value):
            yield f"<{element.tag} {name}={value!r}>"


def leads_astray(address):
    """Would a browser run this, or leave for a host by a trick?"""
    read = DROPPED_BY_BROWSERS.sub("", address)
    try:
        scheme = urlsplit(urljoin(HERE, read)).scheme
    except ValueError:
        return True
    hidden = read != address or "\\" in read
    return scheme not in MAY_LEAD_TO or hidden or read.startswith("//")


def hostile_markup():
    """Every payload of the corpora."""
    folder = shared_fixtures("security/xss")
    for path in sorted((folder / "bleach-data").glob("*.test")):
        yield path.read_text(encoding="utf-8").partition("\n--\n")[0]
    for path in sorted([*folder.glob("*.json"), *folder.glob("*.dat")]):
        for row in json.loads(path.read_text(encoding="utf-8")):
            yield row if isinstance(row, str) else row.get("input") or row.get("payload", "")


def naughty_strings():
    return json.loads(shared_fixtures("security/strings/blns.json").read_text(encoding="utf-8"))


def misleading_addresses():
    for name in ("open-redirect.txt", "open-redirect-2.txt", "crlf.txt"):
        yield from shared_fixtures(f"security/strings/{name}").read_text("utf-8").splitlines()


def harmful(element):
    """Would a browser run something of this element of one of our pages, or leave by a trick?"""
    names = {str(name) for name in element.attrib}
    if element.tag == "script":
        return not ({"src"} & names or element.get("type") in DATA)
    links = [element.get(name, "") for name in ("href", "src", "action")]
    return any(name.startswith("on") for name in names) or any(
        link and leads_astray(link) for link in links
    )
