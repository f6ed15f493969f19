"""The download dialog: what is to be downloaded, and what there is of it."""

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.downloads import queries
from melodymaker.downloads.service import FORMATS, LRC
from melodymaker.types import PlaylistId, SongId
from melodymaker.ui.commands import command, toast_info
from melodymaker.web import arguments


class DownloadState(Private, rx.State):
    """The dialog that asks for the format. `count` songs are in it; `left_out` belong to others."""

    opened: bool = False
    title: str = ""
    about: str = ""
    has_lrc: bool = False
    _song_id: str = ""
    _song_ids: list[str] = []
    _playlist_id: str = ""

    @rx.event
    async def open_song(self, song_id: str) -> None:
        """Ask for the format of one song."""
        one = await in_thread(queries.one_download, await self._user_id(), SongId(arguments.row_id(song_id)))
        self._begin(one.name, "With its title, your name, the lyrics and the cover inside.")
        self._song_id, self.has_lrc = one.song.id, bool(one.lrc)

    @rx.event
    async def open_songs(self, song_ids: list[str]) -> None:
        """Ask for the format of several songs."""
        wanted = [SongId(one) for one in arguments.row_ids(song_ids)]
        songs = await in_thread(queries.selected, await self._user_id(), wanted)
        self._begin(_words(len(songs)), "All in one ZIP file.")
        self._song_ids = [one.song.id for one in songs]

    @rx.event
    async def open_playlist(self, playlist_id: str) -> None:
        """Ask for the format of a playlist's songs."""
        wanted = PlaylistId(arguments.row_id(playlist_id))
        title, songs = await in_thread(queries.in_playlist, await self._user_id(), wanted)
        self._begin(title, f"{_words(len(songs))} of yours, in one ZIP file.")
        self._playlist_id = wanted

    @rx.event
    async def open_library(self) -> None:
        """Ask for the format of everything."""
        songs = await in_thread(queries.whole_library, await self._user_id())
        self._begin("Your whole library", f"{_words(len(songs))} in one ZIP file.")

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
        if form not in FORMATS:
            return []
        if self._song_id:
            address = routes.DOWNLOAD_SONG.format(song_id=self._song_id, form=form)
            words = "Your lyrics are on their way." if form == LRC else "Your song is on its way."
            return [rx.download(url=address), toast_info(words)]
        address = routes.DOWNLOAD_SONGS.format(form=form)
        if self._playlist_id:
            address = routes.DOWNLOAD_PLAYLIST.format(playlist_id=self._playlist_id, form=form)
        # The page fetches it itself, to show how far it is.
        return [command("zip", address=address, file=f"{self.title}.zip", songs=self._song_ids)]

    def _begin(self, title: str, about: str) -> None:
        self.opened, self.title, self.about, self.has_lrc = True, title, about, False
        self._song_id, self._song_ids, self._playlist_id = "", [], ""


def _words(count: int) -> str:
    return f"{count:,} song" if count == 1 else f"{count:,} songs"
