"""Geometry: Bauhaus tiles, rings, a retro sun over a grid, leaves in rows."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from melodymaker.sketch.covers.palette import Palette, mixed
from melodymaker.sketch.covers.surface import glow, vertical

if TYPE_CHECKING:
    from random import Random


def tiles(size: int, palette: Palette, rng: Random) -> Image.Image:
    """Return a grid of circles, quarters, stripes and triangles in a few flat colours."""
    count = rng.choice((3, 3, 4))
    cell = size / count
    image = Image.new("RGB", (size, size), palette[5])
    draw = ImageDraw.Draw(image)
    inks = [palette[1], palette[2], palette[3], palette[4], palette[5]]
    for row in range(count):
        for column in range(count):
            ground, ink = rng.sample(inks, 2)
            box = (column * cell, row * cell, (column + 1) * cell, (row + 1) * cell)
            draw.rectangle(box, fill=ground)
            third = rng.choice([other for other in inks if other not in (ground, ink)])
            rng.choice((_disc, _target, _quarter, _stripes, _triangle, _arch, _petals))(
                draw, box, ground, ink, third, rng
            )
    return image


def _disc(draw, box, _ground, ink, _third, _rng) -> None:  # noqa: ANN001 - a tile
    edge = (box[2] - box[0]) * 0.14
    draw.ellipse((box[0] + edge, box[1] + edge, box[2] - edge, box[3] - edge), fill=ink)


def _target(draw, box, ground, ink, third, _rng) -> None:  # noqa: ANN001 - a tile
    side = box[2] - box[0]
    for edge, colour in ((0.08, ink), (0.22, ground), (0.34, third)):
        inset = side * edge
        draw.ellipse((box[0] + inset, box[1] + inset, box[2] - inset, box[3] - inset), fill=colour)


def _quarter(draw, box, _ground, ink, third, rng) -> None:  # noqa: ANN001 - a tile
    side = box[2] - box[0]
    right = rng.random() < 0.5
    low = rng.random() < 0.5
    x = box[2] if right else box[0]
    y = box[3] if low else box[1]
    start = {(True, True): 180, (False, True): 270, (False, False): 0, (True, False): 90}[right, low]
    for reach, colour in ((1.0, ink), (0.5, third)):
        r = side * reach
        draw.pieslice((x - r, y - r, x + r, y + r), start, start + 90, fill=colour)


def _stripes(draw, box, _ground, ink, _third, rng) -> None:  # noqa: ANN001 - a tile
    count = rng.choice((4, 5))
    step = (box[2] - box[0]) / (2 * count)
    upright = rng.random() < 0.5
    for index in range(count):
        low = (2 * index + 0.5) * step
        high = (2 * index + 1.5) * step
        bar = (
            (box[0] + low, box[1], box[0] + high, box[3]) if upright else (box[0], box[1] + low, box[2], box[1] + high)
        )
        draw.rectangle(bar, fill=ink)


def _triangle(draw, box, _ground, ink, _third, rng) -> None:  # noqa: ANN001 - a tile
    corners = [(box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])]
    corners.pop(rng.randrange(4))
    draw.polygon(corners, fill=ink)


def _arch(draw, box, ground, ink, third, _rng) -> None:  # noqa: ANN001 - a tile
    side = box[2] - box[0]
    for inset, colour in ((0.0, ink), (0.17, ground), (0.32, third)):
        i = side * inset
        draw.pieslice((box[0] + i, box[1] + i, box[2] - i, box[3] + side - i), 180, 360, fill=colour)


def _petals(draw, box, _ground, ink, third, _rng) -> None:  # noqa: ANN001 - a tile
    side = box[2] - box[0]
    half = side / 2
    for dx, dy in ((0, 0), (half, 0), (0, half), (half, half)):
        colour = ink if (dx == dy) else third
        inset = side * 0.03
        draw.ellipse(
            (box[0] + dx + inset, box[1] + dy + inset, box[0] + dx + half - inset, box[1] + dy + half - inset),
            fill=colour,
        )


def rings(size: int, palette: Palette, rng: Random) -> Image.Image:
    """Return rings around an off-centre point, like ripples or the grooves of a record."""
    image = vertical(size, [palette[0], palette[1]])
    x = rng.uniform(0.3, 0.7) * size
    y = rng.uniform(0.35, 0.75) * size
    glow(image, (x, y), size * 0.75, palette[3], 0.45)
    draw = ImageDraw.Draw(image)
    count = rng.randint(9, 14)
    reach = size * 0.95
    for index in range(count, 0, -1):
        radius = reach * (index / count) ** 1.15
        position = 1 - index / count
        if index % 2 == 0:
            colour = palette.blend(0.12 + 0.8 * position)
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
        else:
            colour = palette.blend(0.02 + 0.55 * position)
            slide = size * 0.012 * index * rng.choice((-1, 1)) * 0.5
            draw.ellipse((x - radius + slide, y - radius, x + radius + slide, y + radius), fill=colour)
    core = size * 0.035
    draw.ellipse((x - core, y - core, x + core, y + core), fill=palette[5])
    return image


def retro(size: int, palette: Palette, rng: Random) -> Image.Image:
    """Return a striped sun that sinks behind a grid running to the horizon."""
    horizon = size * rng.uniform(0.58, 0.64)
    image = vertical(size, [palette[0], palette[1], palette[2]], [0, 0.4, horizon / size])
    x = size * rng.uniform(0.42, 0.58)
    radius = size * rng.uniform(0.21, 0.26)
    y = horizon - radius * rng.uniform(0.35, 0.6)
    glow(image, (x, y), radius * 2.3, palette[3], 0.6)
    stars = ImageDraw.Draw(image)
    for _ in range(70):
        sx = rng.random() * size
        sy = rng.random() * horizon * 0.7
        r = size * rng.uniform(0.0006, 0.0016)
        stars.ellipse((sx - r, sy - r, sx + r, sy + r), fill=mixed(palette[2], palette[5], rng.random()))
    _striped_sun(image, (x, y), radius, palette)
    ground = vertical(size, [palette[1], palette[0]])
    image.paste(ground.crop((0, 0, size, int(size - horizon))), (0, int(horizon)))
    draw = ImageDraw.Draw(image)
    line = max(2, size // 420)
    for index in range(15):
        depth = (index / 14) ** 2.4
        at = horizon + depth * (size - horizon)
        draw.line(
            (0, at, size, at),
            fill=mixed(palette[1], palette[3], 0.35 + 0.6 * depth),
            width=line + int(2 * depth * line),
        )
    for index in range(-16, 17):
        draw.line(
            (x + index * size * 0.045, horizon, x + index * size * 0.32, size),
            fill=mixed(palette[1], palette[3], 0.7),
            width=line,
        )
    glow(image, (x, horizon), size * 0.6, palette[3], 0.22)
    return image


def _striped_sun(image: Image.Image, centre: tuple[float, float], radius: float, palette: Palette) -> None:
    side = int(2 * radius)
    disc = vertical(side, [palette[5], palette[4], palette[3]], [0, 0.35, 1])
    mask = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(mask)
    draw.ellipse((0, 0, side - 1, side - 1), fill=255)
    for index in range(7):
        top = side * (0.46 + 0.085 * index)
        draw.rectangle((0, top, side, top + side * (0.008 + 0.0062 * index)), fill=0)
    image.paste(disc, (int(centre[0] - radius), int(centre[1] - radius)), mask)


def leaves(size: int, palette: Palette, rng: Random) -> Image.Image:
    """Return tall stems with paired leaves before a pale sun."""
    image = vertical(size, [palette[5], palette[4]])
    draw = ImageDraw.Draw(image)
    x = size * rng.uniform(0.35, 0.65)
    y = size * rng.uniform(0.3, 0.45)
    radius = size * rng.uniform(0.2, 0.27)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=mixed(palette[4], palette[3], 0.75))
    stems = rng.randint(5, 7)
    for index in sorted(range(stems), key=lambda _: rng.random()):
        foot = size * ((index + 0.5) / stems + rng.uniform(-0.04, 0.04))
        tall = size * rng.uniform(0.5, 0.95)
        tone = palette.blend(rng.choice((0.02, 0.15, 0.25, 0.4, 0.52)))
        _stem(draw, foot, tall, size, tone, rng)
    return image


def _stem(draw: ImageDraw.ImageDraw, foot: float, tall: float, size: int, tone: tuple, rng: Random) -> None:
    bend = rng.uniform(-0.12, 0.12) * size
    pairs = rng.randint(6, 9)
    path = [(foot + bend * (step / 40) ** 2, size * 1.02 - tall * step / 40) for step in range(41)]
    draw.line(path, fill=tone, width=max(3, size // 230), joint="curve")
    for pair in range(1, pairs + 1):
        share = 0.22 + 0.78 * pair / pairs
        px, py = path[min(40, int(share * 40))]
        reach = size * 0.145 * (1.1 - 0.72 * share)
        for side in (-1, 1):
            _leaf(draw, (px, py), reach, -pi / 2 + side * (0.95 - 0.35 * share), tone)


def _leaf(draw: ImageDraw.ImageDraw, root: tuple[float, float], reach: float, angle: float, tone: tuple) -> None:
    outline = []
    for side in (1, -1):
        steps = range(13) if side == 1 else range(12, -1, -1)
        for step in steps:
            along = reach * step / 12
            off = side * reach * 0.21 * sin(pi * (step / 12) ** 0.8)
            outline.append(
                (root[0] + along * cos(angle) - off * sin(angle), root[1] + along * sin(angle) + off * cos(angle))
            )
    draw.polygon(outline, fill=tone)
