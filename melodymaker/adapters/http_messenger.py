"""Posting to addresses that users name, without reaching what only this machine or its network may reach."""

import asyncio
import socket
from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address, ip_network

import httpx

from melodymaker.errors import NotDelivered
from melodymaker.i18n import later

SECONDS = 10.0
_NOT_PUBLIC = later("The address leads into a private network.")
_UNKNOWN = later("The name of the address is not known.")
_SILENT = later("No answer within 10 seconds.")
_NO_CONNECTION = later("No connection, or none that is trusted.")
# Prefixes whose addresses hold an IPv4 address that a gateway may lead to: 6to4, Teredo, NAT64.
_TUNNELS = tuple(ip_network(text) for text in ("2002::/16", "2001::/32", "64:ff9b::/96", "64:ff9b:1::/48"))


class HttpMessenger:
    """Connects to the very address that it has checked; with `allow_local`, any address will do."""

    def __init__(self, *, allow_local: bool = False, seconds: float = SECONDS) -> None:
        self._allow_local = allow_local
        self._seconds = seconds

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        """Post the body; gives the status, of which nothing more is read. Raises NotDelivered."""
        return asyncio.run(self._post(url, headers, body))

    async def _post(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        try:
            # One bound for all of it: each part alone may be slow on purpose.
            async with asyncio.timeout(self._seconds):
                return await self._answered(httpx.URL(url), headers, body)
        except TimeoutError as error:
            raise NotDelivered(_SILENT) from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            raise NotDelivered(_NO_CONNECTION) from error

    async def _answered(self, url: httpx.URL, headers: Mapping[str, str], body: bytes) -> int:
        name = url.raw_host.decode()
        address = await self._address(name, url.port or (443 if url.scheme == "https" else 80))
        async with httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=self._seconds) as client:
            request = client.build_request(
                "POST",
                url.copy_with(host=address),
                headers={**headers, "Host": url.netloc.decode()},
                content=body,
                # The certificate has to be that of the name.
                extensions={"sni_hostname": name},
            )
            response = await client.send(request, stream=True)
            await response.aclose()
            return response.status_code

    async def _address(self, name: str, port: int) -> str:
        """The address to connect to. All that the name leads to have to be public, so that chance decides nothing."""
        try:
            found = await asyncio.get_running_loop().getaddrinfo(name, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            raise NotDelivered(_UNKNOWN) from error
        addresses = [str(entry[4][0]) for entry in found]
        if not self._allow_local and not all(map(is_public, addresses)):
            raise NotDelivered(_NOT_PUBLIC)
        return addresses[0]


def is_public(text: str) -> bool:
    """Whether this is an address of the public internet."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        if any(address in tunnel for tunnel in _TUNNELS):
            return False
        address = address.ipv4_mapped or address
    return address.is_global and not address.is_multicast
