"""What migrations do to the rows that are there."""

import alembic.command
import alembic.config
import pytest
import sqlalchemy as sa
from sqlmodel import select

from melodymaker import db
from melodymaker.db.models import Song
from tests.conftest import ROOT, Person
from tests.factories import make_song

BEFORE_SUNG = "7a3d9c51e2b8"


@pytest.mark.parametrize(("engine", "sung"), [("sketch", False), ("", False), ("acestep-v15-xl-sft", True)])
def test_old_songs_are_sung_unless_the_sketch_engine_made_them(
    database: str, owner: Person, engine: str, sung: bool
) -> None:
    song_id = make_song(owner.id, engine=engine)
    config = alembic.config.Config(ROOT / "alembic.ini")
    config.attributes["url"] = database
    alembic.command.downgrade(config, BEFORE_SUNG)
    alembic.command.upgrade(config, "head")
    with db.read() as session:
        assert session.exec(select(Song.sung).where(Song.id == song_id)).one() is sung
        assert session.exec(sa.select(sa.func.count()).select_from(Song)).scalar_one() == 1
