"""docs/paywall.md says of each of the 65 ways of leaking which test holds it, and the tests are there."""

import re

from django.conf import settings

from newsroom.leakcheck import tricks

ROW = re.compile(r"^\| (L\d+) \| (?P<sentence>.+?) \| (?P<held>.+?) \|$", re.MULTILINE)
TEST = re.compile(r"`(test_\w+)`")


def rows():
    page = (settings.BASE_DIR / "docs/paywall.md").read_text()
    return {match[1]: match["held"] for match in ROW.finditer(page)}


def test_each_way_has_a_test_or_a_reason():
    assert list(rows()) == [f"L{number}" for number in range(1, 66)]
    assert [
        name for name, held in rows().items() if not TEST.search(held) and "Not yet" not in held
    ] == []


def test_every_test_that_is_named_exists():
    code = "".join(path.read_text() for path in (settings.BASE_DIR / "tests").rglob("test_*.py"))
    named = {name for held in rows().values() for name in TEST.findall(held)}

    assert [name for name in sorted(named) if f"def {name}(" not in code] == []


def test_every_trick_names_a_way_that_there_is():
    numbers = [said for said, _headers in tricks.HEADERS.values()]
    numbers += [*tricks.QUERIES.values(), *tricks.SPELLINGS.values(), *tricks.ELSEWHERE.values()]

    assert {number for said in numbers for number in said.split()} <= rows().keys()
