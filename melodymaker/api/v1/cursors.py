"""Where a page of songs ended, as text that programs hand back."""

import base64
import json
from datetime import UTC, datetime

from melodymaker.db.models import is_id
from melodymaker.db.pagination import Cursor
from melodymaker.errors import InvalidInput

_WRONG = "This is no cursor of an earlier page."


def cursor_text(cursor: Cursor | None) -> str | None:
    """The cursor as text."""
    if cursor is None:
        return None
    content = json.dumps([cursor.value.isoformat(), cursor.key])
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def cursor_of(text: str) -> Cursor | None:
    """The cursor of the text, or None of an empty one; raises InvalidInput for a text that no page gave."""
    if not text:
        return None
    try:
        at, key = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        moment = datetime.fromisoformat(at).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise InvalidInput({"cursor": _WRONG}) from error
    if not is_id(key):
        raise InvalidInput({"cursor": _WRONG})
    return Cursor(moment, key)
