"""The link that ends one person's e-mails: whoever has it needs no other right, and can do nothing else with it."""

import base64
import hashlib
import hmac

from melodymaker import ports, routes
from melodymaker.errors import NotFound
from melodymaker.notifications.choices import stop_mails
from melodymaker.types import UserId

_LONGEST = 120


def unsubscribe_link(user_id: UserId) -> str:
    """The address that ends this person's e-mails; it never expires, as old mails do not either."""
    return ports.in_use().site.url + routes.UNSUBSCRIBE.format(token=f"{user_id}.{_signature(user_id)}")


def check_token(token: str) -> UserId:
    """Whose e-mails the token ends; raises NotFound for a forged one."""
    user_id, _, signature = token[:_LONGEST].rpartition(".")
    if not user_id or not hmac.compare_digest(signature.encode(), _signature(user_id).encode()):
        raise NotFound
    return UserId(user_id)


def unsubscribe(token: str) -> None:
    """End the e-mails of whose token this is; raises NotFound for a forged one."""
    stop_mails(check_token(token))


def _signature(user_id: str) -> str:
    secret = ports.in_use().site.secret
    digest = hmac.new(secret, f"unsubscribe:{user_id}".encode(errors="replace"), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
