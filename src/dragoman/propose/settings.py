"""How a model is reached and what it may cost: a TOML file, and over it what the command line or the environment gives.

A key is never a setting: the settings name the environment variable that holds it.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

import msgspec

from dragoman.model.problems import DragomanError

_Count = Annotated[int, msgspec.Meta(ge=1)]
_Seconds = Annotated[float, msgspec.Meta(gt=0)]
_Price = Annotated[float, msgspec.Meta(ge=0)]
_UNKNOWN = re.compile(r"unknown field `(?P<key>[^`]*)`")
_AT = re.compile(r" - at `\$\.?(?P<key>[^`]*)`$")


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole file. Limits hold for one run of the program."""

    endpoint: str  # up to and without /chat/completions: http://127.0.0.1:8080/v1
    model: Annotated[str, msgspec.Meta(pattern=r"^[^\s@]{1,100}$")]
    key_env: str | None = None  # name of the environment variable with the key
    timeout: _Seconds = 120.0  # for the whole of one answer
    tries: _Count = 3  # of one question, where the server is busy or does not answer
    wait: _Seconds = 1.0  # before the second try; doubled with each further one, or as long as the server asks
    answer_tokens: _Count = 2000  # the longest answer
    answer_limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"  # what the server calls that limit
    temperature: float | None = 0.0  # None: not sent, for models that take none
    piece: Annotated[int, msgspec.Meta(ge=500)] = 8000  # characters of an article that are sent at once
    max_calls: _Count = 200
    max_tokens: _Count = 1_000_000  # sent and received
    price_in: _Price | None = None  # of a million tokens sent
    price_out: _Price | None = None  # of a million tokens received
    currency: str = "USD"

    @classmethod
    def load(cls, path: Path | None, over: Mapping[str, Any]) -> Self:
        """Read a file, if there is one, and lay the values of ``over`` that are not None over it.

        Raises DragomanError naming file and line of what is wrong, and the way out.
        """
        text = _read(path) if path else ""
        given: dict[str, Any] = {}
        try:
            given = tomllib.loads(text)
            msgspec.convert({"endpoint": "", "model": "m", **given}, cls)  # so that the file's faults are the file's
        except tomllib.TOMLDecodeError as fault:
            raise DragomanError(f"{path}: is not TOML: {fault}; mend the line") from fault
        except msgspec.ValidationError as fault:
            raise DragomanError(f"{path}:{_explain(text, str(fault))}") from fault
        given |= {name: value for name, value in over.items() if value is not None}
        for name, way_out in _NEEDED.items():
            if not given.get(name):
                raise DragomanError(f"no {name} is given; {way_out}")
        try:
            settings = msgspec.convert(given, cls)
        except msgspec.ValidationError as fault:
            raise DragomanError(_explain("", str(fault)).partition(": ")[2]) from fault
        _check_address(settings.endpoint)
        return settings

    def key(self) -> str | None:
        """The key, from the environment.

        Raises DragomanError where the variable is not set, or where the key would travel unencrypted.
        """
        if self.key_env is None:
            return None
        key = os.environ.get(self.key_env, "").strip()
        if not key:
            raise DragomanError(f"the environment variable {self.key_env} is not set; put the endpoint's key there")
        if not key.isascii() or not key.isprintable():
            raise DragomanError(f"the environment variable {self.key_env} holds no key: a key is plain ASCII")
        parts = urlsplit(self.endpoint)
        if parts.scheme == "http" and not _is_here(parts.hostname or ""):
            raise DragomanError(f"{self.shown}: a key is not sent over http; use https, or leave out key_env")
        return key

    @property
    def shown(self) -> str:
        """The address of the endpoint, without what may be secret in it."""
        parts = urlsplit(self.endpoint)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{parts.hostname}{port}{parts.path}"

    def cost(self, tokens_in: int, tokens_out: int) -> float | None:
        """What tokens cost by the given prices; None where none was given."""
        if self.price_in is None and self.price_out is None:
            return None
        return (tokens_in * (self.price_in or 0) + tokens_out * (self.price_out or 0)) / 1_000_000


_NEEDED = {
    "endpoint": "name it with --endpoint, DRAGOMAN_LLM_ENDPOINT or in a file (docs/large-models.md)",
    "model": "name it with --model, DRAGOMAN_LLM_MODEL or in a file (docs/large-models.md)",
}


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as fault:
        raise DragomanError(f"{path}: does not exist; docs/large-models.md shows how to write one") from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise DragomanError(f"{path}: cannot be read: {fault}") from fault


def _explain(text: str, message: str) -> str:
    """``line: what is wrong`` for a message of msgspec's."""
    at, unknown = _AT.search(message), _UNKNOWN.search(message)
    key = unknown["key"] if unknown else at["key"] if at else ""
    lines = enumerate(text.splitlines(), start=1)
    line = next((number for number, line in lines if re.match(rf"\s*{re.escape(key)}\s*=", line)), 1)
    if unknown:
        secret = " (a key is never kept in a file: name the variable that holds it with key_env)" * ("key" in key)
        return f"{line}: no setting {key!r}{secret}; there are {', '.join(Settings.__struct_fields__)}"
    what = message[: at.start()] if at else message
    return f"{line}: {key}: {what[0].lower()}{what[1:]}"


def _check_address(endpoint: str) -> None:
    parts = urlsplit(endpoint)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise DragomanError(f"{endpoint!r} is no endpoint; write an address like http://127.0.0.1:8080/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise DragomanError("the endpoint's address holds more than host and path; put a key into the environment")


def _is_here(host: str) -> bool:
    """Whether a host is this machine, so that nobody can listen."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
