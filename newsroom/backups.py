"""Backups: the database, the media and the private files in one folder, checked, kept for some weeks."""

import contextlib
import functools
import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from subprocess import PIPE

from django.conf import settings
from django.db import connection

from newsroom import devdb

DUMP, MEDIA, PRIVATE = "database.dump", "media.tar", "private.tar"
MANIFEST = "manifest.json"
# {archive: the setting that names its folder}
FOLDERS = {MEDIA: "MEDIA_ROOT", PRIVATE: "PRIVATE_ROOT"}
NAME = "newsroom-%Y%m%dT%H%M%SZ"


# The schema goes, the backup comes and the pause begins in one transaction: all of it, or nothing.
BEGIN = "BEGIN;\nDROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"
PAUSE_AND_COMMIT = """
INSERT INTO public.accounts_sendingpause (id, reason, since) VALUES (1, :'reason', now())
ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, since = excluded.since;
COMMIT;
"""


class BadBackup(Exception):
    """A backup cannot be made, read or put back; the sentence says what that changed."""


def make(folder, *, at):
    """Write a backup into a folder of its own; it appears under its name only once it is checked."""
    place = Path(folder) / at.astimezone(UTC).strftime(NAME)
    building = place.with_name(f".{place.name}")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True, mode=0o700)
    try:
        dump(building / DUMP)
        for name, root in FOLDERS.items():
            pack(getattr(settings, root), building / name)
        write_manifest(building, at=at)
        check(building)
        building.rename(place)
    finally:
        shutil.rmtree(building, ignore_errors=True)  # of one that failed: it holds everybody's data
    return place


def dump(path):
    run("pg_dump", "--format=custom", "--no-owner", "--file", str(path))


def pack(folder, path):
    with tarfile.open(path, "w") as archive:
        if folder.is_dir():
            archive.add(folder, arcname=".")


def write_manifest(folder, *, at):
    files = {name: digest(folder / name) for name in (DUMP, *FOLDERS)}
    said = {"made_at": at.isoformat(), "files": files}
    (folder / MANIFEST).write_text(json.dumps(said, indent=2) + "\n")


def check(folder):
    """Is every byte there, and can dump and archives be read? BadBackup if not."""
    folder = Path(folder)
    try:
        files = json.loads((folder / MANIFEST).read_text())["files"]
    except (OSError, ValueError, KeyError) as error:
        raise BadBackup(f"{folder} holds no manifest that can be read.") from error
    for name in {DUMP, MEDIA, *files}:
        path = folder / name
        if not path.is_file() or digest(path) != files.get(name):
            raise BadBackup(f"{path} is not as it was written: it is damaged or not whole.")
    run("pg_restore", "--list", str(folder / DUMP))
    for path in archives(folder):
        with tarfile.open(path) as archive:
            for _member in archive:
                pass


def archives(folder):
    """Those that it has: a backup of an earlier release has no private files."""
    return [Path(folder) / name for name in FOLDERS if (Path(folder) / name).is_file()]


def restore(folder, *, reason):
    """Put database and files back as they were, whatever stood there; nothing is sent from then on."""
    check(folder)
    put_back(Path(folder) / DUMP, reason=reason)
    try:
        for path in archives(folder):
            unpack(path, getattr(settings, FOLDERS[path.name]))
    except (OSError, tarfile.TarError) as error:
        raise BadBackup(
            f"The database is back and sends nothing; the media are not: {error}."
            " Mend that and restore again."
        ) from error


def put_back(path, *, reason):
    """Hand the dump to psql; without the COMMIT at its end the database stays as it was."""
    told = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--set=reason={reason}"]
    with tempfile.TemporaryFile("w+") as said:
        reading = start("pg_restore", "--no-owner", "--file=-", str(path), stdout=PIPE, stderr=said)
        writing = start("psql", *told, stdin=PIPE, stdout=subprocess.DEVNULL, stderr=said)
        with contextlib.suppress(BrokenPipeError):  # psql has ended: what it said is raised below
            writing.stdin.write(BEGIN.encode())
            shutil.copyfileobj(reading.stdout, writing.stdin)
            if reading.wait() == 0:
                writing.stdin.write(PAUSE_AND_COMMIT.encode())
        for pipe in (writing.stdin, reading.stdout):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
        if any([reading.wait(), writing.wait()]):
            said.seek(0)
            raise BadBackup(f"Nothing was changed: {said.read().strip()[:1000]}")


def unpack(path, folder):
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path) as archive:
        archive.extractall(folder, filter="data")


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


def forget_old(folder, *, at):
    """Remove those older than we keep any; the newest stays whatever its age. Says which went."""
    places = sorted(path for path in Path(folder).glob("newsroom-*Z") if path.is_dir())
    gone = [path for path in places[:-1] if at - made_at(path) > settings.BACKUPS_KEPT]
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


def run(program, *arguments):
    """One of PostgreSQL's programs, to its end."""
    done = start(program, *arguments, stdout=subprocess.DEVNULL, stderr=PIPE)
    _nothing, said = done.communicate()
    if done.returncode:
        raise BadBackup(f"{program} failed: {said.decode(errors='replace').strip()[-1000:]}")


def start(program, *arguments, stdin=subprocess.DEVNULL, **streams):
    """One of PostgreSQL's programs, with the site's own connection."""
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    known = {variable: str(database()[key]) for key, variable in names.items() if database()[key]}
    environment = {**os.environ, **known, "PGDATABASE": str(database()["NAME"])}
    return subprocess.Popen([binary(program), *arguments], env=environment, stdin=stdin, **streams)


def binary(program):
    """The oldest that is not older than the server: pg_dump refuses a newer server than itself."""
    server = connection.pg_version // 10_000
    found = {version_of(path): path for path in programs(program)}
    fit = min((version for version in found if version >= server), default=None)
    if fit is None:
        raise BadBackup(
            f"There is no {program} of version {server} or newer: install postgresql-client-{server}."
        )
    return found[fit]


def programs(name):
    """Where this program is; the system's own comes last and so before ours of the same version."""
    folders = [devdb.bin_folder(), *Path("/usr/lib/postgresql").glob("*/bin")]
    found = [str(folder / name) for folder in folders if (folder / name).exists()]
    return found + [path for path in [shutil.which(name)] if path]


@functools.cache
def version_of(program):
    """18, where it says: pg_dump (PostgreSQL) 18.6 (Debian 18.6-1)."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    return int(re.search(r"\) (\d+)", said)[1])
