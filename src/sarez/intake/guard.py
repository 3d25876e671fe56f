"""Which addresses may be asked: the open web, and of our own network only what was named."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence

from sarez.errors import SarezError


class AddressRefused(SarezError):
    """An address that is not asked; the message says why."""


def addresses_of(host: str, port: int, allowed: Sequence[str] = ()) -> list[str]:
    """The numbers of a host that may be asked. `allowed` names hosts or networks (`10.2.0.0/16`) of our own.

    The numbers are what is connected to, so that a name cannot mean one host when it is checked and another when
    it is asked. A name with any number of ours is refused whole. Raises AddressRefused, or OSError where there is
    no such host.
    """
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for number in found:
        if not is_open(number) and not is_allowed(host, number, allowed):
            raise AddressRefused("lies in a private network, which feeds may not reach into.")
    return found


def is_open(number: str) -> bool:
    """Whether an IP address lies on the open web: not private, local, reserved, nor such a one in a v6 disguise."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        within = address.ipv4_mapped or address.sixtofour or _translated(address)
        if address.teredo is not None or (within is not None and not is_open(str(within))):
            return False
    return address.is_global and not address.is_multicast


def _translated(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The v4 address in one of NAT64 (64:ff9b::/96)."""
    if address in ipaddress.IPv6Network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def is_allowed(host: str, number: str, allowed: Sequence[str]) -> bool:
    """Whether a host or its number was named as one of ours that may be asked."""
    address = ipaddress.ip_address(number.partition("%")[0])
    for name in allowed:
        if name.casefold() == host.casefold():
            return True
        try:
            if address in ipaddress.ip_network(name, strict=False):
                return True
        except ValueError:
            continue
    return False
