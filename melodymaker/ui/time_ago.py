"""How long ago something was."""

from typing import Any, TypedDict

import reflex as rx

from melodymaker.i18n import t
from melodymaker.ui.browser import hook_value
from melodymaker.ui.texts import formatted
from melodymaker.web.scripts import import_path

_LIBRARY = import_path(__file__, "clock.js")


class _Age(TypedDict):
    """How old a moment is; nothing of it is set where there is none, and in pages that are built beforehand."""

    minutes: int
    hours: int
    days: int
    date: str
    full: str


def time_ago(iso: rx.Var[str] | str, class_name: str = "") -> rx.Component:
    """Return how long ago a moment in ISO 8601 was ("2 min ago"); it keeps itself right."""
    return _time_ago(iso=iso, look=class_name)


@rx.memo
def _time_ago(iso: rx.Var[str], look: rx.Var[str]) -> rx.Component:
    age: Any = hook_value(_LIBRARY, "useAge", iso, name="age", kind=_Age)
    text = age.date
    for passed, words in (
        (age.days < 7, formatted("{days, plural, one {# day ago} other {# days ago}}", days=age.days)),
        (age.days < 2, t("yesterday")),
        (age.days < 1, formatted("{hours} h ago", hours=age.hours)),
        (age.minutes < 60, formatted("{minutes} min ago", minutes=age.minutes)),
        (age.minutes < 1, t("now")),
    ):
        text = rx.cond(passed, words, text)
    return rx.el.time(text, date_time=iso, title=age.full, class_name=look)
