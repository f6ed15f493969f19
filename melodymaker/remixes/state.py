"""The dialog that makes remixes of a song."""

import uuid

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.errors import InvalidInput
from melodymaker.i18n import t, translated
from melodymaker.remixes import queries, service
from melodymaker.remixes.queries import NO_SOURCE, PartRow, RemixSource
from melodymaker.remixes.service import LEAST_MORE, RemixChoice
from melodymaker.remixes.words import DIFFERENCES, KINDS, STRENGTHS, USUAL_DIFFERENCE
from melodymaker.songs.rows import clock
from melodymaker.types import RemixKind, SongId
from melodymaker.ui.commands import show_first_error, toast_done
from melodymaker.ui.controls import Option
from melodymaker.web import arguments

_USUAL_MORE = 30.0


class RemixState(Private, rx.State):
    """What is chosen in the dialog. Times are seconds in the source."""

    opened: bool = False
    source: RemixSource = NO_SOURCE
    kind: str = ""
    style: str = ""
    filled: int = 0
    difference: int = USUAL_DIFFERENCE
    start: float = 0.0
    end: float = 0.0
    more: float = _USUAL_MORE
    errors: dict[str, str] = {}
    # As on the create page: a request that comes twice was sent before the answer came.
    submission_id: str = ""

    @rx.event
    async def open_song(self, song_id: str) -> None:
        """Ask what is to become of a song."""
        requested = SongId(arguments.row_id(song_id))
        source = await in_thread(queries.remix_source, await self._user_id(), requested)
        self._begin(source)

    @rx.event
    async def set_opened(self, opened: bool) -> None:
        """Close the dialog."""
        await self._user_id()
        self.opened = arguments.flag(opened)

    @rx.event
    async def set_kind(self, kind: str) -> None:
        """Choose what kind of remix it is to be."""
        await self._user_id()
        if kind in self.source.kinds:
            self.kind = kind
            self.errors = {}
            self._choose_usual_part()

    @rx.event
    async def set_style(self, style: str) -> None:
        """Take over the style that is typed."""
        await self._user_id()
        self.style = arguments.text(style)
        self.errors = {}

    @rx.event
    async def choose_style(self, style: str) -> None:
        """Take over the style of a chip."""
        await self.set_style(style)
        self.filled += 1

    @rx.event
    async def set_difference(self, index: float) -> None:
        """Choose how different it is to be."""
        await self._user_id()
        chosen = arguments.number(index)
        if chosen is not None and 0 <= chosen < len(DIFFERENCES):
            self.difference = int(chosen)

    @rx.event
    async def set_start(self, seconds: float) -> None:
        """Choose where the part begins, or where the song goes on from."""
        await self._user_id()
        self.start = self._within(seconds, 0.0, self.source.seconds)
        self.end = max(self.end, min(self.source.seconds, self.start + self.source.step))
        self.errors = {}

    @rx.event
    async def set_end(self, seconds: float) -> None:
        """Choose where the part ends."""
        await self._user_id()
        self.end = self._within(seconds, 0.0, self.source.seconds)
        self.start = min(self.start, max(0.0, self.end - self.source.step))
        self.errors = {}

    @rx.event
    async def choose_part(self, index: int) -> None:
        """Choose one of the song's sections."""
        await self._user_id()
        number = arguments.number(index)
        if number is not None and 0 <= number < len(self.source.parts):
            part = self.source.parts[int(number)]
            self.start = part.start
            self.end = part.end
            self.errors = {}

    @rx.event
    async def set_more(self, seconds: float) -> None:
        """Choose how much longer it is to be."""
        await self._user_id()
        self.more = self._within(seconds, LEAST_MORE, self.longest_more)
        self.errors = {}

    @rx.event
    async def submit_remix(
        self, submission_id: str = "", clicks: int = 1
    ) -> rx.event.EventSpec | list[rx.event.EventSpec] | None:
        """Queue the two takes, and show them being made; or lead to what is wrong."""
        user_id = await self._user_id()
        if (arguments.number(clicks) or 0) > 1 or not self.kind:
            return None
        sent = arguments.text(submission_id)
        try:
            await in_thread(service.remix_song, user_id, SongId(self.source.id), self._choice(), sent)
        except InvalidInput as error:
            self.errors = error.fields
            return show_first_error()
        self.opened = False
        return [rx.redirect(f"{routes.CREATE}#{routes.SONGS_MADE}"), toast_done(t("Two remixes are on their way."))]

    @rx.var
    def kinds(self) -> list[Option]:
        """The kinds of remix that can be chosen."""
        chosen = (KINDS[RemixKind(kind)] for kind in self.source.kinds)
        return [Option(one.value, translated(one.name), translated(one.about)) for one in chosen]

    @rx.var
    def longest_more(self) -> float:
        """How much longer it can be, at most."""
        return max(LEAST_MORE + 10, float(self.source.longest) - self.start)

    @rx.var
    def becomes(self) -> str:
        """How long a song that goes on becomes, beside how long it is."""
        return t(
            "It becomes {length} long. The song itself lasts {own}.",
            length=clock(self._seconds()),
            own=clock(self.source.seconds),
        )

    @rx.var
    def error(self) -> str:
        """What is wrong, if it belongs to none of the fields."""
        return next((text for name, text in self.errors.items() if name != "style"), "")

    def _begin(self, source: RemixSource) -> None:
        self.opened = True
        self.source = source
        self.kind = source.kinds[0] if source.kinds else ""
        self.style = ""
        self.filled += 1
        self.difference = USUAL_DIFFERENCE
        self.more = _USUAL_MORE
        self.errors = {}
        self.submission_id = uuid.uuid4().hex
        self._choose_usual_part()

    def _choose_usual_part(self) -> None:
        """The second section, or the first half of a song whose sections are not known; for a longer song, its end."""
        half = self.source.step * max(1, round(self.source.seconds / 2 / self.source.step))
        chosen = self.source.parts[1] if len(self.source.parts) > 1 else PartRow("", 0.0, half)
        self.start = self.source.ending if self.kind == RemixKind.EXTEND else chosen.start
        self.end = chosen.end

    def _choice(self) -> RemixChoice:
        return RemixChoice(
            kind=RemixKind(self.kind),
            difference=STRENGTHS[self.difference],
            style=self.style,
            start=self.start,
            end=self.end,
            seconds=self._seconds(),
        )

    def _seconds(self) -> int:
        return min(self.source.longest, round(self.start + self.more))

    @staticmethod
    def _within(sent: object, low: float, high: float) -> float:
        number = arguments.number(sent)
        return low if number is None else min(high, max(low, number))
