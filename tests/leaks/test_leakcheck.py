"""The leak crawler: nobody gets a byte that is not theirs; and it sees it when somebody does."""

import pytest

from newsroom.leakcheck import asking, canaries, routes, running
from newsroom.leakcheck.crawl import Crawl
from tests.leaks.controls import CONTROLS, NO_GATE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"


def test_nothing_leaks():
    report = running.check_code(whole=False)

    assert report.is_clean, "\n".join(report.lines())


def test_with_the_gate_of_any_output_switched_off_it_is_red():
    edition = running.new_edition()
    people = running.furnished(edition)
    unseen = []

    for output, gates in CONTROLS.items():
        for gate, switch in gates.items():
            with pytest.MonkeyPatch.context() as patch, canaries.undone():
                switch(patch, edition)
                report = Crawl(
                    edition, people, asking.InProcess(), outputs={output}, first=True
                ).run()
            unseen += [] if report.faults else [(output, gate)]

    assert unseen == []


def test_every_output_has_a_control():
    outputs = {said.output for said in routes.classification()["said"].values()}

    assert outputs == CONTROLS.keys() | NO_GATE.keys()
