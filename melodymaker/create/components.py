"""What stands around the composer's fields, and in the list: drafts, the lyric doctor, presets, what waits."""

import reflex as rx

from melodymaker.create.feed_state import FeedState
from melodymaker.create.lyrics_check import Remark
from melodymaker.create.preset_state import PresetState
from melodymaker.create.queries import PresetRow
from melodymaker.create.state import CreateState
from melodymaker.i18n import t
from melodymaker.songs.queries import PairRow
from melodymaker.ui.buttons import icon_button, quiet_button, solid_button
from melodymaker.ui.controls import disclosure
from melodymaker.ui.forms import field
from melodymaker.ui.labels import moving_bars
from melodymaker.ui.overlays import (
    dialog,
    dialog_actions,
    dialog_close,
    menu,
    menu_item,
    menu_label,
    menu_line,
    menu_pair,
)
from melodymaker.ui.texts import formatted
from melodymaker.ui.vars import count


def helpers(draft: rx.Var[str] | str) -> rx.Component:
    """Return the row with the writer, whose button says `draft`, and the presets."""
    return rx.el.div(_draft_button(draft), _presets_menu(), class_name="composer-helpers")


def _draft_button(label: rx.Var[str] | str) -> rx.Component:
    """Return the button that has the writer fill the Custom tab, free of charge."""
    writing = CreateState.writing == "draft"
    return quiet_button(
        rx.cond(writing, moving_bars(), rx.icon("pen-line", size=17)),
        rx.cond(writing, t("Writing…"), label),
        on_click=CreateState.write_draft,
        disabled=CreateState.writing != "",
        title=t("Title, style, lyrics, tempo and key, for you to edit. Free."),
    )


def lyric_help() -> rx.Component:
    """Return the doctor's remarks on the lyrics, and their lines to be rewritten one by one."""
    state = CreateState
    remarks = rx.el.div(
        rx.el.ul(rx.foreach(state.remarks, _remark)),
        rx.cond(
            state.mendable,
            quiet_button(t("Mend"), on_click=state.mend_lyrics, custom_attrs={"aria-label": t("Mend the lyrics")}),
        ),
        class_name="doctor",
        role="status",
        custom_attrs={"aria-label": t("Lyric doctor")},
    )
    lines = disclosure(t("Rewrite a line"), rx.el.ul(rx.foreach(state.lines, _line), class_name="doctor-lines"))
    return rx.fragment(rx.cond(count(state.remarks) > 0, remarks), rx.cond(count(state.lines) > 0, lines))


def _remark(remark: Remark) -> rx.Component:
    return rx.el.li(
        rx.icon("stethoscope", size=15),
        rx.el.span(rx.cond(remark.line > 0, formatted("Line {line}: ", line=remark.line), ""), remark.text),
    )


def _line(line: tuple[int, str]) -> rx.Component:
    busy = CreateState.writing == rx.Var.create(line[0]).to_string()
    return rx.el.li(
        rx.el.span(line[1], class_name="ellipsis"),
        rx.cond(
            busy,
            moving_bars(),
            icon_button(
                "refresh-cw",
                formatted("Rewrite “{value}”", value=line[1]),
                hint=t("Rewrite this line"),
                on_click=CreateState.rewrite_line(line[0]),
                disabled=CreateState.writing != "",
            ),
        ),
    )


def _presets_menu() -> rx.Component:
    """Return the menu of settings kept under names, and the dialog that asks for a name."""
    state = PresetState
    return rx.fragment(
        menu(
            quiet_button(rx.icon("bookmark", size=17), t("Presets")),
            menu_item(t("Save these settings"), "bookmark-plus", state.set_naming(True)),
            rx.cond(
                count(state.presets) > 0,
                rx.fragment(
                    menu_line(),
                    rx.foreach(state.presets, _preset),
                ),
                menu_label(t("No presets yet: they keep what you have set here under a name.")),
            ),
        ),
        dialog(
            rx.el.form(
                field(
                    t("Name"), "name", error=state.error, required=False, auto_focus=True, placeholder=t("Rainy lo-fi")
                ),
                dialog_actions(dialog_close(quiet_button(t("Cancel"))), solid_button(t("Save"), type="submit")),
                on_submit=state.submit_preset,
                class_name="form",
            ),
            title=t("Save these settings"),
            about=t("Everything in the composer, under a name. The same name replaces what it held."),
            opened=state.naming,
            on_open_change=state.set_naming,
        ),
    )


def _preset(row: PresetRow) -> rx.Component:
    state = PresetState
    apply = menu_item(row.name, "bookmark", state.apply_preset(row.id))
    return menu_pair(apply, formatted("Delete {name}", name=row.name), "trash-2", state.delete_preset(row.id))


def waiting_request(pair: PairRow) -> rx.Component:
    """Return when a waiting request's songs may be there, and what moves it among the user's others."""
    row = FeedState.waiting[pair.id]
    return rx.fragment(
        rx.el.span(row.left, class_name="pair-wait", title=row.left),
        rx.cond(
            row.first & row.last,
            rx.fragment(),
            rx.el.div(
                icon_button(
                    "chevron-up", t("Earlier"), on_click=FeedState.move_request(pair.id, -1), disabled=row.first
                ),
                icon_button("chevron-down", t("Later"), on_click=FeedState.move_request(pair.id, 1), disabled=row.last),
                class_name="pair-moves",
            ),
        ),
    )
