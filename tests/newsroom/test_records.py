"""What is forgotten by itself, when we promise it: by the jobs of the timetable."""

from datetime import timedelta
from importlib import import_module

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils import timezone

from accounts import deletion, outbox
from accounts.models import DataRequest, OutgoingMail, Session, User
from articles import history
from articles.models import HistoryEntry
from newsroom import schedule
from newsroom.models import Alert
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
NOW, MINUTE = timezone.now(), timedelta(minutes=1)


def run(name):
    [job] = [job for job in schedule.TIMETABLE if job.name == name]
    job.work()


def old_and_young(kept):
    now = timezone.now()
    return now - kept - MINUTE, now - kept + 10 * MINUTE


def test_mails_that_left_go_and_those_that_wait_stay():
    old, young = old_and_young(settings.SENT_MAIL_KEPT)
    for key, state, at in (
        ("a", "accepted", old),
        ("b", "failed", old),
        ("c", "queued", old),
        ("d", "accepted", young),
    ):
        mail = outbox.post(key=key, kind="x", to="x@example.org", subject="s", text="t")
        sent = at if state == "accepted" else None
        OutgoingMail.objects.filter(pk=mail.pk).update(state=state, created_at=at, sent_at=sent)

    run("forget_old_records")

    assert set(OutgoingMail.objects.values_list("key", flat=True)) == {"c", "d"}


def test_alerts_go_when_they_are_mended_or_tell_of_one_thing():
    old, young = old_and_young(settings.SECURITY_EVENTS_KEPT)
    Alert.objects.create(key="queue:mail", message="stands still", opened_at=old)
    Alert.objects.create(key="queue:mended", message="m", opened_at=old, closed_at=old)
    Alert.objects.create(key="mail:7", message="m", opened_at=old)
    Alert.objects.create(key="mail:8", message="m", opened_at=young)

    run("forget_old_records")

    assert set(Alert.objects.values_list("key", flat=True)) == {"queue:mail", "mail:8"}


def test_requests_about_own_data_go():
    old, young = old_and_young(settings.SECURITY_EVENTS_KEPT)
    for at in (old, young):
        DataRequest.objects.create(kind="exported", at=at)

    run("forget_old_records")

    assert DataRequest.objects.get().at == young


def test_a_sign_in_that_is_over_leaves_no_device():
    user, store = make_user(), import_module(settings.SESSION_ENGINE).SessionStore
    living, over = store(), store()
    for session in (living, over):
        session.create()
        UserSession.objects.create(
            user=user, ip="192.0.2.1", user_agent="x", session_key=session.session_key
        )
    Session.objects.filter(pk=over.session_key).update(expire_date=timezone.now() - MINUTE)

    run("forget_old_sessions")

    assert UserSession.objects.get().session_key == living.session_key


def test_old_readings_go():
    user = make_user()
    history.switch_on(user, at=NOW)
    history.note(user, make_article(), at=NOW - settings.READING_HISTORY_KEPT - MINUTE)

    run("forget_old_history")

    assert not HistoryEntry.objects.exists()


def test_accounts_go_when_their_days_are_over():
    leaving, staying = make_user("leaving@example.org"), make_user()
    deletion.ask(leaving, at=NOW - settings.ACCOUNT_DELETION_GRACE - MINUTE)
    deletion.ask(staying, at=NOW)
    OutgoingMail.objects.all().delete()

    run("delete_accounts")

    assert list(User.objects.all()) == [staying]
