"""The writer: what it may decide, what it may not, and how invalid answers are handled."""

from pathlib import Path
from typing import Any

import pytest

from gpu.catalog import LANGUAGES, WRITER
from gpu.contract import ErrorCode
from gpu.errors import ServiceError
from gpu.models import folder_of
from gpu.settings import TINY
from gpu.writer import KEYS, Brief, Writer
from tests.gpu.conftest import tiny_settings

ANSWER = {
    "title": " A\x00 \ue000 title\n",
    "style": "",
    "language": "en",
    "bpm": 999,
    "key": "C major",
    "duration": 3,
    "categories": ["folk", "\x07", "folk"],
    "cover": "a door",
    "lyrics": "one\x00\n\n two \n",
}


def no_tick(_done: float) -> None:
    """Ignore progress."""


@pytest.fixture(scope="session")
def writer(model_dir: Path) -> Writer:
    tiny_settings(model_dir)
    return Writer(folder_of(model_dir, WRITER["qwen3-4b"]), TINY)


def test_a_random_model_writes_a_valid_plan(writer: Writer) -> None:
    ticks: list[float] = []
    plan = writer.write(Brief("rain", seed=7), ticks.append)
    assert plan.language in LANGUAGES
    assert plan.key in KEYS
    assert 50 <= plan.bpm <= 200
    assert 10 <= plan.duration <= TINY.longest
    assert 1 <= len(plan.categories) <= 3
    assert plan.title
    assert plan.cover
    assert ticks == sorted(ticks)
    assert plan == writer.write(Brief("rain", seed=7), no_tick)
    assert plan != writer.write(Brief("rain", seed=8), no_tick)


def test_given_fields_are_kept(writer: Writer) -> None:
    brief = Brief("", style="ska", lyrics=" la\r\nlu ", language="yue", duration=77.5, bpm=45, key="B♭ minor")
    plan = writer.write(brief, no_tick)
    assert (plan.style, plan.lyrics, plan.language) == ("ska", " la\r\nlu ", "yue")
    assert (plan.duration, plan.bpm, plan.key) == (77.5, 45, "B♭ minor")


def test_invalid_answers_are_corrected(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "_answer", lambda *_: ANSWER)
    plan = writer.write(Brief("rain"), no_tick)
    assert (plan.title, plan.style, plan.bpm, plan.duration) == ("A title", "pop", 300, 10)
    assert (plan.categories, plan.lyrics) == (["folk"], "one\n\ntwo")


def test_a_truncated_answer_fails_with_retry(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> str:
        return '{"title": "Ra'

    monkeypatch.setattr(writer._tokenizer, "decode", broken)
    with pytest.raises(ServiceError) as failed:
        writer.write(Brief("rain"), no_tick)
    assert failed.value.error.code is ErrorCode.MODEL_FAILED
    assert failed.value.error.retry


def test_rewrite_line_keeps_line_endings(writer: Writer) -> None:
    lyrics = writer.rewrite_line(Brief("rain", lyrics="a\r\nb\r\nc"), 1, no_tick)
    first, new, last = lyrics.split("\r\n")
    assert (first, last) == ("a", "c")
    assert new != "b"
