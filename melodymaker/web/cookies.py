"""The cookies of the accounts.

These are the session, a refused form on its way back to its page, the link of a mail, and an attempt to sign in that
another site has to answer.

On https all are `Secure` and their names begin with `__Host-`, which lets no other host and no plain connection set
them (RFC 6265bis, 4.1.3.2). On plain http they are neither: Safari takes no `Secure` cookie there, even on localhost.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from starlette.requests import HTTPConnection, cookie_parser
from starlette.responses import Response

from melodymaker.db.text import one_line
from melodymaker.settings import load_addresses

# The names on plain http.
SESSION = "melody_session"
FORM = "melody_form"
LINK = "melody_link"
ATTEMPT = "melody_attempt"
HOST_PREFIX = "__Host-"
# The session's own 30 days are kept in the database and slide; the cookie only has to outlast them.
_SESSION_MAX_AGE = 400 * 24 * 60 * 60
_FORM_MAX_AGE = 30
_LINK_MAX_AGE = 30 * 60
_ATTEMPT_MAX_AGE = 15 * 60
# Browsers drop a cookie whose name and value are over 4,096 bytes (RFC 6265bis, 5.6).
MAX_BYTES = 3_500
_MAX_VALUE = 300
_MAX_FIELDS = 10


@dataclass(frozen=True)
class RefusedForm:
    """What was typed (never the password), and what is wrong with each field; or that it was taken: `done` says so."""

    name: str
    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    done: str = ""

    def encoded(self) -> str:
        """The form as a cookie's value, which fits: what was typed is shortened as far as it has to be."""
        limit = _MAX_VALUE
        while len(value := _encoded(self._shortened(limit))) > MAX_BYTES and limit:
            limit //= 2
        return value

    def _shortened(self, limit: int) -> "RefusedForm":
        return replace(self, values={key: value[:limit] for key, value in self.values.items()})


def session_name() -> str:
    """The name of the session's cookie on this site; a cookie of another name is not believed."""
    return _name(SESSION)


def form_name() -> str:
    """The name of the cookie that holds a refused form."""
    return _name(FORM)


def link_token(cookie_header: str) -> str:
    """The token of the mail's link that was opened last, or nothing."""
    return _value(cookie_header, _name(LINK))


def set_link(response: Response, token: str) -> None:
    """Have the browser carry the token of a mail's link to the page that it is for, where no script reads it."""
    response.set_cookie(_name(LINK), token, max_age=_LINK_MAX_AGE, **_attributes())


def forget_link(response: Response) -> None:
    """Have the browser forget the token of a mail's link."""
    response.delete_cookie(_name(LINK), **_attributes())


def attempt(cookie_header: str) -> list[str]:
    """The parts of the attempt to sign in that was begun last; none without one."""
    try:
        parts = json.loads(base64.urlsafe_b64decode(_value(cookie_header, _name(ATTEMPT))))
    except (ValueError, RecursionError):
        return []
    return [part for part in parts if isinstance(part, str)] if isinstance(parts, list) else []


def set_attempt(response: Response, *parts: str) -> None:
    """Have the browser keep what tells that an answer is to this attempt of this browser."""
    value = base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()
    response.set_cookie(_name(ATTEMPT), value, max_age=_ATTEMPT_MAX_AGE, **_attributes())


def forget_attempt(response: Response) -> None:
    """Have the browser forget the attempt, which is answered once."""
    response.delete_cookie(_name(ATTEMPT), **_attributes())


def session_token(cookie_header: str) -> str:
    """The session's token in a Cookie header, or nothing."""
    return _value(cookie_header, session_name())


def request_token(request: HTTPConnection) -> str:
    """The session's token in a request, or nothing."""
    return request.cookies.get(session_name(), "")


def refused_form(cookie_header: str, name: str) -> RefusedForm:
    """The form of that name that was just refused, or an empty one."""
    try:
        stored = json.loads(base64.urlsafe_b64decode(_value(cookie_header, form_name())))
        form = RefusedForm(
            stored["name"], _texts(stored["values"]), _texts(stored["errors"]), _text(stored.get("done"))
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return RefusedForm(name)
    return form if form.name == name else RefusedForm(name)


def is_answered(cookie_header: str) -> bool:
    """Whether the page was led to by a form of it that was just sent."""
    return bool(_value(cookie_header, form_name()))


def set_session(response: Response, token: str) -> None:
    """Have the browser keep the session's token, and forget the form that was refused before."""
    response.set_cookie(session_name(), token, max_age=_SESSION_MAX_AGE, **_attributes())
    forget_refused_form(response)


def forget_session(response: Response) -> None:
    """Have the browser forget the session's token."""
    response.delete_cookie(session_name(), **_attributes())


def set_refused_form(response: Response, form: RefusedForm) -> None:
    """Have the browser carry a refused form back to its page."""
    response.set_cookie(form_name(), form.encoded(), max_age=_FORM_MAX_AGE, **_attributes())


def forget_refused_form(response: Response) -> None:
    """Have the browser forget the form that was refused before."""
    response.delete_cookie(form_name(), **_attributes())


def _on_https() -> bool:
    return load_addresses().url.startswith("https://")


def _name(plain: str) -> str:
    return f"{HOST_PREFIX}{plain}" if _on_https() else plain


def _attributes() -> dict[str, Any]:
    return {"path": "/", "httponly": True, "samesite": "lax", "secure": _on_https()}


def _encoded(form: RefusedForm) -> str:
    text = json.dumps(asdict(form), ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode("utf-8", "ignore")).decode()


def _value(cookie_header: str, name: str) -> str:
    # Not http.cookies: it gives up at the first odd cookie, which other apps on localhost may have set.
    return cookie_parser(cookie_header).get(name, "")


def _texts(pairs: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a form; a cookie is whatever its bearer made of it."""
    texts = [(key, _text(value)) for key, value in pairs.items() if isinstance(value, str)]
    return dict(texts[:_MAX_FIELDS])


def _text(value: Any) -> str:
    return one_line(value)[:_MAX_VALUE] if isinstance(value, str) else ""
