"""A song's levels as round-ended bars, in two layers: the part played is clipped from the bright one."""

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


def _bars(peaks: str, size: Size, width: NumberVar[int], *, lit: rx.Var[bool] | bool = True) -> rx.Component:
    """The bars; `lit` says whether the part that has played is bright, as far as `--played` says."""
    outline = _outline(peaks, size, width)
    return rx.el.div(
        _layer(outline, size, width, "bars-rest"),
        rx.cond(lit, _layer(outline, size, width, "bars-played")),
        class_name="bars",
    )


def _outline(peaks: str, size: Size, width: NumberVar[int]) -> rx.Var[str]:
    """One path of upright strokes, as many as fit side by side."""
    fitting = width // size.pitch
    count = cast("NumberVar", rx.cond(fitting < _FEWEST, _FEWEST, fitting))
    step = (width - size.thick) / (count - 1)
    middle = size.height / 2

    def stroke(level: NumberVar[float], index: NumberVar[int]) -> str:
        shown = cast("NumberVar", rx.cond(level < _FLOOR, _FLOOR, level))
        half = (size.height - size.thick) / 2 * shown
        return f"M{index * step + size.thick / 2} {middle - half}V{middle + half}"

    heights = computed(module("levels"), "levels", peaks, count, kind=list[float])
    return rx.Var.range(count).map(lambda index: stroke(heights[index], index)).join("")


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


@rx.memo
def row_waveform(track: rx.Var[Track]) -> rx.Component:
    """The waveform of a row."""
    return _waveform(cast("Track", track), "row", _ROW)


@rx.memo
def large_waveform(track: rx.Var[Track]) -> rx.Component:
    """The waveform of a song's page."""
    return _waveform(cast("Track", track), "large", _LARGE)


@rx.memo
def seek_waveform(peaks: rx.Var[str]) -> rx.Component:
    """The waveform of the seek bar."""
    measure = _measured(_SEEK.width)
    return rx.el.div(_bars(cast("str", peaks), _SEEK, measure.width), custom_attrs={"ref": measure.ref})


def _waveform(track: Track, name: str, size: Size) -> rx.Component:
    current = player.is_current(track)
    measure = _measured(size.width)
    return rx.el.div(
        _bars(track.peaks, size, measure.width, lit=current),
        class_name=f"waveform waveform-{name}",
        on_click=player.press_waveform(track),
        custom_attrs={
            "aria-hidden": "true",
            "data-progress": rx.cond(current, "", rx.Var("undefined")),
            "ref": measure.ref,
        },
    )
