"""Which machines may be asked for pages: those of the public Internet, and networks that the user allows.

An address that others name is untrusted: it may lead into the reader's own network. So every address that a name stands
for is looked at, and the connection is made to the very address that was looked at; what the name stands for a moment
later counts for nothing.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from dragoman.model.problems import UnreadableArticle

# An address of the public Internet by which a cloud's machines reach what knows their secrets (Azure).
_OF_A_CLOUD = IPv4Address("168.63.129.16")
_TRANSLATED = IPv6Network("64:ff9b::/96")  # the last 32 bits are an address of the older kind (RFC 6052)
WEB = frozenset({80, 443})  # ports


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a client goes."""

    networks: tuple[IPv4Network | IPv6Network, ...] = ()  # private ones that are allowed, at any port
    ports: frozenset[int] | None = None  # of the Internet; any
    option: str = "--allow-private"  # that allows more, for messages

    def check(self, address: str, port: int) -> None:
        """Raises UnreadableArticle for an address that is not to be asked."""
        found = ip_address(address.partition("%")[0])
        if any(found in network for network in self.networks):
            return
        refuse_private(address, self.option)
        if self.ports is not None and port not in self.ports:
            allowed = " and ".join(map(str, sorted(self.ports)))
            raise UnreadableArticle(f"leads to port {port}; pages are fetched from the ports {allowed} only")

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of a name, all of which may be asked.

        Raises UnreadableArticle if any may not be, and OSError if there is none.
        """
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(address[0]) for *_, address in found))
        for address in addresses:
            self.check(address, port)
        return addresses


def refuse_private(address: str, option: str = "--allow-private") -> None:
    """Refuse an IP address that is not of the public Internet (IANA's special-purpose registries)."""
    for found in _meant(ip_address(address.partition("%")[0])):
        if not found.is_global or found.is_multicast or found == _OF_A_CLOUD:
            raise UnreadableArticle(f"leads to the private address {found}; if that is meant, allow it with {option}")


def _meant(address: IPv4Address | IPv6Address) -> Iterator[IPv4Address | IPv6Address]:
    """An address, and those of the older kind that it may lead to."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            yield address.ipv4_mapped
            return
        if address.sixtofour:
            yield address.sixtofour
        if address in _TRANSLATED:
            yield IPv4Address(int(address) & 0xFFFFFFFF)
    yield address
