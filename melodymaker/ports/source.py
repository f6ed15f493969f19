"""The song that a remix starts from, as text that outlives it."""

import json
from dataclasses import dataclass, fields
from typing import Any, Self

from pydantic import TypeAdapter

from melodymaker.types import SongRequest

_REQUEST = TypeAdapter(SongRequest)
_STORED = tuple(one for one in fields(SongRequest) if one.metadata.get("stored", True))


@dataclass(frozen=True)
class Source:
    """How a song was asked for, which take it is (0 or 1), and the hash of its score.

    An engine that works from scores composes the same one again from this.
    """

    request: SongRequest
    take: int
    score_hash: str

    @classmethod
    def of(cls, text: str) -> Self:
        """The source that `text` wrote."""
        values = json.loads(text)
        request = values["request"]
        if earlier := request.get("source"):
            request = {**request, "source": json.dumps(earlier)}
        return cls(_REQUEST.validate_python(request), values["take"], values["score_hash"])

    def text(self) -> str:
        """The source as JSON; the source of a source stands inside."""
        return json.dumps({"request": self._values(), "take": self.take, "score_hash": self.score_hash})

    def _values(self) -> dict[str, Any]:
        """The fields of the request that differ from the usual."""
        values = {one.name: getattr(self.request, one.name) for one in _STORED}
        changed = {name: value for name, value in values.items() if value != getattr(SongRequest, name)}
        if self.request.source:
            changed["source"] = json.loads(self.request.source)
        return changed
