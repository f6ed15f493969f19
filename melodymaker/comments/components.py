"""Comments as they are drawn: under a song, and as dots on its waveform."""

from collections.abc import Callable
from typing import cast

import reflex as rx

from melodymaker import routes
from melodymaker.comments.forms import comment_form, edit_form, reply_form
from melodymaker.comments.queries import CommentRow, Mark, Thread
from melodymaker.comments.state import SECTION, CommentsState
from melodymaker.comments.writing_state import WritingState
from melodymaker.i18n import t
from melodymaker.player.store import player
from melodymaker.player.track import Track
from melodymaker.songs.rows import SongRow
from melodymaker.ui.browser import inline_style
from melodymaker.ui.buttons import icon_button, link, quiet_button
from melodymaker.ui.labels import avatar, badge, time_ago
from melodymaker.ui.overlays import menu, menu_item
from melodymaker.ui.texts import formatted
from melodymaker.ui.vars import count

Items = Callable[[CommentRow], rx.Component]


def comments_section(song: SongRow, others_items: Items) -> rx.Component:
    """Return what is said about a song, and the field to say more; `others_items` are of others' comments' menus."""
    state = CommentsState
    return rx.el.section(
        rx.el.div(
            rx.el.h2(t("Comments")),
            rx.cond(state.count > 0, badge(f"{state.count}", "quiet")),
            class_name="comments-head",
        ),
        comment_form(song.track),
        rx.cond(
            count(state.threads) > 0,
            rx.el.ul(
                rx.foreach(state.threads, lambda thread: _thread(thread, song, others_items)),
                class_name="comments-list",
            ),
            rx.cond(state.loaded, rx.el.p(t("Nobody has said anything yet."), class_name="comments-none")),
        ),
        rx.cond(state.more, quiet_button(t("Show older comments"), on_click=state.load_more)),
        id=SECTION,
        class_name="comments",
        custom_attrs={"aria-label": t("Comments")},
    )


def comments_seen(song: SongRow) -> rx.Var[int]:
    """Return how many comments on a song the viewer sees; all that there are until that is known."""
    return cast("rx.Var[int]", rx.cond(CommentsState.loaded, CommentsState.count, song.comments))


def _thread(thread: Thread, song: SongRow, others_items: Items) -> rx.Component:
    comment = thread.comment
    return rx.el.li(
        _comment(comment, song, others_items, may_reply=True),
        rx.cond(
            count(thread.replies) > 0,
            rx.el.ul(
                rx.foreach(
                    thread.replies, lambda reply: rx.el.li(_comment(reply, song, others_items, may_reply=False))
                ),
                class_name="comment-replies",
            ),
        ),
        rx.cond(WritingState.replying_to == comment.id, reply_form()),
    )


def _comment(comment: CommentRow, song: SongRow, others_items: Items, *, may_reply: bool) -> rx.Component:
    shown = rx.el.article(
        avatar(comment.author.name, comment.author.avatar),
        rx.el.div(
            _head(comment, song),
            rx.cond(
                WritingState.editing == comment.id,
                edit_form(),
                rx.el.p(comment.text, class_name="comment-text", dir="auto"),
            ),
            *([_reply_button(comment)] if may_reply else []),
            class_name="comment-body",
        ),
        _menu(comment, others_items),
        class_name="comment",
        custom_attrs={
            "aria-label": formatted("Comment by {name}", name=comment.author.name),
            "data-comment": comment.id,
        },
    )
    return rx.cond(comment.gone, rx.el.p(comment.gone, class_name="comment-gone"), shown)


def _head(comment: CommentRow, song: SongRow) -> rx.Component:
    return rx.el.div(
        link(comment.author.name, href=routes.profile(comment.author.handle), class_name="comment-author"),
        rx.cond(comment.time, time_button(time=comment.time, seconds=comment.seconds, track=song.track)),
        time_ago(comment.at, "comment-age"),
        rx.cond(comment.edited, rx.el.span(t("edited"), class_name="comment-age")),
        class_name="comment-head",
    )


def _reply_button(comment: CommentRow) -> rx.Component:
    return rx.el.button(
        t("Reply"), type="button", class_name="comment-reply", on_click=WritingState.open_reply(comment.id)
    )


def _menu(comment: CommentRow, others_items: Items) -> rx.Component:
    state = WritingState
    own = rx.fragment(
        menu_item(t("Edit"), "pencil", state.open_edit(comment.id, comment.text)),
        menu_item(t("Delete"), "trash-2", state.delete_comment(comment.id), danger=True),
    )
    others = rx.fragment(
        rx.cond(
            comment.removable,
            menu_item(t("Remove from this song"), "trash-2", state.delete_comment(comment.id), danger=True),
        ),
        others_items(comment),
    )
    return menu(icon_button("ellipsis", t("Comment menu")), rx.cond(comment.own, own, others))


@rx.memo
def time_button(time: rx.Var[str], seconds: rx.Var[float], track: rx.Var[Track]) -> rx.Component:
    """The position that a comment is about, which leads there."""
    return rx.el.button(
        time,
        type="button",
        class_name="comment-time",
        on_click=player.play_from(cast("Track", track), cast("float", seconds)),
        custom_attrs={"aria-label": formatted("Play from {time}", time=time)},
    )


def comment_marks(song: SongRow) -> rx.Component:
    """Return the dots of comments about positions in a song, to be laid over its waveform."""
    marks = rx.foreach(CommentsState.marks, lambda mark: rx.el.li(_mark(mark=mark, track=song.track)))
    return rx.el.ul(marks, class_name="comment-marks", custom_attrs={"aria-label": t("Comments in the song")})


@rx.memo
def _mark(mark: rx.Var[Mark], track: rx.Var[Track]) -> rx.Component:
    shown = cast("Mark", mark)
    return rx.el.button(
        type="button",
        class_name="comment-mark",
        title=shown.label,
        on_click=player.play_from(cast("Track", track), shown.seconds),
        custom_attrs={"aria-label": shown.label, **inline_style(left=f"{shown.percent}%")},
    )
