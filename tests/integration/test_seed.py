"""Demo data: an account that can be signed in to, with songs, lists and likes; run twice, it only adds songs."""

import contextlib
from pathlib import Path

import pytest
from sqlmodel import func, select

from melodymaker import db, ports
from melodymaker.accounts.service import Visitor, sign_in
from melodymaker.db.models import Generation, Song
from melodymaker.library.queries import Choice, favorites_of, songs_of
from melodymaker.playlists.queries import playlists_of
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
        return session.exec(select(func.count()).select_from(Song)).one()


def test_seed_makes_the_requested_number_of_songs(adapters: Adapters, capsys: pytest.CaptureFixture[str]) -> None:
    seed.main(60)
    assert _count() == 60
    assert sign_in(seed.EMAIL, seed.PASSWORD, Visitor("127.0.0.1"))
    assert seed.EMAIL in capsys.readouterr().out
    assert len(adapters.generator.jobs) == len(seed.COMPOSED)
    with db.read() as session:
        user_id = UserId(session.exec(select(Song.user_id)).first() or "")
        assert session.exec(select(func.count()).select_from(Generation)).one() == 30
    assert len(playlists_of(user_id)) == 3
    assert len(favorites_of(user_id)[0]) == 4
    assert songs_of(user_id, Choice(text="horizon"))[0] or songs_of(user_id, Choice(text="train"))[0]
    seed.main(40)
    assert _count() == 60 + 40 - 12
    assert len(adapters.generator.jobs) == len(seed.COMPOSED)


def test_seed_composes_a_small_number_of_songs(adapters: Adapters) -> None:
    seed.main(4)
    assert _count() == 4
    assert len(adapters.generator.jobs) == 2
