"""The file that says what to watch and how politely (TOML). Faults name the file and the line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import msgspec

from dragoman.model.problems import DragomanError
from dragoman.reading.containers.entries import tidy

Kind = Literal["feed", "sitemap", "page"]
Limit = Annotated[int, msgspec.Meta(ge=1)]
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_AT = re.compile(r" - at `\$(?P<path>[^`]*)`$")
_SOURCE = re.compile(r"\.?source\[(?P<number>\d+)\](?:\.(?P<key>\w+))?")
_FIELD = re.compile(r"unknown field `(?P<key>[^`]*)`")


class Duration(float):
    """A length of time in seconds, written as ``30s``, ``15m``, ``2h`` or ``1d``."""


class Watching(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How everything is watched; ``contact`` goes to every server, so that its owner can reach the user."""

    contact: Annotated[str, msgspec.Meta(min_length=3)]
    every: Duration = Duration(30 * 60)  # between two polls of a source
    limit: Limit = 100  # articles taken from one poll, the newest
    interval: Duration = Duration(2)  # between two requests to one host
    retry: Duration = Duration(60)  # until the first new try after a fault; doubled with each further one
    robots: bool = True  # obey robots.txt


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A feed, a sitemap or a page that is watched."""

    url: str
    name: str | None = None  # the outlet
    kind: Kind | None = None  # by its content, where it is not given
    every: Duration | None = None
    limit: Limit | None = None

    def __post_init__(self) -> None:
        if tidy(self.url) is None:
            raise ValueError(f"{self.url!r} is not an http or https address")


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    watch: Watching
    source: Annotated[list[Source], msgspec.Meta(min_length=1)]

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a file; raises DragomanError naming file and line of what is wrong, and the way out."""
        try:
            text = path.read_text(encoding="utf-8")
            settings = msgspec.convert(tomllib.loads(text), cls, dec_hook=_duration)
        except FileNotFoundError as fault:
            raise DragomanError(f"{path}: does not exist; docs/gathering.md shows how to write one") from fault
        except (OSError, UnicodeDecodeError) as fault:
            raise DragomanError(f"{path}: cannot be read: {fault}") from fault
        except tomllib.TOMLDecodeError as fault:
            found = re.search(r"\(at line (\d+), column \d+\)", str(fault))
            line, reason = (found[1], str(fault)[: found.start()].strip()) if found else ("1", str(fault))
            raise DragomanError(f"{path}:{line}: is not TOML: {reason}; mend the line") from fault
        except msgspec.ValidationError as fault:
            raise DragomanError(f"{path}:{_explain(text, str(fault))}") from fault
        for number, source in enumerate(settings.source):
            if source.url in [other.url for other in settings.source[:number]]:
                line = _line(text, f".source[{number}]", "url")
                raise DragomanError(f"{path}:{line}: {source.url} is named twice; remove one")
        return settings


def _duration(kind: type, value: Any) -> Any:
    """What msgspec asks for types it does not know."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd])", value) if isinstance(value, str) else None
    if kind is not Duration or found is None:
        raise ValueError(f'{value!r} is no length of time; write it as "30s", "15m", "2h" or "1d"')
    return Duration(float(found[1]) * _UNITS[found[2]])


def _explain(text: str, message: str) -> str:
    """``line: what is wrong`` for a message of msgspec's."""
    at = _AT.search(message)
    path = at["path"] if at else ""
    message = message[: at.start()] if at else message
    unknown = _FIELD.search(message)
    line = _line(text, path, unknown["key"] if unknown else None)
    if unknown:
        kinds = {"": Settings, ".watch": Watching}
        known = kinds.get(path, Source)
        return f"{line}: no setting {unknown['key']!r}; there are {', '.join(known.__struct_fields__)}"
    missing = re.search(r"missing required field `(\w+)`", message)
    if missing:
        return f"{line}: {missing[1]!r} is missing; {_MISSING.get(missing[1], 'add it')}"
    return f"{line}: {message[0].lower()}{message[1:]}"


_MISSING = {
    "contact": 'add a line like contact = "desk@example.org", so that owners of servers can reach you',
    "watch": 'add [watch] with a line like contact = "desk@example.org"',
    "source": "add [[source]] with a line url = ... for each feed, sitemap or page",
    "url": "add the address of the feed, sitemap or page",
}


def _line(text: str, path: str, key: str | None) -> int:
    """The line, from 1, on which the value at ``path`` stands, or its table where it has no line of its own."""
    inside = _SOURCE.fullmatch(path)
    wanted = "source" if inside else path.lstrip(".").split(".")[0]
    number = int(inside["number"]) if inside else 0
    key = key or (inside["key"] if inside else path.rpartition(".")[2])
    start = 1
    for line, table, name in _tables(text):
        here = table == (wanted, number)
        if here and name is None:
            start = line
        if (here or (not wanted and table == ("", 0))) and name == key:
            return line
    return start


def _tables(text: str) -> Iterator[tuple[int, tuple[str, int], str | None]]:
    """Each line with the table it is in (numbered, where it is one of a list) and the key it sets."""
    table, count = ("", 0), -1
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[(\[?)\s*([\w-]+)", line)
        if header:
            count += bool(header[1])
            table = (header[2], count if header[1] else 0)
            yield number, table, None
        elif entry := re.match(r"\s*([\w-]+)\s*=", line):
            yield number, table, entry[1]
