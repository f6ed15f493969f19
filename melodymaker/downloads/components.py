"""The download dialog, and the menu item that opens it."""

from typing import Any

import reflex as rx

from melodymaker.downloads.state import DownloadState
from melodymaker.i18n import t
from melodymaker.songs.rows import SongRow
from melodymaker.ui.buttons import quiet_button
from melodymaker.ui.overlays import dialog, menu_item
from melodymaker.ui.texts import formatted

_FORMATS = (
    ("mp3", "MP3", t("Small, plays everywhere")),
    ("flac", "FLAC", t("Lossless, for keeping")),
    ("wav", "WAV", t("Lossless and large, for editing")),
)


def download_item(song: SongRow) -> rx.Component:
    """Return the item of a song's menu."""
    return menu_item(t("Download"), "download", DownloadState.open_song(song.id))


def download_dialog() -> rx.Component:
    """Return the dialog that asks for the format."""
    return dialog(
        rx.el.div(
            *[_choice(*each) for each in _FORMATS],
            rx.cond(DownloadState.has_lrc, _choice("lrc", "LRC", t("The lyrics with their times"))),
            rx.cond(
                DownloadState.has_parts, _choice("zip", t("Stems"), t("Vocals, drums, bass and the rest, MIDI and LRC"))
            ),
            class_name="download-choices",
        ),
        title=rx.cond(DownloadState.title, formatted("Download {title}", title=DownloadState.title), t("Download")),
        about=DownloadState.about,
        opened=DownloadState.opened,
        on_open_change=DownloadState.set_opened,
    )


def _choice(form: str, name: str, about: str) -> rx.Component:
    act: Any = DownloadState.download(form)
    return quiet_button(rx.el.strong(name), rx.el.span(about), on_click=act, class_name="download-choice")
