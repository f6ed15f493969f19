"""The player around all pages, and what songs on a page carry so that they can be played."""

from typing import Any

import reflex as rx

from melodymaker.i18n import t
from melodymaker.player.bar import controls, leave_full, now_playing, panel_buttons
from melodymaker.player.keys import key_actions, keys_sheet
from melodymaker.player.lyrics_panel import lyrics_panel
from melodymaker.player.play_button import cover_button, large_button, large_cover_button
from melodymaker.player.queue_panel import queue_panel
from melodymaker.player.seek import seek_bar
from melodymaker.player.store import player
from melodymaker.player.track import Track
from melodymaker.player.volume import volume
from melodymaker.player.waveform import bars_gradient, large_bars, large_waveform, row_waveform

_STATE = rx.cond(
    player.empty,
    "idle",
    rx.cond(
        player.failed != "",
        "failed",
        rx.cond(player.waiting, "waiting", rx.cond(player.playing, "playing", "paused")),
    ),
)


def player_bar(
    menu: rx.Component,
    on_listen: Any = None,
    on_like: Any = None,
    *,
    owner: rx.Var[str] | str = "",
    known: rx.Var[bool] | bool = False,
) -> rx.Component:
    """Return the player, to be mounted once beside all pages.

    `menu` is what can be done with the song that plays. `on_listen` is an event handler that receives the song's id,
    once per play, after 10 s or half the song were really played; `on_like` one that receives the id, and whether it is
    liked from now on. What played is remembered for the `owner`, the signed-in user's id, as soon as it is `known` who
    that is.
    """
    bar = rx.el.section(
        rx.cond(player.full, leave_full()),
        now_playing(menu),
        controls(),
        seek_bar(),
        rx.el.div(panel_buttons(), volume(), class_name="player-end"),
        class_name="player",
        on_mount=player.start(key_actions(), on_listen, on_like),
        custom_attrs={
            "aria-label": t("Player"),
            "data-state": _STATE,
            "data-full": rx.cond(player.full, "", rx.Var("undefined")),
            "data-owner": player.owner(owner, known),
        },
    )
    return rx.fragment(
        bars_gradient(),
        _current_rows(),
        bar,
        queue_panel(),
        lyrics_panel(),
        keys_sheet(),
    )


def _current_rows() -> rx.Component:
    """Rows of the current song are tinted by properties, so that no list is drawn again."""
    # A song's id is a uuid, so it needs no escaping.
    rule = f'[data-song="{player.track.id}"]{{--song-surface:var(--hover);--song-title:var(--accent)}}'
    return rx.cond(~player.empty, rx.el.style(rule))


def play_button(track: Track, variant: str, label: str = "") -> rx.Component:
    """Return a button named `Play <title>` or `Pause <title>`.

    Variants: `large` (the gradient, with `label` as its text), `cover` (the thumbnail with the
    glyph over it, for rows) and `cover-large` (the cover as wide as its container, a tile). The list that
    Next and Previous walk is the nearest ancestor with `data-tracklist`; if the list is longer than what is drawn,
    its `data-more` is the address of the tracks that follow.
    """
    if variant == "large":
        return large_button(track=track, label=label)
    return (cover_button if variant == "cover" else large_cover_button)(track=track)


def waveform(track: Track, size: str = "row") -> rx.Component:
    """Return the waveform of a track, `row` or `large`; hidden from screen readers. A click plays from there."""
    return (row_waveform if size == "row" else large_waveform)(track=track)


def still_waveform(peaks: rx.Var[str] | str) -> rx.Component:
    """Return a song's levels without anything that plays, as wide as there is room."""
    return rx.el.div(large_bars(peaks=peaks, lit=False), class_name="waveform", custom_attrs={"aria-hidden": "true"})
