"""One playlist's page."""

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import AccountState
from melodymaker.create.feed_state import FeedState
from melodymaker.downloads.state import DownloadState
from melodymaker.i18n import t
from melodymaker.player.kept import keep_button, kept_note
from melodymaker.playlists.components import playlist_cover
from melodymaker.playlists.dialog_states import EditState
from melodymaker.playlists.state import PlaylistState
from melodymaker.songs.components import Slot, song_row, track_list
from melodymaker.songs.queries import ProgressRow
from melodymaker.songs.rows import SongRow
from melodymaker.ui.buttons import icon_button, link, link_button, primary_button, quiet_button, solid_button
from melodymaker.ui.labels import badge
from melodymaker.ui.messages import empty_state, note, skeleton_rows
from melodymaker.ui.overlays import menu, menu_item
from melodymaker.ui.share import share_button
from melodymaker.ui.texts import formatted
from melodymaker.ui.vars import count


def playlist_page(actions: Slot) -> rx.Component:
    """A playlist: what it is called, and its songs in their order; `actions` stand at each song's end."""
    gone = empty_state(
        t("This playlist is not here"),
        t("It may be private, or deleted."),
        link_button(t("Go to your playlists"), href=f"{routes.LIBRARY}?tab=playlists", kind="solid"),
        icon="list-x",
    )
    shown = rx.cond(PlaylistState.found, rx.fragment(_head(), _songs(actions)), gone)
    return rx.el.div(rx.cond(PlaylistState.loaded, shown, skeleton_rows(6)), class_name="page")


def _head() -> rx.Component:
    page = PlaylistState.page
    return rx.el.div(
        playlist_cover(page.row, "playlist-cover-hero"),
        rx.el.div(
            rx.el.p(t("Playlist"), rx.cond(page.row.public, badge(t("public"), "quiet"), badge(t("private"), "quiet"))),
            rx.el.h1(page.row.title, dir="auto"),
            rx.cond(page.row.description, rx.el.p(page.row.description, class_name="playlist-about", dir="auto")),
            rx.el.p(
                link(page.owner.name, href=routes.profile(page.owner.handle)),
                " · ",
                page.row.about,
                class_name="playlist-figures",
            ),
            rx.el.div(
                primary_button(
                    rx.icon("play", size=20),
                    t("Play"),
                    disabled=page.row.count == 0,
                    on_click=PlaylistState.play(False),  # noqa: FBT003
                    custom_attrs={"aria-label": t("Play playlist")},
                ),
                quiet_button(
                    rx.icon("shuffle", size=18),
                    t("Shuffle"),
                    disabled=page.row.count == 0,
                    on_click=PlaylistState.play(True),  # noqa: FBT003
                    custom_attrs={"aria-label": t("Shuffle playlist")},
                ),
                rx.cond(
                    page.row.public,
                    share_button(
                        page.row.title,
                        player=routes.embed_playlist(page.row.id),
                        height=routes.EMBED_PLAYLIST_HEIGHT,
                    ),
                ),
                rx.cond((AccountState.user_id != "") & (page.row.count > 0), _keep()),
                rx.cond(page.own & (page.row.count > 0), _edit_order()),
                rx.cond(page.own, _menu()),
                class_name="actions",
            ),
            kept_note(page.row.id),
            class_name="playlist-words",
        ),
        class_name="playlist-head",
    )


def _keep() -> rx.Component:
    page = PlaylistState.page
    return keep_button(page.row.id, page.songs, on_keep=PlaylistState.keep)


def _edit_order() -> rx.Component:
    state = PlaylistState
    return rx.cond(
        state.editing,
        solid_button(t("Done"), on_click=state.set_editing(False)),
        quiet_button(rx.icon("list-ordered", size=18), t("Edit order"), on_click=state.set_editing(True)),
    )


def _menu() -> rx.Component:
    row = PlaylistState.page.row
    return menu(
        icon_button("ellipsis", t("Playlist options"), raised=True),
        menu_item(t("Edit"), "pencil", EditState.open_edit(row.id)),
        menu_item(t("Download"), "download", DownloadState.open_playlist(row.id), disabled=row.count == 0),
        menu_item(t("Delete"), "trash-2", PlaylistState.delete_playlist(row.id), danger=True),
    )


def _songs(actions: Slot) -> rx.Component:
    page = PlaylistState.page
    return rx.fragment(
        rx.cond(
            count(page.songs) > 0,
            track_list(rx.foreach(page.songs, lambda song: _song(song, actions))),
            empty_state(
                t("No songs in it yet"),
                t("Open a song’s menu and choose “Add to playlist”."),
                link_button(t("Go to your songs"), href=routes.LIBRARY, kind="solid"),
                icon="list-music",
            ),
        ),
        rx.cond(
            page.missing > 0,
            note(
                formatted(
                    "{missing} of its songs cannot be heard any more: deleted, or made private.", missing=page.missing
                )
            ),
        ),
    )


def _song(song: SongRow, actions: Slot) -> rx.Component:
    row = song_row(
        song, _NO_PROGRESS, FeedState.cancel_request, actions, rx.el.h2, names_artist=~rx.Var.create(song.own)
    )
    move = rx.el.div(
        icon_button("chevron-up", t("Move up"), on_click=PlaylistState.move_by(song.id, -1)),
        icon_button("chevron-down", t("Move down"), on_click=PlaylistState.move_by(song.id, 1)),
        icon_button("x", t("Remove from playlist"), on_click=PlaylistState.remove_song(song.id)),
        class_name="playlist-moves",
        role="group",
        custom_attrs={"aria-label": formatted("Place of {title}", title=song.title)},
    )
    moving = PlaylistState.page.own & PlaylistState.editing
    return rx.el.div(row, rx.cond(moving, move), class_name="playlist-song")


_NO_PROGRESS = ProgressRow("", 0, "")
