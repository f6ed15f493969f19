"""The create page's state: the composer, its drafts and presets, and the queue of one's own requests."""

import random
import uuid
from dataclasses import fields

import reflex as rx

from melodymaker import ports
from melodymaker.create import ideas, queries, service
from melodymaker.create.composer import NUMBERS, Composer, Held
from melodymaker.create.feed_state import FeedState
from melodymaker.create.language_note import looks_foreign
from melodymaker.create.lyrics_check import Remark, converted, remarks_on
from melodymaker.db import in_thread
from melodymaker.errors import InvalidInput, MelodyError
from melodymaker.generation.requests import request_key, submit_request, validate
from melodymaker.i18n import later, t, translated
from melodymaker.types import MAX_DESCRIPTION, REMIX_FIELDS, GenerationId, Mode, SongRequest, UserId, Voice
from melodymaker.ui.commands import show_first_error, toast_done, toast_error
from melodymaker.web import arguments
from song_files.headings import sung_lines

SLIDER_STEP = 10.0
READS_ENGLISH = later(
    "This engine reads English. Say it in English and it hears every word; as it is, it will make a song of its own."
)
NOT_A_NUMBER = later("This should be a whole number.")
# What is typed into text fields.
_TEXTS = frozenset(field.name for field in fields(SongRequest) if field.type is str) - {*REMIX_FIELDS}


class CreateState(Composer, rx.State):
    """The composer's handlers."""

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
    # What the composer held before and after the writer's last draft.
    _drafted: tuple[Held, Held] | None = None

    @rx.event
    async def load_composer(self) -> rx.event.EventSpec | None:
        """Show what the engine in use can do, and take over an idea from the address."""
        await self._user_id()
        self.submission_id = uuid.uuid4().hex
        can = ports.in_use().generator.capabilities
        self.slider_low = can.shortest - SLIDER_STEP
        self.slider_high = float(can.longest)
        self.engine = queries.engine_label(can)
        self.engine_notes = [translated(note) for note in can.notes]
        self.has_voices = bool(can.voices)
        self.english_only = can.languages == ("en",)
        query = self.router.url.query_parameters
        before = self._held()
        if earlier := query.get("from", ""):
            user_id = UserId(self._owner)
            self._fill(await in_thread(queries.request_of, user_id, GenerationId(earlier)))
        elif idea := query.get("idea", ""):
            self._use_idea(idea[:MAX_DESCRIPTION])
        return self._offer_undo(before, t("Here is what you chose."))

    @rx.event
    async def set_mode(self, mode: str) -> None:
        """Turn to the Simple or the Custom tab."""
        await self._user_id()
        self._change(mode=Mode.CUSTOM if mode == Mode.CUSTOM else Mode.SIMPLE)
        if self.request.mode == Mode.SIMPLE:
            self._drop_drafted()
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
        if name in NUMBERS:
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
    async def surprise(self) -> rx.event.EventSpec | None:
        """Write a whole idea into the description."""
        others = [idea for idea in ideas.SURPRISES if idea != self.request.description]
        return await self._replace_description(random.choice(others))

    @rx.event
    async def use_idea(self, idea: str) -> rx.event.EventSpec | None:
        """Write this idea into the description."""
        return await self._replace_description(arguments.text(idea))

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
    async def mend_lyrics(self) -> rx.event.EventSpec | None:
        """Mend what of the lyric doctor's remarks can be mended."""
        await self._user_id()
        before = self._held()
        self._change(lyrics=converted(self.request.lyrics))
        self.filled += 1
        return self._offer_undo(before, t("The lyrics are mended."))

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
        not_numbers = {name: NOT_A_NUMBER for name in NUMBERS if not self._is_number(name)}
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
        return await feed._show_new(generation_id)  # noqa: SLF001 - public methods would be remote endpoints

    @rx.var
    def advanced(self) -> bool:
        """Whether what the folded section holds needs to be seen: something is set there, or wrong."""
        return bool(any(self.typed.values()) or self.request.key or {"key", *NUMBERS} & self.errors.keys())

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
    def description_note(self) -> str:
        """A friendly word where the engine will not understand what is described, or leaves some of it out."""
        if self.english_only and looks_foreign(self.request.description):
            return translated(READS_ENGLISH)
        simple = self.request.mode == Mode.SIMPLE
        return queries.not_understood(SongRequest(description=self.request.description)) if simple else ""

    @rx.var
    def style_note(self) -> str:
        """The same of the style."""
        return queries.not_understood(SongRequest(style=self.request.style))

    @rx.var
    def mendable(self) -> bool:
        """Whether some of that can be mended at a click."""
        return any(remark.mends for remark in self.remarks)

    @rx.var
    def lines(self) -> list[tuple[int, str]]:
        """The lyrics' lines that are sung, each with its index."""
        return [(line.index, line.text) for line in sung_lines(self.request.lyrics)]

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
            before = self._held()
            if line is not None:
                self.filled += 1
                self._change(lyrics=service.with_line(self.request.lyrics, line, request.lyrics, draft.lyrics))
                return self._offer_undo(before, t("The line is rewritten."))
            self._take_over(draft)
            self._drafted = (before, self._held())
            drafted = t("Here is a draft. Change what you like, then create.")
            return self._offer_undo(before, drafted) or toast_done(drafted)

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

    def _drop_drafted(self) -> None:
        """Take back the draft's tempo, key and length, which belong to its words, where they are still the draft's."""
        if self._drafted is None:
            return
        (before, drafted), self._drafted = self._drafted, None
        if self.typed["bpm"] == drafted.typed["bpm"]:
            self.typed = {**self.typed, "bpm": before.typed["bpm"]}
        for name in ("key", "duration"):
            if getattr(self.request, name) == getattr(drafted.request, name):
                self._change(**{name: getattr(before.request, name)})

    async def _replace_description(self, idea: str) -> rx.event.EventSpec | None:
        await self._user_id()
        before = self._held()
        self._use_idea(idea)
        own = before.request.description not in ideas.SURPRISES
        return self._offer_undo(before, t("Your description is replaced.")) if own else None

    def _use_idea(self, idea: str) -> None:
        self.filled += 1
        self._change(mode=Mode.SIMPLE, description=idea)
        self._remove_error("description")
