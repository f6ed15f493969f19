"""Signatures as Standard Webhooks has them (github.com/standard-webhooks, symmetric signatures, v1)."""

import base64
import hmac
from datetime import datetime

from melodymaker import ports

PREFIX = "whsec_"


def secret_of(webhook_id: str) -> str:
    """The secret that a webhook's messages are signed with: made anew from its id each time, and stored nowhere."""
    digest = hmac.digest(ports.in_use().site.secret, f"webhook\n{webhook_id}".encode(), "sha256")
    return PREFIX + base64.b64encode(digest).decode()


def signed_headers(secret: str, message_id: str, at: datetime, body: str) -> dict[str, str]:
    """The headers by which a message shows when it was sent, and from whom."""
    timestamp = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix(PREFIX))
    digest = hmac.digest(key, f"{message_id}.{timestamp}.{body}".encode(), "sha256")
    signature = f"v1,{base64.b64encode(digest).decode()}"
    return {"webhook-id": message_id, "webhook-timestamp": timestamp, "webhook-signature": signature}
