"""The music model: sound from scores, both takes of a pair in one batch."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import torch

from gpu.card import Card, free_memory
from gpu.catalog import MusicModel
from gpu.contract import ErrorCode
from gpu.errors import ServiceError, model_failed
from gpu.music import wavelets
from gpu.music.attention import Attention
from gpu.music.conditions import LYRICS_TOKENS, Conditioner
from gpu.music.denoising import denoise, noise_of, times
from gpu.music.repainting import splice
from gpu.music.score import Array, Score
from gpu.music.timbre import use_token
from gpu.quantising import quantise

Tick = Callable[[float], None]

_TOO_LONG = "This song is too long for the GPU's memory. Ask for a shorter one."
_PEAK = 10 ** (-1 / 20)


class Composer:
    """Makes sound from scores; one call at a time where parts of the model come and go."""

    def __init__(self, pipe: Any, model: MusicModel, card: Card, *, int8: bool = False) -> None:
        """`pipe` is diffusers' pipeline, of which only the parts are used."""
        self._model = model
        self._card = card
        self._pipe = pipe
        pipe.transformer.set_attn_processor(Attention())
        if int8:
            quantise(pipe.transformer)
        use_token(pipe.condition_encoder, pipe.transformer)
        # Otherwise a song of some minutes needs more memory to decode than to compose.
        pipe.vae.enable_tiling()
        self._card.add("text encoder", pipe.text_encoder)
        self._card.add("condition encoder", pipe.condition_encoder)
        self._card.add("audio tokenizer", pipe.audio_tokenizer)
        self._card.add("audio detokenizer", pipe.audio_token_detokenizer)
        self._card.add("transformer", pipe.transformer)
        self._card.add("sound decoder", pipe.vae, "encode", "decode")
        self._conditioner = Conditioner(pipe, self._card)

    @property
    def rate(self) -> int:
        """Samples a second."""
        return self._pipe.sample_rate

    @property
    def reads_codes(self) -> bool:
        """Whether the model ships its audio tokenizer, which covers and a planner's codes need."""
        return self._pipe.audio_tokenizer is not None and self._pipe.audio_token_detokenizer is not None

    @property
    def codes(self) -> int:
        """How many codes the model's audio tokenizer knows."""
        return self._pipe.audio_tokenizer.quantizer.codebook_size

    def seeds(self, seed: int) -> tuple[int, int]:
        """The takes' seeds: the same where guidance tells them apart, two where the model ignores it."""
        return (seed, (seed + 1) % 2**31) if self._model.turbo else (seed, seed)

    def readable_share(self, lyrics: str) -> float:
        """How much of these lyrics the model reads, 1 if all."""
        return min(1.0, LYRICS_TOKENS / self._conditioner.lyrics_tokens(lyrics))

    def check_lyrics(self, lyrics: str) -> None:
        """Raise ServiceError if the model would read only the beginning of these lyrics."""
        share = self.readable_share(lyrics)
        if share < 1:
            message = (
                f"These lyrics are too long to be sung as a whole: shorten them to about {share:.0%} of their length."
            )
            raise ServiceError(ErrorCode.INVALID, message, field="lyrics")

    def compose(self, score: Score, seeds: tuple[int, ...], guidance: tuple[float, ...], tick: Tick) -> list[Array]:
        """One take, (2, samples) in ±1, for each seed and guidance, all in one batch if memory allows.

        Raises ServiceError when even one at a time is too much, or when what comes out is no sound.
        """
        try:
            return self._takes(score, seeds, guidance, tick)
        except torch.OutOfMemoryError:
            # What the exception's traceback holds is freed here, after the block; then there is room again.
            pass
        free_memory()
        try:
            return [
                self._takes(_one(score, index), (seed,), (own,), tick)[0]
                for index, (seed, own) in enumerate(zip(seeds, guidance, strict=True))
            ]
        except torch.OutOfMemoryError as error:
            raise ServiceError(ErrorCode.OUT_OF_MEMORY, _TOO_LONG, field="duration") from error
        finally:
            free_memory()

    def _takes(self, score: Score, seeds: tuple[int, ...], guidance: tuple[float, ...], tick: Tick) -> list[Array]:
        model = self._model
        tick(0.0)
        conditions = self._conditioner.of(score)
        correction = None
        if model.turbo:
            correction = wavelets.PLANNED if score.codes else wavelets.UNPLANNED
        latents = denoise(
            self._pipe.transformer,
            conditions,
            noise_of(seeds, conditions.shape, self._card.device),
            times(model.steps, model.shift),
            None if model.turbo else guidance,
            correction,
            # The last tenth is the decoder's.
            lambda done: tick(0.9 * done),
        )
        takes = []
        for index in range(len(seeds)):
            takes.append(self._decoded(latents[index : index + 1], score))
            tick(0.9 + 0.1 * (index + 1) / len(seeds))
        return takes

    @torch.inference_mode()
    def _decoded(self, latents: torch.Tensor, score: Score) -> Array:
        sound = self._pipe.vae.decode(latents.transpose(1, 2).to(self._pipe.vae.dtype)).sample[0].float()
        if not torch.isfinite(sound).all():
            message = "The music model made no sound this time."
            raise model_failed(message)
        made = sound[:, : round(score.duration * self.rate)].cpu().numpy()
        source = score.source
        if source is not None and source.task != "cover":
            return splice(source.sound, made, source.start, source.end, self.rate)
        return made * (_PEAK / max(1e-6, float(np.abs(made).max())))


def _one(score: Score, index: int) -> Score:
    """The score of one take alone."""
    return replace(score, codes=score.codes[index : index + 1])
