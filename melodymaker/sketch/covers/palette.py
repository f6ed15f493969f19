"""Colours: six of them from dark to light make a cover."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

Colour = tuple[int, int, int]

_HEX = {
    "dusk": "1b1030 4a2352 8f3a68 d9656b f4a67c ffe3bd",
    "rose": "2a0d22 5f1c45 a1366e d4568c f29aa8 fde3d3",
    "tea": "2b1c14 5c3a26 96603c c98f58 e3bf87 f8ead0",
    "mist": "1c2733 3b5063 6d8ba0 a3bccb d3dfe3 f4efe6",
    "brick": "1d0f10 521d1c 9c3526 d9582f f39a4c fbe2b4",
    "gold": "1f1408 4f3410 936015 cf9528 efc65a fdf0c4",
    "ink": "0b0d16 1b2140 3a4377 7268a8 c28fb5 f3dfe2",
    "violet": "140a2e 3a1670 6b2bb0 a855d8 e28bea fde1f3",
    "neon": "0a0820 2a1058 7a1c8c e02c8e ff6f7d ffd9a0",
    "coral": "2b0f2e 6b1f4f b83a5e f0685e fba877 ffe8c9",
    "steel": "0d161d 1f3846 38677b 5fa0ad a6d0cf ecf5ea",
    "aurora": "071a2b 0d3f56 157a7d 3dbb94 9be39f f2f9cf",
    "deep": "06132b 0d2c55 1b5490 3d8ac4 8fc6df eef4e8",
    "ember": "170a0c 47131a 8e2420 d2492a f08a3c fddc9c",
    "moss": "10190f 29401f 527033 8c9f45 c9cd74 f5f2cd",
    "candy": "221244 5a2b8c c23a93 ff6b97 ffb36b fff3c4",
}


@dataclass(frozen=True)
class Palette:
    """Six colours from dark to light."""

    colours: tuple[Colour, ...]

    def __getitem__(self, position: int) -> Colour:
        return self.colours[position]

    def blend(self, position: float) -> Colour:
        """Return the colour at 0 (darkest) … 1 (lightest), between the six."""
        spot = min(max(position, 0.0), 1.0) * (len(self.colours) - 1)
        low = min(int(spot), len(self.colours) - 2)
        part = spot - low
        first = self.colours[low]
        second = self.colours[low + 1]
        return mixed(first, second, part)


def mixed(first: Colour, second: Colour, part: float) -> Colour:
    """Return the colour `part` of the way from the first to the second."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(first, second, strict=True))
    return red, green, blue


def turned(colour: Colour, turn: float) -> Colour:
    """Return the colour with its hue moved by a share of the circle, a little more vivid."""
    hue, light, vivid = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    red, green, blue = colorsys.hls_to_rgb((hue + turn) % 1, light, min(1.0, vivid * 1.25 + 0.1))
    return round(red * 255), round(green * 255), round(blue * 255)


def choose_palette(names: tuple[str, ...], index: int, bright: float, rng: Random) -> Palette:
    """Return a palette for a take, its hue and strength varied a little, darker for dark moods."""
    name = names[index % len(names)]
    turn = rng.uniform(-0.035, 0.035)
    strength = rng.uniform(0.9, 1.12)
    colours = []
    for code in _HEX[name].split():
        red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (0, 2, 4))
        hue, light, vivid = colorsys.rgb_to_hls(red, green, blue)
        light = min(0.97, max(0.02, light * (1 + 0.10 * bright)))
        red, green, blue = colorsys.hls_to_rgb((hue + turn) % 1, light, min(1.0, vivid * strength))
        colours.append((round(red * 255), round(green * 255), round(blue * 255)))
    return Palette(tuple(colours))
