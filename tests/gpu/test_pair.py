"""The music model's batched pair, what each take is made with, and what happens when memory runs out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from diffusers import AceStepPipeline
from PIL.Image import Image

from gpu import tiny
from gpu.card import Card
from gpu.catalog import MUSIC
from gpu.contract import JOB_REQUEST, ErrorCode, SongResult
from gpu.cover import Painter
from gpu.errors import Cancelled, ServiceError
from gpu.models import folder_of
from gpu.music.composer import Composer
from gpu.music.score import Score, Source, Task
from gpu.pipeline import Studio
from gpu.progress import Progress
from gpu.settings import TINY
from tests.gpu.conftest import tiny_settings
from tests.gpu.test_interruptions import SONG
from tests.gpu.test_routes import UPLOADS

SCORE = Score(
    caption="slow waltz", lyrics="[Verse]\nla la", language="en", duration=10, bpm=90, key="E♭ minor", time_signature=3
)
GUIDANCE = (7.5, 15.0)
# bf16 has eight bits; a batch of another size rounds otherwise.
ROUNDING = 0.02


def no_tick(_done: float) -> None:
    """Ignore progress."""


def composer(model_dir: Path, name: str) -> Composer:
    settings = tiny_settings(model_dir, music_model=name)
    folder = folder_of(settings.model_dir, MUSIC[name])
    return Composer(AceStepPipeline.from_pretrained(folder, dtype=torch.bfloat16), MUSIC[name], Card())


@pytest.fixture(scope="session")
def guided(model_dir: Path) -> Composer:
    return composer(model_dir, "xl-sft")


@pytest.fixture(scope="session")
def distilled(model_dir: Path) -> Composer:
    return composer(model_dir, "xl-turbo")


def test_a_pair_equals_two_single_calls(guided: Composer) -> None:
    pair = guided.compose(SCORE, (3, 3), GUIDANCE, no_tick)
    singles = [guided.compose(SCORE, (3,), (own,), no_tick)[0] for own in GUIDANCE]
    for together, alone in zip(pair, singles, strict=True):
        assert together.shape == (2, 480000)
        np.testing.assert_allclose(together, alone, atol=ROUNDING)
    # It is the guidance that tells the takes apart.
    assert np.abs(pair[0] - pair[1]).max() > 1e-3


def test_a_distilled_model_ignores_guidance_and_needs_two_seeds(distilled: Composer) -> None:
    low, high = (distilled.compose(SCORE, (3,), (guidance,), no_tick)[0] for guidance in GUIDANCE)
    np.testing.assert_array_equal(low, high)
    seeds = distilled.seeds(3)
    assert len(set(seeds)) == 2
    first, second = distilled.compose(SCORE, seeds, GUIDANCE, no_tick)
    assert np.abs(first - second).max() > 1e-3


def test_the_largest_seed_has_a_second_seed(distilled: Composer) -> None:
    assert distilled.seeds(2**31 - 1) == (2**31 - 1, 0)


def test_the_same_seed_makes_the_same_song(guided: Composer) -> None:
    first, second = (guided.compose(SCORE, (3, 3), GUIDANCE, no_tick)[1] for _ in range(2))
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("task", ["cover", "repaint", "extend"])
def test_a_remix_does_not_depend_on_torchs_global_seed(guided: Composer, task: Task) -> None:
    sound = np.sin(np.arange(2 * 10 * 48000, dtype=np.float32) / 40).reshape(2, -1)
    source = Source(sound, task, start=2, end=12 if task == "extend" else 5)
    score = replace(SCORE, duration=12 if task == "extend" else 10, source=source)
    takes = []
    for chance in (1, 2):
        torch.manual_seed(chance)
        takes.append(guided.compose(score, (3, 3), GUIDANCE, no_tick))
    np.testing.assert_array_equal(*(np.stack(pair) for pair in takes))
    alone = guided.compose(score, (3,), GUIDANCE[1:], no_tick)[0]
    np.testing.assert_allclose(takes[0][1], alone, atol=ROUNDING)


def test_tempo_and_key_are_passed_beside_the_caption(guided: Composer, monkeypatch: pytest.MonkeyPatch) -> None:
    prompts = []
    pipe = guided._pipe
    own = pipe._format_prompt
    monkeypatch.setattr(pipe, "_format_prompt", lambda **given: prompts.append(own(**given)) or prompts[-1])
    guided.compose(replace(SCORE, caption="waltz " * 300), (3,), (7.5,), no_tick)
    prompt, lyrics = prompts[0]
    assert "- bpm: 90\n- timesignature: 3\n- keyscale: Eb minor\n- duration: 10 seconds" in prompt
    # A long caption is cut, so that these facts are not.
    assert prompt.count("waltz") == 160 // len("waltz ")
    assert lyrics.endswith("# Lyric\n[Verse]\nla la<|endoftext|>")


def test_long_songs_are_decoded_in_tiles(guided: Composer) -> None:
    assert guided._pipe.vae.use_tiling
    sound = guided.compose(replace(SCORE, duration=25), (3,), (7.5,), no_tick)[0]
    assert sound.shape == (2, 25 * 48000)


@pytest.mark.parametrize("step", [0, 3])
def test_cancelling_stops_within_a_step(guided: Composer, step: int) -> None:
    ticks = []

    def tick(done: float) -> None:
        ticks.append(done)
        if len(ticks) > step:
            raise Cancelled

    with pytest.raises(Cancelled):
        guided.compose(SCORE, (3, 3), GUIDANCE, tick)
    assert len(ticks) == step + 1


@contextmanager
def limited_memory(composer: Composer, room: int) -> Iterator[None]:
    """A card with memory for so many takes at once, each with and without its text."""

    def refuse(_transformer: object, _args: tuple, given: dict[str, Any]) -> None:
        if len(given["hidden_states"]) > 2 * room:
            message = "CUDA out of memory"
            raise torch.OutOfMemoryError(message)

    hook = composer._pipe.transformer.register_forward_pre_hook(refuse, with_kwargs=True)
    yield
    hook.remove()


def test_without_memory_for_a_pair_the_takes_are_made_one_by_one(guided: Composer) -> None:
    expected = guided.compose(SCORE, (3, 3), GUIDANCE, no_tick)
    with limited_memory(guided, room=1):
        made = guided.compose(SCORE, (3, 3), GUIDANCE, no_tick)
    for one, take in zip(made, expected, strict=True):
        np.testing.assert_allclose(one, take, atol=ROUNDING)


def test_without_memory_for_one_take_the_song_is_refused(guided: Composer) -> None:
    with limited_memory(guided, room=0), pytest.raises(ServiceError, match="too long") as refused:
        guided.compose(SCORE, (3, 3), GUIDANCE, no_tick)
    assert (refused.value.error.code, refused.value.error.field) == (ErrorCode.OUT_OF_MEMORY, "duration")


@pytest.mark.parametrize("room", [True, False])
def test_without_memory_beside_the_music_the_covers_are_painted_after_it(
    turbo: Studio, monkeypatch: pytest.MonkeyPatch, room: bool
) -> None:
    own = turbo._painter.paint
    tries = []

    def paint(*given: Any) -> list[Image]:
        tries.append(given)
        if room and len(tries) > 1:
            return own(*given)
        message = "CUDA out of memory"
        raise torch.OutOfMemoryError(message)

    monkeypatch.setattr(turbo._painter, "paint", paint)
    request = JOB_REQUEST.validate_python({**SONG, "uploads": UPLOADS})
    progress = Progress(lambda *_: None, lambda: False)
    if room:
        assert isinstance(turbo.make(request, progress, lambda *_: None), SongResult)
    else:
        with pytest.raises(ServiceError, match="too little memory") as refused:
            turbo.make(request, progress, lambda *_: None)
        assert (refused.value.error.code, refused.value.error.retry) == (ErrorCode.OUT_OF_MEMORY, True)
    assert len(tries) == 2


def test_sdxl_paints_covers_too() -> None:
    checks = []
    painter = Painter(tiny.sdxl_pipe().to(dtype=torch.bfloat16), TINY.cover, Card())
    first, second = painter.paint("a b c", (1, 2), lambda: checks.append(1))
    assert first.size == second.size == (64, 64)
    assert first.tobytes() != second.tobytes()
    assert len(checks) == 4
