"""What the transformer is told beside the noise: text, lyrics, timbre, and the latents that it starts from."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from diffusers.pipelines.ace_step.pipeline_ace_step import TASK_INSTRUCTIONS

from gpu.card import Card
from gpu.music.repainting import Kept
from gpu.music.score import Score, Source
from song_files.headings import in_english

Tensor = torch.Tensor
# The text encoder reads 256 tokens, the tempo and key last: a longer caption would push them out.
_CAPTION_TOKENS = 160
LYRICS_TOKENS = 2048
_TIMBRE_SECONDS = 30


@dataclass(frozen=True)
class Condition:
    """What a step of the transformer is given: `text` (1, tokens, width), `context` (takes, frames, 2 × channels)."""

    text: Tensor
    context: Tensor


@dataclass(frozen=True)
class Conditions:
    """The conditions of all steps: each holds from its share of the steps on. `kept` is what stays of a source."""

    phases: tuple[tuple[float, Condition], ...]
    unguided: Tensor
    kept: Kept | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """Frames and channels of a take's latents."""
        _, frames, channels = self.phases[0][1].context.shape
        return frames, channels // 2


class Conditioner:
    """Makes conditions from scores with the pipeline's encoders."""

    def __init__(self, pipe: Any, card: Card) -> None:
        self._pipe = pipe
        self._card = card
        pipe.vae.encode = _repeatable(pipe.vae.encode)

    def lyrics_tokens(self, lyrics: str) -> int:
        """How many of LYRICS_TOKENS these lyrics take, the encoder's own words around them included."""
        _, formatted = self._pipe._format_prompt("", in_english(lyrics))  # noqa: SLF001 - the counted text must be what is encoded
        return len(self._pipe.tokenizer(formatted).input_ids)

    @torch.inference_mode()
    def of(self, score: Score) -> Conditions:
        """The conditions for a score."""
        source = score.source
        if source is None:
            return self._from_codes(score) if score.codes else self._from_silence(score)
        return self._cover(score, source) if source.task == "cover" else self._repaint(score, source)

    def _from_silence(self, score: Score) -> Conditions:
        text = self._text(score, "text2music")
        return self._conditions(((0.0, Condition(text, _new(self._silence(self._frames(score))))),))

    def _from_codes(self, score: Score) -> Conditions:
        text = self._text(score, "cover")
        self._card.bring(self._pipe.audio_tokenizer)
        hints, _ = self._pipe.prepare_src_latents(
            self._card.device,
            self._dtype,
            batch_size=len(score.codes),
            audio_codes=["".join(f"<|audio_code_{code}|>" for code in take) for take in score.codes],
        )
        return self._conditions(((0.0, Condition(text, _new(self._fitted(hints, self._frames(score))))),))

    def _cover(self, score: Score, source: Source) -> Conditions:
        """The source's melody for the first steps; then, as in ACE-Step, silence for the strength's share of them."""
        hints, frames = self._pipe.prepare_src_latents(
            self._card.device, self._dtype, src_audio=torch.from_numpy(source.sound), task_type="cover"
        )
        context = _new(hints)
        phases = [(0.0, Condition(self._text(score, "cover"), context))] if source.strength < 1 else []
        if source.strength > 0:
            silent = Condition(self._text(score, "text2music"), _new(self._silence(frames)))
            phases.append((1 - source.strength, silent))
        return self._conditions(tuple(phases))

    def _repaint(self, score: Score, source: Source) -> Conditions:
        """The source's latents, with silence where they are made anew."""
        sound = torch.from_numpy(source.sound)
        rest = max(0, round(score.duration * self._pipe.sample_rate) - sound.shape[1])
        latents, frames = self._pipe.prepare_src_latents(
            self._card.device, self._dtype, src_audio=torch.nn.functional.pad(sound, (0, rest)), task_type="repaint"
        )
        position = torch.arange(frames, device=self._card.device)
        rate = self._pipe.latents_per_second
        anew = (position >= int(source.start * rate)) & (position < max(1, round(source.end * rate)))
        context = torch.where(anew[:, None], self._silence(frames), latents)
        mask = anew[:, None].expand(1, -1, latents.shape[2])
        condition = Condition(self._text(score, "repaint"), torch.cat([context, mask.to(context.dtype)], dim=-1))
        return self._conditions(((0.0, condition),), Kept(latents.float(), anew))

    def _conditions(self, phases: tuple[tuple[float, Condition], ...], kept: Kept | None = None) -> Conditions:
        unguided = self._pipe.condition_encoder.null_condition_emb
        return Conditions(phases, unguided.to(self._card.device, self._dtype), kept)

    def _text(self, score: Score, task: str) -> Tensor:
        pipe = self._pipe
        self._card.bring(pipe.text_encoder)
        text, text_mask, lyrics, lyrics_mask = pipe.encode_prompt(
            prompt=self._caption(score.caption),
            lyrics=in_english(score.lyrics) or "[Instrumental]",
            device=self._card.device,
            vocal_language=score.language if score.lyrics else "unknown",
            audio_duration=score.duration,
            instruction=TASK_INSTRUCTIONS[task],
            bpm=score.bpm,
            keyscale=score.key.replace("♭", "b").replace("♯", "#"),
            timesignature=str(score.time_signature or ""),
            max_lyric_length=LYRICS_TOKENS,
        )
        timbre = self._silence(round(_TIMBRE_SECONDS * pipe.latents_per_second))
        own = torch.zeros(1, dtype=torch.long, device=self._card.device)
        return pipe.condition_encoder(text, text_mask, lyrics, lyrics_mask, timbre, own)[0]

    def _silence(self, frames: int) -> Tensor:
        silence, _ = self._pipe.prepare_src_latents(self._card.device, self._dtype, latent_length=frames)
        return silence

    def _fitted(self, latents: Tensor, frames: int) -> Tensor:
        """As many frames as the score has; what is missing is silent."""
        missing = frames - latents.shape[1]
        if missing <= 0:
            return latents[:, :frames]
        return torch.cat([latents, self._silence(missing).expand(len(latents), -1, -1)], dim=1)

    def _frames(self, score: Score) -> int:
        return round(score.duration * self._pipe.latents_per_second)

    @property
    def _dtype(self) -> torch.dtype:
        return self._pipe.transformer.dtype

    def _caption(self, text: str) -> str:
        tokens = self._pipe.tokenizer(text).input_ids
        return text if len(tokens) <= _CAPTION_TOKENS else self._pipe.tokenizer.decode(tokens[:_CAPTION_TOKENS])


def _new(latents: Tensor) -> Tensor:
    """The context in which all of these latents are only a hint."""
    return torch.cat([latents, torch.ones_like(latents)], dim=-1)


def _repeatable(encode: Callable[..., Any]) -> Callable[..., Any]:
    """The encoder with a generator of its own, so that it does not depend on torch's global one: always the same."""

    def encoded(*args: Any, **kwargs: Any) -> Any:
        found = encode(*args, **kwargs)
        generator = torch.Generator(found.latent_dist.parameters.device).manual_seed(0)
        found.latent_dist.sample = partial(found.latent_dist.sample, generator)
        return found

    return encoded
