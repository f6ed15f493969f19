"""Playlists that are kept on this device, to be played without a connection."""

from typing import Any

import reflex as rx
from reflex.vars import NumberVar, StringVar

from melodymaker.i18n import t
from melodymaker.player.web import module
from melodymaker.ui.browser import action, hook_value
from melodymaker.ui.buttons import quiet_button
from melodymaker.ui.messages import note
from melodymaker.ui.texts import formatted
from melodymaker.ui.vars import text_for

_HOOKS = module("hooks")
_KEPT = module("kept")
_FAULTS = (
    ("full", t("There is no more room: 1 GB can be kept on a device. Remove another playlist first.")),
    ("offline", t("Not all songs could be fetched. Try again with a connection.")),
    (
        "unsupported",
        t("This browser cannot keep songs here: it takes https, and a window that is not private."),
    ),
)


def _kept(name: str, selector: str, kind: Any) -> Any:
    return hook_value(_HOOKS, "useKept", rx.Var(f"(kept) => {selector}"), name=f"kept_{name}", kind=kind)


def keep_button(list_id: rx.Var[str] | str, songs: rx.Var[list] | list, on_keep: Any) -> rx.Component:
    """Return the button that keeps a playlist on this device, or removes it; `on_keep` has the songs fetched."""
    return rx.fragment(_keep_button(list_id=list_id, songs=songs, on_keep=on_keep))


@rx.memo
def _keep_button(list_id: rx.Var[str], songs: rx.Var[list], on_keep: rx.EventHandler) -> rx.Component:
    part: StringVar = hook_value(_HOOKS, "useKeptPart", list_id, songs, name="kept_part", kind=str)
    busy: StringVar = _kept("busy", "kept.busy", str)
    done: NumberVar[int] = _kept("done", "kept.done", int)
    total: NumberVar[int] = _kept("total", "kept.total", int)
    forget = action(_KEPT, "forgetList", list_id)
    keep = quiet_button(rx.icon("cloud-download", size=18), t("Keep offline"), on_click=on_keep, disabled=busy != "")
    return rx.cond(
        busy == list_id,
        quiet_button(
            rx.icon("x", size=18), formatted("Keeping {done} of {total}…", done=done, total=total), on_click=forget
        ),
        rx.cond(
            part == "all",
            quiet_button(rx.icon("circle-check", size=18), t("Kept offline"), on_click=forget),
            keep,
        ),
    )


def kept_note(list_id: rx.Var[str] | str) -> rx.Component:
    """Return how much of this device the songs take up, if the playlist is among them, and what went wrong."""
    return rx.fragment(_kept_note(list_id=list_id))


@rx.memo
def _kept_note(list_id: rx.Var[str]) -> rx.Component:
    here = hook_value(_HOOKS, "useKeptPart", list_id, rx.Var("[]"), name="kept_here", kind=str)
    failed: StringVar = _kept("failed", "kept.failed", str)
    return rx.el.div(
        rx.cond(failed != "", note(text_for(failed, _FAULTS, ""), bad=True)),
        rx.cond(here != "none", rx.el.p(_room(), class_name="kept-room")),
        role="status",
    )


def kept_summary() -> rx.Component:
    """Return what this device keeps in all, and a button that removes it; nothing while there is nothing."""
    return rx.fragment(_kept_summary())


@rx.memo
def _kept_summary() -> rx.Component:
    lists: NumberVar[int] = _kept("lists", "kept.lists.length", int)
    return rx.cond(
        lists > 0,
        rx.el.div(
            rx.el.p(
                formatted("{count, plural, one {# playlist} other {# playlists}} kept offline: ", count=lists), _room()
            ),
            quiet_button(t("Remove all from this device"), on_click=action(_KEPT, "forgetAll")),
            class_name="kept-summary",
        ),
    )


def play_kept() -> rx.Component:
    """Return the button that plays what is kept on this device; nothing while nothing is."""
    return rx.fragment(_play_kept())


@rx.memo
def _play_kept() -> rx.Component:
    lists: NumberVar[int] = _kept("lists", "kept.lists.length", int)
    button = rx.el.button(
        t("Play what is kept here"),
        type="button",
        class_name="text-button",
        on_click=action(module("playback"), "playKept"),
    )
    return rx.cond(lists > 0, button)


def _room() -> str:
    megabytes: NumberVar[int] = _kept("megabytes", "Math.ceil(kept.bytes / 1e6)", int)
    return formatted("{megabytes} MB of 1 GB on this device", megabytes=megabytes)
