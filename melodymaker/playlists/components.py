"""Playlists as they are drawn: in the sidebar, as tiles, and the dialogs that add songs and edit them."""

import reflex as rx

from melodymaker import routes
from melodymaker.i18n import t
from melodymaker.playlists.dialog_states import AddState, EditState
from melodymaker.playlists.queries import PlaylistRow
from melodymaker.playlists.service import MAX_DESCRIPTION
from melodymaker.playlists.state import SidebarState
from melodymaker.songs.rows import SongRow
from melodymaker.ui.buttons import icon_button, link, quiet_button, solid_button
from melodymaker.ui.controls import switch
from melodymaker.ui.forms import field
from melodymaker.ui.labels import badge
from melodymaker.ui.overlays import dialog, dialog_actions, dialog_close, menu_item
from melodymaker.ui.vars import contains, count


def playlist_cover(row: PlaylistRow, class_name: str = "") -> rx.Component:
    """Return the covers of the first four songs in one square; of the first alone where there are fewer."""
    pictures = rx.cond(
        count(row.thumbs) >= 4,
        rx.foreach(row.thumbs, _picture),
        rx.cond(count(row.thumbs) > 0, _picture(row.thumbs[0]), rx.icon("list-music", size=28)),
    )
    return rx.el.span(
        pictures,
        class_name=f"playlist-cover {class_name}".strip(),
        custom_attrs={"aria-hidden": "true", "data-count": rx.cond(count(row.thumbs) >= 4, "4", "1")},
    )


def _picture(address: str) -> rx.Component:
    return rx.el.img(src=address, alt="", loading="lazy", decoding="async")


def playlist_tile(row: PlaylistRow) -> rx.Component:
    """Return a playlist as a tile that leads to it.

    Among those of several people it says whose it is, else whether everybody sees it.
    """
    return link(
        playlist_cover(row, "playlist-cover-large"),
        rx.el.span(row.title, class_name="song-title ellipsis", dir="auto"),
        rx.el.span(
            rx.cond(row.owner, f"{row.owner} · ", ""),
            row.about,
            rx.cond((row.owner == "") & row.public, t(" · public"), ""),
            class_name="tile-about ellipsis",
        ),
        href=routes.playlist(row.id),
        class_name="tile",
    )


def sidebar_playlists() -> rx.Component:
    """Return the playlists last changed, for the sidebar."""
    return rx.cond(
        count(SidebarState.playlists) > 0,
        rx.el.nav(
            rx.el.div(
                rx.el.h2(t("Playlists")),
                icon_button("plus", t("New playlist"), on_click=EditState.open_new),
                class_name="sidebar-head",
            ),
            rx.foreach(
                SidebarState.playlists,
                lambda row: link(
                    playlist_cover(row),
                    rx.el.span(row.title, class_name="ellipsis", dir="auto"),
                    href=routes.playlist(row.id),
                    class_name="sidebar-playlist",
                ),
            ),
            class_name="sidebar-playlists",
            custom_attrs={"aria-label": t("Playlists")},
        ),
    )


def add_item(song: SongRow) -> rx.Component:
    """Return the item of a song's menu."""
    return menu_item(t("Add to playlist"), "list-plus", AddState.open_song(song.id))


def add_dialog() -> rx.Component:
    """Return the dialog that asks which playlist songs go into."""
    some = count(AddState.playlists) > 0
    return dialog(
        rx.cond(some, rx.el.ul(rx.foreach(AddState.playlists, _choice), class_name="playlist-choices")),
        rx.el.form(
            field(
                t("New playlist"),
                "title",
                error=AddState.error,
                required=False,
                auto_focus=~some,
                placeholder=t("Slow mornings"),
            ),
            solid_button(t("Create"), type="submit"),
            on_submit=AddState.submit_new,
            class_name="inline-form",
        ),
        title=t("Add to playlist"),
        opened=AddState.opened,
        on_open_change=AddState.set_opened,
    )


def _choice(row: PlaylistRow) -> rx.Component:
    held = contains(AddState.holding, row.id)
    return rx.el.li(
        rx.el.button(
            playlist_cover(row),
            rx.el.span(
                rx.el.span(row.title, class_name="ellipsis", dir="auto"),
                rx.el.small(row.about),
                class_name="playlist-choice-words",
            ),
            rx.cond(held, badge(t("in it"), "quiet")),
            type="button",
            disabled=held,
            on_click=AddState.add(row.id),
            class_name="playlist-choice",
        )
    )


def edit_dialog() -> rx.Component:
    """Return the dialog that makes a playlist, or changes what it is called and who sees it."""
    return dialog(
        rx.el.form(
            field(t("Title"), "title", value=EditState.title, error=EditState.errors.get("title", ""), required=False),
            field(
                t("Description"),
                "description",
                value=EditState.description,
                error=EditState.errors.get("description", ""),
                hint=t("Optional, at most {most} characters.", most=MAX_DESCRIPTION),
                required=False,
            ),
            switch(t("Public: everybody with the link sees it"), EditState.public, EditState.set_public),
            dialog_actions(
                dialog_close(quiet_button(t("Cancel"))),
                solid_button(rx.cond(EditState.playlist_id, t("Save"), t("Create")), type="submit"),
            ),
            on_submit=EditState.submit_edit,
            class_name="form",
        ),
        title=rx.cond(EditState.playlist_id, t("Edit playlist"), t("New playlist")),
        opened=EditState.opened,
        on_open_change=EditState.set_opened,
    )
