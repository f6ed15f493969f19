"""Copies of a world are songs like those of the world."""

from sqlmodel import col, func, select

from melodymaker import db
from melodymaker.db.models import Generation, Song
from melodymaker.discover.search import Query, songs_found
from melodymaker.generation.requests import submit_request
from melodymaker.library.queries import Choice, count_songs
from melodymaker.types import SongRequest
from tests.bench.copies import multiply
from tests.conftest import Person
from tests.factories import make_song


def test_each_song_is_there_so_many_times_and_is_found_and_counted(owner: Person) -> None:
    make_song(owner.id, "Rain", public=True)
    submit_request(owner.id, SongRequest(description="what waits is not copied"))
    waiting = count_songs(owner.id, Choice()) - 1
    multiply(3)
    found, _ = songs_found(None, Query("rain"))
    assert [song.title for song in found] == ["Rain"] * 3
    assert count_songs(owner.id, Choice()) == 3 + waiting
    with db.read() as session:
        assert session.exec(select(func.count()).select_from(Generation)).one() == 4
        assert len(set(session.exec(select(col(Song.generation_id)).where(Song.title == "Rain")))) == 3
