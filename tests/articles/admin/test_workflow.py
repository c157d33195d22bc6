"""The way to publication: each step, who may take it, who is told; comments; the screen's side column."""

import json
import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import OutgoingMail
from articles import revisions, workflow
from articles.models import Article, DeskAction, DeskComment
from articles.models.workflow import MOVES, Stage, WrongStage
from publication.models import SiteSettings
from tests.articles.admin.forms import form_of
from tests.factories import BODY, make_article, make_author, make_staff

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def author():
    return make_staff("Author", name="Salma")


@pytest.fixture
def editor():
    return make_staff("Editor", name="Nadia")


@pytest.fixture
def draft(author):
    return make_article(live=False, created_by=author, headline="A port")


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def press(client, article, name, **fields):
    """Press a button of the side column, with the form as it stands."""
    seen = revisions.newest_number(article)
    form = form_of(article, body_html=BODY, based_on=seen, **{"_then": name, **fields})
    return client.post(change(article), form, follow=True)


# Steps.


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("stage", Stage)
def test_a_step_is_taken_from_where_the_table_says_and_from_nowhere_else(
    draft, editor, name, stage
):
    Article.objects.filter(pk=draft.pk).update(stage=stage)
    step = workflow.STEPS[name]

    if stage in MOVES[name].leaves:
        step(draft, at=NOW, by=editor)
        expected = MOVES[name].enters
    else:
        with pytest.raises(WrongStage):
            step(draft, at=NOW, by=editor)
        expected = stage

    draft.refresh_from_db()
    assert draft.stage == expected
    assert draft.desk_actions.count() == (stage in MOVES[name].leaves)


@pytest.mark.parametrize("name", MOVES)
def test_nothing_that_is_published_is_moved(editor, name):
    article = make_article(stage=next(iter(MOVES[name].leaves)))

    with pytest.raises(WrongStage):
        workflow.STEPS[name](article, at=NOW, by=editor)


def test_each_step_has_its_function():
    assert workflow.STEPS.keys() == MOVES.keys()


