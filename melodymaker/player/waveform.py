"""A song's levels as round-ended bars, in two layers: the part played is clipped from the bright one."""

from dataclasses import dataclass
from typing import cast

import reflex as rx
from reflex.vars import ArrayVar, NumberVar

from melodymaker.player.store import levels, player
from melodymaker.player.track import Track

_FLOOR = 0.1  # silence still shows a dot
_GRADIENT = "melody-gradient"


@dataclass(frozen=True)
class Size:
    """How many bars, how high all of it is, and how thick a bar is, in px."""

    bars: int
    height: int
    thick: float


SIZES = {"row": Size(50, 36, 2), "large": Size(118, 64, 3.2), "seek": Size(96, 36, 3)}


def bars(peaks: str, size: Size, *, lit: rx.Var[bool] | bool = True) -> rx.Component:
    """Return the bars; `lit` says whether the part that has played is bright, as far as `--played` says."""
    outline = _outline(levels(peaks, size.bars), size)
    return rx.el.div(
        _layer(outline, size, "bars-rest"),
        rx.cond(lit, _layer(outline, size, "bars-played")),
        class_name="bars",
    )


def _outline(heights: ArrayVar[list[float]], size: Size) -> rx.Var[str]:
    """One path of upright strokes, 10 units apart."""
    middle = size.height / 2

    def stroke(index: NumberVar[int]) -> str:
        level = cast("NumberVar", rx.cond(heights[index] < _FLOOR, _FLOOR, heights[index]))
        half = (size.height - size.thick) / 2 * level
        return f"M{index * 10 + 5} {middle - half}V{middle + half}"

    return rx.Var.range(size.bars).map(stroke).join("")


def _layer(outline: rx.Var[str], size: Size, class_name: str) -> rx.Component:
    return rx.el.svg(
        rx.el.path(
            d=outline,
            custom_attrs={
                "fill": "none",
                "strokeWidth": size.thick,
                "strokeLinecap": "round",
                "vectorEffect": "non-scaling-stroke",
            },
        ),
        class_name=class_name,
        width="100%",
        height=size.height,
        view_box=f"0 0 {size.bars * 10} {size.height}",
        custom_attrs={"aria-hidden": "true", "preserveAspectRatio": "none"},
    )


def bars_gradient() -> rx.Component:
    """Return the gradient that every played bar is painted with; to be on the page once."""
    return rx.el.svg(
        rx.el.linear_gradient(
            rx.el.stop(offset="0", class_name="from"),
            rx.el.stop(offset="1", class_name="to"),
            id=_GRADIENT,
            x1="0",
            y1="0",
            x2="0",
            y2="1",
        ),
        class_name="bars-gradient",
        width="0",
        height="0",
        custom_attrs={"aria-hidden": "true"},
    )


@rx.memo
def row_waveform(track: rx.Var[Track]) -> rx.Component:
    """The waveform of a row."""
    return _waveform(cast("Track", track), "row")


@rx.memo
def large_waveform(track: rx.Var[Track]) -> rx.Component:
    """The waveform of a song's page."""
    return _waveform(cast("Track", track), "large")


def _waveform(track: Track, name: str) -> rx.Component:
    current = player.is_current(track)
    return rx.el.div(
        bars(track.peaks, SIZES[name], lit=current),
        class_name=f"waveform waveform-{name}",
        on_click=player.press_waveform(track),
        custom_attrs={
            "aria-hidden": "true",
            "data-progress": rx.cond(current, "", rx.Var("undefined")),
        },
    )
