"""Databases of test runs: one template, a copy for each process, nothing left behind."""

import hashlib
import os
import re
from pathlib import Path

import psycopg2

PREFIX = "test_newsroom_"
OF_A_RUN = re.compile(rf"{PREFIX}(?P<pid>\d+)(_\w+)?\Z")
TEMPLATE = "template_newsroom_"
HERE = Path(__file__).resolve().parent.parent


def settings_of(run):
    """What Django is told of the test database of this run (a pid, so that two runs never meet)."""
    return {"NAME": f"{PREFIX}{run}", "TEMPLATE": template_name()}


def template_name():
    """A new name whenever a migration, a role or a requirement changes."""
    others = [HERE / "newsroom/roles.py", HERE / "requirements.txt"]
    files = [*sorted(HERE.glob("[a-z]*/**/migrations/*.py")), *others]
    digest = hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in files))
    return TEMPLATE + digest.hexdigest()[:12]


def prepare(connection_settings, migrate):
    """Make the template if it is not there, and remove what dead runs left."""
    with connected(connection_settings) as cursor:
        cursor.execute("SELECT pg_advisory_lock(7340001)")
        names = database_names(cursor)
        for name in [name for name in names if is_left_behind(name)]:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        if template_name() not in names:
            make_template(cursor, migrate)


def make_template(cursor, migrate):
    """Migrated under another name and renamed when whole: a killed run leaves no half template."""
    building = f"{template_name()}_building"
    cursor.execute(f'DROP DATABASE IF EXISTS "{building}" WITH (FORCE)')
    cursor.execute(f'CREATE DATABASE "{building}"')
    migrate(building)
    cursor.execute(f'ALTER DATABASE "{building}" RENAME TO "{template_name()}"')


def is_left_behind(name):
    if name.startswith(TEMPLATE):
        return not name.startswith(template_name())
    match = OF_A_RUN.match(name)
    return bool(match) and not is_alive(int(match["pid"]))


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def database_names(cursor):
    cursor.execute("SELECT datname FROM pg_database")
    return {name for (name,) in cursor.fetchall()}


class connected:  # noqa: N801  (reads as a sentence after `with`)
    """A cursor outside any transaction, on the database that holds the others."""

    def __init__(self, settings):
        self.settings = settings

    def __enter__(self):
        names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
        words = {names[key]: self.settings[key] for key in names if self.settings.get(key)}
        self.connection = psycopg2.connect(dbname="postgres", **words)
        self.connection.autocommit = True
        return self.connection.cursor()

    def __exit__(self, *error):
        self.connection.close()
