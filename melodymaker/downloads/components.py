"""The download dialog, and how far a ZIP is."""

from typing import Any

import reflex as rx

from melodymaker.downloads.state import DownloadState
from melodymaker.songs.rows import SongRow
from melodymaker.ui.buttons import quiet_button
from melodymaker.ui.overlays import dialog, menu_item

_FORMATS = (
    ("mp3", "MP3", "Small, plays everywhere"),
    ("flac", "FLAC", "Lossless, for keeping"),
    ("wav", "WAV", "Lossless and large, for editing"),
)


class _ZipProgress(rx.Component):
    """Fetches the ZIPs that the dialog asks for, and shows how far each is; pages are its children."""

    library = rx.asset("progress.jsx", shared=True).importable_path
    tag = "ZipProgress"


def download_item(song: SongRow) -> rx.Component:
    """Return the item of a song's menu."""
    return menu_item("Download", "download", DownloadState.open_song(song.id))


def download_dialog() -> rx.Component:
    """Return the dialog that asks for the format."""
    return dialog(
        rx.el.div(
            *[_choice(*each) for each in _FORMATS],
            rx.cond(DownloadState.has_lrc, _choice("lrc", "LRC", "The lyrics with their times")),
            class_name="download-choices",
        ),
        title=rx.cond(DownloadState.title, f"Download {DownloadState.title}", "Download"),
        about=DownloadState.about,
        opened=DownloadState.opened,
        on_open_change=DownloadState.set_opened,
    )


def zip_progress() -> rx.Component:
    """Return what shows how far ZIPs are, to be mounted once around all pages."""
    return _ZipProgress.create()


def _choice(form: str, name: str, about: str) -> rx.Component:
    act: Any = DownloadState.download(form)
    return quiet_button(rx.el.strong(name), rx.el.span(about), on_click=act, class_name="download-choice")
