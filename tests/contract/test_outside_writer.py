"""The writer from outside: what it is asked, what of its answers is used, and who writes when it fails."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from melodymaker import ports
from melodymaker.adapters.local_storage import LocalStorage
from melodymaker.adapters.outside_writer import OutsideWriter
from melodymaker.adapters.sketch_generator import SketchGenerator
from melodymaker.types import FileName, RemixKind, SongRequest, Stage
from tests.doubles import RecordingListener
from tests.writer_server import KEY, MODEL, SONG, WriterServer, writing

LYRICS = "[Verse 1]\nThe rain is on the roof\nI need no other proof\n\n[Chorus]\nTin roof, tin roof, (la)\nYou sing me half asleep"
REQUEST = SongRequest(description="a folk song about a tin roof, 100 bpm", seed=4, duration=20)


@pytest.fixture
def server() -> Iterator[WriterServer]:
    with writing() as found:
        yield found


@pytest.fixture
def writer(server: WriterServer) -> OutsideWriter:
    return OutsideWriter(server.url, MODEL, KEY, seconds=5.0)


def _generator(writer: OutsideWriter | None, folder: Path) -> SketchGenerator:
    return SketchGenerator(LocalStorage(folder, b"secret"), None, writer)


def _job(request: SongRequest, name: str) -> ports.Job:
    endings = ("flac", "mp3", "webp", "webp")
    takes = (
        ports.TakeFiles(*(FileName(f"{number}{name * 30}{take}.{one}") for number, one in enumerate(endings)))
        for take in "12"
    )
    return ports.Job(request, (next(takes), next(takes)))


def test_a_song_is_asked_for_by_schema_and_comes_with_its_sections(server: WriterServer, writer: OutsideWriter) -> None:
    assert writer.write_song("a song about a tin roof", 60) == ("Tin Roof", "folk, banjo, warm", LYRICS)
    (asked,) = server.asked
    assert asked.model == MODEL
    assert "60 seconds" in asked.messages[0].content
    assert asked.messages[1].content == "a song about a tin roof"
    schema = asked.response_format.json_schema.schema_
    assert schema["required"] == ["title", "style", "sections"]
    assert not schema["additionalProperties"]


@pytest.mark.parametrize(
    "words",
    [
        "no JSON",
        "[]",
        {"title": "x"},
        {**SONG, "sections": []},
        {**SONG, "sections": [{"name": "Verse", "lines": [" "]}]},
        {**SONG, "title": "x" * 200},
        {**SONG, "sections": SONG["sections"] * 20},
        '{"title": "' + "x" * 300_000,
    ],
    ids=range(8),
)
def test_what_cannot_be_used_is_nothing(server: WriterServer, writer: OutsideWriter, words: object) -> None:
    server.words = words
    assert writer.write_song("rain") is None


def test_a_server_that_fails_or_is_slow_writes_nothing(server: WriterServer, writer: OutsideWriter) -> None:
    server.status = 500
    assert writer.write_song("rain") is None
    server.status = 200
    server.hold.clear()
    assert OutsideWriter(server.url, MODEL, KEY, seconds=0.2).write_song("rain") is None
    assert OutsideWriter("http://127.0.0.1:9/v1", MODEL).write_song("rain") is None


def test_a_line_is_rewritten(server: WriterServer, writer: OutsideWriter) -> None:
    server.words = {"line": "  I want no [better] proof "}
    assert writer.write_line("rain", LYRICS, 2) == "I want no (better) proof"
    assert "I need no other proof" in server.asked[0].messages[1].content
    server.words = {"line": "I need no other proof"}
    assert writer.write_line("rain", LYRICS, 2) is None


def test_the_start_says_what_is_wrong(server: WriterServer, writer: OutsideWriter) -> None:
    assert writer.fault() == ""
    assert OutsideWriter(server.url, "nobody", KEY).fault() == "has no model nobody"
    assert "does not answer" in OutsideWriter("http://127.0.0.1:9/v1", MODEL).fault()


def test_drafts_are_the_writers_and_the_music_the_engines(
    server: WriterServer, writer: OutsideWriter, tmp_path: Path
) -> None:
    draft = _generator(writer, tmp_path).draft(ports.DraftJob(REQUEST))
    own = _generator(None, tmp_path).draft(ports.DraftJob(REQUEST))
    assert (draft.title, draft.style, draft.lyrics) == ("Tin Roof", "folk, banjo, warm", LYRICS)
    assert (draft.bpm, draft.key) == (100, own.key)
    server.status = 500
    assert _generator(writer, tmp_path).draft(ports.DraftJob(REQUEST)) == own


def test_an_instrumental_and_own_lyrics_ask_nobody(server: WriterServer, writer: OutsideWriter, tmp_path: Path) -> None:
    generator = _generator(writer, tmp_path)
    assert generator.draft(ports.DraftJob(SongRequest(description="piano, no vocals", seed=1))).lyrics == ""
    assert server.asked == []


def test_a_line_falls_back_to_the_engines_own(server: WriterServer, writer: OutsideWriter, tmp_path: Path) -> None:
    request = SongRequest(description="rain", lyrics=LYRICS, seed=1)
    server.words = {"line": "Rain is all the proof"}
    new = _generator(writer, tmp_path).draft(ports.DraftJob(request, 2)).lyrics.split("\n")
    assert new[2] == "Rain is all the proof"
    server.words = "nothing"
    again = _generator(writer, tmp_path).draft(ports.DraftJob(request, 2)).lyrics.split("\n")
    assert again[2] not in ("I need no other proof", "Rain is all the proof")
    assert again[:2] == LYRICS.split("\n")[:2]


def test_a_song_is_made_of_the_writers_words_and_can_be_remixed(
    server: WriterServer, writer: OutsideWriter, tmp_path: Path
) -> None:
    generator = _generator(writer, tmp_path)
    listener = RecordingListener()
    pair = generator.generate(_job(REQUEST, "a"), listener)
    assert (pair.title, pair.lyrics, pair.writer) == ("Tin Roof", LYRICS, MODEL)
    assert listener.reported[0][0] == Stage.WRITING
    source = ports.Source(replace(REQUEST, lyrics=pair.lyrics), 0, pair.takes[0].score_hash)
    remix = SongRequest(description="a tin roof", seed=9, remix=RemixKind.VARY, source=source.text())
    again = generator.generate(_job(remix, "b"), RecordingListener())
    assert again.takes[0].score_hash != pair.takes[0].score_hash
    assert len(server.asked) == 1
