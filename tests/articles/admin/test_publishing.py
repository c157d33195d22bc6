"""Publishing from the edit screen: save, check, do it, and say who did."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Byline, ChecklistRule, DeskAction, Industry, Picture
from publication.models import SiteSettings
from tests.articles.admin.forms import form_of
from tests.factories import make_article, make_author, make_editor, make_region, make_topic

pytestmark = pytest.mark.django_db
TEXT = (
    "<p>"
    + "Words that everybody may read. " * 8
    + "</p><hr class='paywall'><p>"
    + "Below. " * 60
    + "</p>"
)


@pytest.fixture
def editor():
    return make_editor(is_superuser=True, name="Nadia")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def draft():
    return make_article(live=False, access_level="pro", body_html=TEXT, authors=[make_author()])


def press(desk, article, button, **fields):
    based_on = article.revisions.values_list("number", flat=True).first() or 0
    said = {"body_html": TEXT, "based_on": based_on, button: "", **fields}
    form = form_of(article, **said)
    response = desk.post(
        reverse("admin:articles_article_change", args=[article.pk]), form, follow=True
    )
    article.refresh_from_db()
    return response


def done(article):
    return [(action.verb, action.by and action.by.name) for action in article.desk_actions.all()]


def test_a_draft_is_saved_and_published_in_one_press(desk, draft):
    press(desk, draft, "_publish", headline="The last words")

    assert (draft.state, draft.headline) == ("live", "The last words")
    assert done(draft) == [("published", "Nadia")]
    assert draft.revisions.first().values["headline"] == "The last words"


def test_a_new_article_can_be_published_at_once(desk):
    desk.post(reverse("admin:articles_article_add"), form_of(body_html=TEXT, _publish=""))

    assert Article.objects.get().state == "live"


def test_what_holds_back_is_saved_and_not_published(desk, draft):
    picture = Picture.objects.create(image="x.webp", width=8, height=5)

    page = press(desk, draft, "_publish", lead_picture=picture.pk, headline="Saved all the same")

    assert (draft.state, draft.headline) == ("draft", "Saved all the same")
    assert "no text for those who cannot see it" in page.text
    assert "Nothing was published" in page.text
    assert done(draft) == []


def test_a_warning_does_not_hold_back(desk, draft):
    draft.bylines.all().delete()
    ChecklistRule.objects.create(check_name="byline", weight="warns")

    press(desk, draft, "_publish")

    assert draft.state == "live"


def test_the_desk_decides_what_holds_back(desk, draft):
    draft.bylines.all().delete()
    ChecklistRule.objects.create(check_name="byline", weight="blocks")

    press(desk, draft, "_publish")

    assert draft.state == "draft"


def test_a_picture_without_its_file_is_never_published(desk, draft):
    picture = Picture.objects.create(image="gone.webp", width=8, height=5, alt="A harbour")
    ChecklistRule.objects.create(check_name="files", weight="off")

    press(desk, draft, "_publish", lead_picture=picture.pk)

    assert draft.state == "draft"


# Scheduled, by the clocks of a zone.


@pytest.fixture
def beirut():
    SiteSettings.objects.update_or_create(pk=1, defaults={"time_zone": "Asia/Beirut"})


@pytest.mark.parametrize(
    ("local", "zone", "expected"),
    [
        ("2031-01-10T09:00", "", "2031-01-10T07:00"),
        ("2031-07-10T09:00", "", "2031-07-10T06:00"),
        ("2031-01-10T09:00", "America/New_York", "2031-01-10T14:00"),
    ],
)
def test_an_article_is_scheduled_by_the_clocks_of_a_zone(
    desk, draft, beirut, local, zone, expected
):
    press(desk, draft, "_schedule", publish_on=local, publish_zone=zone)

    assert draft.state == "scheduled"
    assert draft.published_at.strftime("%Y-%m-%dT%H:%M") == expected
    assert done(draft) == [("scheduled", "Nadia")]


@pytest.mark.parametrize(
    ("local", "zone", "sentence"),
    [
        ("2031-03-09T02:30", "America/New_York", "there is no 02:30"),
        ("2031-11-02T01:30", "America/New_York", "it is 01:30 twice"),
        ("2001-01-01T09:00", "", "That time has passed"),
        ("", "", "Please give a day and a time"),
        ("tomorrow", "", "Please give a day and a time"),
        ("2031-01-10T09:00", "Mars/Base", "is not a time zone"),
    ],
)
def test_a_time_that_cannot_be_meant_is_refused_and_nothing_is_lost(
    desk, draft, local, zone, sentence
):
    page = press(
        desk, draft, "_schedule", publish_on=local, publish_zone=zone, headline="Still here"
    )

    assert draft.state == "draft"
    assert sentence in page.text
    assert "Still here" in page.text


def test_a_scheduled_article_is_moved_and_taken_off(desk, draft):
    press(desk, draft, "_schedule", publish_on="2031-01-10T09:00", publish_zone="UTC")
    press(desk, draft, "_schedule", publish_on="2031-01-11T09:00", publish_zone="UTC")
    assert draft.published_at.day == 11

    press(desk, draft, "_unschedule")

    assert draft.state == "draft"
    assert done(draft)[0] == ("unscheduled", "Nadia")


def test_a_live_article_is_not_taken_off_the_schedule(desk):
    article = make_article(body_html=TEXT)

    press(desk, article, "_unschedule")

    assert article.state == "live"


def test_what_was_withdrawn_comes_back_when_it_is_scheduled_not_before(desk):
    article = make_article(body_html=TEXT, authors=[make_author()])
    article.withdraw(at=timezone.now())

    page = press(desk, article, "_schedule", publish_on="2031-01-10T09:00", publish_zone="UTC")

    assert article.state == "scheduled"
    assert "readers have it from 10 January 2031" in page.text


def test_a_live_article_is_not_scheduled(desk):
    article = make_article(body_html=TEXT, authors=[make_author()])
    before = article.published_at

    page = press(desk, article, "_schedule", publish_on="2031-01-10T09:00", publish_zone="UTC")

    assert article.published_at == before
    assert "nothing was scheduled" in page.text


def test_publishing_under_an_embargo_says_when(desk, draft):
    fields = {"embargoed_until_0": "2031-01-01", "embargoed_until_1": "10:00"}

    page = press(desk, draft, "_publish", **fields)

    assert draft.state == "scheduled"
    assert "Published." not in page.text


@pytest.mark.parametrize("button", ["_withdraw", "_correct"])
def test_what_readers_never_had_is_neither_withdrawn_nor_corrected(desk, draft, button):
    page = press(desk, draft, button, correction_text="x")

    assert draft.state == "draft"
    assert not draft.corrections.exists()
    assert "Readers never had it" in page.text


def test_a_translation_is_into_a_language(desk):
    article = make_article(body_html=TEXT)

    assert "into which language" in press(desk, article, "_translate").text
    assert not article.translations.exists()


@pytest.mark.parametrize(
    ("picture", "sentence"),
    [({"alt": "A harbour", "image": "gone.webp"}, "is missing from the library"),
     ({"alt": "", "image": "site/there.webp"}, "no text for those who cannot see it")],
)  # fmt: skip
def test_a_live_article_gets_no_picture_that_is_wanting(
    desk, settings, tmp_path, picture, sentence
):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "site").mkdir()
    (tmp_path / "site/there.webp").write_bytes(b"x")
    article = make_article(body_html=TEXT, headline="As it is")
    picture = Picture.objects.create(width=8, height=5, **picture)

    page = press(desk, article, "_save", lead_picture=picture.pk, headline="Changed")

    assert sentence in page.text
    assert (article.lead_picture, article.headline) == (None, "As it is")


# Withdrawn, corrected, translated.


def test_an_article_is_withdrawn_with_its_reason(desk, client):
    article = make_article(body_html=TEXT)

    press(desk, article, "_withdraw", withdrawn_because="The figures were another year's.")

    page = type(client)().get(article.get_absolute_url())
    assert page.status_code == 410
    assert "The figures were another year" in page.text
    assert done(article) == [("withdrawn", "Nadia")]


def test_a_correction_is_a_record_and_a_slip_is_not(desk, editor):
    article = make_article(body_html=TEXT)
    press(desk, article, "_save", standfirst="A slip mended.")
    assert not article.corrections.exists()

    press(
        desk, article, "_correct", correction_kind="clarification", correction_text="It was nine."
    )

    correction = article.corrections.get()
    assert (correction.kind, correction.text, correction.made_by) == (
        "clarification",
        "It was nine.",
        editor,
    )


def test_a_correction_says_something(desk):
    article = make_article(body_html=TEXT)

    page = press(desk, article, "_correct", correction_text=" ")

    assert "Say what was wrong" in page.text
    assert not article.corrections.exists()


def test_a_translation_starts_from_the_original_and_keeps_its_gate(desk):
    article = make_article(body_html=TEXT, access_level="pro", authors=[make_author()])

    page = press(desk, article, "_translate", translate_to="ar")

    version = article.translations.get()
    assert (version.language, version.access_level, version.state) == ("ar", "pro", "draft")
    assert version.bylines.count() == 1
    assert page.redirect_chain[-1][0] == reverse("admin:articles_article_change", args=[version.pk])
    press(desk, article, "_translate", translate_to="ar")
    assert article.translations.count() == 1
    press(desk, version, "_translate", translate_to="en", language="ar", translation_of=article.pk)
    assert article.translations.count() == 1


@pytest.mark.parametrize(
    ("days", "sentence"), [(-1, "Readers had it already"), (1, "scheduled before this embargo")]
)
def test_an_embargo_cannot_be_set_on_what_readers_have_or_will_have(desk, days, sentence):
    article = make_article(body_html=TEXT, published_at=timezone.now() + timedelta(days=days))
    fields = {"embargoed_until_0": "2031-01-01", "embargoed_until_1": "10:00"}

    page = press(desk, article, "_save", **fields)

    assert sentence in page.text
    assert article.embargoed_until is None


def test_whoever_may_not_publish_saves_and_is_told(client, draft):
    writer = make_editor("writer@example.org")
    writer.user_permissions.set(
        Permission.objects.filter(
            codename__in=["change_article", "view_article", "edit_any_article"]
        )
    )
    client.force_login(writer)

    page = press(client, draft, "_publish", headline="Written")

    assert (draft.state, draft.headline) == ("draft", "Written")
    assert "Only an editor publishes" in page.text
    assert not DeskAction.objects.exists()
    assert 'name="_publish"' not in page.text


def test_the_first_button_of_the_form_only_saves(desk, draft):
    page = desk.get(reverse("admin:articles_article_change", args=[draft.pk])).text

    form = page[page.index('id="article_form"') :]
    assert form.index('name="_continue"') < form.index('name="_publish"')


def test_a_picture_that_comes_with_this_save_is_checked(desk, draft):
    gone = Picture.objects.create(image="gone.webp", width=8, height=5, alt="A harbour")

    press(desk, draft, "_publish", body_html=TEXT + f'<figure data-picture="{gone.pk}"></figure>')

    assert draft.state == "draft"


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"published_at": None}, "draft"),
        ({"published_at": timezone.now() + timedelta(days=1)}, "scheduled"),
        ({"withdrawn_at": timezone.now()}, "withdrawn"),
        ({}, "live"),
    ],
)
def test_the_site_is_one_click_away_where_a_reader_finds_a_page(desk, client, fields, state):
    article = make_article(**fields)
    assert article.state == state

    page = desk.get(reverse("admin:articles_article_change", args=[article.pk]))

    assert ("View on site" in page.text) == (state == "live")
    assert (client.get(article.get_absolute_url()).status_code == 200) == (state == "live")


def test_the_edit_screen_costs_few_queries(desk, draft, beirut, django_assert_max_num_queries):
    draft.regions.set([make_region()])
    draft.topics.set([make_topic()])
    draft.industries.set([Industry.objects.first()])
    Article.objects.filter(pk=draft.pk).update(
        lead_picture=Picture.objects.create(image="x.webp", width=8, height=5)
    )
    Byline.objects.create(article=draft, author=make_author("Another One"))

    with django_assert_max_num_queries(27):
        desk.get(reverse("admin:articles_article_change", args=[draft.pk]))
