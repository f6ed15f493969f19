"""Who an app's request comes from: an API key, or an app password in plain, in hex, or hashed with a salt."""

import hashlib
import hmac

from melodymaker import ports
from melodymaker.api.subsonic.answers import CONFLICT, FORBIDDEN, MISSING, OTHER, WRONG_KEY, WRONG_LOGIN, Failed
from melodymaker.api.subsonic.parameters import Parameters
from melodymaker.api_keys.service import KeyHolder, holder_of, holder_of_password

_CALLS = "1200/minute"
_WRONG = "Wrong user name or password. Apps need an app password, made under Keys in the settings."
_HEX = "enc:"


def holder_of_parameters(sent: Parameters) -> KeyHolder:
    """For whom the app acts; raises Failed."""
    if sent.has("apiKey"):
        if any(sent.has(name) for name in ("u", "p", "t", "s")):
            raise Failed(CONFLICT, "Send either a key, or a user name with a password.")
        holder = holder_of(sent.get("apiKey"))
        if holder is None:
            raise Failed(WRONG_KEY, "This key is not known, or was revoked.")
    else:
        holder = _by_password(sent)
    if not ports.in_use().limits.allow(_CALLS, "subsonic", holder.key_id):
        raise Failed(OTHER, "Too many requests. Wait a minute.")
    return holder


def require_create(holder: KeyHolder) -> None:
    """Raise Failed for a key that only reads."""
    if not holder.may_create:
        raise Failed(FORBIDDEN, "This key only reads.")


def _by_password(sent: Parameters) -> KeyHolder:
    handle = sent.needed("u")
    if sent.has("t"):
        salt, token = sent.needed("s"), sent.needed("t").lower()
        holder = holder_of_password(handle, lambda password: _same(_hashed(password, salt), token))
    elif sent.has("p"):
        typed = _plain(sent.get("p"))
        holder = holder_of_password(handle, lambda password: _same(password, typed))
    else:
        raise Failed(MISSING, "Required parameter is missing: t and s, p, or apiKey.")
    if holder is None:
        raise Failed(WRONG_LOGIN, _WRONG)
    return holder


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode("utf-8", "replace"))


def _hashed(password: str, salt: str) -> str:
    # Subsonic's own way, which apps follow: what it protects is random and long.
    return hashlib.md5((password + salt).encode("utf-8", "replace")).hexdigest()  # noqa: S324 - as just said


def _plain(password: str) -> str:
    if not password.startswith(_HEX):
        return password
    try:
        return bytes.fromhex(password.removeprefix(_HEX)).decode()
    except ValueError:
        return ""
