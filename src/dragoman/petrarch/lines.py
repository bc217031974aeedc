"""The lines of a PETRARCH dictionary without its comments, and the report of what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.model.problems import KnowledgeFault


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is no comment."""

    number: int
    text: str  # without comments and outer blanks
    indented: bool  # it began with a blank or tab


@dataclass(slots=True)
class Report:
    """What was made of a dictionary."""

    written: list[Path] = field(default_factory=list)
    entries: int = 0
    skipped: dict[int, str] = field(default_factory=dict)  # line → why it has no counterpart
    changed: dict[int, str] = field(default_factory=dict)  # line → what is not quite the same any more


_COMMENT = re.compile(r"<!--.*?(-->|$)")
_TAIL = re.compile(r"[#;].*")


def read(path: Path) -> list[Line]:
    """The lines with content.

    Raises KnowledgeFault if the file cannot be read as text.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="latin-1")  # dictionaries older than UTF-8
    except OSError as fault:
        raise KnowledgeFault(f"{path}: {fault.strerror or fault}; check the name and the rights") from fault
    return list(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    inside = False  # a comment over several lines
    for number, raw in enumerate(text.splitlines(), start=1):
        rest = raw
        if inside:
            _, end, rest = raw.partition("-->")
            if not end:
                continue
        inside = rest.rfind("<!--") > rest.rfind("-->")
        rest = _TAIL.sub("", _COMMENT.sub("", rest))
        if rest.strip():
            yield Line(number, rest.strip(), rest[0].isspace())


def write(path: Path, text: str, report: Report) -> None:
    """Write a new file.

    Raises KnowledgeFault if it is there already: a conversion must not undo what somebody edited.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError as fault:
        raise KnowledgeFault(f"{path} is there already; name another folder, or take the file away first") from fault
    except OSError as fault:
        raise KnowledgeFault(f"{path}: {fault.strerror or fault}; name another folder") from fault
    report.written.append(path)
