"""Requests, names, deletion: what a user may do, and to which songs."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from melodymaker import db
from melodymaker.db.models import Generation, Song, now
from melodymaker.errors import AlreadyOver, InvalidInput, NotFound, TooManyPending
from melodymaker.library.queries import songs_of
from melodymaker.songs import queries, service
from melodymaker.songs.lyrics import lyrics_of
from melodymaker.songs.service import SongRequest
from melodymaker.types import FileName, Mode, SongId, Status
from tests.conftest import Adapters, Person


def _songs() -> list[Song]:
    with db.read() as session:
        return list(session.exec(select(Song).order_by(Song.take)))


def _make_ready() -> SongId:
    with db.transaction() as session:
        session.exec(sa.update(Generation).values(status=Status.READY))
        session.exec(sa.update(Song).values(status=Status.READY, stream=f"{'a' * 32}.mp3"))
    return SongId(_songs()[0].id)


def test_a_request_inserts_two_queued_songs_and_rings(owner: Person, adapters: Adapters) -> None:
    service.submit_request(owner.id, SongRequest(description="a warm tune"))
    assert [(song.take, song.status, song.title) for song in _songs()] == [
        ("A", Status.QUEUED, "A warm tune"),
        ("B", Status.QUEUED, "A warm tune"),
    ]
    assert adapters.queue.rings == [0]


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (SongRequest(description=""), "description"),
        (SongRequest(description=" \n\t "), "description"),
        (SongRequest(description="x" * 1_001), "description"),
        (SongRequest(description="x" * 10_000), "description"),
        (SongRequest(mode=Mode.CUSTOM, style="folk"), "lyrics"),
        (SongRequest(mode=Mode.CUSTOM, lyrics="la", style=""), "style"),
        (SongRequest(mode=Mode.CUSTOM, lyrics="la" * 2_501, style="folk"), "lyrics"),
        (SongRequest(mode=Mode.CUSTOM, lyrics="la", style="x" * 1_001), "style"),
        (SongRequest(mode=Mode.CUSTOM, write_lyrics=False, style="folk"), "description"),
        (SongRequest(mode=Mode.CUSTOM, instrumental=True), "style"),
        (SongRequest(description="a", duration=19), "duration"),
        (SongRequest(description="a", duration=-1), "duration"),
        (SongRequest(description="a", duration=181), "duration"),
        (SongRequest(description="a", bpm=0), "bpm"),
        (SongRequest(description="a", bpm=10**9), "bpm"),
        (SongRequest(description="a", key="H minor"), "key"),
        (SongRequest(description="a", key="D minor; DROP TABLE songs"), "key"),
        (SongRequest(description="a", seed=-1), "seed"),
        (SongRequest(description="a", seed=2**31), "seed"),
    ],
)
def test_a_bad_request_names_its_field_and_changes_nothing(owner: Person, request_: SongRequest, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        service.submit_request(owner.id, request_)
    assert list(caught.value.fields) == [field]
    assert not _songs()


@pytest.mark.parametrize(
    "words",
    [
        "🎹🌧️ zażółć",
        "أغنية عن المطر",
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "雨の歌",
        "e\u0301" * 400,
        "\ud800 lone",
    ],
)
def test_any_words_are_a_request(owner: Person, words: str) -> None:
    service.submit_request(owner.id, SongRequest(description=words))
    assert len(_songs()) == 2


def test_control_characters_are_dropped(owner: Person) -> None:
    request = service.checked(SongRequest(mode=Mode.CUSTOM, lyrics="a\x00b\r\nc\x1b", style="fo\x07lk"))
    assert (request.lyrics, request.style) == ("a b\nc", "fo lk")


def test_what_the_mode_does_not_use_is_left_out(adapters: Adapters) -> None:
    typed = {"description": "words", "style": "folk", "lyrics": "la la"}
    kept = {
        "simple": service.checked(SongRequest(**typed)),
        "written": service.checked(SongRequest(mode=Mode.CUSTOM, **typed)),
        "described": service.checked(SongRequest(mode=Mode.CUSTOM, write_lyrics=False, **typed)),
        "instrumental": service.checked(SongRequest(mode=Mode.CUSTOM, instrumental=True, **typed)),
    }
    texts = {name: (request.description, request.style, request.lyrics) for name, request in kept.items()}
    assert texts == {
        "simple": ("words", "", ""),
        "written": ("", "folk", "la la"),
        "described": ("words", "folk", ""),
        "instrumental": ("", "folk", ""),
    }


def test_ten_may_wait_and_no_more(owner: Person) -> None:
    for _ in range(10):
        service.submit_request(owner.id, SongRequest(description="again"))
    with pytest.raises(TooManyPending):
        service.submit_request(owner.id, SongRequest(description="again"))


def test_a_given_seed_is_kept_and_others_differ(owner: Person) -> None:
    for seed in (7, None, None):
        service.submit_request(owner.id, SongRequest(description="a", seed=seed))
    with db.read() as session:
        seeds = list(session.exec(select(Generation.seed).order_by(Generation.created_at)))
    assert seeds[0] == 7
    assert len(set(seeds)) == 3


def test_a_request_can_be_repeated_as_it_was(owner: Person) -> None:
    asked = SongRequest(mode=Mode.CUSTOM, lyrics="la", style="folk", duration=40, bpm=90, key="D minor", seed=3)
    again = service.repeat_request(owner.id, service.submit_request(owner.id, asked))
    with db.read() as session:
        first, second = session.exec(select(Generation).order_by(Generation.created_at)).all()
    assert second.id == again
    same = ("mode", "lyrics", "style", "duration", "bpm", "key", "seed", "guidance_low", "guidance_high")
    assert [getattr(first, name) for name in same] == [getattr(second, name) for name in same]


def test_cancelling_ends_it_once(owner: Person) -> None:
    generation_id = service.submit_request(owner.id, SongRequest(description="a"))
    service.cancel_request(owner.id, generation_id)
    assert {song.status for song in _songs()} == {Status.CANCELLED}
    with pytest.raises(AlreadyOver):
        service.cancel_request(owner.id, generation_id)


@pytest.mark.parametrize("title", ["", "   ", "\x00", "x" * 121])
def test_a_bad_title_is_refused(owner: Person, title: str) -> None:
    service.submit_request(owner.id, SongRequest(description="a"))
    with pytest.raises(InvalidInput):
        service.rename_song(owner.id, SongId(_songs()[0].id), title)


def test_renaming(owner: Person) -> None:
    service.submit_request(owner.id, SongRequest(description="a"))
    assert service.rename_song(owner.id, SongId(_songs()[0].id), "  Rain \n on <b>Glass</b> ") == "Rain on <b>Glass</b>"
    assert [song.title for song in _songs()] == ["Rain on <b>Glass</b>", "A"]


def test_a_deleted_song_is_out_of_sight_and_can_come_back(owner: Person, adapters: Adapters) -> None:
    service.submit_request(owner.id, SongRequest(description="a"))
    song_id = _make_ready()
    service.delete_song(owner.id, song_id)
    assert [row.take for row in songs_of(owner.id)[0]] == ["B"]
    with pytest.raises(NotFound):
        lyrics_of(owner.id, song_id)
    service.restore_song(owner.id, song_id)
    assert len(songs_of(owner.id)[0]) == 2


def test_a_song_in_the_making_is_cancelled_not_deleted(owner: Person) -> None:
    service.submit_request(owner.id, SongRequest(description="a"))
    with pytest.raises(InvalidInput):
        service.delete_song(owner.id, SongId(_songs()[0].id))


def test_files_go_a_day_after_the_song(owner: Person, adapters: Adapters, tmp_path: object) -> None:
    service.submit_request(owner.id, SongRequest(description="a"))
    song_id = _make_ready()
    adapters.storage.put(FileName(f"{'a' * 32}.mp3"), adapters.generator._file)
    service.delete_song(owner.id, song_id)
    assert service.purge_deleted() == 0
    with db.transaction() as session:
        session.exec(sa.update(Song).where(Song.id == song_id).values(deleted_at=now() - timedelta(days=2)))
    assert service.purge_deleted() == 1
    assert not adapters.files()
    with pytest.raises(NotFound):
        service.restore_song(owner.id, song_id)


@pytest.mark.parametrize("person", ["outsider", "nobody"])
def test_songs_of_others_do_not_exist(owner: Person, outsider: Person, person: str) -> None:
    generation_id = service.submit_request(owner.id, SongRequest(description="a"))
    actor = outsider.id if person == "outsider" else "no such user"
    song_id = SongId(_songs()[0].id)
    attempts = [
        lambda: service.cancel_request(actor, generation_id),
        lambda: service.repeat_request(actor, generation_id),
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
