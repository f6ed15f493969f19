"""The player's keys: one table, which the keyboard works by and the sheet of keys is drawn from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import reflex as rx

from melodymaker import routes
from melodymaker.i18n import t
from melodymaker.player.store import player
from melodymaker.ui.overlays import dialog

_SEEK_SECONDS = 5
_VOLUME_STEP = 0.05


@dataclass(frozen=True)
class Keys:
    """What the sheet shows, what it says, and what each key does, by its name in lower case.

    Without a song only keys that are `always` there do something.
    """

    shown: str
    text: str
    actions: dict[str, Any]
    always: bool = False


KEYS = (
    Keys(t("Space"), t("Play or pause"), {" ": player.toggle()}),
    Keys(
        "← →",
        t("Back or forward 5 seconds"),
        {"arrowleft": player.seek_by(-_SEEK_SECONDS), "arrowright": player.seek_by(_SEEK_SECONDS)},
    ),
    Keys(
        "↑ ↓",
        t("Louder or softer"),
        {"arrowup": player.change_volume(_VOLUME_STEP), "arrowdown": player.change_volume(-_VOLUME_STEP)},
    ),
    Keys("N P", t("Next or previous song"), {"n": player.next(), "p": player.previous()}),
    Keys("M", t("Mute"), {"m": player.toggle_mute()}),
    Keys("R", t("Repeat: off, all, one"), {"r": player.cycle_repeat()}),
    Keys("S", t("Shuffle"), {"s": player.toggle_shuffle()}),
    Keys("Q", t("Queue"), {"q": player.toggle_panel("queue")}, always=True),
    Keys("L", t("Like"), {"l": player.toggle_like()}),
    Keys("/", t("Search"), {"/": player.focus_search(routes.SEARCH)}, always=True),
    Keys("?", t("Keyboard shortcuts"), {"?": player.set_help(True)}, always=True),
)


def key_actions() -> Iterator[tuple[str, Any, bool]]:
    """Each key, what it does, and whether it does so without a song."""
    for keys in KEYS:
        for key, act in keys.actions.items():
            yield key, act, keys.always


def keys_sheet() -> rx.Component:
    """Return the dialog that lists the keys."""
    rows = [
        rx.el.div(
            rx.el.dt(*[rx.el.kbd(key) for key in keys.shown.split(" ")]),
            rx.el.dd(keys.text),
        )
        for keys in KEYS
    ]
    return dialog(
        rx.el.dl(*rows, class_name="keys-list"),
        title=t("Keyboard"),
        opened=player.help,
        on_open_change=player.set_help,
    )
