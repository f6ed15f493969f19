"""The music model: ACE-Step 1.5 through diffusers, both takes of a pair in one batched call."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import AceStepPipeline

from gpu.catalog import MusicModel
from gpu.contract import ErrorCode
from gpu.errors import ServiceError, model_failed

Array = np.ndarray
Tick = Callable[[float], None]

# The text encoder reads 256 tokens, the tempo and key last: a longer caption would push them out.
_CAPTION_TOKENS = 160
_TOO_LONG = "This song is too long for the GPU's memory. Ask for a shorter one."


@dataclass(frozen=True)
class Source:
    """What a remix starts from: `sound` (2, samples) at the model's rate, and what becomes of it."""

    sound: Array
    task: str
    strength: float = 0.5
    start: float = 0.0
    end: float = 0.0


@dataclass(frozen=True)
class Score:
    """What both takes share. Duration in seconds; no lyrics makes an instrumental."""

    caption: str
    lyrics: str
    language: str
    duration: float
    bpm: int
    key: str
    time_signature: int | None = None
    source: Source | None = None


class _Pair(AceStepPipeline):
    """ACE-Step with a guidance for each song of a batch.

    Guidance is a tensor (batch, 1, 1), which the model's own arithmetic already broadcasts; only the two places
    that compare it with a number need to know.
    """

    @property
    def do_classifier_free_guidance(self) -> bool:
        """Whether any song of the batch is guided."""
        return not self.is_turbo and bool((torch.as_tensor(self._guidance_scale) > 1).any())

    def check_inputs(self, *args: Any, guidance_scale: Any, **kwargs: Any) -> None:
        """Check the arguments, of the guidances the greatest."""
        super().check_inputs(*args, guidance_scale=float(torch.as_tensor(guidance_scale).max()), **kwargs)


class Composer:
    """Makes sound from scores. One call at a time: the pipeline keeps its state in itself."""

    def __init__(self, folder: Path, model: MusicModel, dtype: torch.dtype = torch.float32) -> None:
        self._model = model
        self._pipe: Any = _Pair(**AceStepPipeline.from_pretrained(folder, dtype=dtype).components)
        self._pipe.set_progress_bar_config(disable=True)
        self._pipe.vae.encode = _repeatable(self._pipe.vae.encode)
        # Otherwise a song of some minutes needs more memory to decode than to compose.
        self._pipe.vae.enable_tiling()

    @property
    def rate(self) -> int:
        """Samples a second."""
        return self._pipe.sample_rate

    def to(self, device: str) -> None:
        """Move the model to a device."""
        self._pipe.to(device)

    def seeds(self, seed: int) -> tuple[int, int]:
        """The takes' seeds: the same where guidance tells them apart, two where the model ignores it."""
        return (seed, (seed + 1) % 2**31) if self._model.turbo else (seed, seed)

    def compose(self, score: Score, seeds: tuple[int, ...], guidance: tuple[float, ...], tick: Tick) -> list[Array]:
        """One take, (2, samples) in ±1, for each seed and guidance, all in one call if memory allows.

        Raises ServiceError when even one at a time is too much, or when what comes out is no sound.
        """
        try:
            return self._takes(score, seeds, guidance, tick)
        except torch.OutOfMemoryError:
            # What the exception's traceback holds is freed here, after the block; then there is room again.
            pass
        free_memory()
        try:
            return [self._takes(score, (seed,), (own,), tick)[0] for seed, own in zip(seeds, guidance, strict=True)]
        except torch.OutOfMemoryError as error:
            raise ServiceError(ErrorCode.OUT_OF_MEMORY, _TOO_LONG, field="duration") from error
        finally:
            free_memory()

    def _takes(self, score: Score, seeds: tuple[int, ...], guidance: tuple[float, ...], tick: Tick) -> list[Array]:
        model = self._model
        count = len(seeds)

        def step(_pipe: AceStepPipeline, index: int, _time: float, _tensors: dict) -> dict:
            # The last tenth is the decoder's, which reports no progress.
            tick(0.9 * (index + 1) / model.steps)
            return {}

        tick(0.0)
        sound = self._pipe(
            prompt=[self._caption(score.caption)] * count,
            lyrics=[score.lyrics or "[Instrumental]"] * count,
            vocal_language=[score.language if score.lyrics else "unknown"] * count,
            audio_duration=score.duration,
            bpm=score.bpm,
            keyscale=score.key.replace("♭", "b").replace("♯", "#"),
            timesignature=str(score.time_signature or ""),
            num_inference_steps=model.steps,
            shift=model.shift,
            guidance_scale=1.0 if model.turbo else torch.tensor(guidance, device=self._pipe.device).view(-1, 1, 1),
            generator=[torch.Generator(self._pipe.device).manual_seed(seed) for seed in seeds],
            callback_on_step_end=step,
            **(_task(score.source, score.duration, self.rate) if score.source else {}),
        ).audios
        if not torch.isfinite(sound).all():
            message = "The music model made no sound this time."
            raise model_failed(message)
        samples = round(score.duration * self.rate)
        return [take[:, :samples].float().cpu().numpy() for take in sound]

    def _caption(self, text: str) -> str:
        tokens = self._pipe.tokenizer(text).input_ids
        return text if len(tokens) <= _CAPTION_TOKENS else self._pipe.tokenizer.decode(tokens[:_CAPTION_TOKENS])


def _repeatable(encode: Callable[..., Any]) -> Callable[..., Any]:
    """The encoder with a generator of its own, so that it does not depend on torch's global one: always the same."""

    def encoded(*args: Any, **kwargs: Any) -> Any:
        found = encode(*args, **kwargs)
        generator = torch.Generator(found.latent_dist.parameters.device).manual_seed(0)
        found.latent_dist.sample = partial(found.latent_dist.sample, generator)
        return found

    return encoded


def _task(source: Source, duration: float, rate: int) -> dict[str, Any]:
    """The pipeline's arguments for a remix."""
    sound = torch.from_numpy(source.sound)
    if source.task == "cover":
        return {"task_type": "cover", "src_audio": sound, "audio_cover_strength": 1 - source.strength}
    if source.task == "repaint":
        return _repaint(sound, source.start, source.end)
    # Extending is painting over the silence behind the end.
    length = sound.shape[1]
    longer = torch.nn.functional.pad(sound, (0, max(0, round(duration * rate) - length)))
    return _repaint(longer, length / rate, duration)


def _repaint(sound: torch.Tensor, start: float, end: float) -> dict[str, Any]:
    return {"task_type": "repaint", "src_audio": sound, "repainting_start": start, "repainting_end": end}


def free_memory() -> None:
    """Give what torch keeps of the card's memory back, in one piece."""
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
