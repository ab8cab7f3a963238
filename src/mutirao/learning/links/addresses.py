"""Which addresses may be asked at all: web pages on the public internet, nothing in a network of ours."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from mutirao.learning.states import LinkFault

PORTS = {"http": 80, "https": 443}
LONGEST_ADDRESS = 2000
# An unfinished IPv6 address, or a trick on some parser.
NO_SIGNS = frozenset("[]<>{}|^`%@,;")
# An IPv6 address of these holds an IPv4 address, which a gateway may reach: NAT64, 6to4 and Teredo.
GATEWAYS = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))

type Resolve = Callable[[str, int], list[str]]


class Fault(Exception):
    """The link cannot be followed; ``fault`` says why."""

    def __init__(self, fault: LinkFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def resolve(host: str, port: int) -> list[str]:
    """The addresses of ``host``, each once."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Fault(LinkFault.UNKNOWN_HOST) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Guard:
    """Judges addresses before anything connects to them.

    ``also_allowed`` holds (address, port) pairs, for tests with a server of their own.
    """

    also_allowed: frozenset[tuple[str, int]] = frozenset()
    resolve: Resolve = field(default=resolve)

    def parsed(self, address: str) -> httpx.URL:
        """``address`` as a URL that may be asked; raises ``Fault``."""
        if len(address) > LONGEST_ADDRESS or not address.isprintable() or any(char in address for char in " \\"):
            raise Fault(LinkFault.WRONG_ADDRESS)
        try:
            url = httpx.URL(address)
        except (httpx.InvalidURL, ValueError) as error:
            raise Fault(LinkFault.WRONG_ADDRESS) from error
        if url.scheme not in PORTS or not url.host or url.userinfo or not NO_SIGNS.isdisjoint(url.host):
            raise Fault(LinkFault.WRONG_ADDRESS)
        if url.port not in {None, 80, 443} and (url.host, url.port) not in self.also_allowed:
            raise Fault(LinkFault.NOT_PUBLIC)
        return url

    def addresses_of(self, host: str, port: int) -> list[str]:
        """The addresses of ``host`` to connect to. One that is not public refuses them all: it is a trap."""
        found = self.resolve(host, port)
        if not found or not all(self._is_allowed(address, port) for address in found):
            raise Fault(LinkFault.NOT_PUBLIC)
        return found

    def _is_allowed(self, address: str, port: int) -> bool:
        return (address, port) in self.also_allowed or is_public(address)


def is_public(address: str) -> bool:
    """Whether ``address`` is on the public internet: not private, loopback, link-local, multicast or reserved."""
    try:
        parsed: Any = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    if parsed.version == 6 and any(parsed in network for network in GATEWAYS):
        return False
    return bool(parsed.is_global) and not (parsed.is_multicast or parsed.is_reserved or parsed.is_unspecified)
