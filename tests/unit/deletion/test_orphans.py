"""Files that no row names are removed, and no others."""

import json
import os
import re
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from melodymaker import db
from melodymaker.db.models import Generation, SQLModel, User
from melodymaker.deletion import orphans
from melodymaker.generation.requests import submit_request
from melodymaker.types import FileName, SongRequest
from tasks import songs
from tests.conftest import Adapters, Person
from tests.factories import change_user

NONE = timedelta(0)


def _put(adapters: Adapters, tmp_path: Path, ending: str = "mp3") -> FileName:
    name = FileName(f"{uuid.uuid4().hex}.{ending}")
    (tmp_path / "new").write_bytes(b"sound")
    adapters.storage.put(name, tmp_path / "new")
    return name


@pytest.fixture(autouse=True)
def _all_are_old(adapters: Adapters, monkeypatch: pytest.MonkeyPatch) -> None:
    old_files = adapters.storage.old_files
    monkeypatch.setattr(adapters.storage, "old_files", lambda age: old_files(age - timedelta(seconds=1)))


def test_files_of_songs_people_and_jobs_stay(
    owner: Person, outsider: Person, adapters: Adapters, tmp_path: Path
) -> None:
    submit_request(owner.id, SongRequest(description="a tune"))
    songs.make_next_songs()
    change_user(owner.id, avatar=_put(adapters, tmp_path, "webp"))
    waiting = submit_request(outsider.id, SongRequest(description="made elsewhere"))
    files = [{"master": _put(adapters, tmp_path, "flac"), "stream": _put(adapters, tmp_path)}, {}]
    with db.transaction() as session:
        made = sa.update(Generation).where(Generation.id == waiting)
        session.exec(made.values(engine_job="job", engine_files=json.dumps(files)))
    before = adapters.files()
    assert len(before) == 11
    assert orphans.remove_orphans(NONE) == 0
    lost = _put(adapters, tmp_path)
    assert orphans.remove_orphans(NONE) == 1
    assert adapters.files() == before
    assert lost not in {path.name for path in before}


def test_a_file_that_is_new_may_still_be_named(adapters: Adapters, tmp_path: Path) -> None:
    name = _put(adapters, tmp_path)
    assert orphans.remove_orphans() == 0
    path = next(path for path in adapters.files() if path.name == name)
    day = orphans.AGE.total_seconds() + 10
    os.utime(path, (path.stat().st_atime - day, path.stat().st_mtime - day))
    assert orphans.remove_orphans() == 1
    assert adapters.files() == []


def test_files_of_other_kinds_are_left_alone(adapters: Adapters) -> None:
    (adapters.media / "ab").mkdir(parents=True)
    (adapters.media / "ab" / "README.txt").write_text("not a song")
    assert orphans.remove_orphans(NONE) == 0
    assert len(adapters.files()) == 1


def test_every_column_that_names_a_file_is_asked(owner: Person, adapters: Adapters, tmp_path: Path) -> None:
    """A new one would have its files taken for lost."""
    submit_request(owner.id, SongRequest(description="a tune"))
    songs.make_next_songs()
    change_user(owner.id, avatar=_put(adapters, tmp_path, "webp"))
    named = set()
    with db.read() as session:
        for table in SQLModel.metadata.tables.values():
            for row in session.connection().execute(sa.select(table)).mappings():
                named |= {
                    f"{table.name}.{name}"
                    for name, value in row.items()
                    if re.fullmatch(r"[0-9a-f]{32}\.[a-z0-9]{2,4}", str(value))
                }
    assert named <= {
        f"{column.class_.__tablename__}.{column.key}" for columns in orphans._COLUMNS.values() for column in columns
    }
    assert f"{User.__tablename__}.avatar" in named


def test_all_files_are_looked_at_in_pieces(adapters: Adapters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orphans, "_AT_ONCE", 2)
    for _ in range(5):
        _put(adapters, tmp_path)
    assert orphans.remove_orphans(NONE) == 5
    assert adapters.files() == []
