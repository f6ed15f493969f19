"""Fields: a gradient mesh and lines that follow a flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from melodymaker.sketch.covers.palette import Palette, mixed, turned
from melodymaker.sketch.covers.surface import soft_noise, vertical

if TYPE_CHECKING:
    from random import Random

_SMALL = 256


def mesh(size: int, palette: Palette, rng: Random) -> Image.Image:
    """Return colours that melt into each other."""
    axis = np.linspace(0, 1, _SMALL, dtype=np.float32)
    x, y = np.meshgrid(axis, axis)
    bend = 0.10 + 0.08 * rng.random()
    x = x + bend * soft_noise(_SMALL, 2, rng)
    y = y + bend * soft_noise(_SMALL, 2, rng)
    total = np.zeros((_SMALL, _SMALL), np.float32)
    colour = np.zeros((_SMALL, _SMALL, 3), np.float32)
    accent = turned(palette[3], rng.choice((-0.14, 0.12, 0.2)))
    tones = [palette[1], palette[2], palette[3], palette[4], palette[5], accent, accent]
    rng.shuffle(tones)
    # Spread over a loose grid, so that dark and light both find room.
    spots = [(0.1, 0.1), (0.9, 0.15), (0.5, 0.5), (0.1, 0.9), (0.9, 0.85), (0.45, 0.05), (0.55, 0.95)]
    for tone, (sx, sy) in zip(tones, spots, strict=True):
        px = sx + rng.uniform(-0.15, 0.15)
        py = sy + rng.uniform(-0.15, 0.15)
        reach = rng.uniform(0.15, 0.22)
        weight = np.exp(-((x - px) ** 2 + (y - py) ** 2) / (2 * reach**2)) + 1e-4
        total += weight
        colour += weight[..., None] * np.array(tone, np.float32)
    picture = colour / total[..., None]
    image = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))
    return image.resize((size, size), Image.Resampling.BICUBIC)


def flow(size: int, palette: Palette, rng: Random) -> Image.Image:
    """Return a thousand fine lines along a smooth field."""
    image = vertical(size, [palette[0], mixed(palette[0], palette[1], 0.8)])
    draw = ImageDraw.Draw(image)
    field = np.pi * rng.uniform(1.3, 1.9) * soft_noise(_SMALL, rng.randint(3, 4), rng) + rng.uniform(0, 6.28)
    count = 1500
    steps = 46
    position = np.array([[rng.random() * 1.1 - 0.05, rng.random() * 1.1 - 0.05] for _ in range(count)])
    stride = 0.0062
    paths = np.zeros((steps, count, 2))
    for step in range(steps):
        paths[step] = position
        cells = np.clip((position * _SMALL).astype(int), 0, _SMALL - 1)
        angle = field[cells[:, 1], cells[:, 0]]
        position = position + stride * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    tint = soft_noise(_SMALL, 2, rng)
    for index in sorted(range(count), key=lambda _: rng.random()):
        start = np.clip((paths[0, index] * _SMALL).astype(int), 0, _SMALL - 1)
        share = 0.5 + 0.34 * float(tint[start[1], start[0]]) + rng.uniform(-0.16, 0.2)
        length = rng.randint(16, steps)
        points = [(float(px) * size, float(py) * size) for px, py in paths[:length, index]]
        draw.line(
            points,
            fill=palette.blend(min(1.0, max(0.22, share))),
            width=rng.choice((2, 2, 3, 4, 5)) * size // 2048 or 1,
        )
    return image
