"""Who a program's request comes from: the key that it carries, and how much of its allowance is left."""

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from melodymaker import ports
from melodymaker.accounts.sign_in_limits import network_of
from melodymaker.api.v1.problems import Refused
from melodymaker.api_keys.service import KeyHolder, holder_of
from melodymaker.db import in_thread
from melodymaker.web.addresses import client_address

CALLS = 300
WINDOW_SECONDS = 60
_RULE = f"{CALLS}/minute"
_WRONG_KEYS = "60/minute"
_CHALLENGE = 'Bearer realm="MelodyMaker"'
_NO_KEY = "Send a key with each request, as in “Authorization: Bearer mm_…”. Keys are made under Keys in the settings."
_WRONG_KEY = "This key is not known, or was revoked."
_TOO_MANY = f"This key was used {CALLS} times in the last minute, which is the most. Wait a little, then go on."
_TOO_MANY_WRONG = "Too many requests with wrong keys came from your network. Wait a minute."


def bearer_key(request: HTTPConnection) -> str:
    """The key that a request carries, or nothing."""
    kind, _, key = request.headers.get("authorization", "").partition(" ")
    return key.strip() if kind.lower() == "bearer" else ""


async def holder_of_request(request: Request) -> KeyHolder:
    """For whom the request's key stands; raises Refused without one, with a wrong one, and for too many requests."""
    key = bearer_key(request)
    if not key:
        raise Refused(401, "Not signed in", _NO_KEY, {"WWW-Authenticate": _CHALLENGE})
    holder = await in_thread(holder_of, key)
    if holder is None:
        if not ports.in_use().limits.allow(_WRONG_KEYS, "wrong-key", network_of(client_address(request.scope))):
            raise Refused(429, "Too many attempts", _TOO_MANY_WRONG, {"Retry-After": str(WINDOW_SECONDS)})
        challenge = f'{_CHALLENGE}, error="invalid_token"'
        raise Refused(401, "Not signed in", _WRONG_KEY, {"WWW-Authenticate": challenge})
    if not await in_thread(ports.in_use().limits.allow, _RULE, "api", holder.key_id):
        headers = await in_thread(_limit_headers, holder)
        raise Refused(429, "Too many attempts", _TOO_MANY, {**headers, "Retry-After": _seconds(holder)})
    return holder


async def add_limits(response: Response, holder: KeyHolder) -> Response:
    """The answer with what is left of the key's allowance (draft-ietf-httpapi-ratelimit-headers)."""
    response.headers.update(await in_thread(_limit_headers, holder))
    return response


def _limit_headers(holder: KeyHolder) -> dict[str, str]:
    allowance = ports.in_use().limits.allowance(_RULE, "api", holder.key_id)
    return {
        "RateLimit-Policy": f'"key";q={CALLS};w={WINDOW_SECONDS}',
        "RateLimit": f'"key";r={allowance.left};t={allowance.seconds}',
    }


def _seconds(holder: KeyHolder) -> str:
    return str(max(1, ports.in_use().limits.allowance(_RULE, "api", holder.key_id).seconds))
