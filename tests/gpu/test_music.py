"""The arithmetic of the music model: in bf16, and as diffusers and ACE-Step have it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from diffusers import AceStepPipeline
from torch.nn import functional

from gpu import tiny
from gpu.card import Card
from gpu.catalog import MUSIC
from gpu.music.attention import Attention, local_attention
from gpu.music.composer import Composer
from gpu.music.denoising import times
from gpu.music.repainting import Kept, splice
from gpu.music.score import Score, Source
from gpu.music.timbre import use_token
from gpu.music.wavelets import Correction
from gpu.shapes import TINY_2B, TINY_XL
from tests.gpu.conftest import tiny_settings
from tests.gpu.test_pair import GUIDANCE, SCORE, no_tick

RATE = 48000
SOUND = (0.4 * np.sin(np.arange(2 * 12 * RATE, dtype=np.float32) / 40)).reshape(2, -1)
TASKS = {
    "text2music": SCORE,
    "codes": replace(SCORE, codes=(tuple(range(50)), tuple(range(10, 60)))),
    "cover": replace(SCORE, duration=12, source=Source(SOUND, "cover", 0.5)),
    "repaint": replace(SCORE, duration=12, source=Source(SOUND, "repaint", start=4, end=7)),
    "extend": replace(SCORE, duration=14, source=Source(SOUND, "extend", start=11, end=14)),
}


def composer(model_dir: Path, name: str, dtype: torch.dtype = torch.bfloat16) -> Composer:
    settings = tiny_settings(model_dir, music_model=name)
    folder = settings.model_dir / MUSIC[name].repo.replace("/", "--")
    return Composer(AceStepPipeline.from_pretrained(folder, dtype=dtype), MUSIC[name], Card())


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("name", MUSIC)
def test_every_model_and_task_runs_in_bf16(model_dir: Path, name: str, task: str) -> None:
    score = TASKS[task]
    model = composer(model_dir, name)
    first, second = model.compose(score, model.seeds(3), GUIDANCE, no_tick)
    assert first.shape == second.shape == (2, score.duration * RATE)
    assert np.abs(first - second).max() > 1e-3


def test_a_guided_song_is_diffusers_own(tmp_path: Path) -> None:
    tiny.music_pipe(TINY_2B, turbo=False).save_pretrained(tmp_path)
    model = Composer(AceStepPipeline.from_pretrained(tmp_path), MUSIC["xl-sft"], Card())
    own = model.compose(SCORE, (5,), (7.5,), no_tick)[0]
    pipe: Any = AceStepPipeline.from_pretrained(tmp_path)
    pipe.set_progress_bar_config(disable=True)
    pipe.vae.enable_tiling()
    theirs = pipe(
        prompt=SCORE.caption,
        lyrics=SCORE.lyrics,
        audio_duration=SCORE.duration,
        bpm=SCORE.bpm,
        keyscale="Eb minor",
        timesignature="3",
        num_inference_steps=50,
        shift=1.0,
        guidance_scale=7.5,
        generator=[torch.Generator().manual_seed(5)],
    ).audios[0]
    np.testing.assert_allclose(own, theirs.numpy(), atol=1e-4)


@pytest.mark.parametrize(("steps", "shift"), [(8, 3.0), (50, 1.0)])
def test_times_follow_the_published_schedule(steps: int, shift: float) -> None:
    schedule = times(steps, shift)
    assert (schedule[0], schedule[-1], len(schedule)) == (1.0, 0.0, steps + 1)
    if shift > 1:
        published = [1.0, 0.9545454545, 0.9, 0.8333333333, 0.75, 0.6428571429, 0.5, 0.3, 0.0]
        assert schedule == pytest.approx(published)


@pytest.mark.parametrize(
    ("frames", "window", "block"), [(7, 16, 512), (512, 128, 512), (513, 128, 512), (1537, 128, 512), (1000, 16, 64)]
)
def test_local_attention_is_masked_attention(frames: int, window: int, block: int) -> None:
    torch.manual_seed(0)
    query, key, value = (torch.randn(2, 4, frames, 8) for _ in range(3))
    place = torch.arange(frames)
    near = (place[:, None] - place).abs() <= window
    expected = functional.scaled_dot_product_attention(query, key, value, attn_mask=near)
    torch.testing.assert_close(
        local_attention(query, key, value, window, 8**-0.5, block), expected, atol=1.5e-6, rtol=0
    )


@pytest.mark.parametrize(("dtype", "rounding"), [(torch.float32, 1.5e-6), (torch.bfloat16, 0.05)])
def test_the_transformer_is_the_same_with_this_attention(
    monkeypatch: pytest.MonkeyPatch, dtype: torch.dtype, rounding: float
) -> None:
    monkeypatch.setattr("gpu.music.attention._BLOCK", 64)
    monkeypatch.setattr("gpu.music.attention.local_attention.__defaults__", (64,))
    pipe: Any = tiny.music_pipe(TINY_XL, turbo=False).to(dtype=dtype)
    torch.manual_seed(0)
    given = {
        "hidden_states": torch.randn(2, 401, 4, dtype=dtype),
        "timestep": torch.full((2,), 0.5, dtype=dtype),
        "timestep_r": torch.full((2,), 0.5, dtype=dtype),
        "encoder_hidden_states": torch.randn(2, 30, 16, dtype=dtype),
        "context_latents": torch.randn(2, 401, 8, dtype=dtype),
    }
    with torch.inference_mode():
        expected = pipe.transformer(**given).sample
        pipe.transformer.set_attn_processor(Attention())
        found = pipe.transformer(**given).sample
    torch.testing.assert_close(found, expected, atol=rounding, rtol=0)


def test_a_window_needs_no_mask_of_all_frames_by_all(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    own = functional.scaled_dot_product_attention

    def spy(query: torch.Tensor, key: torch.Tensor, *args: Any, attn_mask: torch.Tensor, **kwargs: Any) -> torch.Tensor:
        sizes.append(attn_mask.shape[-2:])
        return own(query, key, *args, attn_mask=attn_mask, **kwargs)

    monkeypatch.setattr(functional, "scaled_dot_product_attention", spy)
    # Ten minutes are 7,500 places.
    local_attention(*(torch.randn(1, 1, 7500, 8) for _ in range(3)), 128, 1.0)
    assert sizes == [(512, 768)]


def timbre_as_upstream(encoder: Any, sound: torch.Tensor) -> torch.Tensor:
    """ACE-Step XL's timbre: a learned token stands before the sound, and what it has become is the timbre."""
    hidden = functional.linear(sound, encoder.embed_tokens.weight, encoder.embed_tokens.bias)
    hidden = torch.cat([encoder.special_token.expand(len(sound), 1, -1), hidden], dim=1)
    length = hidden.shape[1]
    half = encoder.head_dim // 2
    angles = torch.arange(length)[:, None] / encoder.rope_theta ** (torch.arange(half) / half)
    cosine, sine = (torch.cat([turn, turn], dim=-1)[:, None] for turn in (angles.cos(), angles.sin()))
    distance = (torch.arange(length)[:, None] - torch.arange(length)).abs()

    def norm(values: torch.Tensor, module: Any) -> torch.Tensor:
        return functional.rms_norm(values, values.shape[-1:], module.weight, module.eps)

    def turned(values: torch.Tensor) -> torch.Tensor:
        swapped = torch.cat([-values[..., half:], values[..., :half]], dim=-1)
        return values * cosine + swapped * sine

    for layer in encoder.layers:
        attn = layer.self_attn
        normed = norm(hidden, layer.input_layernorm)
        query = turned(norm(attn.to_q(normed).unflatten(-1, (attn.heads, -1)), attn.norm_q))
        key = turned(norm(attn.to_k(normed).unflatten(-1, (attn.kv_heads, -1)), attn.norm_k))
        value = attn.to_v(normed).unflatten(-1, (attn.kv_heads, -1))
        key, value = (part.repeat_interleave(attn.heads // attn.kv_heads, dim=2) for part in (key, value))
        scores = torch.einsum("bqhd,bkhd->bhqk", query, key) / encoder.head_dim**0.5
        if attn.sliding_window is not None:
            scores = scores.masked_fill(distance > attn.sliding_window, float("-inf"))
        mixed = torch.einsum("bhqk,bkhd->bqhd", scores.softmax(dim=-1), value).flatten(2)
        hidden = hidden + functional.linear(mixed, attn.to_out[0].weight)
        normed = norm(hidden, layer.post_attention_layernorm)
        gate = functional.silu(functional.linear(normed, layer.mlp.gate_proj.weight))
        hidden = hidden + layer.mlp.down_proj(gate * layer.mlp.up_proj(normed))
    return norm(hidden, encoder.norm)[:, 0]


def test_the_timbre_of_xl_is_read_from_its_token() -> None:
    # Two layers: one with a window, one without.
    shape = replace(TINY_XL, condition={**TINY_XL.condition, "num_timbre_encoder_hidden_layers": 2})
    pipe: Any = tiny.music_pipe(shape, turbo=True)
    torch.manual_seed(0)
    sound = torch.randn(2, 60, 4)
    order = torch.arange(2)
    with torch.inference_mode():
        expected = timbre_as_upstream(pipe.condition_encoder.timbre_encoder, sound)
        without, _ = pipe.condition_encoder.timbre_encoder(sound, order)
        assert use_token(pipe.condition_encoder, pipe.transformer)
        found, _ = pipe.condition_encoder.timbre_encoder(sound, order)
    torch.testing.assert_close(found[:, 0], expected, atol=1e-5, rtol=0)
    assert (without[:, 0] - expected).abs().max() > 0.01


def test_the_smaller_models_timbre_is_unchanged() -> None:
    pipe: Any = tiny.music_pipe(TINY_2B, turbo=True)
    sound = torch.randn(1, 60, 4)
    with torch.inference_mode():
        before, _ = pipe.condition_encoder.timbre_encoder(sound, torch.arange(1))
        assert not use_token(pipe.condition_encoder, pipe.transformer)
        after, _ = pipe.condition_encoder.timbre_encoder(sound, torch.arange(1))
    assert torch.equal(before, after)


@pytest.mark.parametrize("frames", [8, 7])
def test_the_correction_is_made_in_haar_wavelets(frames: int) -> None:
    torch.manual_seed(0)
    latents, guess = torch.randn(2, 2, frames, 3)
    time = 0.75

    def bands(values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        pairs = torch.cat([values, values.new_zeros(2, frames % 2, 3)], dim=1)
        even, odd = pairs[:, 0::2], pairs[:, 1::2]
        return (even + odd) / 2**0.5, (even - odd) / 2**0.5

    (slow, fast), (guessed_slow, guessed_fast) = bands(latents), bands(guess)
    slow = slow + time * 0.05 * (slow - guessed_slow)
    fast = fast + (1 - time) * 0.02 * (fast - guessed_fast)
    expected = torch.stack([(slow + fast) / 2**0.5, (slow - fast) / 2**0.5], dim=2).flatten(1, 2)[:, :frames]
    torch.testing.assert_close(Correction(0.05, 0.02).apply(latents, guess, time), expected)


def spied_contexts(model: Composer, score: Score, monkeypatch: pytest.MonkeyPatch) -> list[torch.Tensor]:
    """The context that each step was given."""
    contexts = []
    own: Callable[..., Any] = model._pipe.transformer.forward

    def forward(**given: Any) -> Any:
        contexts.append(given["context_latents"][0].float())
        return own(**given)

    monkeypatch.setattr(model._pipe.transformer, "forward", forward)
    model.compose(score, (3,), (7.5,), no_tick)
    return contexts


@pytest.mark.parametrize(("strength", "steps"), [(0.0, 8), (0.3, 5), (0.5, 4), (1.0, 0)])
def test_a_cover_follows_its_source_and_then_silence(
    model_dir: Path, monkeypatch: pytest.MonkeyPatch, strength: float, steps: int
) -> None:
    model = composer(model_dir, "xl-turbo")
    score = replace(SCORE, duration=12, source=Source(SOUND, "cover", strength))
    contexts = spied_contexts(model, score, monkeypatch)
    silence = model._pipe.condition_encoder.silence_latent[0, :300].float()
    silent = [torch.equal(context[:, :4], silence) for context in contexts]
    assert silent == [False] * steps + [True] * (8 - steps)


def test_the_takes_of_the_freest_cover_differ(model_dir: Path) -> None:
    model = composer(model_dir, "xl-sft")
    score = replace(SCORE, duration=12, source=Source(SOUND, "cover", 1.0))
    first, second = model.compose(score, (3, 3), (10.0, 15.0), no_tick)
    assert np.abs(first - second).max() > 1e-3


@pytest.mark.parametrize("task", ["repaint", "extend"])
def test_outside_the_window_a_source_stays_sample_for_sample(model_dir: Path, task: str) -> None:
    score = TASKS[task]
    assert score.source is not None
    model = composer(model_dir, "xl-sft")
    made = model.compose(score, (3,), (10.0,), no_tick)[0]
    first, last = round(score.source.start * RATE), round(score.source.end * RATE)
    np.testing.assert_array_equal(made[:, :first], SOUND[:, :first])
    np.testing.assert_array_equal(made[:, last:], SOUND[:, last:])
    inside = slice(first + RATE // 10, min(last, SOUND.shape[1]) - RATE // 10)
    assert np.abs(made[:, inside] - SOUND[:, inside]).max() > 0.01


def test_a_source_of_any_length_keeps_its_last_sample(model_dir: Path) -> None:
    sound = SOUND[:, : round(11.013 * RATE)]
    score = replace(SCORE, duration=sound.shape[1] / RATE, source=Source(sound, "repaint", start=4, end=7))
    made = composer(model_dir, "xl-turbo").compose(score, (3,), (10.0,), no_tick)[0]
    np.testing.assert_array_equal(made[:, 7 * RATE :], sound[:, 7 * RATE :])


def test_splice_fades_inside_the_window() -> None:
    source = np.full((2, 1000), 0.5, np.float32)
    spliced = splice(source, np.full((2, 1000), -0.5, np.float32), 0.3, 0.7, 1000)
    assert (spliced[:, :300] == 0.5).all()
    assert (spliced[:, 700:] == 0.5).all()
    assert spliced[0, 500] == -0.5
    assert (np.diff(spliced[0, 300:325]) < 0).all()
    assert np.abs(np.diff(spliced[0])).max() < 0.05


def test_the_source_is_injected_for_half_of_the_steps_and_blended_at_the_edges() -> None:
    anew = torch.zeros(40, dtype=torch.bool)
    anew[15:30] = True
    kept = Kept(torch.ones(1, 40, 1), anew)
    noise = torch.full((2, 40, 1), 3.0)
    latents = torch.zeros(2, 40, 1)
    early = kept.inject(latents, noise, step=3, steps=8, time=0.25)
    assert early[:, 15:30].eq(0).all()
    assert early[:, :15].eq(0.25 * 3 + 0.75).all()
    assert kept.inject(latents, noise, step=4, steps=8, time=0.25) is latents
    blended = kept.blend(latents)[0, :, 0]
    assert blended[15:30].eq(0).all()
    assert blended[:3].eq(1).all()
    # Twelve frames on either side, as ACE-Step's: thirteenths.
    torch.testing.assert_close(blended[3:15], torch.arange(12, 0, -1) / 13)
    torch.testing.assert_close(blended[30:40], torch.arange(1, 11) / 13)
