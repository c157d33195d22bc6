"""The crawl: every route, as every reader, by every trick; and what is held against an answer."""

import logging
import re
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace

from django.conf import settings

from accounts.models import OutgoingMail
from newsroom.leakcheck import canaries, readers, routes, tricks
from newsroom.leakcheck.searching import Finder

# Whoever may not have all of it tries every trick: one of each way of being an outsider.
OUTSIDERS = (
    "anonymous", "registered", "grant revoked", "signed out", "forged cookies", "circulation",
)  # fmt: skip
# In the cut every state asks for the story that some may have whole, and one of all that are alike
# for what goes with it; these few ask for the rest.
BY_WHO_ASKS = ("article", "print", "file", "gated picture", "gift")
SHOWN_TO_SOME = {
    "uncut",
    "own",
    "draft",
    "pro",
    "registered",
    "metered",
    "sampled",
    "given",
    "shut",
    "aged",
    "open",
    "over",
}
FEW = ("anonymous", "registered", "PRO by a grant", "forged cookies")
HOLDERS = (*FEW, "just signed in", "circulation", "editor as anonymous")
STAFF = (
    "anonymous", "registered", "staff without a role", "circulation", "author", "editor",
    "editor without a second step",
)  # fmt: skip
FOR_READERS = (
    "article", "print", "search", "feed", "cards", "sitemap", "page", "media", "file",
    "gated picture", "gift", "meter",
)  # fmt: skip
OF_AN_ACCOUNT = ("account", "shelf", "export")


TOO_MANY = 429
# What a proxy before a live site answers by itself: it holds nothing of ours, and states nothing.
OF_THE_PROXY = (400, 404, 405, 414, 429)


@dataclass
class Report:
    """What was asked and found."""

    routes: set = field(default_factory=set)
    states: set = field(default_factory=set)
    outputs: set = field(default_factory=set)
    reasons: set = field(default_factory=set)
    answers: int = 0
    letters: int = 0
    shown: Counter = field(default_factory=Counter)
    faults: dict = field(default_factory=dict)

    def fault(self, sentence):
        """The same fault is told once, with how often it was met."""
        self.faults[sentence] = self.faults.get(sentence, 0) + 1

    @property
    def is_clean(self):
        return not self.faults

    def lines(self):
        granted = sum(self.shown.values())
        yield f"{len(self.routes)} routes, {len(self.states)} kinds of readers, {self.answers} answers"
        yield f"{granted} answers showed a canary to whoever may have it; {self.letters} letters read"
        for sentence, times in self.faults.items():
            yield f"LEAK  {sentence}" + (f"  ({times} times)" if times > 1 else "")


class Enough(Exception):
    """A fault was found, and whoever asked wanted to know of one only."""


