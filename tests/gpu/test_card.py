"""Which models fit on a card, and which parts of them are on it."""

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import torch

from gpu import memory, tiny
from gpu.card import Card
from gpu.catalog import MUSIC
from gpu.contract import JOB_REQUEST, SongResult
from gpu.cover import Drawing
from gpu.music import wavelets
from gpu.music.composer import Composer
from gpu.music.denoising import denoise, times
from gpu.pipeline import Studio
from gpu.progress import Progress
from gpu.quantising import quantise
from gpu.settings import describe, load_settings
from gpu.shapes import REAL, TINY_XL
from tests.gpu.conftest import tiny_settings
from tests.gpu.test_interruptions import SONG
from tests.gpu.test_music import TASKS
from tests.gpu.test_routes import UPLOADS


@pytest.mark.parametrize(
    ("gigabytes", "expected"),
    [
        (8, ("2b", "0.6b", "qwen3-4b", "none", True, False)),
        (12, ("2b", "1.7b", "shared", "flux2-klein", False, False)),
        (16, ("xl-sft", "1.7b", "shared", "flux2-klein", False, False)),
        (24, ("xl-sft", "1.7b", "shared", "flux2-klein", False, False)),
        (48, ("xl-sft", "4b", "shared", "flux2-klein", False, True)),
        (80, ("xl-sft", "4b", "qwen3-4b", "flux2-klein", False, True)),
    ],
)
def test_the_models_follow_from_the_cards_memory(gigabytes: int, expected: tuple) -> None:
    chosen = load_settings({}, gigabytes=gigabytes)
    found = (chosen.music_model, chosen.planner, chosen.writer_model, chosen.cover_model, chosen.int8, chosen.resident)
    assert found == expected
    assert chosen.longest == 600
    assert "\n" not in describe(chosen)


def test_what_is_set_goes_before_what_the_card_allows() -> None:
    environment = {"CARD_GB": "8", "MUSIC_MODEL": "xl-turbo", "PLANNER": "none", "INT8": "1"}
    chosen = load_settings(environment, gigabytes=80)
    assert (chosen.music_model, chosen.planner, chosen.cover_model) == ("xl-turbo", "none", "none")
    assert not chosen.resident


