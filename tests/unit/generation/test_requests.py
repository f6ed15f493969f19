"""Requests: validated, queued, repeated, cancelled."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from melodymaker import db
from melodymaker.db.models import Generation, Song
from melodymaker.errors import AlreadyOver, InvalidInput, TooManyPending
from melodymaker.generation.outcomes import cancel_request
from melodymaker.generation.requests import clean_request, repeat_request, request_key, submit_request
from melodymaker.types import Mode, SongRequest, Status
from tests.conftest import Adapters, Person


def _songs() -> list[Song]:
    with db.read() as session:
        return list(session.exec(select(Song).order_by(Song.take)))


def test_a_request_inserts_two_queued_songs_and_wakes_a_worker(owner: Person, adapters: Adapters) -> None:
    submit_request(owner.id, SongRequest(description="a warm tune"))
    assert [(song.take, song.status, song.title) for song in _songs()] == [
        ("A", Status.QUEUED, "A warm tune"),
        ("B", Status.QUEUED, "A warm tune"),
    ]
    assert adapters.queue.delays == [0]


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
        submit_request(owner.id, request_)
    assert list(caught.value.fields) == [field]
    assert not _songs()


@pytest.mark.parametrize(
    "text",
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
def test_submit_request_accepts_any_text(owner: Person, text: str) -> None:
    submit_request(owner.id, SongRequest(description=text))
    assert len(_songs()) == 2


def test_clean_request_drops_control_characters(owner: Person) -> None:
    request = clean_request(SongRequest(mode=Mode.CUSTOM, lyrics="a\x00b\r\nc\x1b", style="fo\x07lk"))
    assert (request.lyrics, request.style) == ("a b\nc", "fo lk")


def test_clean_request_leaves_out_what_the_mode_does_not_use(adapters: Adapters) -> None:
    typed = {"description": "words", "style": "folk", "lyrics": "la la"}
    kept = {
        "simple": clean_request(SongRequest(**typed)),
        "written": clean_request(SongRequest(mode=Mode.CUSTOM, **typed)),
        "described": clean_request(SongRequest(mode=Mode.CUSTOM, write_lyrics=False, **typed)),
        "instrumental": clean_request(SongRequest(mode=Mode.CUSTOM, instrumental=True, **typed)),
    }
    texts = {name: (request.description, request.style, request.lyrics) for name, request in kept.items()}
    assert texts == {
        "simple": ("words", "", ""),
        "written": ("", "folk", "la la"),
        "described": ("words", "folk", ""),
        "instrumental": ("", "folk", ""),
    }


def test_the_eleventh_waiting_request_is_refused(owner: Person) -> None:
    for _ in range(10):
        submit_request(owner.id, SongRequest(description="again"))
    with pytest.raises(TooManyPending):
        submit_request(owner.id, SongRequest(description="again"))


def test_a_given_seed_is_kept_and_others_differ(owner: Person) -> None:
    for seed in (7, None, None):
        submit_request(owner.id, SongRequest(description="a", seed=seed))
    with db.read() as session:
        seeds = list(session.exec(select(Generation.seed).order_by(Generation.created_at)))
    assert seeds[0] == 7
    assert len(set(seeds)) == 3


def test_submit_request_with_the_key_of_an_earlier_one_inserts_nothing(owner: Person, adapters: Adapters) -> None:
    adapters.limit(songs_per_day=2)
    request = SongRequest(description="a")
    first = submit_request(owner.id, request, "key")
    assert submit_request(owner.id, request, "key") == first
    assert len(_songs()) == 2
    assert adapters.queue.delays == [0]


def test_submit_request_without_a_key_or_with_another_persons_inserts_a_pair(owner: Person, outsider: Person) -> None:
    request = SongRequest(description="a")
    made = [submit_request(*them) for them in ((owner.id, request, "key"), (outsider.id, request, "key"))]
    made += [submit_request(owner.id, request) for _ in range(2)]
    assert len(set(made)) == 4


def test_submit_request_from_several_threads_with_one_key_inserts_one_pair(owner: Person) -> None:
    with ThreadPoolExecutor(4) as threads:
        made = threads.map(lambda _: submit_request(owner.id, SongRequest(description="a"), "key"), range(4))
        assert len(set(made)) == 1
    assert len(_songs()) == 2


def test_request_key_differs_by_submission_and_by_content() -> None:
    one = SongRequest(description="a")
    assert request_key("1", one) == request_key("1", SongRequest(description="a"))
    assert len({request_key("1", one), request_key("2", one), request_key("1", SongRequest(description="b"))}) == 3
    assert request_key("", one) is None


def test_repeat_request_keeps_all_settings(owner: Person) -> None:
    request = SongRequest(mode=Mode.CUSTOM, lyrics="la", style="folk", duration=40, bpm=90, key="D minor", seed=3)
    again = repeat_request(owner.id, submit_request(owner.id, request), request)
    with db.read() as session:
        first, second = session.exec(select(Generation).order_by(Generation.created_at)).all()
    assert second.id == again
    same = ("mode", "lyrics", "style", "duration", "bpm", "key", "seed", "guidance_low", "guidance_high")
    assert [getattr(first, name) for name in same] == [getattr(second, name) for name in same]


def test_cancel_request_of_an_ended_request_raises_already_over(owner: Person) -> None:
    generation_id = submit_request(owner.id, SongRequest(description="a"))
    cancel_request(owner.id, generation_id)
    assert {song.status for song in _songs()} == {Status.CANCELLED}
    with pytest.raises(AlreadyOver):
        cancel_request(owner.id, generation_id)
