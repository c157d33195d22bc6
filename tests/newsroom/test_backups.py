"""The drill: what was backed up can be put back, and damage is noticed."""

import contextlib
import io
import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts import mail_delivery, outbox
from accounts.models import OutgoingMail, SendingPause
from newsroom import backups
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backup(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "picture.webp").write_bytes(b"a picture")
    settings.PRIVATE_ROOT = tmp_path / "private"
    (settings.PRIVATE_ROOT / "attachments").mkdir(parents=True)
    (settings.PRIVATE_ROOT / "attachments/1.pdf").write_bytes(b"a file")
    make_article(headline="Kept safe")
    return backups.make(tmp_path / "backups", at=timezone.now())


@pytest.fixture
def other_database(monkeypatch):
    """An empty database beside the test's own."""
    name = f"{connection.settings_dict['NAME']}_restored"
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    monkeypatch.setattr(backups, "database", lambda: {**connection.settings_dict, "NAME": name})
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def ask(database, statement):
    """What another database answers."""
    place = connection.settings_dict
    other = psycopg2.connect(dbname=database, host=place["HOST"], user=place["USER"])
    with contextlib.closing(other), other, other.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


def test_what_was_backed_up_can_be_put_back(backup, other_database, settings, tmp_path):
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "empty", tmp_path / "empty too"

    backups.restore(backup, reason="Back from 'yesterday'.")

    [(headline, body)] = ask(other_database, "SELECT a.headline, t.body_html FROM articles_article a"
                             " JOIN articles_articletext t ON t.article_id = a.id")  # fmt: skip
    assert headline == "Kept safe"
    assert "Zqcanary" in body
    assert (settings.MEDIA_ROOT / "picture.webp").read_bytes() == b"a picture"
    assert (settings.PRIVATE_ROOT / "attachments/1.pdf").read_bytes() == b"a file"


def test_a_backup_of_an_earlier_release_has_no_private_files(backup, other_database, settings):
    (backup / backups.PRIVATE).unlink()
    with pytest.raises(backups.BadBackup, match="damaged"):
        backups.check(backup)

    said = json.loads((backup / backups.MANIFEST).read_text())
    del said["files"][backups.PRIVATE]
    (backup / backups.MANIFEST).write_text(json.dumps(said))
    backups.restore(backup, reason="x")

    assert (settings.PRIVATE_ROOT / "attachments/1.pdf").read_bytes() == b"a file"


def test_after_a_restore_nothing_is_sent(backup, other_database, monkeypatch):
    monkeypatch.setattr(backups, "others", lambda: 0)
    ask(other_database, "CREATE TABLE earlier (n int)")

    call_command("restore", str(backup), replace=True)

    [(reason,)] = ask(other_database, "SELECT reason FROM accounts_sendingpause")
    assert reason.startswith(f"Restored from {backup}")
    assert ask(other_database, "SELECT to_regclass('earlier')") == [(None,)]


