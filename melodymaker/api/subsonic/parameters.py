"""What an app sends: behind the question mark or as a form, names more than once where they stand for a list."""

from collections import defaultdict
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from melodymaker.api.subsonic.answers import MISSING, NOT_FOUND, Failed
from melodymaker.db.models import is_id

_MAX_FORM = 512 * 1024
_MAX_FIELDS = 5_000
SONG = "so"
ALBUM = "al"
ARTIST = "ar"
PLAYLIST = "pl"
_GONE = "This is not here any more."


class Parameters:
    """What was sent, by name."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._values: dict[str, list[str]] = defaultdict(list)
        for name, value in pairs:
            self._values[name].append(value.replace("\0", ""))

    def get(self, name: str, otherwise: str = "") -> str:
        """The first value of the name."""
        return self._values[name][0] if self._values.get(name) else otherwise

    def all(self, name: str) -> list[str]:
        """All values of the name."""
        return list(self._values.get(name, ()))

    def has(self, name: str) -> bool:
        """Whether the name was sent."""
        return name in self._values

    def needed(self, name: str) -> str:
        """The value of the name; raises Failed without one."""
        if not self.get(name):
            raise Failed(MISSING, f"Required parameter is missing: {name}.")
        return self.get(name)

    def number(self, name: str, otherwise: int, most: int) -> int:
        """The whole number of the name, from 0 to `most`; what is none is as if it was not sent."""
        text = self.get(name)
        return min(int(text), most) if text.isdecimal() and text.isascii() and len(text) < 10 else otherwise

    def flag(self, name: str, *, otherwise: bool = False) -> bool:
        """Whether the name says true."""
        return self.get(name).lower() == "true" if self.has(name) else otherwise


async def read_parameters(request: Request) -> Parameters:
    """What was sent with a request."""
    pairs = list(request.query_params.multi_items())
    if request.method == "POST":
        content = b""
        try:
            async for chunk in request.stream():
                content += chunk
                if len(content) > _MAX_FORM:
                    break
            pairs += parse_qsl(content.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MAX_FIELDS)
        except (ValueError, ClientDisconnect):
            return Parameters([])
    return Parameters(pairs)


def outer_id(kind: str, row_id: str) -> str:
    """A row's id as apps see it."""
    return f"{kind}-{row_id}"


def inner_id(sent: str, *kinds: str) -> tuple[str, str]:
    """The kind and the row's id of what an app has sent; raises Failed for what is of none of these kinds."""
    kind, _, row_id = sent.partition("-")
    if kind not in kinds or not is_id(row_id):
        raise Failed(NOT_FOUND, _GONE)
    return kind, row_id


def row_of(sent: str, kind: str) -> str:
    """The row's id of what an app has sent; raises Failed for what is of another kind."""
    return inner_id(sent, kind)[1]
