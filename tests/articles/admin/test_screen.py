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


def copy(article=None, tab="firsttab", **fields):
    section = make_section()
    said = {"headline": ["A port"], "slug": ["a-port"], "section": [str(section.pk)], "language": ["en"],
            "access_level": ["pro"], "body_html": [BODY]}  # fmt: skip
    key = f"article:{article.pk}:{tab}" if article else f"new:{tab}"
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


def leave(desk, said):
    address = reverse("admin:articles_desk_leave")
    return desk.post(address, json.dumps({"key": said["key"]}), content_type="application/json")


def opened(desk, article=None):
    """The edit screen, opened anew."""
    name, numbers = ("change", [article.pk]) if article else ("add", [])
    return desk.get(reverse(f"admin:articles_article_{name}", args=numbers))


def offered(desk, article=None):
    """[(headline, is it on a living screen)] of what the screen is given to offer."""
    return [
        (row["values"]["fields"]["headline"][0], row["is_open"])
        for row in opened(desk, article).context["desk"]["recovery"]
    ]


def test_each_screen_has_a_key_of_its_own(desk):
    article = make_article()
    keys = [opened(desk, one).context["adminform"].form.initial["working_key"]
            for one in (article, article, None, None)]  # fmt: skip

    assert len(set(keys)) == 4
    assert [key.rpartition(":")[0] for key in keys] == [f"article:{article.pk}"] * 2 + ["new"] * 2


def test_two_tabs_of_one_person_keep_a_copy_each_and_know_of_each_other(desk):
    article = make_article()
    keep(desk, copy(article, headline="Of the first"))

    answer = keep(desk, copy(article, "second-tab", headline="Of the second")).json()

    assert [row["key"] for row in answer["mine"]] == [f"article:{article.pk}:firsttab"]
    assert answer["others"] == []
    assert {row.headline for row in WorkingCopy.objects.all()} == {"Of the first", "Of the second"}


def test_a_new_article_in_another_tab_is_another_story(desk, client):
    keep(desk, copy())
    assert [row["key"] for row in keep(desk, copy(tab="second-tab")).json()["mine"]] == [
        "new:firsttab"
    ]
    client.force_login(make_editor("omar@example.org", is_superuser=True))

    answer = keep(client, copy(tab="his-tab-1")).json()

    assert (answer["mine"], answer["others"]) == ([], [])


def test_whoever_has_it_open_twice_is_named_once(desk, client):
    article = make_article()
    for tab in ("firsttab", "second-tab"):
        keep(desk, copy(article, tab))
    client.force_login(make_editor("omar@example.org", is_superuser=True))

    assert [row["name"] for row in keep(client, copy(article, "his-tab-1")).json()["others"]] == [
        "Nadia"
    ]


def test_a_screen_that_is_left_is_open_no_more_and_its_words_are_offered(desk):
    article = make_article()
    for tab in ("firsttab", "second-tab"):
        keep(desk, copy(article, tab, headline=tab))
    keep(desk, {**copy(article, "third-tab"), "values": None})
    assert offered(desk, article) == [("second-tab", True), ("firsttab", True)]

    for tab in ("firsttab", "third-tab"):
        leave(desk, copy(article, tab))

    assert offered(desk, article) == [("second-tab", True), ("firsttab", False)]
    assert [row["key"] for row in keep(desk, copy(article, "fourth-tab")).json()["mine"]] == [
        f"article:{article.pk}:second-tab"
    ]
    assert WorkingCopy.objects.unsaved().count() == WorkingCopy.objects.count()


def test_a_screen_that_crashed_counts_as_left_once_it_is_silent(desk):
    keep(desk, copy())
    WorkingCopy.objects.update(seen_at=timezone.now() - timedelta(seconds=21))

    assert offered(desk) == [("A port", False)]


def test_the_newest_words_are_offered_first_and_the_older_after_them(desk):
    for number in range(7):
        keep(desk, copy(tab=f"tab-no-{number}", headline=str(number)))
    assert [words for words, _ in offered(desk)] == ["6", "5", "4", "3", "2"]

    desk.post(reverse("admin:articles_desk_let_go"), content_type="application/json",
              data=json.dumps({"key": "new:tab-no-6", "replaces": ["new:tab-no-5"]}))  # fmt: skip

    assert [words for words, _ in offered(desk)] == ["4", "3", "2", "1", "0"]


