"""The fields that comments are written in."""

from typing import Any, cast

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import AccountState
from melodymaker.comments.writing_state import WritingState
from melodymaker.i18n import t
from melodymaker.player.seek import clock
from melodymaker.player.store import player
from melodymaker.player.track import Track
from melodymaker.types import MAX_COMMENT
from melodymaker.ui.buttons import ASKS, counted_click, link_button, quiet_button, solid_button
from melodymaker.ui.controls import text_area
from melodymaker.ui.texts import formatted


def comment_form(track: Track) -> rx.Component:
    """Return the field for a comment, or for visitors the way to sign in."""
    state = WritingState
    form = rx.el.div(
        text_area(
            t("Comment"),
            "comment",
            state.text,
            state.set_text,
            filled=state.filled,
            limit=MAX_COMMENT,
            rows=2,
            placeholder=t("What do you hear?"),
            error=_error("comment"),
            on_done=state.post_comment,
        ),
        rx.el.div(
            position_button(at_seconds=state.at_seconds, track=track),
            solid_button(t("Post"), on_click=counted_click(state.post_comment), custom_attrs=ASKS),
            class_name="comment-actions",
        ),
        class_name="comment-form",
    )
    visitor = rx.el.p(link_button(t("Sign in to comment"), href=f"{routes.SIGN_IN}?next={routes.song(track.id)}"))
    return rx.cond(AccountState.known, rx.cond(AccountState.name, form, visitor))


def reply_form() -> rx.Component:
    """Return the field for a reply."""
    state = WritingState
    return _small_form(
        t("Reply"), "reply", state.reply, state.set_reply, state.post_reply, state.open_reply(""), t("Reply")
    )


def edit_form() -> rx.Component:
    """Return the field for the other text of a comment."""
    state = WritingState
    return _small_form(
        t("Edit comment"), "edit", state.edited, state.set_edited, state.post_edit, state.open_edit("", ""), t("Save")
    )


def _small_form(
    label: str, name: str, value: str, on_change: Any, on_done: Any, on_cancel: Any, done: str
) -> rx.Component:
    return rx.el.div(
        text_area(
            label,
            name,
            value,
            on_change,
            filled=WritingState.filled,
            limit=MAX_COMMENT,
            rows=2,
            error=_error(name),
            on_done=on_done,
        ),
        rx.el.div(
            quiet_button(t("Cancel"), on_click=on_cancel),
            solid_button(done, on_click=on_done, custom_attrs={"aria-label": formatted("{done} comment", done=done)}),
            class_name="comment-actions",
        ),
        class_name="comment-form",
    )


def _error(field: str) -> rx.Var[str]:
    return cast("rx.Var[str]", rx.cond(WritingState.error_of == field, WritingState.error, ""))


@rx.memo
def position_button(at_seconds: rx.Var[float], track: rx.Var[Track]) -> rx.Component:
    """The button that makes a comment one about the present position of the song, or no longer."""
    chosen = cast("Any", at_seconds)
    current = player.is_current(cast("Track", track))
    return rx.cond(
        chosen >= 0,
        rx.el.button(
            rx.icon("x", size=15),
            formatted("at {time}", time=clock(chosen // 1)),
            type="button",
            class_name="chip",
            title=t("Comment on the whole song instead"),
            on_click=WritingState.set_time(-1),
            custom_attrs={"aria-pressed": "true"},
        ),
        rx.cond(
            current,
            rx.el.button(
                rx.icon("plus", size=15),
                formatted("Add the moment {time}", time=clock(player.position)),
                type="button",
                class_name="chip",
                title=t("Comment on this moment of the song"),
                on_click=WritingState.set_time(player.position),
                custom_attrs={"aria-pressed": "false"},
            ),
            rx.el.span(t("Play the song to comment on a moment in it."), class_name="comments-none"),
        ),
    )
