"""The create page's state: the composer, its drafts and presets, and the queue of one's own requests."""

import random
import uuid
from dataclasses import fields, replace
from typing import Any

import reflex as rx

from melodymaker import ports
from melodymaker.accounts.state import Private
from melodymaker.create import ideas, queries, service
from melodymaker.create.feed_state import FeedState
from melodymaker.create.lyrics_check import Remark, converted, remarks_on
from melodymaker.db import in_thread
from melodymaker.errors import InvalidInput, MelodyError
from melodymaker.generation.requests import request_key, submit_request, validate
from melodymaker.types import MAX_DESCRIPTION, REMIX_FIELDS, GenerationId, Mode, SongRequest, UserId, Voice
from melodymaker.ui.commands import show, show_first_error, toast_done, toast_error
from melodymaker.web import arguments
from melodymaker.web.shared_reads import fresh

SLIDER_STEP = 10.0
NOT_A_NUMBER = "This should be a whole number."
# What is typed into text fields, and the numbers that are typed as text.
_TEXTS = frozenset(field.name for field in fields(SongRequest) if field.type is str) - {*REMIX_FIELDS}
_NUMBERS = ("bpm", "seed")


class CreateState(Private, rx.State):
    """The composer: what is typed stays until the user changes it."""

    # All that is chosen, but for the numbers that are typed: those are read from `typed` when they are needed.
    request: SongRequest = SongRequest()
    typed: dict[str, str] = dict.fromkeys(_NUMBERS, "")
    errors: dict[str, str] = {}
    filled: int = 0
    # Sent along with a request, and renewed when that is queued: one that comes twice was sent before the answer came.
    submission_id: str = ""
    # The length slider's ends, in seconds; the lower one, a step below the shortest song, stands for automatic.
    slider_low: float = SLIDER_STEP
    slider_high: float = 180.0
    engine: str = ""
    engine_notes: list[str] = []
    # Whether one can choose who sings, and whether only English is sung.
    has_voices: bool = False
    english_only: bool = False
    # What the writer is writing: nothing, "draft", or the number of a line.
    writing: str = ""

    @rx.event
    async def load_composer(self) -> None:
        """Show what the engine in use can do, and take over an idea from the address."""
        await self._user_id()
        self.submission_id = uuid.uuid4().hex
        can = ports.in_use().generator.capabilities
        self.slider_low = can.shortest - SLIDER_STEP
        self.slider_high = float(can.longest)
        self.engine = queries.engine_label(can)
        self.engine_notes = list(can.notes)
        self.has_voices = bool(can.voices)
        self.english_only = can.languages == ("en",)
        query = self.router.url.query_parameters
        if earlier := query.get("from", ""):
            user_id = UserId(self._owner)
            self._fill(await in_thread(queries.request_of, user_id, GenerationId(earlier)))
        elif idea := query.get("idea", ""):
            self._change(mode=Mode.SIMPLE, description=idea[:MAX_DESCRIPTION])

    @rx.event
    async def set_mode(self, mode: str) -> None:
        """Turn to the Simple or the Custom tab."""
        await self._user_id()
        self._change(mode=Mode.CUSTOM if mode == Mode.CUSTOM else Mode.SIMPLE)
        self.errors = {}

    @rx.event
    async def set_write_lyrics(self, choice: str) -> None:
        """Choose between own lyrics and described ones."""
        await self._user_id()
        self._change(write_lyrics=choice == "write")
        self.errors = {}

    @rx.event
    async def set_instrumental(self, on: bool) -> None:
        """Choose whether there are lyrics at all."""
        await self._user_id()
        self._change(instrumental=arguments.flag(on))
        self.errors = {}

    @rx.event
    async def set_voice(self, choice: str) -> None:
        """Choose who sings."""
        await self._user_id()
        voice = arguments.text(choice)
        self._change(voice=Voice(voice) if voice in list(Voice) else Voice.AUTO)

    @rx.event
    async def set_text(self, name: str, text: str) -> None:
        """Take over what is typed into one of the fields."""
        await self._user_id()
        name = arguments.text(name)
        if name in _NUMBERS:
            self.typed = {**self.typed, name: arguments.text(text)}
        elif name in _TEXTS:
            self._change(**{name: arguments.text(text)})
        self._remove_error(name)

    @rx.event
    async def set_length(self, seconds: float) -> None:
        """Choose a length in seconds; the slider's low end means automatic."""
        await self._user_id()
        length = arguments.number(seconds)
        in_range = length is not None and self.slider_low < length <= self.slider_high
        self._change(duration=round(length) if length is not None and in_range else None)
        self._remove_error("duration")

    @rx.event
    async def add_idea(self, idea: str) -> None:
        """Append a chip's idea to the description."""
        await self._user_id()
        longer = ideas.appended(self.request.description, arguments.text(idea))
        self._change(description=longer[: arguments.MAX_TEXT])
        self._remove_error("description")

    @rx.event
    async def add_style(self, tag: str) -> None:
        """Append a chip's tag to the style."""
        await self._user_id()
        longer = ideas.appended(self.request.style, arguments.text(tag))
        self._change(style=longer[: arguments.MAX_TEXT])
        self._remove_error("style")

    @rx.event
    async def surprise(self) -> None:
        """Write a whole idea into the description."""
        await self._user_id()
        others = [idea for idea in ideas.SURPRISES if idea != self.request.description]
        self._change(description=random.choice(others))
        self._remove_error("description")

    @rx.event(background=True)
    async def write_draft(self) -> rx.event.EventSpec | None:
        """Have the writer fill the Custom tab, for the user to edit."""
        return await self._write(None)

    @rx.event(background=True)
    async def rewrite_line(self, line: int) -> rx.event.EventSpec | None:
        """Have one line of the lyrics rewritten."""
        index = arguments.number(line)
        return await self._write(-1 if index is None else int(index))

    @rx.event
    async def mend_lyrics(self) -> None:
        """Mend what of the lyric doctor's remarks can be mended."""
        await self._user_id()
        self._change(lyrics=converted(self.request.lyrics))
        self.filled += 1

    @rx.event
    async def submit_request(self, submission_id: str = "", clicks: int = 1) -> rx.event.EventSpec | None:
        """Queue a pair, whose two cards come into view; or lead to the first field that is wrong.

        `submission_id` is the one that the page showed, `clicks` what the browser counts in quick succession: the
        second click of a double click asks for nothing, and a request sent again before its answer was drawn is one.
        """
        user_id = await self._user_id()
        if (arguments.number(clicks) or 0) > 1:
            return None
        request = self._request()
        not_numbers = {name: NOT_A_NUMBER for name in _NUMBERS if not self._is_number(name)}
        if not_numbers:
            self.errors = validate(request) | not_numbers
            return show_first_error()
        try:
            key = request_key(arguments.text(submission_id), request)
            generation_id = await in_thread(submit_request, user_id, request, key)
        except InvalidInput as error:
            self.errors = error.fields
            return show_first_error()
        self.errors = {}
        self.submission_id = uuid.uuid4().hex
        feed = await self.get_state(FeedState)
        await feed._show({generation_id}, fresh())  # noqa: SLF001 - public methods would be remote endpoints
        return show(f'[data-pair="{generation_id}"] article')

    @rx.var
    def advanced(self) -> bool:
        """Whether what the folded section holds needs to be seen: something is set there, or wrong."""
        return bool(any(self.typed.values()) or self.request.key or {"key", *_NUMBERS} & self.errors.keys())

    @rx.var
    def length(self) -> float:
        """The chosen length in seconds; 0 is automatic."""
        return float(self.request.duration or 0)

    @rx.var
    def remarks(self) -> list[Remark]:
        """What the lyric doctor says of the lyrics."""
        request = self.request
        shown = request.mode == Mode.CUSTOM and request.write_lyrics and not request.instrumental
        seconds = request.duration or round(self.slider_high)
        return remarks_on(request.lyrics, request.duration, seconds, english_only=self.english_only) if shown else []

    @rx.var
    def mendable(self) -> bool:
        """Whether some of that can be mended at a click."""
        return any(remark.mends for remark in self.remarks)

    @rx.var
    def lines(self) -> list[tuple[int, str]]:
        """The lyrics' lines that are sung, each with its index."""
        lines = enumerate(self.request.lyrics.split("\n"))
        return [(index, line.strip()) for index, line in lines if line.strip() and not line.strip().startswith("[")]

    async def _write(self, line: int | None) -> rx.event.EventSpec | None:
        """Ask the writer, which may take a while: only the first and the last moment hold the state."""
        async with self:
            user_id = await self._user_id()
            request = self._request()
            if self.writing:
                return None
            self.writing = "draft" if line is None else str(line)
        try:
            draft = await in_thread(service.write_draft, user_id, request, line)
        except InvalidInput as error:
            async with self:
                self.writing = ""
                self.errors = error.fields
            return show_first_error()
        except MelodyError as error:
            async with self:
                self.writing = ""
            return toast_error(error.message)
        async with self:
            self.writing = ""
            self.errors = {}
            if line is not None:
                self._change(lyrics=service.with_line(self.request.lyrics, line, request.lyrics, draft.lyrics))
                return None
            self._take_over(draft)
        return toast_done("Here is a draft. Change what you like, then create.")

    def _take_over(self, draft: ports.Draft) -> None:
        """Show the writer's draft on the Custom tab."""
        self.filled += 1
        self._change(
            mode=Mode.CUSTOM,
            write_lyrics=True,
            title=draft.title,
            style=draft.style,
            lyrics=draft.lyrics,
            key=draft.key,
        )
        self.typed = {**self.typed, "bpm": str(draft.bpm)}
        if self.slider_low < draft.duration <= self.slider_high:
            self._change(duration=round(round(draft.duration / SLIDER_STEP) * SLIDER_STEP))

    def _fill(self, request: SongRequest) -> None:
        """Show an earlier request, or a preset."""
        self.errors = {}
        self.filled += 1
        self.request = request
        numbers = {name: getattr(request, name) for name in _NUMBERS}
        self.typed = {name: "" if number is None else str(number) for name, number in numbers.items()}

    def _request(self) -> SongRequest:
        """What is chosen and typed; what should be a number and is none is left out."""
        numbers = {name: arguments.whole_number(self.typed[name]) for name in _NUMBERS}
        return replace(self.request, **numbers)

    def _is_number(self, name: str) -> bool:
        return not self.typed[name].strip() or arguments.whole_number(self.typed[name]) is not None

    def _change(self, **changes: Any) -> None:
        self.request = replace(self.request, **changes)

    def _remove_error(self, field: str) -> None:
        if field in self.errors:
            self.errors = {name: error for name, error in self.errors.items() if name != field}
