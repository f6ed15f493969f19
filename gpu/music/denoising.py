"""From noise to latents: the loop around the transformer, in the arithmetic of ACE-Step.

It is a loop of our own since diffusers' has one guidance for all songs, one condition for all steps, and guides in
float32, which its transformer in bf16 refuses. The latents are kept in float32; the transformer gets them in its own
type.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import torch
from diffusers.guiders.adaptive_projected_guidance import MomentumBuffer, normalized_guidance

from gpu.music.conditions import Condition, Conditions
from gpu.music.wavelets import Correction

Tensor = torch.Tensor
# ACE-Step's settings of its guidance (APG).
_MOMENTUM = -0.75
_NORM_LIMIT = 2.5


def times(steps: int, shift: float) -> list[float]:
    """The time before each step, from 1 (noise) down, and 0 (finished) after the last."""
    even = [1 - step / steps for step in range(steps + 1)]
    return [shift * time / (1 + (shift - 1) * time) for time in even]


def noise_of(seeds: tuple[int, ...], shape: tuple[int, int], device: torch.device) -> Tensor:
    """Noise (takes, frames, channels), each take's from its own seed, whatever the others' are."""
    return torch.cat(
        [torch.randn((1, *shape), generator=torch.Generator(device).manual_seed(seed), device=device) for seed in seeds]
    )


@torch.inference_mode()
def denoise(
    transformer: Any,
    conditions: Conditions,
    noise: Tensor,
    schedule: list[float],
    guidance: tuple[float, ...] | None,
    correction: Correction | None,
    tick: Callable[[float], None],
) -> Tensor:
    """The latents (takes, frames, channels); guidance is one of each take's, or None where the model knows none."""
    steps = len(schedule) - 1
    latents = noise
    guide = _Guide(transformer, conditions.unguided, guidance)
    for step, (time, following) in enumerate(pairwise(schedule)):
        began = [condition for share, condition in conditions.phases if step >= int(steps * share)]
        velocity = guide.velocity(latents, time, began[-1])
        guess = latents - time * velocity
        latents = latents + (following - time) * velocity
        if correction:
            latents = correction.apply(latents, guess, time)
        if conditions.kept:
            latents = conditions.kept.inject(latents, noise, step, steps, following)
        tick((step + 1) / steps)
    return conditions.kept.blend(latents) if conditions.kept else latents


class _Guide:
    """The transformer's velocities, pushed away from what it would do without text."""

    def __init__(self, transformer: Any, unguided: Tensor, guidance: tuple[float, ...] | None) -> None:
        self._transformer = transformer
        self._unguided = unguided
        self._scale = None
        if guidance and max(guidance) > 1:
            self._scale = torch.tensor(guidance, device=unguided.device).view(-1, 1, 1) - 1
        # It remembers the directions of earlier steps.
        self._momentum = MomentumBuffer(_MOMENTUM)

    def velocity(self, latents: Tensor, time: float, condition: Condition) -> Tensor:
        takes = len(latents)
        text = condition.text.expand(takes, -1, -1)
        context = condition.context.expand(takes, -1, -1)
        if self._scale is None:
            return self._run(latents, time, text, context)
        without = self._unguided.expand_as(text)
        both = self._run(latents.repeat(2, 1, 1), time, torch.cat([text, without]), context.repeat(2, 1, 1))
        guided, unguided = both.chunk(2)
        return normalized_guidance(
            pred_cond=guided,
            pred_uncond=unguided,
            guidance_scale=self._scale,  # pyright: ignore[reportArgumentType] - it is multiplied, so a tensor does
            momentum_buffer=self._momentum,
            eta=0.0,
            norm_threshold=_NORM_LIMIT,
            use_original_formulation=True,
            norm_dim=(1,),
        )

    def _run(self, latents: Tensor, time: float, text: Tensor, context: Tensor) -> Tensor:
        dtype = context.dtype
        when = torch.full((len(latents),), time, device=latents.device, dtype=dtype)
        (out,) = self._transformer(
            hidden_states=latents.to(dtype),
            timestep=when,
            timestep_r=when,
            encoder_hidden_states=text,
            context_latents=context,
            return_dict=False,
        )
        return out.float()
