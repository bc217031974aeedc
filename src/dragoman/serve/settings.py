"""How a server is run; passed on to its processes through the environment."""

from __future__ import annotations

import hmac
import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

from dragoman.store import secrets

_VARIABLE = "DRAGOMAN_SERVE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the operator chose."""

    db: str
    host: str = "127.0.0.1"
    port: int = 8000
    public_read: bool = False  # on an address that others reach: anybody may read
    closed: bool = False  # nobody reads without an account or a token, on this machine either
    names: tuple[str, ...] = ()  # further names that the server is called by, in a proxy's configuration for example
    proxy: str | None = None  # address of a proxy before it
    https: bool = False  # browsers reach the proxy over https
    first: str = ""  # SHA-256 of the code by which the first account is made; see ``is_first``
    fetch: bool = False  # get pages by their address, for those who may send articles
    fetch_from: tuple[str, ...] = ()  # private networks whose pages may be had all the same
    rate: float = 50.0  # requests a second of one token or address; 0 for any number
    largest: int = 20_000_000  # bytes of an article
    patience: float = 20.0  # seconds that a body may take to come, longer for a large one
    scheme: str | None = None
    lexicon: Path | None = None
    knowledge: Path | None = None

    @property
    def is_local(self) -> bool:
        """Whether this machine alone reaches the server."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def open_to_read(self) -> bool:
        """Whether reading takes no account and no token: by default where nobody else can reach it."""
        others = not self.is_local or self.names or self.proxy
        return not self.closed and (self.public_read or not others)

    def is_first(self, code: str) -> bool:
        """Whether it is the code that the server showed when it began."""
        return bool(self.first) and hmac.compare_digest(secrets.hash_of(code), self.first)

    def leave(self) -> None:
        """Leave them for the processes that this one starts."""
        os.environ[_VARIABLE] = msgspec.json.encode(self).decode()

    @classmethod
    def found(cls) -> Settings:
        """What the process that started this one has left."""
        return msgspec.json.decode(os.environ[_VARIABLE], type=cls)
