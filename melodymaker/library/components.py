"""What every list of songs offers for each of them."""

import reflex as rx

from melodymaker import routes
from melodymaker.admin.components import admin_song_items
from melodymaker.create.feed_state import FeedState
from melodymaker.downloads.components import download_dialog, download_item
from melodymaker.downloads.state import DownloadState
from melodymaker.i18n import t
from melodymaker.library.favorite_state import FavoriteState
from melodymaker.library.history import HistoryRow
from melodymaker.likes.components import like_button
from melodymaker.player.components import play_button
from melodymaker.playlists.components import add_dialog, add_item, edit_dialog
from melodymaker.remixes.components import remix_button, remix_dialog, remix_item
from melodymaker.reports.components import report_dialog, report_item
from melodymaker.songs.components import hidden_badge, song_dialogs, song_menu
from melodymaker.songs.lineage import remix_of
from melodymaker.songs.rows import SongRow
from melodymaker.songs.statuses import status_names
from melodymaker.types import Reported
from melodymaker.ui.buttons import ASKS, TOGGLES, icon_button, link, link_button, quiet_button
from melodymaker.ui.labels import badge, moving_bars, sign, time_ago
from melodymaker.ui.overlays import menu_item
from melodymaker.ui.vars import negate, text_for


def song_actions(song: SongRow) -> rx.Component:
    """Return the heart and the menu at a song's end."""
    return rx.fragment(rx.cond(song.status == "ready", like_button(song)), song_items(song))


def song_items(song: SongRow) -> rx.Component:
    """Return the menu alone, for where there is little room."""
    return song_menu(
        song,
        menu_item(t("Open"), "square-arrow-out-up-right", rx.redirect(routes.song(song.id))),
        favorite_item(song),
        add_item(song),
        remix_item(song),
        rx.cond(song.own, download_item(song)),
        moderation_items(song),
    )


def moderation_items(song: SongRow) -> rx.Component:
    """Return what others can report, and admins do."""
    report = rx.cond(~rx.Var.create(song.own), report_item(Reported.SONG, song.id, song.title))
    return rx.fragment(report, admin_song_items(song))


def song_page_actions(song: SongRow) -> rx.Component:
    """Return the buttons beside Play on a song's page."""
    download = icon_button("download", t("Download"), raised=True, on_click=DownloadState.open_song(song.id))
    return rx.fragment(
        like_button(song, raised=True),
        favorite_button(song, raised=True),
        remix_button(song),
        rx.cond(song.own, download),
    )


def song_page_items(song: SongRow) -> rx.Component:
    """Return what the menu on a song's page offers beside what its owner can do."""
    stats = menu_item(t("Stats"), "chart-no-axes-column", rx.redirect(f"{routes.STATS}?song={song.id}"))
    return rx.fragment(add_item(song), remix_item(song), rx.cond(song.own, stats), moderation_items(song))


def dialogs() -> rx.Component:
    """Return the dialogs that songs and playlists open, once for each page."""
    return rx.fragment(song_dialogs(), add_dialog(), edit_dialog(), download_dialog(), remix_dialog(), report_dialog())


def song_marks(song: SongRow) -> rx.Component:
    """Return what a row says of a song beside its style: published, a favorite, and when it was made."""
    return rx.el.span(
        rx.cond(song.published, sign("globe", t("Published"))),
        rx.cond(song.favorite, sign("star", t("Favorite"))),
        time_ago(song.created_at),
        class_name="song-marks",
    )


def song_card(song: SongRow) -> rx.Component:
    """Return a song as a tile of the grid, whatever its status."""
    ready = rx.fragment(
        play_button(song.track, "cover-large"),
        rx.el.div(
            link(rx.el.h2(song.title, class_name="song-title ellipsis", dir="auto"), href=routes.song(song.id)),
            badge(song.take),
            hidden_badge(song),
            class_name="card-line",
        ),
        rx.cond(song.remix, remix_of(song)),
        rx.el.div(
            rx.el.p(song.style, class_name="tile-about ellipsis"),
            song_actions(song),
            class_name="card-foot",
        ),
    )
    pending = (song.status == "queued") | (song.status == "processing")
    other = rx.fragment(
        rx.el.div(rx.cond(pending, moving_bars(), rx.icon("circle-alert", size=28)), class_name="tile-blank"),
        rx.el.div(
            rx.el.h2(song.title, class_name="song-title ellipsis", dir="auto"),
            badge(song.take),
            rx.cond(pending, icon_button("x", t("Cancel"), on_click=FeedState.cancel_request(song.generation_id))),
            rx.cond(~pending, song_menu(song)),
            class_name="card-line",
        ),
        rx.el.p(text_for(song.status, status_names().items(), song.status), class_name="tile-about"),
    )
    return rx.el.article(
        rx.cond(song.status == "ready", ready, other),
        class_name="tile",
        custom_attrs={"aria-label": song.title, "data-song": song.id, "data-status": song.status},
    )


def history_row(row: HistoryRow) -> rx.Component:
    """Return one request: what was asked for, how it ended, and what can be done with it."""
    return rx.el.li(
        rx.el.div(
            rx.el.p(row.request, class_name="history-request", dir="auto"),
            rx.el.p(
                badge(
                    text_for(row.status, status_names().items(), row.status),
                    text_for(row.status, (("ready", "good"), ("failed", "bad")), "quiet"),
                ),
                rx.el.span(row.settings),
                rx.cond(row.took, rx.el.span(t("made in "), row.took)),
                time_ago(row.requested_at),
                class_name="history-facts",
            ),
            rx.cond(row.reason, rx.el.p(row.reason, class_name="history-reason")),
            rx.el.p(
                rx.foreach(
                    row.songs,
                    lambda song: rx.cond(
                        song.ready,
                        link(song.name, href=routes.song(song.id)),
                        rx.el.span(song.name),
                    ),
                ),
                class_name="history-songs",
            ),
        ),
        rx.el.div(
            quiet_button(
                t("Create again"),
                on_click=[FeedState.repeat_request(row.id), rx.redirect(routes.CREATE)],
                custom_attrs=ASKS,
            ),
            link_button(t("Edit and create"), href=f"{routes.CREATE}?from={row.id}"),
            class_name="actions",
        ),
        class_name="history-row",
    )


def favorite_button(song: SongRow, *, raised: bool = False) -> rx.Component:
    """Return the star: favorites are a private collection."""
    return icon_button(
        "star",
        t("Favorite"),
        hint=t("Favorite: only you see it"),
        raised=raised,
        class_name="star",
        on_click=FavoriteState.set_favorite(song.id, negate(song.favorite)),
        custom_attrs={"aria-pressed": rx.cond(song.favorite, "true", "false"), **TOGGLES},
    )


def favorite_item(song: SongRow) -> rx.Component:
    """Return the same as an item of a song's menu."""
    return rx.cond(
        song.favorite,
        menu_item(t("Remove from favorites"), "star-off", FavoriteState.set_favorite(song.id, False)),  # noqa: FBT003
        menu_item(t("Add to favorites"), "star", FavoriteState.set_favorite(song.id, True)),  # noqa: FBT003
    )
