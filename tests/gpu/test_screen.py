"""What is no music is noticed, made once more, and then refused; and whose turn at the card it is."""

import threading
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from gpu.contract import JOB_REQUEST, ErrorCode, SongResult
from gpu.errors import ServiceError
from gpu.music.score import Array, Score, Source
from gpu.music.screen import fault
from gpu.pipeline import Studio
from gpu.progress import Progress
from gpu.turns import Turns
from tests.gpu.test_interruptions import SONG
from tests.gpu.test_routes import UPLOADS
from tests.waiting import until

RATE = 48000


def noise(seconds: float = 10) -> Array:
    return 0.3 * np.random.default_rng(1).standard_normal((2, round(seconds * RATE))).astype(np.float32)


def chords(seconds: float = 10) -> Array:
    """Notes with overtones over a little noise, as of drums."""
    time = np.arange(round(seconds * RATE)) / RATE
    tones = sum(
        np.sin(2 * np.pi * 110 * ratio * part * time) / part for ratio in (1, 1.25, 1.5) for part in range(1, 9)
    )
    return (0.1 * np.stack([tones, tones]) + 0.03 * noise(seconds)).astype(np.float32)


def click(seconds: float = 10) -> Array:
    sound = np.zeros((2, round(seconds * RATE)), np.float32)
    sound[:, RATE : RATE + 4800] = 0.8
    return sound


@pytest.mark.parametrize(("make", "found"), [(noise, "noise"), (chords, ""), (click, "silence")])
def test_noise_and_silence_are_no_music(make: Callable[[], Array], found: str) -> None:
    assert fault(make(), RATE) == found


def test_of_a_repainted_song_only_what_is_new_is_judged() -> None:
    sound = chords(10)
    sound[:, 4 * RATE : 6 * RATE] = noise(2)
    assert fault(sound, RATE) == ""
    assert fault(sound, RATE, Source(sound, "repaint", start=4, end=6)) == "noise"


def make_with(studio: Studio, monkeypatch: pytest.MonkeyPatch, answers: list[list[Array]]) -> list[tuple[int, ...]]:
    """Make a song whose music model answers like this; gives the seeds that it was asked for."""
    asked = []

    def compose(_score: Score, seeds: tuple[int, ...], *_: object) -> list[Array]:
        asked.append(seeds)
        return answers.pop(0)

    monkeypatch.setattr(studio._composer, "compose", compose)
    sizes = replace(studio._settings.sizes, screened=True)
    monkeypatch.setattr(studio, "_settings", replace(studio._settings, sizes=sizes))
    request = JOB_REQUEST.validate_python({**SONG, "uploads": UPLOADS})
    result = studio.make(request, Progress(lambda *_: None, lambda: False), lambda *_: None)
    assert isinstance(result, SongResult)
    assert [take.seed for take in result.takes] == [asked[0][0], asked[-1][0]]
    return asked


def test_a_take_that_is_noise_is_made_from_another_seed(turbo: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = make_with(turbo, monkeypatch, [[chords(), noise()], [chords()]])
    assert [len(seeds) for seeds in asked] == [2, 1]
    assert asked[1][0] not in asked[0]


def test_noise_twice_is_refused_with_words(turbo: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ServiceError, match="nothing but noise of this, twice") as refused:
        make_with(turbo, monkeypatch, [[chords(), noise()], [noise()]])
    assert (refused.value.error.code, refused.value.error.retry) == (ErrorCode.MODEL_FAILED, True)


def test_written_lyrics_that_would_be_cut_are_no_fault_of_the_user(
    turbo: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = turbo._writer.write
    monkeypatch.setattr(turbo._writer, "write", lambda *given: replace(own(*given), lyrics="la la la\n" * 300))
    with pytest.raises(ServiceError, match="wrote more than can be sung") as refused:
        make_with(turbo, monkeypatch, [[chords(), chords()]])
    assert (refused.value.error.code, refused.value.error.retry) == (ErrorCode.MODEL_FAILED, True)


def test_the_urgent_have_the_next_turn() -> None:
    turns = Turns()
    order = []

    def take(name: str, *, urgent: bool) -> None:
        with turns.taken(urgent=urgent):
            order.append(name)

    with turns.taken():
        threads = []
        for name, urgent in (("song 1", False), ("song 2", False), ("draft", True)):
            threads.append(threading.Thread(target=take, args=(name,), kwargs={"urgent": urgent}))
            threads[-1].start()
            until(lambda: len(turns._waiting) == len(threads))
    for thread in threads:
        thread.join(10)
    assert order == ["draft", "song 1", "song 2"]
