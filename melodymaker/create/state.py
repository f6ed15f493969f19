"""The create page's state: the composer, its drafts and presets, and the queue of one's own requests."""

import random

import reflex as rx

from melodymaker import ports
from melodymaker.accounts.state import Private
from melodymaker.create import ideas
from melodymaker.create import queries as composing
from melodymaker.create import service as drafting
from melodymaker.create.feed_state import FeedState
from melodymaker.create.lyrics_check import Remark, converted, remarks_on
from melodymaker.db import in_thread
from melodymaker.errors import InvalidInput, MelodyError
from melodymaker.songs import service
from melodymaker.types import GenerationId, Mode, UserId
from melodymaker.ui.commands import show, show_first_error, toast_done, toast_error
from melodymaker.web import arguments
from melodymaker.web.shared_reads import fresh

SLIDER_STEP = 10.0
_TYPED = ("title", "description", "style", "lyrics", "bpm", "key", "seed")


class CreateState(Private, rx.State):
    """The composer: what is typed stays until the user changes it."""

    mode: str = Mode.SIMPLE
    title: str = ""
    write_lyrics: bool = True
    instrumental: bool = False
    description: str = ""
    style: str = ""
    lyrics: str = ""
    length: float = 0.0
    bpm: str = ""
    key: str = ""
    seed: str = ""
    errors: dict[str, str] = {}
    filled: int = 0
    # The length slider's ends, in seconds; the lower one, a step below the shortest song, stands for automatic.
    slider_low: float = SLIDER_STEP
    slider_high: float = 180.0
    wait: str = ""
    engine: str = ""
    engine_notes: list[str] = []
    # What the writer is at: nothing, "draft", or the number of a line.
    writing: str = ""

    @rx.event
    async def load_composer(self) -> None:
        """Show what the engine in use can do, and take over an idea from the address."""
        await self._user_id()
        can = ports.in_use().generator.capabilities
        self.slider_low, self.slider_high = can.shortest - SLIDER_STEP, float(can.longest)
        self.wait, self.engine, self.engine_notes = can.typical_wait, composing.engine_label(can), list(can.notes)
        asked = self.router.url.query_parameters
        if earlier := asked.get("from", ""):
            self._fill(await in_thread(composing.request_of, UserId(self._owner), GenerationId(earlier)))
        elif idea := asked.get("idea", ""):
            self.mode, self.description = Mode.SIMPLE, idea[: service.MAX_DESCRIPTION]

    @rx.event
    async def set_mode(self, mode: str) -> None:
        """Turn to the Simple or the Custom tab."""
        await self._user_id()
        self.mode = Mode.CUSTOM if mode == Mode.CUSTOM else Mode.SIMPLE
        self.errors = {}

    @rx.event
    async def set_write_lyrics(self, choice: str) -> None:
        """Choose between own lyrics and described ones."""
        await self._user_id()
        self.write_lyrics = choice == "write"
        self.errors = {}

    @rx.event
    async def set_instrumental(self, on: bool) -> None:
        """Choose whether there are lyrics at all."""
        await self._user_id()
        self.instrumental = arguments.flag(on)
        self.errors = {}

    @rx.event
    async def set_text(self, name: str, text: str) -> None:
        """Keep what is typed into one of the fields."""
        await self._user_id()
        name = arguments.text(name)
        if name in _TYPED:
            setattr(self, name, arguments.text(text))
            self._forget_error(name)

    @rx.event
    async def set_length(self, seconds: float) -> None:
        """Choose a length in seconds; the slider's low end means automatic, which is kept as 0."""
        await self._user_id()
        length = arguments.number(seconds)
        self.length = length if length is not None and self.slider_low < length <= self.slider_high else 0.0
        self._forget_error("duration")

    @rx.event
    async def add_idea(self, words: str) -> None:
        """Append a chip's words to the description."""
        await self._user_id()
        longer = ideas.appended(self.description, arguments.text(words))
        self.description = longer[: arguments.MAX_TEXT]
        self._forget_error("description")

    @rx.event
    async def add_style(self, tag: str) -> None:
        """Append a chip's tag to the style."""
        await self._user_id()
        longer = ideas.appended(self.style, arguments.text(tag))
        self.style = longer[: arguments.MAX_TEXT]
        self._forget_error("style")

    @rx.event
    async def surprise(self) -> None:
        """Write a whole idea into the description."""
        await self._user_id()
        self.description = random.choice([idea for idea in ideas.SURPRISES if idea != self.description])
        self._forget_error("description")

    @rx.event(background=True)
    async def write_draft(self) -> rx.event.EventSpec | None:
        """Have the writer fill the Custom tab, for the user to edit."""
        return await self._write(None)

    @rx.event(background=True)
    async def rewrite_line(self, line: int) -> rx.event.EventSpec | None:
        """Have one line of the lyrics written anew."""
        index = arguments.number(line)
        return await self._write(-1 if index is None else int(index))

    @rx.event
    async def mend_lyrics(self) -> None:
        """Mend what of the lyric doctor's remarks can be mended."""
        await self._user_id()
        self.lyrics = converted(self.lyrics)
        self.filled += 1

    @rx.event
    async def submit_request(self) -> rx.event.EventSpec:
        """Queue a pair, whose two cards come into view; or lead to the first field that is wrong."""
        user_id = await self._user_id()
        faults = {
            name: "This should be a whole number."
            for name in ("bpm", "seed")
            if getattr(self, name).strip() and arguments.whole_number(getattr(self, name)) is None
        }
        request = self._request()
        self.errors = service.faults_of(request) | faults
        if self.errors:
            return show_first_error()
        generation_id = await in_thread(service.submit_request, user_id, request)
        feed = await self.get_state(FeedState)
        await feed._show({generation_id}, fresh())  # noqa: SLF001 - public methods would be remote endpoints
        return show("[data-tracklist] article")

    @rx.var
    def advanced(self) -> bool:
        """Whether what the folded section holds needs to be seen: something is set there, or wrong."""
        return bool(self.bpm or self.key or self.seed or {"bpm", "key", "seed"} & self.errors.keys())

    @rx.var
    def remarks(self) -> list[Remark]:
        """What the lyric doctor says of the lyrics."""
        asked_for = self.mode == Mode.CUSTOM and self.write_lyrics and not self.instrumental
        return remarks_on(self.lyrics, round(self.length) or None) if asked_for else []

    @rx.var
    def mendable(self) -> bool:
        """Whether some of that can be mended at a click."""
        return any(remark.mends for remark in self.remarks)

    @rx.var
    def lines(self) -> list[tuple[int, str]]:
        """The lyrics' lines that are sung, each with its place."""
        lines = enumerate(self.lyrics.split("\n"))
        return [(place, line.strip()) for place, line in lines if line.strip() and not line.strip().startswith("[")]

    async def _write(self, line: int | None) -> rx.event.EventSpec | None:
        """Ask the writer, which may take a while: only the first and the last moment hold the state."""
        async with self:
            user_id, request = await self._user_id(), self._request()
            if self.writing:
                return None
            self.writing = "draft" if line is None else str(line)
        try:
            draft = await in_thread(drafting.write_draft, user_id, request, line)
        except InvalidInput as error:
            async with self:
                self.writing, self.errors = "", error.fields
            return show_first_error()
        except MelodyError as error:
            async with self:
                self.writing = ""
            return toast_error(error.message)
        async with self:
            self.writing, self.errors = "", {}
            if line is not None:
                self.lyrics = drafting.with_line(self.lyrics, line, request.lyrics, draft.lyrics)
                return None
            self.mode, self.write_lyrics, self.filled = Mode.CUSTOM, True, self.filled + 1
            self.title, self.style, self.lyrics = draft.title, draft.style, draft.lyrics
            self.bpm, self.key = str(draft.bpm), draft.key
            if self.slider_low < draft.duration <= self.slider_high:
                self.length = float(round(draft.duration / SLIDER_STEP) * SLIDER_STEP)
        return toast_done("Here is a draft. Change what you like, then create.")

    def _fill(self, request: service.SongRequest) -> None:
        """Show an earlier request, or a preset."""
        self.errors, self.filled = {}, self.filled + 1
        self.mode, self.write_lyrics, self.instrumental = request.mode, request.write_lyrics, request.instrumental
        self.title, self.description = request.title, request.description
        self.style, self.lyrics, self.key = request.style, request.lyrics, request.key
        self.length = float(request.duration or 0)
        self.bpm, self.seed = ("" if number is None else str(number) for number in (request.bpm, request.seed))

    def _request(self) -> service.SongRequest:
        """What is typed, as a request; what should be a number and is none is left out."""
        return service.SongRequest(
            mode=Mode(self.mode),
            title=self.title,
            description=self.description,
            style=self.style,
            lyrics=self.lyrics,
            write_lyrics=self.write_lyrics,
            instrumental=self.instrumental,
            duration=round(self.length) or None,
            bpm=arguments.whole_number(self.bpm),
            key=self.key,
            seed=arguments.whole_number(self.seed),
        )

    def _forget_error(self, field: str) -> None:
        if field in self.errors:
            self.errors = {name: words for name, words in self.errors.items() if name != field}
