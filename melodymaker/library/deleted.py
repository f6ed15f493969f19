"""What was deleted in the last week, which can be restored."""

import reflex as rx

from melodymaker import routes
from melodymaker.i18n import t
from melodymaker.library.deleted_state import DeletedState
from melodymaker.songs.menu_state import SongMenuState
from melodymaker.songs.rows import SongRow
from melodymaker.ui.buttons import icon_button, link_button, quiet_button
from melodymaker.ui.labels import badge, time_ago
from melodymaker.ui.messages import empty_state
from melodymaker.ui.overlays import dialog, dialog_actions, dialog_close
from melodymaker.ui.texts import formatted


def deleted_head(total: int) -> rx.Component:
    """Return what stands above the list: what it is, the way back, and the button that empties it."""
    return rx.el.div(
        rx.el.div(
            rx.el.h2(t("Recently deleted")),
            rx.el.p(
                t("Deleted songs stay here for a week. Then they go for good, with their files."), class_name="muted"
            ),
        ),
        rx.el.div(
            link_button(t("Back to your songs"), href=routes.LIBRARY),
            quiet_button(
                t("Empty"), on_click=DeletedState.ask_for_all, disabled=total == 0, class_name="button-danger"
            ),
            class_name="actions",
        ),
        _dialog(),
        class_name="deleted-head",
    )


def deleted_row(song: SongRow) -> rx.Component:
    """Return one deleted song, with the buttons that restore it and that delete it for good."""
    return rx.el.article(
        rx.el.div(rx.icon("trash-2", size=22), class_name="song-cover song-cover-blank"),
        rx.el.div(
            rx.el.div(rx.el.h3(song.title, class_name="song-title ellipsis"), badge(song.take), class_name="song-line"),
            rx.el.p(t("Deleted "), time_ago(song.deleted_at), class_name="song-about ellipsis"),
            class_name="song-words",
        ),
        rx.el.div(
            icon_button("undo-2", t("Restore"), on_click=SongMenuState.restore_song(song.id)),
            icon_button("trash-2", t("Delete for good"), on_click=DeletedState.ask_for_one(song.id, song.title)),
            class_name="song-side",
        ),
        class_name="song",
        custom_attrs={"aria-label": song.title, "data-song": song.id},
    )


def nothing_deleted() -> rx.Component:
    """Return what stands there while nothing is deleted."""
    return empty_state(
        t("Nothing deleted"), t("Songs that you delete can be restored here for a week."), icon="trash-2"
    )


def _dialog() -> rx.Component:
    state = DeletedState
    return dialog(
        dialog_actions(
            dialog_close(quiet_button(t("Cancel"))),
            quiet_button(t("Delete for good"), on_click=state.delete_for_good, class_name="button-danger"),
        ),
        title=rx.cond(
            state.title,
            formatted("Delete “{title}” for good?", title=state.title),
            t("Delete all of these songs for good?"),
        ),
        about=t("The files are deleted too. This cannot be undone."),
        opened=state.asking,
        on_open_change=state.set_asking,
    )
