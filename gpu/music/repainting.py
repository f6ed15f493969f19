"""What stays of a source: in the latents while they are denoised, and in the finished sound."""

from dataclasses import dataclass

import numpy as np
import torch

from gpu.loudness import CEILING
from gpu.music.score import Array

Tensor = torch.Tensor
# As ACE-Step's "balanced" mode: for half of the steps, then over twelve frames of latents.
_INJECTED = 0.5
_BLENDED_FRAMES = 12
_CROSSFADE_SECONDS = 0.025


@dataclass(frozen=True)
class Kept:
    """The source's latents (1, frames, channels), and the frames that are made anew: (frames,) of booleans."""

    latents: Tensor
    anew: Tensor

    def inject(self, latents: Tensor, noise: Tensor, step: int, steps: int, time: float) -> Tensor:
        """The latents after a step, in the first half with the source, as noisy as they are, outside the window."""
        if step >= round(_INJECTED * steps):
            return latents
        return torch.where(self.anew[:, None], latents, time * noise + (1 - time) * self.latents)

    def blend(self, latents: Tensor) -> Tensor:
        """The finished latents, going over into the source's at the edges of the window."""
        share = self.anew.float()
        for step in range(1, _BLENDED_FRAMES + 1):
            level = 1 - step / (_BLENDED_FRAMES + 1)
            shifted = [torch.nn.functional.pad(self.anew.float(), pad)[cut] for pad, cut in _shifts(step)]
            share = torch.maximum(share, level * torch.maximum(*shifted))
        return share[:, None] * latents + (1 - share[:, None]) * self.latents


def _shifts(frames: int) -> tuple[tuple[tuple[int, int], slice], tuple[tuple[int, int], slice]]:
    return ((frames, 0), slice(None, -frames)), ((0, frames), slice(frames, None))


def splice(source: Array, made: Array, start: float, end: float, rate: int) -> Array:
    """The source with what was made between start and end (seconds), crossfaded inside the window.

    Outside it is the source, sample for sample. Past the source's end all is made.
    """
    first = round(start * rate)
    last = round(end * rate)
    # What is made is whole frames of latents long, the source is not.
    length = max(source.shape[1], last)
    made = np.pad(made, ((0, 0), (0, max(0, length - made.shape[1]))))
    window = made[:, first:last] * min(1.0, CEILING / max(1e-9, float(np.abs(made[:, first:last]).max(initial=0.0))))
    old = np.pad(source, ((0, 0), (0, length - source.shape[1])))
    fade = min(round(_CROSSFADE_SECONDS * rate), (last - first) // 2)
    share = np.ones(last - first, np.float32)
    ramp = np.linspace(0, 1, fade + 2, dtype=np.float32)[1:-1]
    if first > 0:
        share[:fade] = ramp
    if last < source.shape[1]:
        share[len(share) - fade :] = ramp[::-1]
    new = old.copy()
    new[:, first:last] = share * window + (1 - share) * old[:, first:last]
    return new