def test_a_restore_that_fails_in_the_middle_changes_nothing(backup, other_database, monkeypatch):
    monkeypatch.setattr(backups, "check", lambda folder: None)
    ask(other_database, "CREATE TABLE earlier (n int)")
    whole = (backup / backups.DUMP).read_bytes()
    (backup / backups.DUMP).write_bytes(whole[: len(whole) * 9 // 10])

    with pytest.raises(backups.BadBackup, match="Nothing was changed"):
        backups.restore(backup, reason="x")

    assert ask(other_database, "SELECT to_regclass('earlier')") == [("earlier",)]


def test_a_dump_that_cannot_be_read_changes_nothing(backup, other_database, monkeypatch):
    monkeypatch.setattr(backups, "check", lambda folder: None)
    monkeypatch.setattr(backups, "PAUSE_AND_COMMIT", "COMMIT;")
    ask(other_database, "CREATE TABLE earlier (n int)")
    (backup / backups.DUMP).write_bytes(b"no dump")

    with pytest.raises(backups.BadBackup, match="Nothing was changed"):
        backups.restore(backup, reason="x")

    assert ask(other_database, "SELECT to_regclass('earlier')") == [("earlier",)]


def test_a_statement_that_fails_changes_nothing(backup, other_database, monkeypatch):
    monkeypatch.setattr(backups, "PAUSE_AND_COMMIT", "SELECT 1 / 0; COMMIT;")
    ask(other_database, "CREATE TABLE earlier (n int)")

    with pytest.raises(backups.BadBackup, match="division by zero"):
        backups.restore(backup, reason="x")

    assert ask(other_database, "SELECT to_regclass('earlier')") == [("earlier",)]


def test_media_that_cannot_be_put_back_are_said(backup, other_database, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    (tmp_path / "file").write_text("")

    with pytest.raises(backups.BadBackup, match="the media are not"):
        backups.restore(backup, reason="x")

    assert ask(other_database, "SELECT reason FROM accounts_sendingpause") == [("x",)]


def test_a_damaged_backup_replaces_nothing(backup, other_database):
    (backup / backups.MEDIA).write_bytes(b"damaged")
    ask(other_database, "CREATE TABLE earlier (n int)")

    with pytest.raises(backups.BadBackup):
        backups.restore(backup, reason="x")

    assert ask(other_database, "SELECT to_regclass('earlier')") == [("earlier",)]


def test_a_backup_is_its_owners_alone(backup):
    assert backup.stat().st_mode & 0o777 == 0o700


def test_a_backup_that_fails_leaves_nothing(tmp_path, settings, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"

    def damaged(folder):
        raise backups.BadBackup("damaged")

    monkeypatch.setattr(backups, "check", damaged)

    with pytest.raises(CommandError, match="damaged"):
        call_command("backup", to=str(tmp_path / "backups"))

    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.parametrize(
    ("server", "versions", "fit"),
    [(16, (15, 16, 18), 16), (17, (15, 16, 18), 18), (18, (15, 18), 18), (19, (15, 18), None)],
)
def test_the_program_that_fits_the_server_is_taken(monkeypatch, server, versions, fit):
    monkeypatch.setattr(backups, "programs", lambda name: versions)
    monkeypatch.setattr(backups, "version_of", lambda path: path)
    monkeypatch.setattr(backups, "connection", SimpleNamespace(pg_version=server * 10_000 + 3))

    if fit:
        assert backups.binary("pg_dump") == fit
    else:
        with pytest.raises(backups.BadBackup, match="postgresql-client-19"):
            backups.binary("pg_dump")


def test_whoever_else_uses_the_database_is_counted():
    before = backups.others()
    place = connection.settings_dict
    other = psycopg2.connect(dbname=place["NAME"], host=place["HOST"], user=place["USER"])

    with contextlib.closing(other):
        assert backups.others() == before + 1


@pytest.mark.parametrize("name", [backups.DUMP, backups.MEDIA, backups.MANIFEST])
def test_damage_is_noticed(backup, name):
    content = bytearray((backup / name).read_bytes())
    content[len(content) // 2] ^= 0xFF
    (backup / name).write_bytes(content)

    with pytest.raises(backups.BadBackup):
        backups.check(backup)


def test_a_missing_file_is_noticed(backup):
    (backup / backups.MEDIA).unlink()

    with pytest.raises(backups.BadBackup):
        backups.check(backup)


def test_a_restore_into_a_full_database_changes_nothing(backup, monkeypatch):
    monkeypatch.setattr(backups, "others", lambda: 0)

    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", str(backup))


def test_a_restore_under_a_running_site_is_refused(backup, monkeypatch):
    monkeypatch.setattr(backups, "others", lambda: 1)

    with pytest.raises(CommandError, match="Stop the site first"):
        call_command("restore", str(backup), replace=True)


def test_old_backups_go_but_never_the_newest(tmp_path):
    now = datetime(2026, 5, 1, tzinfo=UTC)
    for days in (100, 36, 34):
        (tmp_path / (now - timedelta(days=days)).strftime(backups.NAME)).mkdir()

    gone = backups.forget_old(tmp_path, at=now)

    assert len(gone) == 2
    assert len(list(tmp_path.iterdir())) == 1
    assert backups.forget_old(tmp_path, at=now + timedelta(days=99)) == []


def test_release_ends_the_pause(capsys):
    SendingPause.begin("Restored.", at=timezone.now())

    call_command("release", yes=True)

    assert not SendingPause.stands()
    assert "Restored." in capsys.readouterr().out


def test_release_asks_and_without_a_terminal_says_how(monkeypatch):
    SendingPause.begin("Restored.", at=timezone.now())
    monkeypatch.setattr("sys.stdin", io.StringIO())

    with pytest.raises(CommandError, match="say --yes"):
        call_command("release")

    assert SendingPause.stands()


def test_old_mail_is_what_came_back_with_the_backup(capsys):
    for key in ("sending", "waiting"):
        outbox.post(key=key, kind="code", to="reader@example.org", subject="x", text="x")
        mail_delivery.claim(at=timezone.now()) if key == "sending" else None
    SendingPause.begin("Restored.", at=timezone.now())
    outbox.post(key="new", kind="code", to="reader@example.org", subject="x", text="x")

    call_command("release", yes=True, drop_old_mail=True)

    states = dict(OutgoingMail.objects.values_list("key", "state"))
    assert states == {"sending": "failed", "waiting": "failed", "new": "queued"}
    assert "3 mails" in capsys.readouterr().out
