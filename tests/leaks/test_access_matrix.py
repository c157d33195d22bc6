"""The access matrix: every route, actor, method and relation answers as routes.toml says."""

import os
import sys

import pytest

from articles import rights
from memberships.access import Reason
from newsroom.leakcheck import asking, canaries, matrix, readers, routes, running

pytestmark = pytest.mark.django_db
WHOLE = bool(os.environ.get("WHOLE_MATRIX"))


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"


@pytest.mark.parametrize("part", [0, 1])
def test_every_cell_answers_as_it_should(part):
    edition = running.new_edition()
    people = running.furnished(edition)

    cells = matrix.Matrix(edition, people, asking.InProcess(), whole=WHOLE).run(part=part, parts=2)

    sys.stdout.write(next(cells.lines()) + "\n")  # -s shows it
    assert not cells.wrong, "\n".join(cells.lines())


def test_a_door_left_open_is_a_wrong_cell(monkeypatch):
    edition = running.new_edition()
    people = running.furnished(edition)
    cells = matrix.Matrix(edition, people, asking.InProcess())
    route = next(route for route in routes.all_routes() if route.name == "articles:desk_preview")

    monkeypatch.setattr(rights, "may_see", lambda user, article: True)
    cells.row(route, routes.classification()["said"][route.name])

    assert cells.cells.wrong


def test_every_route_is_classified_and_every_line_names_a_route():
    assert [*routes.unclassified(), *routes.forgotten()] == []


def test_a_route_that_is_not_classified_is_named_with_the_line_to_add():
    route = routes.Route("events:replay", "events/<slug:slug>/replay/", has_name=True)

    sentence = routes.missing(route, routes.registered_models())

    assert '"events:replay" = { output = "page", fill = "article"' in sentence


def test_a_model_of_the_admin_is_asked_for_in_one_line():
    route = routes.Route("admin:events_event_add", "admin/events/event/add/", has_name=True)

    assert '"events.event" = { view = ' in routes.missing(route, ["events.event"])


def test_every_personal_cookie_has_a_reader_who_carries_it(settings):
    assert list(readers.cookies_without_a_state()) == []

    settings.PERSONAL_COOKIES = settings.PERSONAL_COOKIES | {"campus"}

    assert "“campus”" in next(readers.cookies_without_a_state())


def test_every_field_with_files_says_who_may_have_them(monkeypatch):
    assert list(canaries.files_unclassified()) == []

    monkeypatch.delitem(canaries.FILES, "articles.Picture.image")

    assert "articles.Picture.image" in next(canaries.files_unclassified())


def test_every_reason_has_a_reader_who_meets_it():
    met = set(Reason) - readers.REASONS_NOT_YET

    assert list(readers.reasons_without_a_state(met)) == []
    assert "“upgrade”" in next(readers.reasons_without_a_state(met - {Reason.UPGRADE}))
    assert "“trial_over”" in next(readers.reasons_without_a_state({*met, Reason.TRIAL_OVER}))


def test_an_answer_that_nobody_wrote_down_is_wrong():
    anonymous = readers.BY_NAME["anonymous"]

    assert matrix.expected_of("200: staff", anonymous) == ()
    assert matrix.expected_of("200: staff; 302 403: everybody", anonymous) == (302, 403)


def test_no_actor_is_both_there_and_not_yet():
    assert not readers.NOT_YET.keys() & readers.BY_NAME.keys()