class Crawl:
    """One run over a seeded edition. `whole`: all tricks, else the cut that CI has time for."""

    def __init__(
        self, edition, people, asker, *, whole=False, outputs=None, is_live=False, first=False
    ):
        self.edition, self.people, self.asker = edition, people, asker
        self.whole, self.outputs, self.is_live, self.first = whole, outputs, is_live, first
        self.report = Report()
        self.by_word = {canary.word: canary for canary in edition.canaries}
        self.finder = Finder(self.by_word)

    def run(self):
        with quietly(), suppress(Enough):
            self.ask_everything()
        return self.report

    def ask_everything(self):
        for sentence in self.unclassified():
            self.fault(sentence)
        said = routes.classification()["said"]
        for route in routes.all_routes():
            if route.name in said and self.wants(said[route.name]):
                self.visit(route, said[route.name])
        if self.wants(routes.Said("search")):
            self.search()
        if self.outputs is None:
            self.knock_elsewhere()
            self.must_have_shown()
            for sentence in (
                () if self.is_live else readers.reasons_without_a_state(self.report.reasons)
            ):
                self.fault(sentence)
        self.read_letters()

    def fault(self, sentence):
        self.report.fault(sentence)
        if self.first:
            raise Enough

    def unclassified(self):
        yield from routes.unclassified()
        yield from readers.cookies_without_a_state()
        yield from canaries.files_unclassified()

    def wants(self, said):
        return self.outputs is None or said.output in self.outputs

    def visit(self, route, said):
        self.report.routes.add(route.name)
        self.report.outputs.add(said.output)
        for place, (relation, address) in enumerate(self.addresses(route, said)):
            if relation in said.key:
                self.ask_all([tricks.Request(address)], self.among(FEW), replace(said, is_key=True))
                continue
            self.ask_all(
                tricks.plain(address)[: 3 if self.whole else 1], self.those(said, relation), said
            )
            if self.is_tricked(said, place):
                names = OUTSIDERS if self.whole else FEW[:1]
                self.ask_all(tricks.all_of(address), self.among(names), said)
            for words in said.forms if relation not in said.key else ():
                sent = words.replace("{mark}", self.edition.mark)
                self.ask_all([tricks.form(address, sent)], self.those(said, relation), said)

    def addresses(self, route, said):
        """This route with all that was seeded for it."""
        if said.fill and said.fill not in self.edition.fills:
            if not self.is_live:
                self.fault(f"{route.name}: nothing was seeded as “{said.fill}” to fill it with")
            return
        for relation, words in self.fills(said):
            address = route.address(words)
            yield from ((relation, address + query) for query in said.queries or [""])

    def fills(self, said):
        """Everything that was seeded for it; in the cut one of each relation."""
        filled = self.edition.fills[said.fill] if said.fill else [("", {})]
        return filled if self.whole else dict(filled).items()

    def those(self, said, relation):
        """Everybody; in the cut only where it matters who asks."""
        if self.whole or self.decides(said, relation, "article"):
            return list(self.people.values())
        if self.decides(said, relation, *BY_WHO_ASKS):
            return readers.one_of_each(self.people)
        if said.output in OF_AN_ACCOUNT:
            return self.among(HOLDERS)
        is_public = said.output in FOR_READERS and said.output not in BY_WHO_ASKS
        return self.among(FEW if is_public else STAFF)

    def decides(self, said, relation, *outputs):
        return said.output in outputs and relation.partition(" ")[0] in SHOWN_TO_SOME

    def among(self, names):
        return [self.people[name] for name in names if name in self.people]

    def is_tricked(self, said, place):
        if self.whole:
            return said.output in (*FOR_READERS, "preview") and place < 2
        return said.output in ("article", "print") and place == 0 and "language" not in said.fill

    def ask_all(self, requests, people, said):
        for request in requests:
            if self.is_live and request.method in tricks.UNSAFE:
                continue
            for somebody in people:
                self.check(request, somebody, said)

    def check(self, request, somebody, said=None):
        answer = self.asker.ask(request, somebody)
        self.report.answers += 1
        self.report.states.add(somebody.state.name)
        self.report.reasons.add(answer.reason)
        shown = self.shown_to(request, somebody, answer, said or routes.Said(""))
        put_off = self.is_live and answer.status in OF_THE_PROXY
        for sentence in [*shown, *(() if put_off else kept(request, somebody, answer, said))]:
            self.fault(f"{sentence}: {request.trick} {plain_path(request, self.edition)}")
        return answer

    def shown_to(self, request, somebody, answer, said):
        """Canaries in the answer or in its letters that are not this reader's."""
        heads = "\n".join(f"{name}: {value}" for name, value in answer.headers).encode()
        found = self.finder.words_in(answer.body, heads)
        for word in found - self.finder.words_in(request.path.encode()) if not said.is_key else ():
            canary = self.by_word[word]
            if canary.belongs_to not in somebody.state.may_have(said.output):
                yield f"{somebody.state.name} got {canary.place}"
            else:
                self.report.shown[canary.belongs_to, somebody.state.name] += 1
                if canary.belongs_to != canaries.EVERYBODY and not is_kept_by_nobody(answer):
                    yield f"{somebody.state.name} got {canary.place}, and caches may keep it"
        if answer.status >= 500:
            yield f"{answer.status} for {somebody.state.name}"
        for letter in answer.letters:
            yield from self.told(letter)

    def told(self, letter):
        to, *parts = letter
        self.report.letters += 1
        may = self.may_of(to)
        for word in self.finder.words_in(*(part.encode() for part in parts)):
            if self.by_word[word].belongs_to not in may:
                yield f"a letter to {to.replace(self.edition.mark, '')} tells {self.by_word[word].place}"

    def may_of(self, address):
        states = [
            one.state for one in self.people.values() if one.user and one.user.email == address
        ]
        return states[0].may_have("mail") if states else readers.NOTHING

    def learns(self, somebody, canary, blank):
        """Is this reader answered otherwise than to a word that stands nowhere?"""
        mine = canary.belongs_to in somebody.state.may
        if mine or blank[0] == TOO_MANY:
            return False
        found = self.searched(canary.word, somebody)
        return found[0] != TOO_MANY and found != blank

    def search(self):
        """A hidden word is answered like a word that stands nowhere (L40)."""
        nonsense = "zq" + "0" * 12 + "y"
        words = self.edition.canaries if self.whole else self.edition.canaries[::9]
        for somebody in self.people.values() if self.whole else self.among((*FEW, "author")):
            blank = self.searched(nonsense, somebody)
            for canary in [one for one in words if self.learns(somebody, one, blank)]:
                self.fault(f"{somebody.state.name} learns by searching of {canary.place}")

    def searched(self, word, somebody):
        """What the search says, without the word itself."""
        answer = self.check(tricks.searches(word)[0], somebody)
        body = re.sub(rb"(?i)%s" % word.encode(), b"", answer.body)
        return answer.status, len(answer.body), body, answer.header("cache-control")

    def knock_elsewhere(self):
        words = next(iter(self.edition.canaries)).word
        for request in tricks.elsewhere(words):
            for somebody in self.among(FEW[:2]):
                self.check(request, somebody)

    def must_have_shown(self):
        """A crawl that finds nothing anywhere has looked in the wrong places."""
        for somebody in self.people.values():
            for belongs in {canary.belongs_to for canary in self.edition.canaries}:
                state = somebody.state
                if belongs in state.may and not self.report.shown[belongs, state.name]:
                    self.fault(f"{state.name} was shown nothing of what is “{belongs}”, and may be")

    def read_letters(self):
        rows = OutgoingMail.objects.filter(key__startswith=f"leakcheck:{self.edition.mark}")
        for letter in rows.values_list("to_address", "subject", "text_body", "html_body"):
            for sentence in self.told(letter):
                self.fault(sentence)


@contextmanager
def quietly():
    """Thousands of answers of 403 and 404 are what we ask for: they need not stand in the log."""
    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def kept(request, somebody, answer, said):
    """What caches may keep of it (L38, L39, L41)."""
    rule, who = answer.header("cache-control"), somebody.state.name
    if said is not None and said.cache == "file" and answer.status in (200, 206, 304, 416):
        return
    if not rule and not (400 <= answer.status < 600 and said is None):
        yield f"{answer.status} without a Cache-Control for {who}"
    if "public" not in rule:
        return
    if not settings.PERSONAL_COOKIES.isdisjoint(somebody.cookies):
        yield f"public for {who}, who sent a personal cookie"
    if answer.header("set-cookie"):
        yield f"public, and sets a cookie, for {who}"
    if "cookie" in answer.header("vary").lower():
        yield f"public, and varies on the cookie, for {who}"


def is_kept_by_nobody(answer):
    words = [word.strip() for word in answer.header("cache-control").split(",")]
    return {"private", "no-store"} <= set(words)


def plain_path(request, edition):
    """The address without what is new in each run, so that equal faults are told once."""
    return re.sub(r"zq[0-9a-f]{12}x", "…", request.path.replace(edition.mark, "…"))
