"""The correction after each step of a turbo model, as in ACE-Step ("differential correction in wavelets", DCW).

Each step's latents and its guess at the finished ones differ by noise. With the Haar wavelet along time, the slow part
of that difference is added t · slow times, and the fast part (1 − t) · fast times. The mean of two neighbouring frames
is the slow part, what each differs from it by the fast one.
"""

from dataclasses import dataclass

import torch

Tensor = torch.Tensor


@dataclass(frozen=True)
class Correction:
    """How much of each band is added."""

    slow: float
    fast: float

    def apply(self, latents: Tensor, guess: Tensor, time: float) -> Tensor:
        """The latents (batch, frames, channels) after the step that began at `time`, corrected."""
        difference = latents - guess
        frames = difference.shape[1]
        # An odd last frame has silence for its neighbour.
        pairs = torch.nn.functional.pad(difference, (0, 0, 0, frames % 2)).unflatten(1, (-1, 2))
        mean = pairs.mean(dim=2, keepdim=True)
        added = time * self.slow * mean + (1 - time) * self.fast * (pairs - mean)
        return latents + added.flatten(1, 2)[:, :frames]


# ACE-Step's own figures: without, and with a planner's codes.
UNPLANNED = Correction(slow=0.05, fast=0.02)
PLANNED = Correction(slow=0.02, fast=0.06)
