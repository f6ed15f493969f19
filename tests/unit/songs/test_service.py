"""Names and deletion: what a user may do, and to which songs."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from melodymaker import db
from melodymaker.db.models import Generation, Song, now
from melodymaker.errors import InvalidInput, NotFound
from melodymaker.generation.outcomes import cancel_request
from melodymaker.generation.requests import submit_request
from melodymaker.library.queries import songs_of
from melodymaker.remixes.service import repeat_request
from melodymaker.songs import queries, service
from melodymaker.songs.lyrics import lyrics_of
from melodymaker.types import FileName, SongId, SongRequest, Status
from tests.conftest import Adapters, Person


def _songs() -> list[Song]:
    with db.read() as session:
        return list(session.exec(select(Song).order_by(Song.take)))


def _make_ready() -> SongId:
    with db.transaction() as session:
        session.exec(sa.update(Generation).values(status=Status.READY))
        session.exec(sa.update(Song).values(status=Status.READY, stream=f"{'a' * 32}.mp3"))
    return SongId(_songs()[0].id)


@pytest.mark.parametrize("title", ["", "   ", "\x00", "x" * 121])
def test_a_bad_title_is_refused(owner: Person, title: str) -> None:
    submit_request(owner.id, SongRequest(description="a"))
    with pytest.raises(InvalidInput):
        service.rename_song(owner.id, SongId(_songs()[0].id), title)


def test_rename_song_cleans_the_title(owner: Person) -> None:
    submit_request(owner.id, SongRequest(description="a"))
    assert service.rename_song(owner.id, SongId(_songs()[0].id), "  Rain \n on <b>Glass</b> ") == "Rain on <b>Glass</b>"
    assert [song.title for song in _songs()] == ["Rain on <b>Glass</b>", "A"]


def test_a_deleted_song_is_hidden_and_can_be_restored(owner: Person, adapters: Adapters) -> None:
    submit_request(owner.id, SongRequest(description="a"))
    song_id = _make_ready()
    service.delete_song(owner.id, song_id)
    assert [row.take for row in songs_of(owner.id)[0]] == ["B"]
    with pytest.raises(NotFound):
        lyrics_of(owner.id, song_id)
    service.restore_song(owner.id, song_id)
    assert len(songs_of(owner.id)[0]) == 2


def test_delete_song_refuses_a_song_in_progress(owner: Person) -> None:
    submit_request(owner.id, SongRequest(description="a"))
    with pytest.raises(InvalidInput):
        service.delete_song(owner.id, SongId(_songs()[0].id))


def test_files_are_purged_a_week_after_deletion(owner: Person, adapters: Adapters, tmp_path: object) -> None:
    submit_request(owner.id, SongRequest(description="a"))
    song_id = _make_ready()
    adapters.storage.put(FileName(f"{'a' * 32}.mp3"), adapters.generator._file)
    service.delete_song(owner.id, song_id)
    for days, purged in ((6, 0), (8, 1)):
        with db.transaction() as session:
            session.exec(sa.update(Song).where(Song.id == song_id).values(deleted_at=now() - timedelta(days=days)))
        assert service.purge_deleted() == purged
    assert not adapters.files()
    with pytest.raises(NotFound):
        service.restore_song(owner.id, song_id)


def test_deleted_songs_go_at_once_when_that_is_asked_for(owner: Person, outsider: Person, adapters: Adapters) -> None:
    submit_request(owner.id, SongRequest(description="a"))
    song_id = _make_ready()
    adapters.storage.put(FileName(f"{'a' * 32}.mp3"), adapters.generator._file)
    assert service.purge_songs(owner.id, [song_id]) == 0
    service.delete_song(owner.id, song_id)
    assert service.purge_songs(outsider.id, [song_id]) == 0
    assert service.purge_songs(outsider.id) == 0
    assert service.purge_songs(owner.id) == 1
    assert not adapters.files()


@pytest.mark.parametrize("person", ["outsider", "nobody"])
def test_songs_of_others_are_not_found(owner: Person, outsider: Person, person: str) -> None:
    generation_id = submit_request(owner.id, SongRequest(description="a"))
    actor = outsider.id if person == "outsider" else "no such user"
    song_id = SongId(_songs()[0].id)
    attempts = [
        lambda: cancel_request(actor, generation_id),
        lambda: repeat_request(actor, generation_id),
        lambda: service.rename_song(actor, song_id, "Mine"),
        lambda: service.delete_song(actor, song_id),
        lambda: service.restore_song(actor, song_id),
        lambda: lyrics_of(actor, song_id),
        lambda: queries.media_name(actor, song_id, "stream"),
    ]
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()
    assert queries.pairs_of(actor) == ([], None)
    assert songs_of(actor) == ([], None)
    assert queries.progress_of(actor) == {}
    assert queries.pairs_of(actor, only={generation_id}) == ([], None)
