"""Remixes as they are drawn: what leads to the dialog, and the dialog."""

from typing import Any

import reflex as rx

from melodymaker.i18n import t
from melodymaker.purchases.components import request_price
from melodymaker.remixes.part_picker import part_picker, point_picker
from melodymaker.remixes.service import LEAST_MORE
from melodymaker.remixes.state import RemixState
from melodymaker.remixes.words import DIFFERENCES, STYLES
from melodymaker.songs.rows import SongRow
from melodymaker.types import MAX_STYLE
from melodymaker.ui.buttons import icon_button, primary_button
from melodymaker.ui.controls import chip, chips, option_list, slider, text_area
from melodymaker.ui.forms import field_error
from melodymaker.ui.messages import note
from melodymaker.ui.overlays import dialog, menu_item
from melodymaker.ui.texts import formatted
from melodymaker.ui.vars import count


def remix_item(song: SongRow) -> rx.Component:
    """Return the item of a song's menu, for a song that one may remix."""
    return rx.cond(song.remixable, menu_item(t("Remix"), "blend", RemixState.open_song(song.id)))


def remix_button(song: SongRow) -> rx.Component:
    """Return the button on a song's page."""
    button = icon_button("blend", t("Remix"), raised=True, on_click=RemixState.open_song(song.id))
    return rx.cond(song.remixable, button)


def remix_dialog() -> rx.Component:
    """Return the dialog that asks what is to become of a song."""
    state = RemixState
    return dialog(
        rx.cond(
            count(state.kinds) > 0,
            _choices(),
            note(t("The music engine in use cannot make remixes of this song.")),
        ),
        title=formatted("Remix “{title}” ({take})", title=state.source.title, take=state.source.take),
        about=t("Two takes are made. The song itself stays as it is."),
        opened=state.opened,
        on_open_change=state.set_opened,
        wide=True,
    )


def _choices() -> rx.Component:
    state = RemixState
    wait = state.source.wait
    return rx.fragment(
        option_list("remix-kind", t("What to make"), state.kinds, state.kind, state.set_kind),
        rx.match(
            state.kind,
            ("restyle", _style()),
            ("extend", _longer()),
            ("replace", _part()),
            rx.fragment(),
        ),
        slider(
            t("How different"),
            state.difference,
            state.set_difference,
            low=0,
            high=len(DIFFERENCES) - 1,
            words=DIFFERENCES,
        ),
        field_error(state.error, "remix-error"),
        rx.el.div(
            primary_button(
                rx.icon("audio-lines", size=22),
                t("Create"),
                wide=True,
                on_click=_submit_on_click(),
                custom_attrs={"aria-label": t("Create remix")},
            ),
            rx.el.p(
                t("Two takes · "), request_price(), rx.cond(wait, rx.fragment(" · ", wait)), class_name="remix-price"
            ),
        ),
    )


def _submit_on_click() -> Any:
    """As on the create page: the click says how many of them came in quick succession."""
    submit: Any = lambda click: RemixState.submit_remix(RemixState.submission_id, click["detail"])  # noqa: E731
    return rx.EventChain.create(submit, args_spec=rx.event.passthrough_event_spec(dict[str, int]))


def _style() -> rx.Component:
    return rx.fragment(
        text_area(
            t("New style"),
            "remix-style",
            RemixState.style,
            RemixState.set_style,
            filled=RemixState.filled,
            limit=MAX_STYLE,
            rows=2,
            placeholder=t("genre, mood, instruments"),
            error=RemixState.errors.get("style", ""),
            on_done=RemixState.submit_remix(RemixState.submission_id),
        ),
        chips(*[chip(style, RemixState.choose_style(style)) for style in STYLES], label=t("New styles")),
    )


def _longer() -> rx.Component:
    source = RemixState.source
    return rx.fragment(
        point_picker(source.peaks, source.seconds, source.step, RemixState.start, RemixState.set_start),
        slider(
            t("How much longer"),
            RemixState.more,
            RemixState.set_more,
            low=LEAST_MORE,
            high=RemixState.longest_more,
            step=5,
            written="time",
        ),
        rx.el.p(RemixState.becomes, class_name="field-hint"),
    )


def _part() -> rx.Component:
    source = RemixState.source
    return rx.fragment(
        part_picker(
            source.peaks,
            source.seconds,
            source.step,
            RemixState.start,
            RemixState.end,
            RemixState.set_start,
            RemixState.set_end,
        ),
        rx.cond(
            count(source.parts) > 0,
            rx.el.div(
                rx.foreach(source.parts, lambda part, index: chip(part.name, RemixState.choose_part(index))),
                role="group",
                class_name="chips",
                custom_attrs={"aria-label": t("Sections")},
            ),
        ),
    )
