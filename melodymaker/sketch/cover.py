"""Cover art: a composition and a palette that fit the genre, different for each take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from melodymaker.sketch.chance import chance, noise
from melodymaker.sketch.covers.fields import flow, mesh
from melodymaker.sketch.covers.geometry import leaves, retro, rings, tiles
from melodymaker.sketch.covers.land import hills, sea, skyline
from melodymaker.sketch.covers.palette import choose_palette

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    from melodymaker.sketch.covers.palette import Palette
    from melodymaker.sketch.plan import Plan

SIZE = 1024
THUMB = 256
# Drawn twice as large and scaled down, which smooths every edge.
_DRAWN = 2 * SIZE
_QUALITY = 84

FAMILIES: dict[str, Callable[[int, Palette, Random], Image.Image]] = {
    "hills": hills,
    "sea": sea,
    "skyline": skyline,
    "tiles": tiles,
    "rings": rings,
    "retro": retro,
    "leaves": leaves,
    "mesh": mesh,
    "flow": flow,
}
_SCENES = {
    "rain": "mesh",
    "sea": "sea",
    "city": "skyline",
    "night": "skyline",
    "nature": "leaves",
    "stars": "rings",
    "road": "retro",
    "winter": "hills",
    "summer": "sea",
}


def draw_cover(plan: Plan, cover: Path, thumb: Path, tick: Callable[[float], None]) -> str:
    """Write the cover (1024 px) and its thumbnail (256 px) as WebP; return the composition."""
    family, palette, rng = _choose(plan)
    image = FAMILIES[family](_DRAWN, palette, rng)
    tick(0.45)
    image = _grained(image.resize((SIZE, SIZE), Image.Resampling.BOX), plan)
    tick(0.6)
    image.save(cover, "WEBP", quality=_QUALITY, method=2)
    tick(0.9)
    small = image.resize((THUMB, THUMB), Image.Resampling.LANCZOS)
    small.save(thumb, "WEBP", quality=_QUALITY, method=3)
    tick(1.0)
    return family


def _choose(plan: Plan) -> tuple[str, Palette, Random]:
    """Return the composition, colours and chance of a take; A and B never share a composition."""
    shared = chance("cover", plan.seed, plan.genre.name, plan.scene)
    typical, *rest = plan.genre.covers or tuple(FAMILIES)
    shared.shuffle(rest)
    names = [typical, *rest]
    scene = _SCENES.get(plan.scene)
    if scene:
        names = [scene, *[name for name in names if name != scene]]
    order = shared.randrange(2)
    family = names[(plan.index + order) % 2 if len(names) > 1 else 0]
    rng = chance(plan.name, "cover")
    palettes = plan.genre.palettes
    turn = shared.randrange(len(palettes))
    return family, choose_palette(palettes, plan.index + turn, plan.bright, rng), rng


def _grained(image: Image.Image, plan: Plan) -> Image.Image:
    """Return the picture with fine paper grain and slightly darker corners."""
    pixels = np.asarray(image, np.float32)
    grain = noise(plan.name, "grain").standard_normal((SIZE, SIZE, 1), np.float32) * 4.2
    axis = np.linspace(-1, 1, SIZE, dtype=np.float32)
    corners = 1 - 0.13 * np.clip(axis[:, None] ** 2 + axis[None, :] ** 2 - 0.6, 0, None)
    out = pixels * corners[..., None] + grain
    return Image.fromarray(np.clip(out, 0, 255).astype(np.uint8))
