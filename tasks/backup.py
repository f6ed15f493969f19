"""Backup and restore: `make backup TO=folder`, `make restore FROM=folder`.

A backup is a folder with the database (`database.sqlite`, or `database.pgdump` of PostgreSQL), the songs' files
(`media`, where they are in the data folder) and the secret key. It is made while the app runs; a restore goes into an
empty place.
"""

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy.exc import SQLAlchemyError

from melodymaker import db
from melodymaker.settings import Settings, load_settings

SQLITE = "database.sqlite"
POSTGRES = "database.pgdump"
MEDIA = "media"
KEY = "secret.key"
_UNFINISHED = ".part"


class CannotGoOn(Exception):
    """Why nothing was backed up or restored, and what to do."""


def back_up(settings: Settings, folder: Path) -> list[str]:
    """Write a backup into the folder, which is made; returns what is in it, a line each.

    The files are copied before the database, and those that are new since, after it: so each that a row of the copy
    names is there, also where it was added or removed meanwhile. Raises CannotGoOn.
    """
    if folder.exists() and any(folder.iterdir()):
        msg = f"{folder} is not empty; name a new folder for each backup"
        raise CannotGoOn(msg)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)  # it holds the key, and what everybody wrote
    media = settings.data_dir / MEDIA
    files = 0 if settings.in_bucket else _copy_new(media, folder / MEDIA)
    lines = [_back_up_database(settings, folder), f"{KEY}: the key that signs addresses and links"]
    _write_private(folder / KEY, settings.secret)
    if settings.in_bucket:
        lines.append(f"the songs' files are in the bucket {settings.s3_bucket}; docs/operations.md says how to copy it")
    else:
        files += _copy_new(media, folder / MEDIA)
        lines.append(f"{MEDIA}: {files} files of songs and people")
    return lines


def restore(settings: Settings, folder: Path) -> list[str]:
    """Bring a backup back, into an empty data folder and database; returns what came back. Raises CannotGoOn."""
    if not (folder / KEY).is_file():
        msg = f"{folder} is no backup: it has no {KEY}"
        raise CannotGoOn(msg)
    if settings.secret_key and settings.secret_key.encode() != (folder / KEY).read_bytes():
        msg = f"SECRET_KEY is another one than the backup's; set it to what {folder / KEY} holds"
        raise CannotGoOn(msg)
    lines = [_restore_database(settings, folder)]
    if not settings.secret_key:
        _write_private(settings.data_dir / KEY, (folder / KEY).read_bytes())
    lines.append("the key")
    if not settings.in_bucket and (folder / MEDIA).is_dir():
        lines.append(f"{_copy_new(folder / MEDIA, settings.data_dir / MEDIA)} files")
    return lines


def _back_up_database(settings: Settings, folder: Path) -> str:
    url = settings.database
    if url.startswith("sqlite"):
        target = folder / SQLITE
        with closing(sqlite3.connect(_sqlite_file(url))) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)  # in one step: others go on writing, and copying in pieces would begin anew each time
        target.chmod(0o600)
        return f"{SQLITE}: the database"
    target = folder / POSTGRES
    target.touch(0o600)
    _run_postgres("pg_dump", url, ["--format=custom", "--no-owner", "--no-privileges", f"--file={target}"])
    return f"{POSTGRES}: the database"


def _restore_database(settings: Settings, folder: Path) -> str:
    url = settings.database
    embedded = url.startswith("sqlite")
    source = folder / (SQLITE if embedded else POSTGRES)
    if not source.is_file():
        msg = f"{folder} has no {source.name}: it is of the other kind of database than DATABASE_URL"
        raise CannotGoOn(msg)
    if _has_tables(url):
        msg = "the database is not empty; restore into a new one (another DATA_DIR, or another name in DATABASE_URL)"
        raise CannotGoOn(msg)
    if embedded:
        target = _sqlite_file(url)
        target.parent.mkdir(parents=True, exist_ok=True)
        for ending in ("-wal", "-shm"):  # of an empty one that was opened here
            Path(f"{target}{ending}").unlink(missing_ok=True)
        shutil.copyfile(source, target)
        target.chmod(0o600)
    else:
        arguments = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
        _run_postgres("pg_restore", url, [*arguments, str(source)])
    return "the database"


def _has_tables(url: str) -> bool:
    engine = db.connect(url)
    try:
        return bool(sa.inspect(engine).get_table_names())
    except SQLAlchemyError as error:
        msg = f"DATABASE_URL: the database cannot be reached ({type(error).__name__})"
        raise CannotGoOn(msg) from error
    finally:
        engine.dispose()


def _run_postgres(program: str, url: str, arguments: list[str]) -> None:
    """Run one of PostgreSQL's own programs; the password goes in a file, where no list of processes shows it."""
    known = conninfo_to_dict(url)
    password = str(known.pop("password", "") or "")
    with tempfile.NamedTemporaryFile("w", prefix="melodymaker-") as file:
        if password:
            escaped = password.replace("\\", "\\\\").replace(":", "\\:")
            file.write(f"*:*:*:*:{escaped}\n")
            file.flush()
            known["passfile"] = file.name
        command = [program, f"--dbname={make_conninfo('', **known)}", "--no-password", *arguments]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError as error:
            msg = f"{program} is not there; install PostgreSQL's client programs, of the server's version or newer"
            raise CannotGoOn(msg) from error
    if done.returncode:
        msg = f"{program} failed: {done.stderr.strip()[-500:]}"
        raise CannotGoOn(msg)


def _sqlite_file(url: str) -> Path:
    return Path(sa.make_url(url).database or "")


def _copy_new(source: Path, target: Path) -> int:
    """Copy the files that are whole, each as it is at that moment; returns how many. Nothing is written twice."""
    count = 0
    for path in sorted(source.rglob("*")) if source.is_dir() else ():
        copy = target / path.relative_to(source)
        if path.is_dir() or path.name.endswith(_UNFINISHED) or copy.exists():
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copy2(path, copy)
        except FileNotFoundError:  # it was deleted a moment ago
            continue
        count += 1
    return count


def _write_private(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # a key that this very start has made
    path.touch(0o600)
    path.write_bytes(content)


def main(task: str, folder: str) -> None:
    """Do it and say what was done, or why not."""
    if not folder:
        sys.exit("Name the folder: make backup TO=/backups/monday, or make restore FROM=/backups/monday")
    try:
        lines = (back_up if task == "backup" else restore)(load_settings(), Path(folder))
    except (CannotGoOn, OSError, sqlite3.Error) as error:
        sys.exit(f"Nothing was made of it: {error}")
    print("\n".join(lines))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
