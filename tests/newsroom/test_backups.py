"""The drill: what was backed up can be put back, and damage is noticed."""

from datetime import UTC, datetime, timedelta

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.models import SendingPause
from newsroom import backups
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backup(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "picture.webp").write_bytes(b"a picture")
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


def test_what_was_backed_up_can_be_put_back(backup, other_database, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "empty"

    backups.restore(backup)

    place = connection.settings_dict
    restored = psycopg2.connect(dbname=other_database, host=place["HOST"], user=place["USER"])
    with restored.cursor() as cursor:
        cursor.execute("SELECT a.headline, t.body_html FROM articles_article a"
                       " JOIN articles_articletext t ON t.article_id = a.id")  # fmt: skip
        [(headline, body)] = cursor.fetchall()
    restored.close()
    assert headline == "Kept safe"
    assert "Zqcanary" in body
    assert (settings.MEDIA_ROOT / "picture.webp").read_bytes() == b"a picture"


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
