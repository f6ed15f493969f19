"""Landscapes: layered hills, a moon over the sea, a skyline at night."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from melodymaker.sketch.covers.palette import Palette, mixed
from melodymaker.sketch.covers.surface import glow, ridge, vertical

if TYPE_CHECKING:
    from random import Random


def hills(size: int, palette: Palette, rng: Random) -> Image.Image:
    """Return hills in haze under a sun."""
    night = rng.random() < 0.4
    sky = [palette[0], palette[1], palette[2]] if night else [palette[1], palette[2], palette[3], palette[4]]
    image = vertical(size, sky)
    x = rng.uniform(0.28, 0.72) * size
    y = rng.uniform(0.26, 0.44) * size
    radius = rng.uniform(0.075, 0.125) * size
    glow(image, (x, y), radius * 4.2, palette[4], 0.55)
    draw = ImageDraw.Draw(image)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=palette[5])
    layers = rng.randint(5, 6)
    near = palette[0]
    far = mixed(palette[3], palette[4], 0.35) if not night else palette[3]
    for layer in range(layers):
        depth = layer / (layers - 1)
        base = size * (0.50 + 0.42 * depth)
        heights = base - ridge(size // 8 + 1, rng, 3) * size * (0.055 + 0.03 * depth)
        points = [(index * 8, float(height)) for index, height in enumerate(heights)]
        colour = mixed(mixed(far, palette[2], min(1.0, depth * 1.6)), near, max(0.0, depth * 1.15 - 0.2))
        draw.polygon([(0, size), *points, (size, size)], fill=colour)
    return image


def sea(size: int, palette: Palette, rng: Random) -> Image.Image:
    """Return a low sun or moon over water, its light in broken lines."""
    horizon = int(size * rng.uniform(0.52, 0.62))
    sky = vertical(size, [palette[0], palette[1], palette[2], palette[3], palette[4]], [0, 0.22, 0.4, 0.53, 0.62])
    x = rng.uniform(0.35, 0.65) * size
    radius = rng.uniform(0.10, 0.16) * size
    y = horizon - radius * rng.uniform(0.1, 1.7)
    glow(sky, (x, y), radius * 3.6, palette[5], 0.5)
    draw = ImageDraw.Draw(sky)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=palette[5])
    water = vertical(size, [mixed(palette[3], palette[2], 0.5), palette[1], palette[0]], [0, 0.45, 1])
    sky.paste(water.crop((0, 0, size, size - horizon)), (0, horizon))
    rows = 46
    for row in range(rows):
        depth = (row / rows) ** 1.6
        top = horizon + depth * (size - horizon)
        thick = 1.5 + depth * size * 0.011
        for _ in range(5 + row // 4):
            wide = size * rng.uniform(0.015, 0.05 + 0.12 * depth)
            shift = rng.gauss(0, 1) * radius * (0.55 + 2.0 * depth)
            light = max(0.0, 1 - abs(shift) / (radius * (1.1 + 2.6 * depth)))
            if rng.random() < 0.3 + 0.6 * light:
                colour = mixed(palette[2], palette[5], 0.12 + 0.75 * light)
                left = x + shift - wide / 2
                draw.rounded_rectangle((left, top, left + wide, top + thick), thick / 2, fill=colour)
    return sky


def skyline(size: int, palette: Palette, rng: Random) -> Image.Image:
    """Return three rows of towers with lit windows under a glowing sky."""
    image = vertical(size, [palette[0], palette[1], palette[2], palette[3]], [0, 0.35, 0.65, 0.85])
    x = rng.uniform(0.2, 0.8) * size
    y = rng.uniform(0.2, 0.34) * size
    radius = rng.uniform(0.06, 0.1) * size
    glow(image, (x, y), radius * 4, palette[4], 0.5)
    draw = ImageDraw.Draw(image)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=palette[5])
    for row in range(3):
        tone = mixed(palette[2], palette[0], 0.25 + 0.36 * row)
        left = -0.03 * size
        while left < size:
            wide = size * rng.uniform(0.06, 0.12) * (1 + 0.15 * row)
            top = size * (0.40 + 0.13 * row + rng.uniform(-0.1, 0.12))
            draw.rectangle((left, top, left + wide, size), fill=tone)
            if rng.random() < 0.35:
                middle = left + wide / 2
                draw.line((middle, top - size * 0.05, middle, top), fill=tone, width=max(2, size // 300))
            _windows(draw, (left, top, left + wide), size, palette, rng, row)
            left += wide + size * rng.uniform(-0.004, 0.014)
    return image


def _windows(
    draw: ImageDraw.ImageDraw, box: tuple[float, float, float], size: int, palette: Palette, rng: Random, row: int
) -> None:
    left, top, right = box
    cell = size * (0.013 + 0.003 * row)
    lit = rng.uniform(0.12, 0.4)
    for y in np.arange(top + cell, size, cell * 1.7):
        for x in np.arange(left + cell * 0.8, right - cell, cell * 1.5):
            if rng.random() < lit:
                colour = mixed(palette[4], palette[5], rng.random())
                colour = mixed(palette[1], colour, 0.35 + 0.3 * row)
                draw.rectangle((x, y, x + cell * 0.62, y + cell * 0.8), fill=colour)
