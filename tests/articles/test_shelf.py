"""Saved articles and the reading history: theirs alone, and only as far as they want it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import history, saving
from articles.models import HistoryEntry, SavedArticle
from memberships.access import AccessLevel
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
SAVE, REMOVE, SAVED = "/account/saved/save/", "/account/saved/remove/", "/account/saved/"
HISTORY, SWITCH, READ = "/account/history/", "/account/history/switch/", "/account/history/read/"
SCRIPT = {"accept": "application/json"}
NOW = timezone.now()


@pytest.fixture
def reader(client):
    user = make_user()
    client.force_login(user)
    return user


def saved_by(user):
    return list(user.saved_articles.values_list("article", flat=True))


def test_a_form_saves_an_article_and_shows_the_list(client, reader):
    article = make_article()

    response = client.post(SAVE, {"article": article.pk}, follow=True)

    assert response.redirect_chain == [(SAVED, 302)]
    assert saved_by(reader) == [article.pk]
    assert article.headline in response.text
    assert response["Cache-Control"] == "private, no-store"


def test_our_script_gets_json_and_saving_twice_saves_once(client, reader):
    article = make_article()

    client.post(SAVE, {"article": article.pk}, headers=SCRIPT)
    response = client.post(SAVE, {"article": article.pk}, headers=SCRIPT)

    assert response.json()["saved"] is True
    assert saved_by(reader) == [article.pk]


def test_removing_takes_it_off_the_own_list_only(client, reader):
    article, other = make_article(), make_user("other@example.org")
    for user in (reader, other):
        saving.save(user, article, at=NOW)

    response = client.post(REMOVE, {"article": article.pk}, headers=SCRIPT)

    assert response.json()["saved"] is False
    assert saved_by(reader) == []
    assert saved_by(other) == [article.pk]


@pytest.mark.parametrize("address", [SAVE, REMOVE, READ])
def test_other_sites_change_nothing(client, reader, address):
    history.switch_on(reader, at=NOW)
    kept, article = make_article(), make_article()
    saving.save(reader, kept, at=NOW)

    answers = [
        client.post(address, {"article": number}, headers={"origin": "https://evil.example"})
        for number in (kept.pk, article.pk)
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert saved_by(reader) == [kept.pk]
    assert not HistoryEntry.objects.exists()


@pytest.mark.parametrize("address", [SAVE, REMOVE, READ, SWITCH])
def test_get_never_acts(client, reader, address):
    assert client.get(address, {"article": make_article().pk, "do": "on"}).status_code == 405
    assert not SavedArticle.objects.exists()
    assert history.of(reader) is None


def test_strangers_are_led_to_sign_in_and_back(client):
    article = make_article()

    response = client.post(SAVE, {"article": article.pk})

    assert response.url == f"/accounts/login/?next={article.get_absolute_url()}"
    assert client.post(SAVE, {"article": article.pk}, headers=SCRIPT).status_code == 401
    for address in (SAVED, HISTORY):
        assert client.get(address).url == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("number", ["", "x", "-1", "0", "٣", "9" * 17, "9" * 400])
def test_what_is_no_article_is_answered_with_a_sentence(client, reader, number):
    response = client.post(SAVE, {"article": number}, follow=True)

    assert "not there any more" in response.text
    assert client.post(REMOVE, {"article": number}).status_code == 302
    assert client.post(READ, {"article": number}).status_code == 204


def test_drafts_cannot_be_saved(client, reader):
    client.post(SAVE, {"article": make_article(live=False).pk})

    assert saved_by(reader) == []


def test_a_full_shelf_says_so(client, reader, settings):
    settings.SAVED_ARTICLES_MOST = 1
    first, second = make_article(), make_article()
    client.post(SAVE, {"article": first.pk})

    answer = client.post(SAVE, {"article": second.pk}, headers=SCRIPT)

    assert answer.status_code == 409
    assert "1 articles" in answer.json()["sentence"]
    assert saved_by(reader) == [first.pk]
    assert client.post(SAVE, {"article": first.pk}, headers=SCRIPT).json()["saved"] is True


def test_the_list_shows_headlines_only_of_what_one_may_not_read(client, reader):
    article = make_article(access_level=AccessLevel.PRO, headline="Kept for members")
    saving.save(reader, article, at=NOW)

    page = client.get(SAVED).text

    assert "Kept for members" in page
    assert article.standfirst not in page


def test_withdrawn_keeps_its_headline_without_a_link_and_a_draft_shows_nothing(client, reader):
    withdrawn = make_article(headline="Taken down since")
    draft = make_article(headline="Back at the desk")
    for article in (withdrawn, draft):
        saving.save(reader, article, at=NOW)
    withdrawn.withdraw(at=timezone.now())
    draft.published_at = NOW + timedelta(days=1)
    draft.save()

    page = client.get(SAVED).text

    assert "Taken down since" in page
    assert withdrawn.get_absolute_url() not in page
    assert "Back at the desk" not in page
    assert "not on the site at present" in page


def test_an_empty_list_says_how_to_fill_it(client, reader):
    assert "Nothing is saved yet" in client.get(SAVED).text


def test_the_page_of_an_article_is_the_same_for_whoever_saved_it(client, reader):
    article = make_article()
    before = client.get(article.get_absolute_url()).content
    saving.save(reader, article, at=NOW)
    history.switch_on(reader, at=NOW)

    assert client.get(article.get_absolute_url()).content == before
    assert b'form="save"' in before


def fill(reader, number):
    history.switch_on(reader, at=NOW)
    for _ in range(number):
        article = make_article()
        saving.save(reader, article, at=timezone.now())
        history.note(reader, article, at=timezone.now())


@pytest.mark.parametrize("address", [SAVED, HISTORY])
def test_a_list_costs_the_same_at_two_sizes(client, reader, address):
    fill(reader, 2)
    client.get(address)  # the settings of the site are made by the first who asks
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    fill(reader, 30)
    with CaptureQueriesContext(connection) as many:
        page = client.get(address)

    assert "?before=" in page.text
    assert len(few) == len(many) <= 9


# The history.


def test_nothing_is_kept_unless_it_was_switched_on(client, reader):
    article = make_article()
    client.get(article.get_absolute_url())
    client.post(READ, {"article": article.pk})

    assert not HistoryEntry.objects.exists()
    assert "It is off" in client.get(HISTORY).text


def test_what_was_read_stands_in_the_history_once(client, reader):
    article, other = make_article(), make_article()
    client.post(SWITCH, {"do": "on"})
    client.get(other.get_absolute_url())
    for _ in range(2):
        client.post(READ, {"article": article.pk})

    page = client.get(HISTORY)

    assert page.text.count(article.headline) == 1
    assert list(HistoryEntry.objects.values_list("article", flat=True)) == [article.pk]
    assert "private" in page["Cache-Control"]


def test_reading_again_moves_it_up(reader):
    history.switch_on(reader, at=NOW)
    article = make_article()
    history.note(reader, article, at=NOW)
    history.note(reader, article, at=NOW + timedelta(hours=1))

    assert HistoryEntry.objects.get().read_at == NOW + timedelta(hours=1)


def test_switching_off_deletes_it_and_leaves_others_alone(client, reader):
    article, other = make_article(), make_user("other@example.org")
    for user in (reader, other):
        history.switch_on(user, at=NOW)
        history.note(user, article, at=NOW)

    client.post(SWITCH, {"do": "off"})

    assert history.of(reader) is None
    assert [entry.history.user for entry in HistoryEntry.objects.all()] == [other]


def test_it_can_be_emptied_and_goes_on(client, reader):
    history.switch_on(reader, at=NOW)
    history.note(reader, make_article(), at=NOW)

    client.post(SWITCH, {"do": "empty"})

    assert history.of(reader) is not None
    assert not HistoryEntry.objects.exists()


def test_entries_go_after_the_promised_time(reader):
    history.switch_on(reader, at=NOW)
    kept, old = make_article(), make_article()
    history.note(reader, kept, at=NOW - settings.READING_HISTORY_KEPT + timedelta(minutes=1))
    history.note(reader, old, at=NOW - settings.READING_HISTORY_KEPT - timedelta(minutes=1))

    history.forget_old(at=NOW)

    assert HistoryEntry.objects.get().article == kept


def test_only_a_whole_text_asks_to_be_noted(client):
    whole = make_article()
    part = make_article(access_level=AccessLevel.PRO)

    assert f'data-read="{whole.pk}"' in client.get(whole.get_absolute_url()).text
    assert "data-read" not in client.get(part.get_absolute_url()).text
