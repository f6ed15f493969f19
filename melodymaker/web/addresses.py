"""Where a request comes from."""

from reflex_base.config import get_config
from starlette.datastructures import Headers
from starlette.types import Scope


def client_address(scope: Scope) -> str:
    """The visitor's address; behind proxies (REFLEX_TRUSTED_PROXY_HOPS), the one that the outermost of them saw."""
    hops = get_config().trusted_proxy_hops
    forwarded = Headers(scope=scope).get("x-forwarded-for", "").split(",")
    if hops and len(forwarded) >= hops and forwarded[-hops].strip():
        return forwarded[-hops].strip()
    client = scope.get("client")
    return client[0] if client else ""
