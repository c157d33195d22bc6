"""Backups: the database and the media in one folder, checked, kept 35 days."""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from newsroom import devdb

KEPT = timedelta(days=35)
DUMP, MEDIA, MANIFEST = "database.dump", "media.tar", "manifest.json"
NAME = "newsroom-%Y%m%dT%H%M%SZ"


class BadBackup(Exception):
    """The backup is not whole; nothing was changed."""


def make(folder, *, at):
    """Write a backup into a folder of its own; it appears under its name only once it is checked."""
    place = Path(folder) / at.astimezone(UTC).strftime(NAME)
    building = place.with_name(f".{place.name}")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True, mode=0o700)
    dump(building / DUMP)
    pack_media(building / MEDIA)
    write_manifest(building, at=at)
    check(building)
    building.rename(place)
    return place


def dump(path):
    run("pg_dump", "--format=custom", "--no-owner", "--file", str(path))


def pack_media(path):
    with tarfile.open(path, "w") as archive:
        if settings.MEDIA_ROOT.is_dir():
            archive.add(settings.MEDIA_ROOT, arcname=".")


def write_manifest(folder, *, at):
    files = {name: digest(folder / name) for name in (DUMP, MEDIA)}
    said = {"made_at": at.isoformat(), "files": files}
    (folder / MANIFEST).write_text(json.dumps(said, indent=2) + "\n")


def check(folder):
    """Is every byte there, and can the dump and the archive be read? BadBackup if not."""
    folder = Path(folder)
    try:
        files = json.loads((folder / MANIFEST).read_text())["files"]
    except (OSError, ValueError, KeyError) as error:
        raise BadBackup(f"{folder} holds no manifest that can be read.") from error
    for name in (DUMP, MEDIA):
        path = folder / name
        if not path.is_file() or digest(path) != files.get(name):
            raise BadBackup(f"{path} is not as it was written: it is damaged or not whole.")
    run("pg_restore", "--list", str(folder / DUMP), connect=False)
    with tarfile.open(folder / MEDIA) as archive:
        for _member in archive:
            pass


def restore(folder):
    """Put database and media back as they were. The database must be empty."""
    check(folder)
    run("pg_restore", "--no-owner", "--exit-on-error", "--dbname", database()["NAME"],
        str(Path(folder) / DUMP))  # fmt: skip
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    with tarfile.open(Path(folder) / MEDIA) as archive:
        archive.extractall(settings.MEDIA_ROOT, filter="data")


def is_empty():
    """Has the database no table yet?"""
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def others():
    """How many other connections the database has: of a site that still runs."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return cursor.fetchone()[0]


def empty():
    """Remove everything from the database."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()


def forget_old(folder, *, at):
    """Remove backups older than 35 days; the newest is kept whatever its age. Says which went."""
    places = sorted(path for path in Path(folder).glob("newsroom-*Z") if path.is_dir())
    gone = [path for path in places[:-1] if at - made_at(path) > KEPT]
    for path in gone:
        shutil.rmtree(path)
    return gone


def made_at(path):
    return datetime.strptime(path.name, NAME).replace(tzinfo=UTC)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def database():
    return connection.settings_dict


def run(program, *arguments, connect=True):
    """One of PostgreSQL's programs, with the site's own connection."""
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    known = {variable: str(database()[key]) for key, variable in names.items() if database()[key]}
    known["PGDATABASE"] = str(database()["NAME"])
    done = subprocess.run(
        [binary(program), *arguments],
        env={**os.environ, **(known if connect else {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise BadBackup(f"{program} failed: {done.stderr.strip()[-1000:]}")


def binary(program):
    """The system's own program where production runs, else the one beside the embedded server."""
    if settings.PRODUCTION and (found := shutil.which(program)):
        return found
    return str(devdb.bin_folder() / program)