def test_words_that_were_brought_back_to_another_screen_are_offered_there_alone(desk):
    keep(desk, copy(headline="Brought back"))
    said = {**copy(tab="second-tab", headline="Brought back"), "replaces": ["new:firsttab"]}
    keep(desk, {**said, "values": None})
    assert ("Brought back", True) in offered(desk)

    keep(desk, said)

    assert WorkingCopy.objects.get().key == "new:second-tab"


def test_a_running_screen_asks_what_a_closed_one_left(desk, client):
    article, address = make_article(), reverse("admin:articles_desk_recovery")
    keep(desk, copy(article, headline="Left behind"))

    [found] = desk.get(address, {"article": article.pk}).json()["copies"]
    assert found["values"]["fields"]["headline"] == ["Left behind"]
    assert desk.get(address).json()["copies"] == []
    assert desk.get(address, {"article": "9" * 12}).status_code == 404

    client.force_login(make_editor("omar@example.org", is_superuser=True))
    assert client.get(address, {"article": article.pk}).json()["copies"] == []


def test_nobody_lets_go_or_leaves_for_somebody_else(desk, client):
    keep(desk, copy())
    client.force_login(make_editor("omar@example.org", is_superuser=True))
    leave(client, copy())
    client.post(reverse("admin:articles_desk_let_go"), json.dumps({"key": "new:firsttab"}),
                content_type="application/json")  # fmt: skip

    assert WorkingCopy.objects.unsaved().open_now().count() == 1


def test_a_save_of_somebody_else_is_told_to_whoever_writes(desk):
    article = make_article()
    omar = make_editor("omar@example.org", is_superuser=True, name="Omar")
    article.revisions.create(number=1, values={}, made_by=omar)

    assert keep(desk, copy(article)).json()["newer"]["by"] == "Omar"
    assert keep(desk, {**copy(article), "based_on": 1}).json()["newer"] is None


def test_a_save_of_ones_own_in_another_tab_is_told(desk, editor):
    article = make_article()
    article.revisions.create(number=1, values={}, made_by=editor)

    assert keep(desk, copy(article)).json()["newer"]["is_mine"]


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", "[" * 100_000, '{"key": 3}', '{"key": ["new:firsttab"]}', '{"key": "x"}',
     json.dumps({"key": "x" * 65}),
     *(f'{{"key": "new:firsttab", {rest}}}' for rest in (
        '"values": []', '"values": {"fields": {"a": "b"}}', '"values": {"fields": {"a": ["\\u0000"]}}',
        '"values": {"fields": {"a": ["\\ud800"]}}', '"values": {"fields": {"section": [5]}}',
        '"values": {"fields": {"language": [{}]}}', '"values": {"fields": {}, "labels": NaN}',
        '"values": {"fields": {}, "labels": 1e400}', '"based_on": -1', '"based_on": 1e400', '"article": 99999999999',
        '"article": Infinity', '"replaces": "y"', '"replaces": null', '"replaces": [{}]'))],
)  # fmt: skip
def test_a_copy_that_is_no_copy_is_refused(desk, body):
    response = desk.post(KEEP, body, content_type="application/json")

    assert response.status_code == 400
    assert not WorkingCopy.objects.exists()


def test_odd_values_are_measured_all_the_same(desk):
    said = copy(section="x", free_sample_chapter="²", access_level="odd", body_html="<p>" * 400)

    assert keep(desk, said).status_code == 200


def test_a_change_of_level_in_the_far_future_is_previewed_all_the_same(desk):
    said = copy(make_article(), next_level="free", next_level_after_days="999999999999")
    keep(desk, said)

    assert desk.get(reverse("articles:desk_preview", args=[said["key"]])).status_code == 200


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

    [found] = page.context["desk"]["recovery"]
    assert found["values"]["fields"]["headline"] == ["Unsaved words"]
    assert "Unsaved words" in page.text


def test_another_editor_is_not_offered_them(desk, client):
    article = make_article()
    keep(desk, copy(article, headline="Unsaved words"))
    client.force_login(make_editor("omar@example.org", is_superuser=True))

    page = client.get(reverse("admin:articles_article_change", args=[article.pk]))

    assert "Unsaved words" not in page.text


def test_words_that_are_let_go_are_offered_no_more(desk):
    keep(desk, copy())
    desk.post(reverse("admin:articles_desk_let_go"), json.dumps({"key": "new:firsttab"}),
              content_type="application/json")  # fmt: skip

    assert offered(desk) == []


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
