"""What the composer holds, and what it held before its words were replaced, for whoever wants them back."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import reflex as rx
from pydantic import TypeAdapter, ValidationError

from melodymaker.accounts.state import Private
from melodymaker.errors import InvalidInput
from melodymaker.i18n import t
from melodymaker.types import REMIX_FIELDS, SongRequest
from melodymaker.ui.commands import toast_done
from melodymaker.web import arguments

# The numbers that are typed as text.
NUMBERS = ("bpm", "seed")
_WORDS = ("title", "description", "style", "lyrics")
_REQUEST = TypeAdapter(SongRequest)
_SENT = frozenset(field.name for field in fields(SongRequest)) - {*REMIX_FIELDS}


@dataclass(frozen=True)
class Held:
    """All that the composer holds: the request, and the numbers as they are typed."""

    request: SongRequest
    typed: dict[str, str]


def loses_words(before: SongRequest, after: SongRequest) -> bool:
    """Whether words of a request are gone from the later one."""
    return any((words := getattr(before, name).strip()) and words not in getattr(after, name) for name in _WORDS)


def sent_request(sent: object) -> SongRequest:
    """A request as a page sent it, for a song of its own; raises InvalidInput for what is none."""
    values = {name: sent[name] for name in _SENT if name in sent} if isinstance(sent, Mapping) else {}
    texts = {name: arguments.text(value) for name, value in values.items() if isinstance(value, str)}
    try:
        return _REQUEST.validate_python({**values, **texts})
    except ValidationError as error:
        raise InvalidInput({"description": t("What was kept of this request cannot be read.")}) from error


class Composer(Private, mixin=True):
    """What is typed and chosen stays until the user changes it, or can be had back."""

    # All that is chosen, but for the numbers that are typed: those are read from `typed` when they are needed.
    request: SongRequest = SongRequest()
    typed: dict[str, str] = dict.fromkeys(NUMBERS, "")
    errors: dict[str, str] = {}
    # Grows each time that texts are set on purpose.
    filled: int = 0
    _before: Held | None = None

    @rx.event
    async def undo(self) -> rx.event.EventSpec | None:
        """Bring back what the composer held before its words were replaced last."""
        await self._user_id()
        before, self._before = self._before, None
        if before is None:
            return None
        now = self._held()
        self.filled += 1
        self.errors = {}
        self.request = before.request
        self.typed = before.typed
        return self._offer_undo(now, t("Your words are back."))

    def _held(self) -> Held:
        return Held(self.request, self.typed)

    def _offer_undo(self, before: Held, text: str) -> rx.event.EventSpec | None:
        """Say what was done, with a way back, if words are gone that were there before."""
        if not loses_words(before.request, self.request):
            return None
        self._before = before
        # Not type(self): a background event has a proxy of the state.
        return toast_done(text, undo=self.__class__.undo)

    def _fill(self, request: SongRequest) -> None:
        """Show an earlier request, or a preset."""
        self.errors = {}
        self.filled += 1
        self.request = request
        numbers = {name: getattr(request, name) for name in NUMBERS}
        self.typed = {name: "" if number is None else str(number) for name, number in numbers.items()}

    def _show_refused(self, request: SongRequest, error: InvalidInput) -> None:
        """Show a request that was kept elsewhere, and what is wrong with it."""
        self._fill(request)
        self.errors = error.fields

    def _request(self) -> SongRequest:
        """What is chosen and typed; what should be a number and is none is left out."""
        numbers = {name: arguments.whole_number(self.typed[name]) for name in NUMBERS}
        return replace(self.request, **numbers)

    def _is_number(self, name: str) -> bool:
        return not self.typed[name].strip() or arguments.whole_number(self.typed[name]) is not None

    def _change(self, **changes: Any) -> None:
        self.request = replace(self.request, **changes)

    def _remove_error(self, field: str) -> None:
        if field in self.errors:
            self.errors = {name: error for name, error in self.errors.items() if name != field}
