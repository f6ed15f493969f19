"""The create page's state: the composer, its drafts and presets, and the queue of one's own requests."""

import math
import random

import reflex as rx

from melodymaker import ideas, ports, sent
from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.songs import queries, service
from melodymaker.songs.state import FeedState
from melodymaker.types import Mode
from melodymaker.ui.view import show, show_first_error

SLIDER_STEP = 10.0


class CreateState(Private, rx.State):
    """The composer: what is typed stays until the user changes it."""

    mode: str = Mode.SIMPLE
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
    # The length slider's ends, in seconds. Its lower one, a step below the shortest song, stands for automatic.
    slider_low: float = SLIDER_STEP
    slider_high: float = 180.0
    wait: str = ""
    engine: str = ""
    engine_notes: list[str] = []

    @rx.event
    async def load_composer(self) -> None:
        """Show what the engine in use can do, and take over an idea from the address."""
        await self._user_id()
        can = ports.in_use().generator.capabilities
        self.slider_low, self.slider_high = can.shortest - SLIDER_STEP, float(can.longest)
        self.wait, self.engine, self.engine_notes = can.typical_wait, queries.engine_words(can), list(can.notes)
        if idea := self.router.url.query_parameters.get("idea", ""):
            self.mode, self.description = Mode.SIMPLE, idea[: service.MAX_DESCRIPTION]

    @rx.event
    def set_mode(self, mode: str) -> None:
        """Turn to the Simple or the Custom tab."""
        self.mode, self.errors = (Mode.CUSTOM if mode == Mode.CUSTOM else Mode.SIMPLE), {}

    @rx.event
    def set_write_lyrics(self, choice: str) -> None:
        """Choose between own lyrics and described ones."""
        self.write_lyrics, self.errors = choice == "write", {}

    @rx.event
    def set_instrumental(self, on: bool) -> None:
        """Choose whether there are lyrics at all."""
        self.instrumental, self.errors = bool(on), {}

    @rx.event
    def set_description(self, text: str) -> None:
        """Keep what is typed."""
        self.description = sent.text(text)
        self._forget_error("description")

    @rx.event
    def set_style(self, text: str) -> None:
        """Keep what is typed."""
        self.style = sent.text(text)
        self._forget_error("style")

    @rx.event
    def set_lyrics(self, text: str) -> None:
        """Keep what is typed."""
        self.lyrics = sent.text(text)
        self._forget_error("lyrics")

    @rx.event
    def set_length(self, seconds: float) -> None:
        """Choose a length in seconds; the slider's low end means automatic, which is kept as 0."""
        is_number = isinstance(seconds, (int, float)) and math.isfinite(seconds)
        self.length = float(seconds) if is_number and seconds > self.slider_low else 0.0
        self._forget_error("duration")

    @rx.event
    def set_bpm(self, text: str) -> None:
        """Keep what is typed."""
        self.bpm = sent.text(text)
        self._forget_error("bpm")

    @rx.event
    def set_key(self, text: str) -> None:
        """Choose a key; nothing means any."""
        self.key = sent.text(text)
        self._forget_error("key")

    @rx.event
    def set_seed(self, text: str) -> None:
        """Keep what is typed."""
        self.seed = sent.text(text)
        self._forget_error("seed")

    @rx.event
    def add_idea(self, words: str) -> None:
        """Append a chip's words to the description."""
        self.description = ideas.appended(self.description, sent.text(words))
        self._forget_error("description")

    @rx.event
    def add_style(self, tag: str) -> None:
        """Append a chip's tag to the style."""
        self.style = ideas.appended(self.style, sent.text(tag))
        self._forget_error("style")

    @rx.event
    def surprise(self) -> None:
        """Write a whole idea into the description."""
        self.description = random.choice([idea for idea in ideas.SURPRISES if idea != self.description])
        self._forget_error("description")

    @rx.event
    async def submit_request(self) -> rx.event.EventSpec:
        """Queue a pair, whose two cards come into view; or lead to the first field that is wrong."""
        user_id = await self._user_id()
        faults = {
            name: "This should be a whole number."
            for name in ("bpm", "seed")
            if getattr(self, name).strip() and sent.whole_number(getattr(self, name)) is None
        }
        request = self._request()
        self.errors = service.faults_of(request) | faults
        if self.errors:
            return show_first_error()
        generation_id = await in_thread(service.submit_request, user_id, request)
        feed = await self.get_state(FeedState)
        await feed._refresh({generation_id})  # noqa: SLF001 - public methods would be remote endpoints
        return show("[data-tracklist] article")

    @rx.var
    def advanced(self) -> bool:
        """Whether what the folded section holds needs to be seen: something is set there, or wrong."""
        return bool(self.bpm or self.key or self.seed or {"bpm", "key", "seed"} & self.errors.keys())

    def _request(self) -> service.SongRequest:
        """What is typed, as a request; what should be a number and is none is left out."""
        return service.SongRequest(
            mode=Mode(self.mode),
            description=self.description,
            style=self.style,
            lyrics=self.lyrics,
            write_lyrics=self.write_lyrics,
            instrumental=self.instrumental,
            duration=round(self.length) or None,
            bpm=sent.whole_number(self.bpm),
            key=self.key,
            seed=sent.whole_number(self.seed),
        )

    def _forget_error(self, field: str) -> None:
        if field in self.errors:
            self.errors = {name: words for name, words in self.errors.items() if name != field}
