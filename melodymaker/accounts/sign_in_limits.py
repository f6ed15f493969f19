"""How often one may try to sign in or up: by account and network together, and by network."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from melodymaker import ports
from melodymaker.errors import TooManyAttempts

# What a provider gives one customer at least (RFC 6177); within it an address can be changed at will.
_IPV6_PREFIX = 64
_LONGEST = 100
# By both together, so that a stranger's wrong tries do not lock the owner out.
PER_ACCOUNT = "10/minute"
PER_NETWORK = "30/minute"


def count_attempt(kind: str, account: str, address: str) -> None:
    """Count an attempt of this kind from an address at an account; raises TooManyAttempts."""
    allow = ports.in_use().limits.allow
    network = network_of(address)
    if not allow(PER_NETWORK, kind, network) or not allow(PER_ACCOUNT, kind, account, network):
        raise TooManyAttempts


def network_of(address: str) -> str:
    """The IPv4 address, or the /64 of an IPv6 address, that this one belongs to; what is no address, as it is."""
    text = address.strip().partition("%")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return text[:_LONGEST]
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or _prefix(found))


def shown_network(address: str) -> str:
    """The address as its owner may recognise it, without what names one computer: 203.0.113.x, or 2001:db8:0:1::."""
    network = network_of(address)
    try:
        found = ip_address(network.partition("/")[0])
    except ValueError:
        return ""
    return f"{network.rpartition('.')[0]}.x" if isinstance(found, IPv4Address) else str(found)


def _prefix(address: IPv6Address) -> str:
    return str(ip_network((address.packed, _IPV6_PREFIX), strict=False))
