"""Databases of earlier states of the app, with what people had made, brought up to date.

Each file in tests/databases is the SQLite database that `make seed N=6` (4 in the last one) made then, named for its
revision. A release adds its own: CONTRIBUTING.md says how.
"""

import gzip
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import col, select

from melodymaker import bootstrap, db
from melodymaker.accounts.service import Visitor, sign_in
from melodymaker.db.models import Playlist, PlaylistSong, Song, User
from melodymaker.discover.search import Query, songs_found
from melodymaker.generation.requests import submit_request
from melodymaker.library.queries import Choice, songs_of
from melodymaker.profiles.queries import profile_of
from melodymaker.types import SongRequest, UserId
from tasks.seed import EMAIL, PASSWORD
from tests import old_postgres
from tests.conftest import Adapters

FILES = sorted((Path(__file__).resolve().parents[1] / "databases").glob("*.sqlite.gz"))


@pytest.fixture(params=FILES, ids=lambda file: file.name.partition(".")[0])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An old database as it was."""
    was = tmp_path / "was.sqlite"
    was.write_bytes(gzip.decompress(request.param.read_bytes()))
    return was


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, old: Path, tmp_path: Path) -> Iterator[str]:
    """A copy of it, brought up to date and in use: on SQLite, and as PostgreSQL had it at the same revision."""
    if request.param == "sqlite":
        now = tmp_path / "now.sqlite"
        now.write_bytes(old.read_bytes())
        url = f"sqlite:///{now}"
        bootstrap.migrate(url)
    else:
        url = old_postgres.upgraded(request.getfixturevalue("postgres_server"), old)
    db.use(db.connect(url))
    yield url
    db.use(None)


@pytest.fixture
def before(old: Path) -> Callable[[str], list[tuple]]:
    """Asks the database as it was."""

    def ask(query: str) -> list[tuple]:
        with closing(sqlite3.connect(old)) as connection:
            return connection.execute(query).fetchall()

    return ask


@pytest.fixture
def user_id(adapters: Adapters) -> UserId:
    """Whose songs they are."""
    with db.read() as session:
        return UserId(session.exec(select(User.id).where(User.email == EMAIL)).one())


def test_there_are_databases() -> None:
    assert len(FILES) >= 3


def test_people_still_come_in_with_their_passwords(user_id: UserId) -> None:
    token = sign_in(EMAIL, PASSWORD, Visitor("127.0.0.1"))
    assert token
    assert profile_of(None, "demo").person.name == "Demo"


def test_every_song_and_file_is_still_there(user_id: UserId, before: Callable[[str], list[tuple]]) -> None:
    then = before("SELECT id, title, lyrics, style, duration, master, cover FROM songs ORDER BY id")
    with db.read() as session:
        columns = (Song.id, Song.title, Song.lyrics, Song.style, Song.duration, Song.master, Song.cover)
        now = [tuple(row) for row in session.exec(select(*columns).order_by(col(Song.id)))]  # pyright: ignore[reportCallIssue, reportArgumentType]
    assert len(now) >= 4
    assert now == then


def test_the_library_shows_them_and_the_search_finds_them(user_id: UserId) -> None:
    rows, _ = songs_of(user_id, Choice())
    assert rows
    word = rows[0].title.split()[0]
    found, _ = songs_of(user_id, Choice(text=word))
    assert rows[0].id in {row.id for row in found}
    by_title, _ = songs_of(user_id, Choice(sort="title"))
    assert sorted(row.title.casefold() for row in rows) == [row.title.casefold() for row in by_title]


def test_lists_keep_their_order(database: str, before: Callable[[str], list[tuple]]) -> None:
    rows = before("SELECT * FROM playlist_songs")  # the third column is the place, whose name has changed
    then = [row[:2] for row in sorted(rows, key=lambda row: (row[0], row[2], row[1]))]
    with db.read() as session:
        statement = select(PlaylistSong.playlist_id, PlaylistSong.song_id).join(
            Playlist, col(Playlist.id) == PlaylistSong.playlist_id
        )
        ordered = statement.order_by(PlaylistSong.playlist_id, col(PlaylistSong.position), PlaylistSong.song_id)
        assert [tuple(row) for row in session.exec(ordered)] == then


def test_what_was_published_is_found_by_everybody(database: str, before: Callable[[str], list[tuple]]) -> None:
    published = before("SELECT id, title FROM songs WHERE published_at IS NOT NULL AND status = 'ready'")
    assert published
    for song_id, title in published:
        found, cursor = songs_found(None, Query(text=title))
        while cursor:
            more, cursor = songs_found(None, Query(text=title), cursor)
            found += more
        assert song_id in {row.id for row in found}


def test_life_goes_on(user_id: UserId) -> None:
    generation_id = submit_request(user_id, SongRequest(description="a song after the update"))
    assert generation_id
