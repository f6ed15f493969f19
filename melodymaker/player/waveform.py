"""A song's levels as round-ended bars, in two layers: the part played is clipped from the bright one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import reflex as rx
from reflex.vars import NumberVar

from melodymaker.player.store import player
from melodymaker.player.track import Track
from melodymaker.player.web import module
from melodymaker.ui.browser import computed, hook_value

_FLOOR = 0.1  # silence still shows a dot
_FEWEST = 2  # bars
_GRADIENT = "melody-gradient"


@dataclass(frozen=True)
class Size:
    """How high the bars are, how far apart and how thick, and how wide all of them before that is known; in px."""

    height: int
    pitch: float
    thick: float
    width: int


_ROW = Size(36, 3.7, 2, 180)
_LARGE = Size(64, 5.4, 3.2, 640)
_SEEK = Size(36, 5.4, 3, 520)


@dataclass(frozen=True)
class _Bar:
    """One bar: where it is from left to right, and how high; both 0 to 1."""

    at: float
    level: float


def _bars(peaks: rx.Var[str], lit: rx.Var[bool], size: Size) -> rx.Component:
    """The bars; `lit` says whether the part that has played is bright, as far as `--played` says."""
    measure = _measured(size.width)
    outline = _outline(peaks, size, measure.width)
    return rx.el.div(
        _layer(outline, size, measure.width, "bars-rest"),
        rx.cond(lit, _layer(outline, size, measure.width, "bars-played")),
        class_name="bars",
        custom_attrs={"ref": measure.ref},
    )


def _outline(peaks: rx.Var[str], size: Size, width: NumberVar[int]) -> rx.Var[str]:
    """One path of upright strokes, as many as fit side by side."""
    fitting = width // size.pitch
    count = cast("NumberVar", rx.cond(fitting < _FEWEST, _FEWEST, fitting))
    middle = size.height / 2

    def stroke(bar: _Bar) -> str:
        x = bar.at * (width - size.thick) + size.thick / 2
        half = bar.level * ((size.height - size.thick) / 2)
        return f"M{x} {middle - half}V{middle + half}"

    return computed(module("levels"), "bars", peaks, count, _FLOOR, kind=list[_Bar]).map(stroke).join("")


def _layer(outline: rx.Var[str], size: Size, width: NumberVar[int], class_name: str) -> rx.Component:
    line = {"fill": "none", "strokeWidth": size.thick, "strokeLinecap": "round"}
    return rx.el.svg(
        rx.el.path(d=outline, custom_attrs=line),
        class_name=class_name,
        width=width,
        height=size.height,
        custom_attrs={"aria-hidden": "true"},
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


@dataclass(frozen=True)
class _Measured:
    """An element's width in px, and the `ref` that it has to carry."""

    ref: rx.Var
    width: NumberVar[int]


def _measured(first: int) -> _Measured:
    """Measure an element, for the inside of an `rx.memo`; its width is `first` until it is known."""
    found = hook_value(module("hooks"), "useWidth", first, name="measured", kind=dict[str, int])
    return _Measured(found["ref"], found["width"])


# The bars take plain values, not a track: a list that is read again brings equal values in new objects, and the bars of
# a hundred rows would be drawn again for nothing.


@rx.memo
def row_bars(peaks: rx.Var[str], lit: rx.Var[bool]) -> rx.Component:
    """The bars of a row."""
    return _bars(peaks, lit, _ROW)


@rx.memo
def large_bars(peaks: rx.Var[str], lit: rx.Var[bool]) -> rx.Component:
    """The bars of a song's page."""
    return _bars(peaks, lit, _LARGE)


@rx.memo
def seek_bars(peaks: rx.Var[str], lit: rx.Var[bool]) -> rx.Component:
    """The bars of the seek bar."""
    return _bars(peaks, lit, _SEEK)


@rx.memo
def row_waveform(track: rx.Var[Track]) -> rx.Component:
    """The waveform of a row."""
    return _waveform(cast("Track", track), "row", row_bars)


@rx.memo
def large_waveform(track: rx.Var[Track]) -> rx.Component:
    """The waveform of a song's page."""
    return _waveform(cast("Track", track), "large", large_bars)


def _waveform(track: Track, name: str, bars: Callable[..., rx.Component]) -> rx.Component:
    current = player.is_current(track)
    return rx.el.div(
        bars(peaks=track.peaks, lit=current),
        class_name=f"waveform waveform-{name}",
        on_click=player.press_waveform(track),
        custom_attrs={
            "aria-hidden": "true",
            "data-progress": rx.cond(current, "", rx.Var("undefined")),
        },
    )
