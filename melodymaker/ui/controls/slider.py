"""A slider."""

from collections.abc import Sequence
from typing import Any

import reflex as rx
from reflex.vars import ArrayVar, NumberVar

from melodymaker.i18n import marks
from melodymaker.ui.browser import callback, inline_style
from melodymaker.ui.held import Held
from melodymaker.ui.vars import count


def slider(
    label: str,
    value: NumberVar | float,
    on_change: Any,
    *,
    low: rx.Var[float] | float,
    high: NumberVar | rx.Var[float] | float,
    step: float = 1,
    written: str = "plain",
    unit: str = "",
    lowest: str = "",
    words: Sequence[str] = (),
) -> rx.Component:
    """Return a range whose value stands beside its label.

    `written` is `plain` or `time` (seconds as 1:30), `unit` follows the number, `lowest` replaces it at the
    low end ("Auto"), `words` stand for the numbers from 0. `on_change` receives a number, when the thumb is let go.
    """
    return _slider(
        input_id=f"slider-{marks.english(label).lower().replace(' ', '-')}",
        label=label,
        value=value,
        low=low,
        high=high,
        step=step,
        written=written,
        unit=f" {unit}" if unit else "",
        lowest=lowest,
        words=list(words),
        on_change=callback(on_change, float),
    )


@rx.memo
def _slider(
    input_id: rx.Var[str],
    label: rx.Var[str],
    value: rx.Var[float],
    low: NumberVar[float],
    high: NumberVar[float],
    step: NumberVar[float],
    written: rx.Var[str],
    unit: rx.Var[str],
    lowest: rx.Var[str],
    words: ArrayVar[list[str]],
    on_change: rx.Var[Any],
) -> rx.Component:
    held = Held(value, on_change, kind=float)
    shown = held.value
    number = rx.cond(written == "time", clock_text(shown), f"{shown}{unit}")
    plain = rx.cond(lowest, rx.cond(shown <= low, lowest, number), number)
    text = rx.cond(count(words) > 0, words[shown.to(int)], plain)
    filled = 100 * (shown - low) / (high - low)
    return rx.el.div(
        rx.el.div(
            rx.el.label(label, html_for=input_id, class_name="field-label"),
            rx.el.output(text, html_for=input_id, class_name="field-value"),
            class_name="field-head",
        ),
        rx.el.input(
            type="range",
            class_name="range",
            min=low,
            max=high,
            step=step,
            value=shown,
            on_change=held.move,
            custom_attrs={
                "id": input_id,
                "aria-valuetext": text,
                "onPointerUp": held.settle(),
                "onKeyUp": held.settle(),
                "onBlur": held.settle(),
                **inline_style(__fill=f"{filled}%"),
            },
        ),
        class_name="field slider",
    )


def clock_text(seconds: NumberVar) -> rx.Var[str]:
    """Return minutes and seconds, as in 1:05."""
    rest = round(seconds % 60)
    return rx.Var.create(f"{seconds // 60}:{rx.cond(rest < 10, '0', '')}{rest}")
