"""The download dialog: what is to be downloaded, and what there is of it."""

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.downloads import queries
from melodymaker.downloads.service import FORMATS, LRC, ONE_SONG_FORMATS, PARTS, counted
from melodymaker.i18n import later, t
from melodymaker.types import PlaylistId, SongId
from melodymaker.ui.commands import download, toast_info
from melodymaker.web import arguments

_ON_THEIR_WAY = {
    LRC: later("Your lyrics are on their way."),
    PARTS: later("The parts are being made, which takes some seconds."),
}


class DownloadState(Private, rx.State):
    """The dialog that asks for the format."""

    opened: bool = False
    title: str = ""
    about: str = ""
    has_lrc: bool = False
    has_parts: bool = False
    _song_id: str = ""
    _song_ids: list[str] = []
    _playlist_id: str = ""
    _count: int = 0
    _left_out: int = 0

    @rx.event
    async def open_song(self, song_id: str) -> None:
        """Ask for the format of one song."""
        one = await in_thread(queries.one_download, await self._user_id(), SongId(arguments.row_id(song_id)))
        self._begin(one.title, t("With its title, your name, the lyrics and the cover inside."))
        self._song_id = one.song.id
        self.has_lrc = bool(one.lrc)
        self.has_parts = one.has_parts

    @rx.event
    async def open_songs(self, song_ids: list[str]) -> None:
        """Ask for the format of several songs."""
        requested = [SongId(one) for one in arguments.row_ids(song_ids)]
        songs = await in_thread(queries.selected, await self._user_id(), requested)
        self._begin(
            counted(len(songs)), t("All in one ZIP file."), count=len(songs), left_out=len(requested) - len(songs)
        )
        self._song_ids = [one.song.id for one in songs]

    @rx.event
    async def open_playlist(self, playlist_id: str) -> None:
        """Ask for the format of a playlist's songs."""
        requested = PlaylistId(arguments.row_id(playlist_id))
        playlist = await in_thread(queries.in_playlist, await self._user_id(), requested)
        count = len(playlist.songs)
        about = t("{songs} of yours, in one ZIP file.", songs=counted(count))
        self._begin(playlist.title, about, count=count, left_out=playlist.left_out)
        self._playlist_id = requested

    @rx.event
    async def open_library(self) -> None:
        """Ask for the format of everything."""
        songs = await in_thread(queries.whole_library, await self._user_id())
        self._begin(t("Your whole library"), t("{songs} in one ZIP file.", songs=counted(len(songs))), count=len(songs))

    @rx.event
    async def set_opened(self, opened: bool) -> None:
        """Close the dialog."""
        await self._user_id()
        self.opened = arguments.flag(opened)

    @rx.event
    async def download(self, form: str) -> list[rx.event.EventSpec]:
        """Begin the download in the format chosen."""
        await self._user_id()
        self.opened = False
        if form not in (ONE_SONG_FORMATS if self._song_id else FORMATS):
            return []
        if self._song_id:
            address = routes.DOWNLOAD_SONG.format(song_id=self._song_id, form=form)
            text = _ON_THEIR_WAY.get(form, t("Your download is starting."))
        else:
            address = routes.DOWNLOAD_SONGS.format(form=form)
            text = _packing(self._count, self._left_out)
        if self._playlist_id:
            address = routes.DOWNLOAD_PLAYLIST.format(playlist_id=self._playlist_id, form=form)
        return [download(address, self._song_ids), toast_info(text)]

    def _begin(self, title: str, about: str, *, count: int = 1, left_out: int = 0) -> None:
        self.opened = True
        self.title = title
        self.about = about
        self.has_lrc = False
        self.has_parts = False
        self._song_id = ""
        self._song_ids = []
        self._playlist_id = ""
        self._count = count
        self._left_out = left_out


def _packing(songs: int, left_out: int) -> str:
    text = t("Packing {songs} into one ZIP…", songs=counted(songs))
    if left_out:
        text += t(" Left out: {songs} that somebody else made, or that have no file.", songs=counted(left_out))
    return text
