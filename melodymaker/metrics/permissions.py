"""Who may read the metrics."""

import hmac
import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from melodymaker.settings import load_operations

REFUSAL = (
    "Metrics are read with METRICS_TOKEN as a bearer token or, where none is set, from this machine by localhost.\n"
)
# A proxy on this machine asks from loopback, too, for whomever.
_OF_PROXIES = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


def may_read(address: str, headers: Mapping[str, str]) -> bool:
    """Whether who asks from this address, with these headers (their names in lower case), may."""
    if token := load_operations().metrics_token:
        return hmac.compare_digest(headers.get("authorization", "").encode(), f"Bearer {token}".encode())
    if any(name in headers for name in _OF_PROXIES):
        return False
    # A page of another site may have its name lead here, but names itself in what it sends.
    return _is_loopback(address) and _is_loopback(_name(headers.get("host", "")))


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"
