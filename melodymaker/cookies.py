"""The two cookies of the accounts: the session, and a refused form on its way back to its page."""

import base64
import binascii
import json
from dataclasses import asdict, dataclass, field

from starlette.requests import cookie_parser

SESSION = "melody_session"
FORM = "melody_form"
# The session's own 30 days are kept in the database and slide; the cookie only has to outlast them.
SESSION_MAX_AGE = 400 * 24 * 60 * 60
FORM_MAX_AGE = 30
_MAX_VALUE = 300


@dataclass(frozen=True)
class RefusedForm:
    """What was typed (never the password), and what is wrong with each field."""

    name: str
    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def encoded(self) -> str:
        """The form as a cookie's value."""
        short = RefusedForm(self.name, {key: value[:_MAX_VALUE] for key, value in self.values.items()}, self.errors)
        return base64.urlsafe_b64encode(json.dumps(asdict(short)).encode()).decode()


def session_token(cookie_header: str) -> str:
    """The session's token in a Cookie header, or nothing."""
    return _value(cookie_header, SESSION)


def refused_form(cookie_header: str, name: str) -> RefusedForm:
    """The form of that name that was just refused, or an empty one."""
    try:
        said = json.loads(base64.urlsafe_b64decode(_value(cookie_header, FORM)))
        form = RefusedForm(str(said["name"]), _texts(said["values"]), _texts(said["errors"]))
    except (binascii.Error, ValueError, KeyError, TypeError, AttributeError):
        return RefusedForm(name)
    return form if form.name == name else RefusedForm(name)


def _value(cookie_header: str, name: str) -> str:
    # Not http.cookies: it gives up at the first odd cookie, which other apps on localhost may have set.
    return cookie_parser(cookie_header).get(name, "")


def _texts(pairs: dict) -> dict[str, str]:
    return {str(key): str(value) for key, value in pairs.items()}
