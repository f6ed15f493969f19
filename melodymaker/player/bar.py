"""The player bar: what plays, its buttons, and what opens beside it."""

from typing import Any

import reflex as rx

from melodymaker import routes
from melodymaker.i18n import t
from melodymaker.player.glyphs import pause_glyph, play_glyph
from melodymaker.player.store import player
from melodymaker.ui.buttons import TOGGLES, icon_button, link
from melodymaker.ui.labels import badge
from melodymaker.ui.texts import formatted
from melodymaker.ui.vars import count, text_for

_REPEAT_HINTS = {"all": t("Repeat: all"), "one": t("Repeat: this song")}
_LONG_TITLE = 22  # in a message that has three lines


def leave_full() -> rx.Component:
    """Return the button that makes the player of a phone a bar again."""
    return rx.el.button(
        rx.icon("chevron-down", size=24),
        type="button",
        class_name="icon-button leave",
        title=t("Close"),
        on_click=player.close_full(),
        custom_attrs={"aria-label": t("Close")},
    )


def now_playing(menu: rx.Component) -> rx.Component:
    """Return the cover, title and artist of the current song, with its Like and, in the full player, its menu."""
    nothing = rx.el.div(
        rx.el.span(rx.icon("music-2", size=20), class_name="playing-cover playing-none"),
        rx.el.p(t("Nothing playing yet"), class_name="playing-idle"),
        class_name="playing",
    )
    return rx.cond(player.empty, nothing, _song(menu))


def _song(menu: rx.Component) -> rx.Component:
    track = player.track
    return rx.el.div(
        rx.cond(player.full, rx.el.img(src=track.thumb, alt="", class_name="playing-glow")),
        _song_link(
            rx.el.img(src=rx.cond(player.full, track.cover, track.thumb), alt="", key=track.id),
            class_name="playing-cover",
            tab_index=-1,
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.el.div(
            rx.el.p(
                _song_link(track.title, class_name="playing-title", custom_attrs={"dir": "auto"}),
                rx.cond(track.take, badge(track.take)),
                class_name="playing-line",
            ),
            rx.cond(
                player.failed != "",
                rx.el.div(_failure(), class_name="playing-artist", role="alert"),
                rx.el.div(track.artist, class_name="playing-artist"),
            ),
            class_name="playing-words",
        ),
        rx.cond(
            ~player.full,
            rx.el.button(
                type="button",
                class_name="playing-open",
                on_click=player.open_full(),
                custom_attrs={"aria-label": t("Full screen")},
            ),
        ),
        icon_button(
            "heart",
            t("Like"),
            hint=t("Like: everybody sees the count"),
            on_click=player.toggle_like(),
            class_name="heart",
            custom_attrs={"aria-pressed": track.liked, **TOGGLES},
        ),
        rx.cond(player.full, menu),
        class_name="playing",
    )


def _song_link(*children: rx.Component | rx.Var | str, **props: Any) -> rx.Component:
    """Return a link to the page of the song that plays."""
    return link(*children, href=routes.song(player.track.id), on_click=player.leave_full(), **props)


def _failure() -> rx.Component:
    title = player.track.title
    name = rx.cond(count(title) > _LONG_TITLE, f"{title[:_LONG_TITLE]}…", title)
    reason = rx.cond(
        player.failed == "missing",
        formatted("“{name}” cannot be played: its file is missing.", name=name),
        formatted("“{name}” cannot be played: the browser has no sound output, or cannot read the file.", name=name),
    )
    retry = rx.el.button(t("Retry"), type="button", class_name="text-button", on_click=player.retry())
    return rx.el.span(
        rx.cond(
            player.failed == "offline",
            rx.fragment(formatted("“{name}” waits for the connection. ", name=name), retry),
            rx.cond(
                player.skips,
                formatted("{reason} Going on with the next. ", reason=reason),
                rx.fragment(f"{reason} ", retry),
            ),
        ),
        class_name="playing-failed",
    )


def controls() -> rx.Component:
    """Return the buttons that play."""
    empty = player.empty
    label = rx.cond(player.playing, t("Pause"), t("Play"))
    return rx.el.div(
        icon_button(
            "shuffle",
            t("Shuffle"),
            on_click=player.toggle_shuffle(),
            class_name="extra",
            disabled=empty,
            custom_attrs={"aria-pressed": player.shuffle},
        ),
        icon_button("skip-back", t("Previous"), on_click=player.previous(), class_name="extra", disabled=empty),
        rx.el.button(
            rx.cond(player.playing, pause_glyph(20), play_glyph(20)),
            type="button",
            class_name="play-main",
            title=label,
            on_click=player.toggle(),
            disabled=empty,
            custom_attrs={"aria-label": label},
        ),
        icon_button("skip-forward", t("Next"), on_click=player.next(), disabled=~player.has_next),
        _repeat(disabled=empty),
        class_name="controls",
    )


def _repeat(*, disabled: rx.Var[bool]) -> rx.Component:
    icon = rx.cond(player.repeat == "one", rx.icon("repeat-1", size=18), rx.icon("repeat", size=18))
    hint = text_for(player.repeat, _REPEAT_HINTS.items(), t("Repeat"))
    return rx.el.button(
        icon,
        type="button",
        class_name="icon-button extra",
        title=hint,
        on_click=player.cycle_repeat(),
        disabled=disabled,
        custom_attrs={"aria-label": t("Repeat"), "aria-pressed": player.repeat != "off"},
    )


def panel_buttons() -> rx.Component:
    """Return the buttons that open a panel beside the bar."""
    return rx.el.div(
        panel_button("lyrics", t("Lyrics"), "mic-vocal", disabled=player.empty),
        panel_button("queue", t("Queue"), "list-music"),
        class_name="beside",
    )


def panel_button(name: str, label: str, icon: str, *, disabled: rx.Var[bool] | bool = False) -> rx.Component:
    """Return the button that opens and closes the panel of this name."""
    return icon_button(
        icon,
        label,
        on_click=player.toggle_panel(name),
        disabled=disabled,
        custom_attrs={"aria-expanded": player.panel == name},
    )
