"""Things that several compositions draw: gradients, glows, soft noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from random import Random

    from melodymaker.sketch.covers.palette import Colour

Array = np.ndarray


def vertical(size: int, colours: list[Colour], positions: list[float] | None = None) -> Image.Image:
    """Return a square gradient from top to bottom through the colours."""
    spots = positions or list(np.linspace(0, 1, len(colours)))
    rows = np.linspace(0, 1, size)
    table = np.array(colours, np.float32)
    column = np.stack([np.interp(rows, spots, table[:, channel]) for channel in range(3)], axis=1)
    strip = Image.fromarray(column.round().astype(np.uint8)[:, None, :])
    return strip.resize((size, size), Image.Resampling.NEAREST)


def glow(image: Image.Image, centre: tuple[float, float], radius: float, colour: Colour, strength: float) -> None:
    """Add a soft light around a point, in place; all in pixels, strength 0 … 1."""
    small = max(16, int(radius / 4))
    axis = np.linspace(-1, 1, 2 * small)
    distance = np.sqrt(axis[None, :] ** 2 + axis[:, None] ** 2)
    veil = np.clip(1 - distance, 0, 1) ** 2 * strength * 255
    mask = Image.fromarray(veil.astype(np.uint8)).resize((int(2 * radius), int(2 * radius)), Image.Resampling.BILINEAR)
    corner = (int(centre[0] - radius), int(centre[1] - radius))
    image.paste(Image.new("RGB", mask.size, colour), corner, mask)


def soft_noise(size: int, cells: int, rng: Random) -> Array:
    """Return smooth noise of shape (size, size), about −1 … 1, with `cells` bumps across."""
    points = np.array([rng.uniform(-1, 1) for _ in range((cells + 3) ** 2)], np.float32)
    grid = Image.fromarray(points.reshape(cells + 3, cells + 3), mode=None)
    scale = size / cells
    full = grid.resize((int(scale * (cells + 3)), int(scale * (cells + 3))), Image.Resampling.BICUBIC)
    edge = int(scale)
    return np.asarray(full)[edge : edge + size, edge : edge + size]


def ridge(width: int, rng: Random, rough: int) -> Array:
    """Return a smooth skyline of `width` heights, about −1 … 1: a few waves of falling size."""
    across = np.linspace(0, 1, width)
    heights = np.zeros(width)
    for octave in range(rough):
        turns = rng.uniform(0.7, 1.4) * 1.9**octave
        heights += np.sin(2 * np.pi * (turns * across + rng.random())) * 0.55**octave
    return heights / 1.8
