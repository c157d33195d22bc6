"""Latin names within Arabic, Hebrew and Persian: isolated, so that they keep their own order."""

import re

from articles.elements import element

RIGHT_TO_LEFT = frozenset({"ar", "he", "fa"})
LATIN = "A-Za-zÀ-ɏ"
WORD = rf"[{LATIN}0-9][{LATIN}0-9'’.&+@/-]*[{LATIN}0-9]|[{LATIN}0-9]"
# A name begins with a letter and may go on through spaces: "Souk 41", "Natural Earth".
NAME = re.compile(rf"[{LATIN}](?:[{LATIN}0-9'’.&+@/-]*[{LATIN}0-9])?(?:[ ,]+(?:{WORD}))*")
ALREADY = {"bdi", "code"}
LONGEST_UNBROKEN = 28


def isolate(root):
    """Put every Latin name of these words into a <bdi> of its own."""
    for holder in list(root.iter()):
        if holder.tag in ALREADY or any(outer.tag in ALREADY for outer in holder.iterancestors()):
            continue
        for inner in list(holder):
            if inner.tail and NAME.search(inner.tail):
                words, inner.tail = inner.tail, None
                put(holder, words, after=inner)
        if holder.text and NAME.search(holder.text):
            words, holder.text = holder.text, None
            put(holder, words, after=None)


def put(holder, words, *, after):
    """These words after this element (None: at the start), their names isolated."""
    place, done = (0 if after is None else holder.index(after) + 1), 0
    before = after
    for match in NAME.finditer(words):
        add(holder, before, words[done : match.start()])
        before = isolated(match[0])
        holder.insert(place, before)
        place, done = place + 1, match.end()
    add(holder, before, words[done:])


def isolated(name):
    """A short name never breaks at a line's end (the style sheet knows `bdi`); a long one may."""
    if len(name) > LONGEST_UNBROKEN:
        return element("span", name, lang="en", dir="ltr")
    return element("bdi", name, lang="en")


def add(holder, before, words):
    if before is None:
        holder.text = (holder.text or "") + words
    else:
        before.tail = (before.tail or "") + words
