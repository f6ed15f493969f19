"""Demo data: an account that can be signed in to, with songs, lists and likes; run twice, it only adds songs."""

import contextlib
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from melodymaker import db, ports
from melodymaker.accounts.service import Visitor, sign_in
from melodymaker.db.models import Generation, Song, User
from melodymaker.discover.search import Query, songs_found
from melodymaker.discover.shelves import Shelf, songs_on
from melodymaker.inbox.queries import unread_count
from melodymaker.library.queries import Choice, songs_of
from melodymaker.playlists.queries import playlists_of
from melodymaker.profiles.queries import profile_of
from melodymaker.settings import Settings
from melodymaker.types import UserId
from tasks import seed
from tests.conftest import Adapters


@pytest.fixture(autouse=True)
def _in_use(adapters: Adapters, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The test's own database and adapters, in place of the settings'."""
    monkeypatch.setattr(seed, "load_settings", lambda: Settings(data_dir=tmp_path, _env_file=None))
    monkeypatch.setattr(seed.bootstrap, "started", lambda *_: contextlib.nullcontext(ports.in_use()))


def _count() -> int:
    with db.read() as session:
        own = select(func.count()).select_from(Song).join(User, col(User.id) == Song.user_id)
        return session.exec(own.where(User.email == seed.EMAIL)).one()


def test_seed_makes_the_requested_number_of_songs(adapters: Adapters, capsys: pytest.CaptureFixture[str]) -> None:
    seed.main(60)
    assert _count() == 60
    assert sign_in(seed.EMAIL, seed.PASSWORD, Visitor("127.0.0.1"))
    with db.read() as session:
        # Everybody knows its password.
        assert not session.exec(select(User.admin).where(User.email == seed.EMAIL)).one()
    assert seed.EMAIL in capsys.readouterr().out
    assert len(adapters.generator.jobs) == len(seed.COMPOSED)
    with db.read() as session:
        user_id = UserId(session.exec(select(User.id).where(User.email == seed.EMAIL)).one())
        own = select(func.count()).select_from(Generation).where(Generation.user_id == user_id)
        assert session.exec(own).one() == 30
        # The site tells by them how long the next pair takes.
        times = select(Generation.started_at, Generation.finished_at).where(Generation.user_id == user_id)
        assert all(start and end and end > start for start, end in session.exec(times))
        pairs = select(Song.status, Generation.status).join(Generation, col(Generation.id) == Song.generation_id)
        assert all(song == pair for song, pair in session.exec(pairs))
    assert len(playlists_of(user_id)) == 3
    assert len(songs_of(user_id, Choice(tab="favorites"))[0]) == 4
    assert songs_of(user_id, Choice(text="horizon"))[0] or songs_of(user_id, Choice(text="train"))[0]
    seed.main(40)
    assert _count() == 60 + 40 - 12
    assert len(adapters.generator.jobs) == len(seed.COMPOSED)


def test_seed_composes_a_small_number_of_songs(adapters: Adapters) -> None:
    seed.main(4)
    assert _count() == 4
    assert len(adapters.generator.jobs) == 2


def test_seed_brings_people_who_do_things_once(capsys: pytest.CaptureFixture[str]) -> None:
    seed.main(4)
    assert "10 people came" in capsys.readouterr().out
    page = profile_of(None, "mei_tanaka")
    assert (page.songs, page.follows) == (4, 5)
    shelf, more = songs_on(None, Shelf("trending"))
    assert len(shelf) == 24
    assert more
    assert sum(song.comments for song in shelf) > 0
    assert songs_on(None, Shelf("featured"))[0]
    assert songs_found(None, Query("雨"))[0][0].title == "雨の窓"
    with db.read() as session:
        demo = session.exec(select(User).where(User.email == seed.EMAIL)).one()
    assert (demo.followers, demo.following) == (10, 4)
    assert unread_count(UserId(demo.id)) > 0
    seed.main(4)
    assert "people came" not in capsys.readouterr().out
