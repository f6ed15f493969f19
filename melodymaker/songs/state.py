"""The song page's state."""

from collections.abc import Iterable
from typing import Any, ClassVar

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.row_pages import RowPageState, row_id_in
from melodymaker.db import in_thread
from melodymaker.errors import InvalidInput, NotFound
from melodymaker.i18n import t
from melodymaker.player.commands import forget_track, switch_track
from melodymaker.player.track import Track
from melodymaker.songs import page_queries as queries
from melodymaker.songs import service as songs
from melodymaker.songs.page_queries import SongPage
from melodymaker.songs.rows import SongRow
from melodymaker.types import Change, Kind, SongId, Topic, song_topic
from melodymaker.ui.commands import show_first_error, toast_done, toast_link
from melodymaker.web import arguments
from melodymaker.web.shared_reads import Reader, fresh

_NO_TRACK = Track("", "", "", "", "", "", 0.0, "")
NO_SONG = SongRow(
    id="",
    generation_id="",
    title="",
    take="",
    status="",
    reason="",
    style="",
    details="",
    categories=[],
    length="",
    has_lyrics=False,
    engine="",
    own=False,
    published=False,
    favorite=False,
    likes=0,
    listens=0,
    created_at="",
    track=_NO_TRACK,
)

_NO_PAGE = SongPage(NO_SONG, [], [], sung=False, facts=[], tags=[])


class SongPageState(RowPageState, rx.State):
    """One song, with the other take of its pair."""

    kinds: ClassVar = frozenset({Kind.SONG, Kind.GENERATION, Kind.PERSON})

    page: SongPage = _NO_PAGE
    renaming: bool = False
    error: str = ""

    @rx.event
    async def load_song(self) -> None:
        """Show the song of the address; visitors see published ones."""
        self.renaming = False
        self.error = ""
        await self._open()

    @rx.event
    async def set_renaming(self, on: bool) -> None:
        """Turn the title into a field, or back."""
        await self._user_id()
        self.renaming = arguments.flag(on)
        self.error = ""

    @rx.event
    async def submit_title(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Give the song the title that was typed."""
        title = arguments.form_text(form, "title")
        try:
            await in_thread(songs.rename_song, await self._user_id(), SongId(self._row_id), title)
        except InvalidInput as error:
            self.error = error.message
            return show_first_error()
        self.renaming = False
        self.error = ""
        await self._show(fresh())
        return None

    @rx.event
    async def switch_to(self, song_id: str) -> rx.event.EventSpec | None:
        """Let the other take play on from where this one is."""
        takes = [take.track for take in self.page.takes]
        return switch_track(takes, song_id) if song_id in [track.id for track in takes] else None

    @rx.event
    async def keep_take(self, song_id: str) -> list[rx.event.EventSpec]:
        """Delete the other take of the pair, and offer to undo it for 10 s."""
        user_id = await self._user_id()
        others = [take.id for take in self.page.takes if take.id != song_id]
        if not others and song_id == self._row_id and self.page.song.own:  # pressed twice
            return []
        if not others or len(others) == len(self.page.takes):
            raise NotFound
        for other in others:
            await in_thread(songs.delete_song, user_id, SongId(other))
        await self._show(fresh())
        events = [forget_track(other) for other in others]
        if song_id != self._row_id:
            events.append(rx.redirect(routes.song(song_id)))
        undo = SongPageState.bring_back(others)
        return [*events, toast_done(t("Kept this take and deleted the other."), undo=undo)]

    @rx.event
    async def bring_back(self, song_ids: list[str]) -> rx.event.EventSpec:
        """Bring deleted takes back."""
        user_id = await self._user_id()
        for song_id in arguments.row_ids(song_ids):
            await in_thread(songs.restore_song, user_id, SongId(song_id))
        await self._show(fresh())
        return toast_done(t("Both takes are restored."))

    @rx.event
    async def set_published(self, public: bool) -> rx.event.EventSpec | None:
        """Let everybody hear the song, or only its owner again."""
        requested = SongId(self._row_id)
        public = arguments.flag(public)
        title = await in_thread(songs.publish_song, await self._user_id(), requested, public=public)
        await self._show(fresh())
        return (
            toast_link(t("Everybody can hear “{title}” now.", title=title), routes.song(requested)) if public else None
        )

    @rx.event
    async def delete_song(self) -> list[rx.event.EventSpec]:
        """Delete the song, go to the library, and offer to undo it for 10 s."""
        requested = SongId(self._row_id)
        title = await in_thread(songs.delete_song, await self._user_id(), requested)
        undo = SongPageState.bring_back([str(requested)])
        return [
            forget_track(requested),
            rx.redirect(routes.LIBRARY),
            toast_done(t("Deleted “{title}”.", title=title), undo=undo),
        ]

    @rx.var
    def heading(self) -> str:
        """The page's title in the browser."""
        return t("{title} · MelodyMaker", title=self.page.song.title) if self.found else "MelodyMaker"

    @staticmethod
    def _topics(path: str) -> Iterable[Topic]:
        return (song_topic(row_id_in(path)),)

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:
        shown = {
            self._row_id,
            self.page.song.generation_id,
            self.page.artist_id,
            *(take.id for take in self.page.takes),
        }
        if any(one.id in shown for one in changes):
            await self._show(read)

    async def _show(self, read: Reader) -> None:
        page = await self._read_page(read, queries.song_page, _NO_PAGE)
        if page != self.page:
            self.page = page
