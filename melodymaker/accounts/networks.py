"""Where visitors come from, as far as limits are concerned."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# What a provider gives one customer at least (RFC 6177); within it an address can be changed at will.
_IPV6_PREFIX = 64
_LONGEST = 100


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


def _prefix(address: IPv6Address) -> str:
    return str(ip_network((address.packed, _IPV6_PREFIX), strict=False))
