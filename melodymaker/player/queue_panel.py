"""The queue: what plays, what follows, and their order."""

from typing import cast

import reflex as rx
from reflex.vars import NumberVar

from melodymaker.i18n import t
from melodymaker.player.crossfade import crossfade
from melodymaker.player.inputs import Handle, Row
from melodymaker.player.panel import panel
from melodymaker.player.store import player
from melodymaker.player.track import Track
from melodymaker.ui.browser import inline_style
from melodymaker.ui.buttons import icon_button
from melodymaker.ui.labels import badge
from melodymaker.ui.texts import formatted

_UNDEFINED = rx.Var("undefined")


def queue_panel() -> rx.Component:
    """Return the panel of the queue."""
    count = player.upcoming.length()
    clear = rx.el.button(
        t("Clear"),
        type="button",
        class_name="button button-plain button-small",
        on_click=player.clear(),
        disabled=count == 0,
    )
    empty = rx.el.p(t("Nothing up next. “Add to queue” in a song’s menu puts it here."), class_name="panel-empty")
    by_hand = t("Drag the songs into order, or move the focused one with Alt + ↑ ↓.")
    rows = rx.foreach(
        player.upcoming, lambda track, index: rx.fragment(queue_row(track=track, index=index), key=track.id)
    )
    body = rx.el.div(
        rx.cond(~player.empty, _current()),
        rx.el.h3(rx.cond(player.shuffle, t("Next, shuffled"), t("Next"))),
        rx.cond(count == 0, empty),
        rx.el.ol(rows, class_name="queue-list", custom_attrs={"data-dragging": rx.cond(player.drag, "", _UNDEFINED)}),
        rx.cond(count > 1, rx.el.p(by_hand, class_name="panel-hint by-hand")),
        rx.match(
            player.repeat,
            ("all", rx.el.p(t("After the last song it begins again."), class_name="panel-hint")),
            ("one", rx.el.p(t("The current song repeats."), class_name="panel-hint")),
            rx.fragment(),
        ),
        class_name="panel-body",
    )
    announced = rx.el.p(player.announcement, class_name="visually-hidden", custom_attrs={"aria-live": "polite"})
    return panel("queue", t("Queue"), body, crossfade(), announced, actions=clear)


def _current() -> rx.Component:
    return rx.fragment(
        rx.el.h3(t("Now playing")),
        rx.el.div(_text(player.track), class_name="queue-row queue-current"),
    )


def _text(track: Track) -> rx.Component:
    return rx.fragment(
        rx.el.img(src=track.thumb, alt="", custom_attrs={"loading": "lazy", "draggable": False}),
        rx.el.span(
            rx.el.span(
                rx.el.span(track.title, class_name="queue-title", dir="auto"),
                rx.cond(track.take, badge(track.take)),
                class_name="queue-line",
            ),
            rx.el.span(track.artist, class_name="queue-artist"),
            class_name="queue-words",
        ),
    )


@rx.memo
def queue_row(track: rx.Var[Track], index: NumberVar[int]) -> rx.Component:
    """One song that is still to come."""
    song = cast("Track", track)
    title = song.title
    return Row.create(
        Handle.create(
            rx.icon("grip-vertical", size=16),
            class_name="queue-grip",
            on_pointer_down=player.start_drag(index),
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.el.button(
            _text(song),
            type="button",
            class_name="queue-play",
            on_click=player.play_upcoming(index),
            custom_attrs={
                "aria-label": formatted("Play {title}", title=title),
                "aria-keyshortcuts": "Alt+ArrowUp Alt+ArrowDown",
            },
        ),
        icon_button(
            "chevron-up",
            formatted("Move {title} up", title=title),
            hint=t("Move up"),
            class_name="queue-up",
            on_click=player.move(index, index - 1, ".queue-up"),
            disabled=index == 0,
        ),
        icon_button(
            "chevron-down",
            formatted("Move {title} down", title=title),
            hint=t("Move down"),
            class_name="queue-down",
            on_click=player.move(index, index + 1, ".queue-down"),
            disabled=index + 1 >= player.upcoming.length(),
        ),
        icon_button(
            "x",
            formatted("Remove {title}", title=title),
            hint=t("Remove"),
            class_name="queue-remove",
            on_click=player.remove(index),
        ),
        class_name="queue-row",
        on_key_down=player.move_by_key(index),
        custom_attrs={
            "data-item": song.id,
            "data-dragged": rx.cond(player.drag, rx.cond(index == player.drag.start, "", _UNDEFINED), _UNDEFINED),
            **inline_style(transform=rx.cond(player.drag, f"translateY({_shift(index)}px)", "none")),
        },
    )


def _shift(index: NumberVar[int]) -> NumberVar:
    """How far a row is moved out of its place while one is dragged, in px."""
    drag = player.drag
    moves_up = (index > drag.start) & (index <= drag.end)
    moves_down = (index >= drag.end) & (index < drag.start)
    passed = rx.cond(moves_up, -drag.height, rx.cond(moves_down, drag.height, 0))
    return cast("NumberVar", rx.cond(index == drag.start, drag.offset, passed))
