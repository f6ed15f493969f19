"""Copies of a world are songs like those of the world."""

from sqlmodel import col, func, select

from melodymaker import db
from melodymaker.db.models import Generation, Song
from melodymaker.discover.search import Query, songs_found
from melodymaker.generation.requests import submit_request
from melodymaker.library.queries import Choice, count_songs
from melodymaker.types import SongRequest, UserId
from tests.bench.copies import multiply
from tests.conftest import Person
from tests.factories import make_song


def test_each_song_is_there_so_many_times_and_is_found_and_counted(owner: Person, outsider: Person) -> None:
    first = make_song(owner.id, "Rain", public=True)
    make_song(outsider.id, "Snow", public=True, lyrics="")
    submit_request(owner.id, SongRequest(description="what waits is not copied"))
    before = count_songs(owner.id, Choice())
    multiply(3, but=UserId(outsider.id))
    assert [song.title for song in songs_found(None, Query("snow"))[0]] == ["Snow"]
    found, _ = songs_found(None, Query("rain"))
    assert [song.title for song in found] == ["Rain"] * 3
    assert found[0].id == first, "copies are older, and trend less"
    assert len({song.created_at for song in found}) == 3
    assert count_songs(owner.id, Choice()) == before + 2
    with db.read() as session:
        assert session.exec(select(func.count()).select_from(Generation)).one() == 5
        assert len(set(session.exec(select(col(Song.generation_id)).where(Song.title == "Rain")))) == 3
