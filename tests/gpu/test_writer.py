"""The writer: what it may decide, what it may not, and how invalid answers are handled."""

import random
import time
from pathlib import Path
from typing import Any

import pytest
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import AutoTokenizer, Qwen3Config, Qwen3ForCausalLM

from gpu import tiny
from gpu.card import Card
from gpu.catalog import LANGUAGES, WRITER
from gpu.contract import ErrorCode
from gpu.errors import ServiceError
from gpu.models import folder_of
from gpu.settings import REAL, TINY
from gpu.shapes import TINY_2B
from gpu.writing.brief import Brief
from gpu.writing.language_model import LanguageModel
from gpu.writing.outline import outline, seconds_for
from gpu.writing.writer import KEYS, Writer
from tests.gpu.conftest import tiny_settings
from tests.pace import at_usual_pace

VOCABULARY = 151669
FACTS = {
    "title": " A\x00 \ue000 title\n",
    "style": "",
    "language": "en",
    "bpm": 999,
    "key": "C major",
    "duration": 3,
    "categories": ["folk", "\x07", "folk"],
    "cover": "a door " * 40,
}


def no_tick(_done: float) -> None:
    """Ignore progress."""


@pytest.fixture(scope="session")
def writer(model_dir: Path) -> Writer:
    tiny_settings(model_dir)
    folder = folder_of(model_dir, WRITER["qwen3-4b"])
    model = Qwen3ForCausalLM.from_pretrained(folder, dtype=torch.bfloat16)
    return Writer(LanguageModel(model, AutoTokenizer.from_pretrained(folder), TINY.text, Card()), TINY)


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
    lines = ["one\x00", " two \n three", "word " * 40]
    answers = [FACTS, {"sections": [{"section": "[Verse]", "lines": lines}]}]
    monkeypatch.setattr(writer._model, "answer", lambda *_: answers.pop(0))
    plan = writer.write(Brief("rain"), no_tick)
    assert (plan.title, plan.style, plan.bpm, plan.duration) == ("A title", "pop", 300, 10)
    assert plan.categories == ["folk"]
    assert plan.lyrics == "[Verse]\none\ntwo three\n" + " ".join(["word"] * 24)


def test_written_lyrics_have_the_lines_that_the_length_has_room_for(writer: Writer) -> None:
    plan = writer.write(Brief("rain", duration=120, bpm=100, seed=3), no_tick)
    sections = [section.splitlines() for section in plan.lyrics.split("\n\n")]
    headings = [section[0] for section in sections]
    assert headings == [
        "[Intro]",
        "[Verse 1]",
        "[Chorus]",
        "[Verse 2]",
        "[Bridge]",
        "[Chorus]",
        "[Outro]",
    ]
    assert sections[2] == sections[5]
    assert [len(section) - 1 for section in sections] == [section.lines for section in outline(120, 100)]
    assert all(len(line) <= 120 for section in sections for line in section)


@pytest.mark.parametrize("bpm", [60, 100, 160])
@pytest.mark.parametrize("seconds", [10, 30, 59, 60, 120, 180, 240])
def test_lines_follow_from_the_length_and_the_length_from_the_lines(seconds: int, bpm: int) -> None:
    sections = outline(seconds, bpm)
    lyrics = "\n\n".join("\n".join([section.heading, *["la"] * section.lines]) for section in sections)
    assert seconds_for(lyrics, bpm, 600) == pytest.approx(seconds, abs=max(6, 0.15 * seconds))
    assert all(1 <= section.lines <= 8 for section in sections if section.heading not in {"[Intro]", "[Outro]"})


def test_the_longest_songs_lyrics_stay_within_what_is_read() -> None:
    assert 80 <= sum(section.lines for section in outline(600, 180)) <= 100


def test_the_length_of_a_song_follows_from_given_lyrics(writer: Writer) -> None:
    plan = writer.write(Brief("", lyrics="[Verse]\nla\nla\n", bpm=120), no_tick)
    # Two lines of four seconds: no song is shorter than ten.
    assert plan.duration == 10
    assert "duration" not in writer._facts_schema(Brief("", lyrics="la"))["properties"]


def test_a_truncated_answer_fails_with_retry(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> str:
        return '{"title": "Ra'

    monkeypatch.setattr(writer._model._tokenizer, "decode", broken)
    with pytest.raises(ServiceError) as failed:
        writer.write(Brief("rain"), no_tick)
    assert failed.value.error.code is ErrorCode.MODEL_FAILED
    assert failed.value.error.retry


@pytest.fixture(scope="session")
def large_vocabulary() -> LanguageModel:
    """A tiny model with as many words as Qwen3 has, some with quotes and halves of letters in them."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    chance = random.Random(7)
    words = dict.fromkeys([*letters, '",', '":', 'ab"', "Ġla", "\\\\", "\\n"])
    while len(words) < VOCABULARY - 3:
        words["".join(chance.choices(letters, k=chance.randint(2, 8)))] = None
    raw = Tokenizer(models.BPE(vocab={word: index for index, word in enumerate(words)}, merges=[]))
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    tokenizer = tiny.qwen_tokenizer(raw)
    torch.manual_seed(2)
    config = Qwen3Config(**{**TINY_2B.writer, "vocab_size": 151936})
    return LanguageModel(Qwen3ForCausalLM(config).bfloat16(), tokenizer, 24, Card())


def test_grammars_are_compiled_quickly_at_a_real_vocabulary(large_vocabulary: LanguageModel) -> None:
    began = time.process_time()
    Writer(large_vocabulary, REAL)
    assert at_usual_pace(time.process_time() - began) < 2


def test_a_model_with_a_real_vocabulary_writes_lines_that_end(large_vocabulary: LanguageModel) -> None:
    plan = Writer(large_vocabulary, TINY).write(Brief("rain", duration=10, bpm=100, seed=1), no_tick)
    heading, *lines = plan.lyrics.splitlines()
    assert (heading, len(lines)) == ("[Verse]", 2)
    # A text is ended by the token after its limit.
    assert all(len(line.encode()) < 60 for line in lines)


def test_rewrite_line_keeps_line_endings(writer: Writer) -> None:
    lyrics = writer.rewrite_line(Brief("rain", lyrics="a\r\nb\r\nc"), 1, no_tick)
    first, new, last = lyrics.split("\r\n")
    assert (first, last) == ("a", "c")
    assert new != "b"
