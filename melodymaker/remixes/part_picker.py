"""A part of a song, chosen on its waveform: each end is a slider of its own that lies on it."""

from typing import Any

import reflex as rx
from reflex.vars import NumberVar

from melodymaker.i18n import t
from melodymaker.player.components import still_waveform
from melodymaker.ui.browser import callback, inline_style
from melodymaker.ui.controls.slider import clock_text
from melodymaker.ui.held import Held


def part_picker(
    peaks: rx.Var[str] | str,
    seconds: rx.Var[float] | float,
    step: rx.Var[float] | float,
    start: rx.Var[float] | float,
    end: rx.Var[float] | float,
    on_start: Any,
    on_end: Any,
) -> rx.Component:
    """Return the waveform with its two ends, `From` and `To`, in steps of so many seconds."""
    return _part_picker(
        peaks=peaks,
        seconds=seconds,
        step=step,
        start=start,
        end=end,
        on_start=callback(on_start, float),
        on_end=callback(on_end, float),
    )


def point_picker(
    peaks: rx.Var[str] | str,
    seconds: rx.Var[float] | float,
    step: rx.Var[float] | float,
    start: rx.Var[float] | float,
    on_start: Any,
) -> rx.Component:
    """Return the waveform with one point, `Goes on from`; what lies behind it is left out."""
    return _point_picker(peaks=peaks, seconds=seconds, step=step, start=start, on_start=callback(on_start, float))


@rx.memo
def _part_picker(
    peaks: rx.Var[str],
    seconds: NumberVar[float],
    step: rx.Var[float],
    start: rx.Var[float],
    end: rx.Var[float],
    on_start: rx.Var[Any],
    on_end: rx.Var[Any],
) -> rx.Component:
    first = Held(start, on_start, kind=float, name="first")
    last = Held(end, on_end, kind=float, name="last")
    return rx.el.div(
        still_waveform(peaks),
        _chosen(first.value / seconds, last.value / seconds),
        _end(t("From"), first, seconds, step),
        _end(t("To"), last, seconds, step),
        rx.el.output(clock_text(first.value), " – ", clock_text(last.value), class_name="part-times"),
        class_name="part-picker",
    )


@rx.memo
def _point_picker(
    peaks: rx.Var[str],
    seconds: NumberVar[float],
    step: rx.Var[float],
    start: rx.Var[float],
    on_start: rx.Var[Any],
) -> rx.Component:
    point = Held(start, on_start, kind=float, name="point")
    return rx.el.div(
        still_waveform(peaks),
        _chosen(0, point.value / seconds),
        _end(t("Goes on from"), point, seconds, step),
        rx.el.output(t("Goes on from "), clock_text(point.value), class_name="part-times"),
        class_name="part-picker",
    )


def _chosen(begin: Any, finish: Any) -> rx.Component:
    return rx.el.span(class_name="part-chosen", custom_attrs=inline_style(__begin=begin, __finish=finish))


def _end(label: str, held: Held, seconds: Any, step: rx.Var) -> rx.Component:
    return rx.el.input(
        type="range",
        class_name="part-end",
        min=0,
        max=seconds,
        step=step,
        value=held.value,
        on_change=held.move,
        custom_attrs={
            "aria-label": label,
            "aria-valuetext": clock_text(held.value),
            "onPointerUp": held.settle(),
            "onKeyUp": held.settle(),
            "onBlur": held.settle(),
        },
    )
