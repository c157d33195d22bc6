"""The edit screen's own addresses: words kept, measured and let go; pictures and authors found."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Picture, WorkingCopy
from publication.models import SiteSettings
from tests.factories import BODY, make_article, make_author, make_editor, make_section, make_user

pytestmark = pytest.mark.django_db
KEEP = reverse("admin:articles_desk_keep")


@pytest.fixture
def editor():
    return make_editor(is_superuser=True, name="Nadia")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def copy(article=None, **fields):
    section = make_section()
    said = {"headline": ["A port"], "slug": ["a-port"], "section": [str(section.pk)], "language": ["en"],
            "access_level": ["pro"], "body_html": [BODY]}  # fmt: skip
    key = f"article:{article.pk}" if article else "new:abcdefgh"
    values = {"fields": {**said, **{name: [value] for name, value in fields.items()}}, "labels": {}}
    return {"key": key, "article": article and article.pk, "based_on": 0, "values": values}


def keep(desk, said):
    return desk.post(KEEP, json.dumps(said), content_type="application/json")


def test_what_is_typed_is_kept_and_measured(desk, editor):
    answer = keep(desk, copy()).json()

    kept = WorkingCopy.objects.get()
    assert kept.user == editor
    assert kept.headline == "A port"
    assert answer["measures"]["address"] == "/business/a-port/"
    assert answer["measures"]["lead_in"].startswith("Lead words")
    assert "Zqcanary" not in answer["measures"]["lead_in"]
    assert answer["measures"]["words"] > 10


def test_keeping_again_keeps_one_row_and_the_newest_words(desk):
    keep(desk, copy())
    keep(desk, copy(headline="A harbour"))

    assert WorkingCopy.objects.get().headline == "A harbour"


def test_a_beat_without_words_leaves_the_words_alone(desk):
    keep(desk, copy())
    keep(desk, {**copy(), "values": None})

    assert WorkingCopy.objects.get().headline == "A port"


def test_whoever_else_has_it_open_is_named(desk, client, editor):
    article = make_article()
    keep(desk, copy(article))
    client.force_login(make_editor("omar@example.org", is_superuser=True, name="Omar"))

    [other] = keep(client, copy(article)).json()["others"]
    assert other["name"] == "Nadia"

    WorkingCopy.objects.filter(user=editor).update(seen_at=timezone.now() - timedelta(minutes=1))
    assert keep(client, copy(article)).json()["others"] == []


def test_a_save_of_somebody_else_is_told_to_whoever_writes(desk):
    article = make_article()
    omar = make_editor("omar@example.org", is_superuser=True, name="Omar")
    article.revisions.create(number=1, values={}, made_by=omar)

    assert keep(desk, copy(article)).json()["newer"]["by"] == "Omar"
    assert keep(desk, {**copy(article), "based_on": 1}).json()["newer"] is None


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"key": 3}', '{"key": "x", "values": {"fields": {"a": "b"}}}', '{"key": "x", "values": []}',
     '{"key": "x", "values": {"fields": {"a": ["\\u0000"]}}}', '{"key": "x", "values": {"fields": {"a": ["\\ud800"]}}}',
     '{"key": "x", "based_on": -1}', '{"key": "x", "article": 99999999999}', json.dumps({"key": "x" * 65})],
)  # fmt: skip
def test_a_copy_that_is_no_copy_is_refused(desk, body):
    response = desk.post(KEEP, body, content_type="application/json")

    assert response.status_code == 400
    assert not WorkingCopy.objects.exists()


def test_odd_values_are_measured_all_the_same(desk):
    said = copy(section="x", free_sample_chapter="²", access_level="odd", body_html="<p>" * 400)

    assert keep(desk, said).status_code == 200


def test_a_reader_is_sent_away_and_nothing_is_kept(client):
    client.force_login(make_user())

    assert keep(client, copy()).status_code in (302, 403)
    assert not WorkingCopy.objects.exists()


def test_staff_who_may_not_write_keep_nothing(client):
    client.force_login(make_editor())

    assert keep(client, copy()).status_code == 403
    assert keep(client, copy(make_article())).status_code == 403
    assert not WorkingCopy.objects.exists()


def test_the_words_are_offered_when_the_screen_opens_again(desk):
    article = make_article()
    keep(desk, copy(article, headline="Unsaved words"))

    page = desk.get(reverse("admin:articles_article_change", args=[article.pk]))

    assert page.context["desk"]["recovery"]["values"]["fields"]["headline"] == ["Unsaved words"]
    assert "Unsaved words" in page.text


def test_another_editor_is_not_offered_them(desk, client):
    article = make_article()
    keep(desk, copy(article, headline="Unsaved words"))
    client.force_login(make_editor("omar@example.org", is_superuser=True))

    page = client.get(reverse("admin:articles_article_change", args=[article.pk]))

    assert "Unsaved words" not in page.text


def test_words_that_are_let_go_are_offered_no_more(desk):
    keep(desk, copy())
    desk.post(reverse("admin:articles_desk_let_go"), json.dumps({"key": "new:abcdefgh"}),
              content_type="application/json")  # fmt: skip

    assert desk.get(reverse("admin:articles_article_add")).context["desk"]["recovery"] is None


def test_pictures_are_found_by_words_and_by_number(desk):
    port = Picture.objects.create(image="a.webp", width=2, height=1, caption="A port at dawn")
    Picture.objects.create(image="b.webp", width=2, height=1, caption="A field")
    address = reverse("admin:articles_desk_pictures")

    [found] = desk.get(address, {"q": "dawn port"}).json()["results"]
    assert found["number"] == port.pk
    assert desk.get(address, {"number": port.pk}).json()["results"] == [found]
    assert desk.get(address, {"number": "9" * 30}).json()["results"] == []


def test_authors_are_found_by_name(desk):
    make_author("Salma Nasser")

    found = desk.get(reverse("admin:articles_desk_authors"), {"q": "salm"}).json()["results"]

    assert found == [{"name": "Salma Nasser", "slug": "salma-nasser"}]


def test_keeping_costs_few_queries(desk, django_assert_max_num_queries):
    article = make_article()
    SiteSettings.current()

    with django_assert_max_num_queries(10):
        keep(desk, copy(article))
