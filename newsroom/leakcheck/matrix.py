"""The access matrix: each route, actor, method and relation, against what routes.toml expects."""

import re
from dataclasses import dataclass, field

from newsroom.leakcheck import crawl, readers, routes, tricks

READS = ("GET", "HEAD")
FOREIGN = {
    "Origin": "https://elsewhere.example",
    "Referer": "https://elsewhere.example/",
    "Sec-Fetch-Site": "cross-site",
}
# What an unsafe method from another site is answered, whoever's browser sends it.
REFUSALS = (400, 403, 404, 405, 410)
CLAUSE = re.compile(r"(?P<status>[\d ]+):(?P<who>[^;]+)")
# In the cut: one actor of each kind that is treated alike, and a relation of each kind, at the desk;
# and another site's forms are sent by the browser of whoever may do the most.
ALIKE = (
    "anonymous", "registered", "staff without a role", "circulation", "author", "editor", "superuser",
)  # fmt: skip
ALIKE_AT_HOME = ("anonymous", "registered", "superuser")
# What is refused to some by its status (a story is not: it shows less): one of all who are spoken
# of in the same words.
ASKED_BY_ALL = ("file", "gated picture", "gift", "preview")
ALIKE_AT_THE_DESK = ("", "live", "own", "draft", "held", "missing")
MOST = "superuser"


@dataclass
class Cells:
    """What was asked and what was otherwise than expected."""

    count: int = 0
    routes: set = field(default_factory=set)
    actors: set = field(default_factory=set)
    wrong: dict = field(default_factory=dict)

    def miss(self, sentence, row):
        self.wrong.setdefault(sentence, []).append(row)

    def lines(self):
        yield f"{len(self.routes)} routes, {len(self.actors)} actors, {self.count} cells"
        for sentence, rows in self.wrong.items():
            yield f"WRONG  {sentence}: {', '.join(sorted(set(rows)))}"


class Matrix:
    """Asks as Crawl does; unsafe methods are asked with and without what a form of ours carries."""

    def __init__(self, edition, people, asker, *, whole=False):
        self.edition, self.people, self.asker, self.whole = edition, people, asker, whole
        self.cells = Cells()
        self.answers = routes.classification()["answers"]

    def run(self, *, part=0, parts=1):
        """All routes, or one part of them, so that two processes share the work."""
        said = routes.classification()["said"]
        with crawl.quietly():
            for route in routes.all_routes()[part::parts]:
                if route.name in said:
                    self.row(route, said[route.name])
        return self.cells

    def row(self, route, said):
        self.cells.routes.add(route.name)
        for relation, words in self.fills(said):
            address = route.address(words)
            for somebody in self.actors(said):
                self.cells.actors.add(somebody.state.name)
                self.read(route, said, relation, address, somebody)
                self.write(route, said, relation, address, somebody)

    def fills(self, said):
        filled = dict(self.edition.fills.get(said.fill, []) if said.fill else [("", {})])
        if self.whole or said.output in ("article", *ASKED_BY_ALL):
            return filled.items()
        return [(name, words) for name, words in filled.items() if name in ALIKE_AT_THE_DESK]

    def actors(self, said):
        if self.whole:
            return list(self.people.values())
        if said.output in ASKED_BY_ALL:
            return readers.one_of_each(self.people)
        names = ALIKE_AT_HOME if said.output in (*crawl.FOR_READERS, "account") else ALIKE
        return [self.people[name] for name in names]

    def read(self, route, said, relation, address, somebody):
        for method in READS if self.whole else READS[:1]:
            query = said.queries[0] if said.queries else ""
            request = tricks.Request(address + query, method)
            self.compare(route, said.read, relation, request, somebody)

    def write(self, route, said, relation, address, somebody):
        """With our form's own token: who may. From another site: nobody, whoever they are."""
        if not self.writes(said, somebody):
            return
        self.compare(route, said.write, relation, tricks.form(address), somebody)
        for method in tricks.UNSAFE if self.whole or somebody.state.name == MOST else ():
            self.refused(route, tricks.Request(address, method, FOREIGN), somebody)

    def writes(self, said, somebody):
        """In the cut, few send to what is read: they are refused alike."""
        is_read = said.output in crawl.FOR_READERS and said.output not in ("gift", "meter")
        return self.whole or not is_read or somebody.state.name in ALIKE_AT_HOME

    def compare(self, route, answer, relation, request, somebody):
        expected = expected_of(self.answer_for(answer, relation), somebody.state)
        actual = self.asker.ask(request, somebody).status
        self.cells.count += 1
        if request.method == "HEAD":
            expected += (405,)  # what is made for our own script may take GET alone
        if actual not in expected:
            kind = f"{request.method} {route.name}" + (f" ({relation})" if relation else "")
            wanted = " or ".join(map(str, expected)) or "said"
            self.cells.miss(f"{kind} answered {actual}, not {wanted}, to", somebody.state.name)

    def answer_for(self, answer, relation):
        if isinstance(answer, str) and answer in self.answers:
            return self.answer_for(self.answers[answer], relation)
        if isinstance(answer, dict):
            return self.answer_for(answer.get(relation, answer.get("else", "")), relation)
        return answer

    def refused(self, route, request, somebody):
        status = self.asker.ask(request, somebody).status
        self.cells.count += 1
        led_to_the_second_step = status == 302 and "stepless" in somebody.state.words
        if status not in REFUSALS and not led_to_the_second_step:
            self.cells.miss(
                f"{request.method} {route.name} from another site answered {status} to",
                somebody.state.name,
            )


def expected_of(answer, state):
    """The statuses of the first clause that names this actor; () where none does."""
    for clause in CLAUSE.finditer(answer):
        if is_meant(clause["who"].split(), state):
            return tuple(int(status) for status in clause["status"].split())
    return ()


def is_meant(words, state):
    return "everybody" in words or not state.words.isdisjoint(words)