def test_the_longest_song_follows_from_what_is_left() -> None:
    tight = load_settings({"CARD_GB": "12", "MUSIC_MODEL": "xl-sft"})
    assert 60 <= tight.longest < 600
    assert load_settings({"CARD_GB": "12", "MUSIC_MODEL": "xl-turbo"}).longest > tight.longest


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"CARD_GB": "8", "MUSIC_MODEL": "xl-sft", "INT8": "0"}, "no room for MUSIC_MODEL=xl-sft"),
        ({"CARD_GB": "much"}, "CARD_GB must be a number"),
        ({"WRITER_MODEL": "shared", "COVER_MODEL": "none"}, "needs COVER_MODEL=flux2-klein"),
        ({"PLANNER": "9b"}, "PLANNER must be one of none, 0.6b, 1.7b, 4b"),
    ],
)
def test_what_does_not_fit_is_said_at_the_start(environment: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load_settings(environment)


@pytest.mark.parametrize(("name", "gigabytes"), [("xl-sft", 11.5), ("2b", 6.3)])
def test_the_table_of_sizes_is_that_of_the_real_shapes(name: str, gigabytes: float) -> None:

    with torch.device("meta"):
        pipe = tiny.music_pipe(REAL[name], turbo=MUSIC[name].turbo)
    # Two bytes for each weight in bf16.
    sizes = {
        part: sum(weight.numel() for weight in module.parameters()) * 2e-9
        for part, module in pipe.components.items()
        if isinstance(module, torch.nn.Module)
    }
    assert sum(sizes.values()) == pytest.approx(gigabytes, rel=0.02)
    assert sizes["transformer"] == pytest.approx(memory.TRANSFORMER[name], rel=0.05)


class Watched(Card):
    """A card that remembers what was on it, and checks it against where the weights are."""

    seen: list[str]

    def bring(self, part: torch.nn.Module) -> None:
        super().bring(part)
        assert len(self.on_card) == 1
        self.seen = [*getattr(self, "seen", []), self.on_card[0]]


@pytest.mark.parametrize(
    "chosen",
    [
        {"planner": "1.7b", "writer_model": "shared"},
        {"planner": "0.6b", "cover_model": "none", "int8": True},
        {"cover_model": "sdxl-turbo", "music_model": "xl-turbo"},
    ],
)
def test_where_there_is_no_room_one_part_is_on_the_card_at_a_time(
    model_dir: Path, monkeypatch: pytest.MonkeyPatch, chosen: dict[str, Any]
) -> None:
    monkeypatch.setattr("gpu.loading.Card", Watched)
    studio = Studio(tiny_settings(model_dir, resident=False, **chosen))
    studio.to("cpu")
    progress = Progress(lambda *_: None, lambda: False)
    request = JOB_REQUEST.validate_python({**SONG, "uploads": UPLOADS})
    assert isinstance(studio.make(request, progress, lambda *_: None), SongResult)
    card = studio._card
    assert isinstance(card, Watched)
    order = list(dict.fromkeys(card.seen))
    used = {"text encoder", "condition encoder", "transformer", "sound decoder"}
    assert used <= set(order)
    assert ("planner" in order) == ("planner" in chosen)
    # The shared language model is one part, whoever uses it.
    assert ("writer" in order) == (chosen.get("writer_model") != "shared")
    assert order.index("transformer") < order.index("sound decoder")
    # Nothing is left there between two songs.
    assert card.on_card == ()


def test_all_parts_stay_where_there_is_room(turbo: Studio) -> None:
    turbo.to("cpu")
    assert {"writer", "transformer", "sound decoder", "cover transformer"} <= set(turbo._card.on_card)
    turbo._card.clear()
    assert turbo._card.on_card


def test_weights_in_eight_bits_say_nearly_the_same() -> None:
    torch.manual_seed(0)
    part = torch.nn.Sequential(torch.nn.Linear(64, 256), torch.nn.SiLU(), torch.nn.Linear(256, 64)).bfloat16()
    given = torch.randn(4, 64).bfloat16()
    with torch.inference_mode():
        expected = part(given)
        quantise(part)
        found = part(given)
    assert 0 < (found - expected).abs().max() < 0.02
    assert all(part[index].weight.qdata.dtype is torch.int8 for index in (0, 2))


def test_covers_without_a_model_are_drawn() -> None:
    first, second = Drawing(64).paint("rain", (1, 2), lambda: None)
    assert first.size == (64, 64)
    assert first.tobytes() != second.tobytes()
    assert Drawing(64).paint("rain", (1, 2), lambda: None)[0].tobytes() == first.tobytes()


def test_a_song_that_is_longer_than_the_card_allows_is_refused(turbo: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turbo, "_settings", replace(turbo._settings, longest=90))
    request = JOB_REQUEST.validate_python({**SONG, "duration": 120, "uploads": UPLOADS})
    with pytest.raises(Exception, match="Songs may last 90 s here") as refused:
        turbo.make(request, Progress(lambda *_: None, lambda: False), lambda *_: None)
    assert cast("Any", refused.value).error.field == "duration"


class NoChance:
    """A generator for a device that has none."""

    def __init__(self, _device: torch.device) -> None: ...

    def manual_seed(self, _seed: int) -> None: ...


@pytest.mark.parametrize("task", ["text2music", "cover", "repaint", "extend"])
@pytest.mark.parametrize("name", ["xl-sft", "xl-turbo"])
def test_everything_is_where_the_transformer_is(monkeypatch: pytest.MonkeyPatch, name: str, task: str) -> None:
    """On torch's "meta" device nothing is computed, but what is on two devices is refused as on a card."""
    with torch.device("meta"):
        pipe = tiny.music_pipe(TINY_XL, turbo=MUSIC[name].turbo)
    card = Card()
    composer = Composer(pipe, MUSIC[name], card)
    card.to("meta")
    # It counts the sounds of each take, which nobody can without numbers: one.
    one = lambda sounds, _order: (sounds[:, None], torch.ones(1, 1, dtype=torch.long, device="meta"))  # noqa: E731
    monkeypatch.setattr(pipe.condition_encoder.timbre_encoder, "unpack_timbre_embeddings", one)
    monkeypatch.setattr(torch, "Generator", NoChance)
    conditions = composer._conditioner.of(TASKS[task])
    noise = torch.randn((2, *conditions.shape), device="meta")
    correction = wavelets.UNPLANNED if MUSIC[name].turbo else None
    guidance = None if MUSIC[name].turbo else (7.5, 15.0)
    latents = denoise(pipe.transformer, conditions, noise, times(3, 1.0), guidance, correction, lambda _done: None)
    assert (latents.device.type, latents.shape) == ("meta", noise.shape)