def test_whoever_takes_it_has_it(draft, editor):
    workflow.submit(draft, at=NOW, by=draft.created_by)
    workflow.take(draft, at=NOW, by=editor)

    draft.refresh_from_db()
    assert draft.assigned_to == editor
    assert [action.verb for action in draft.desk_actions.all()] == ["taken", "submitted"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_one_is_told(draft, editor):
    Article.objects.filter(pk=draft.pk).update(stage="submitted")
    other, outcomes = make_staff("Administrator"), []

    def take(by):
        try:
            workflow.take(Article.objects.get(pk=draft.pk), at=NOW, by=by)
            outcomes.append("taken")
        except WrongStage:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[by]) for by in (editor, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["taken", "told"]
    assert DeskAction.objects.count() == 1


def test_a_state_is_a_stage_until_it_is_published(draft):
    draft.stage = "ready"
    assert draft.state == "ready"
    draft.published_at = NOW - timedelta(minutes=1)
    assert draft.state == "live"


# Letters.


def letters():
    return [(mail.kind, mail.to_address) for mail in OutgoingMail.objects.order_by("pk")]


def test_the_desk_is_told_of_what_is_submitted(draft, author):
    SiteSettings.objects.update_or_create(pk=1, defaults={"desk_email": "desk@news.example"})

    workflow.submit(draft, at=NOW, by=author, words="Figures are checked.")

    [mail] = OutgoingMail.objects.all()
    assert (mail.kind, mail.to_address, mail.stream) == (
        "desk_submitted",
        "desk@news.example",
        "newsroom",
    )
    assert mail.subject == "Submitted: A port"
    assert "Salma has submitted “A port”" in mail.text_body
    assert "Figures are checked." in mail.text_body
    assert mail.text_body.endswith(change(draft))


def test_the_editor_who_has_it_is_told_instead(draft, author, editor):
    SiteSettings.objects.update_or_create(pk=1, defaults={"desk_email": "desk@news.example"})
    draft.assigned_to = editor

    workflow.submit(draft, at=NOW, by=author)

    assert letters() == [("desk_submitted", editor.email)]


def test_where_nobody_can_be_told_the_author_hears_so(client, draft, author):
    client.force_login(author)

    page = press(client, draft, "submit")

    assert "the settings name no address to tell" in page.text
    assert letters() == []


def test_authors_are_told_when_it_comes_back_and_why(draft, author, editor):
    second = make_staff("Author", "second@example.org")
    draft.bylines.create(author=make_author("Second", user=second))
    Article.objects.filter(pk=draft.pk).update(stage="in_edit")

    workflow.hand_back(draft, at=NOW, by=editor, words="Who says so?")

    assert letters() == [("desk_returned", author.email), ("desk_returned", second.email)]
    assert "Who says so?" in OutgoingMail.objects.first().text_body
    assert draft.desk_comments.get().text == "Who says so?"
    assert draft.desk_actions.get().detail == "Who says so?"


def test_nobody_writes_to_themselves_or_to_who_has_left(draft, author, editor):
    author.is_active = False
    author.save()
    draft.bylines.create(author=make_author("Nadia", user=editor))
    Article.objects.filter(pk=draft.pk).update(stage="in_edit")

    workflow.hand_back(draft, at=NOW, by=editor)
    workflow.assign(draft, editor, by=editor)

    assert letters() == []


def test_whoever_gets_an_article_is_told(draft, author, editor):
    workflow.assign(draft, author, by=editor)

    assert letters() == [("desk_assigned", author.email)]
    assert draft.desk_actions.get().detail == "Salma"


def test_a_headline_of_odd_lines_makes_one_subject(draft, editor):
    draft.headline = "Two\nlines\u2028and more\r\nBcc: x@example.org"

    workflow.assign(draft, draft.created_by, by=editor)

    assert OutgoingMail.objects.get().subject == "For you: Two lines and more Bcc: x@example.org"


def test_a_letter_and_its_step_are_both_there_or_neither(draft, author, monkeypatch):
    SiteSettings.objects.update_or_create(pk=1, defaults={"desk_email": "desk@news.example"})
    monkeypatch.setattr("accounts.outbox.post", lambda **given: 1 / 0)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        workflow.submit(draft, at=NOW, by=author)

    draft.refresh_from_db()
    assert draft.stage == "draft"


# The screen.


def test_a_button_saves_first_and_then_takes_its_step(client, draft, author):
    client.force_login(author)

    press(client, draft, "submit", headline="Typed just now", then_words="For Nadia")

    draft.refresh_from_db()
    assert (draft.headline, draft.stage) == ("Typed just now", "submitted")
    assert draft.desk_comments.get().text == "For Nadia"


def test_a_new_article_can_be_submitted_at_once(client, author):
    client.force_login(author)

    client.post(reverse("admin:articles_article_add"), form_of(_then="submit"))

    assert Article.objects.get(slug="from-the-desk").stage == "submitted"


def test_what_cannot_be_saved_is_not_moved(client, draft, author):
    client.force_login(author)

    press(client, draft, "submit", headline="")

    draft.refresh_from_db()
    assert draft.stage == "draft"


@pytest.mark.parametrize("name", ["take", "mark_ready", "hand_back", "odd"])
def test_an_author_takes_no_editors_step(client, author, name):
    article = make_article(live=False, created_by=author, stage="submitted")
    client.force_login(author)

    press(client, article, name)

    article.refresh_from_db()
    assert article.stage == "submitted"


def test_an_author_assigns_nobody(client, draft, author):
    client.force_login(author)

    press(client, draft, "assign", then_person=author.pk)

    draft.refresh_from_db()
    assert draft.assigned_to is None


def test_an_editor_assigns_to_a_colleague_and_to_nobody_else(client, draft, author, editor):
    client.force_login(editor)
    stranger = make_staff("Circulation")

    press(client, draft, "assign", then_person=author.pk)
    draft.refresh_from_db()
    assert draft.assigned_to == author

    press(client, draft, "assign", then_person=stranger.pk)
    draft.refresh_from_db()
    assert draft.assigned_to is None


def test_enter_in_a_field_saves_and_moves_nothing(client, draft, editor):
    client.force_login(editor)

    page = client.get(change(draft)).text

    assert page.index('name="_continue"') < page.index('name="_then"')


def test_the_screen_shows_stage_steps_and_history(client, draft, author, editor):
    workflow.submit(draft, at=NOW, by=author)
    client.force_login(editor)

    page = client.get(change(draft)).text

    assert "submitted" in page
    assert 'value="take"' in page
    assert 'value="submit"' not in page
    assert "submitted, Salma" in page


def test_what_an_author_may_only_read_is_shown_whole_and_can_be_commented_on(client, author):
    article = make_article(live=False, created_by=author, stage="in_edit", access_level="pro")
    client.force_login(author)

    page = client.get(change(article)).text
    client.post(comments(article), {"text": "One figure is missing."})

    assert "Zqcanary" in page
    assert 'name="_save"' not in page
    assert 'name="_then"' not in page
    assert article.desk_comments.get().made_by == author


def test_the_screen_opens_in_at_most_twenty_five_queries(
    client, draft, editor, django_assert_max_num_queries
):
    for _ in range(4):
        draft.desk_comments.create(text="x", made_by=editor)
        draft.log("assigned", by=editor)
    client.force_login(editor)
    client.get(change(draft))

    with django_assert_max_num_queries(25):
        client.get(change(draft))


# Comments.


def comments(article):
    return reverse("admin:articles_desk_comments", args=[article.pk])


def test_a_comment_is_made_settled_and_opened_again(client, draft, author, editor):
    client.force_login(author)
    page = client.post(comments(draft), {"text": "<b>Look</b>", "fragment": "yes"})
    comment = DeskComment.objects.get()
    assert "&lt;b&gt;Look&lt;/b&gt;" in page.text
    assert (comment.made_by, comment.resolved_at) == (author, None)

    client.force_login(editor)
    client.post(comments(draft), {"resolve": comment.pk})
    comment.refresh_from_db()
    assert comment.resolved_by == editor

    client.post(comments(draft), {"reopen": comment.pk})
    comment.refresh_from_db()
    assert (comment.resolved_at, comment.resolved_by) == (None, None)


def test_comments_are_for_those_who_see_the_article(client, author):
    other = make_article(live=False)
    theirs = other.desk_comments.create(text="Between us")
    mine = make_article(live=False, created_by=author)
    client.force_login(author)

    assert client.post(comments(other), {"text": "x"}).status_code == 403
    assert client.post(comments(mine), {"resolve": theirs.pk}).status_code == 404
    assert client.get(comments(mine)).status_code == 405
    theirs.refresh_from_db()
    assert theirs.resolved_at is None


@pytest.mark.parametrize("odd", [{"resolve": "x"}, {"resolve": "9" * 40}, {"text": "  "}, {}])
def test_odd_comments_do_nothing(client, draft, editor, odd):
    client.force_login(editor)

    assert client.post(comments(draft), odd).status_code in (302, 404)
    assert not DeskComment.objects.exists()


def test_a_comment_that_is_too_long_is_refused(client, draft, editor):
    client.force_login(editor)

    assert client.post(comments(draft), {"text": "x" * 4001}).status_code == 400
    assert not DeskComment.objects.exists()


def test_an_empty_comment_is_none_in_the_database_either(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.desk_comments.create(text=" \n ")


def test_no_reader_sees_comments_or_stages(client):
    article = make_article(stage="ready")
    article.desk_comments.create(text="Zqsecret between us")

    assert "Zqsecret" not in client.get(article.get_absolute_url()).text


def test_a_submission_may_be_refused_for_what_it_gives_away(draft, author):
    draft.access_level = "pro"

    with pytest.raises(ValidationError):
        workflow.submit(draft, at=NOW, by=author)


def test_words_typed_while_an_editor_takes_the_piece_are_kept_and_shown(
    client, author, editor, draft
):
    workflow.submit(draft, at=NOW, by=author)
    client.force_login(author)
    workflow.take(draft, at=NOW, by=editor)
    fields = {"headline": ["A port, typed late"], "body_html": ["<p>Words typed late.</p>"]}
    said = {
        "key": f"article:{draft.pk}:firsttab",
        "article": draft.pk,
        "values": {"fields": fields, "labels": {}},
    }

    answer = client.post(
        reverse("admin:articles_desk_keep"), json.dumps(said), "application/json"
    ).json()

    assert answer["is_closed"] is True
    page = client.get(change(draft)).text
    assert "Words typed late." in page
    assert "Words of yours that were not saved" in page
