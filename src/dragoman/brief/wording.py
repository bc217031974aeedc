"""Dates, names and figures as a brief writes them."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterable

from dragoman.model.entities import Actor
from dragoman.query import Party
from dragoman.show import words

_BODIES = frozenset({"armed_group", "government", "organization", "igo", "party"})
SOMEBODY = "somebody who is not named"


def when(value: str | None) -> str:
    """A date in words, with its preposition; nothing where there is none.

    >>> when("2025-09-17"), when("2025-09"), when("2025-09-15/2025-09-17"), when("2025-08-30/2025-09-02")
    ('on 17 September 2025', 'in September 2025', 'from 15 to 17 September 2025', 'from 30 August to 2 September 2025')
    """
    if not value:
        return ""
    first, _, last = value.partition("/")
    if not last or first == last:
        return f"{'on' if len(first) == 10 else 'in'} {day(first)}"
    begin, end = day(first).split(), day(last).split()
    while len(begin) > 1 and len(begin) == len(end) and begin[-1] == end[-1]:
        begin, end = begin[:-1], end[:-1]
    return f"from {' '.join(begin)} to {day(last)}"


def day(value: str) -> str:
    """A day, month or year in words.

    >>> day("2025-10-01"), day("2025-10"), day("2025")
    ('1 October 2025', 'October 2025', '2025')
    """
    parts = value.split("-")
    said = [str(int(parts[2]))] if len(parts) > 2 else []
    said += [month_name[int(parts[1])]] if len(parts) > 1 else []
    return " ".join([*said, parts[0]])


def listed(parts: Iterable[str]) -> str:
    """
    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    found = list(dict.fromkeys(parts))
    return " and ".join(filter(None, [", ".join(found[:-1]), *found[-1:]]))


def named(parties: Iterable[Party | Actor]) -> str:
    """The names of some parties, each once."""
    return listed(map(_called, parties)) or SOMEBODY


def _called(party: Party | Actor) -> str:
    """A name, with an article where it is that of a body in the plural or ends in a common noun."""
    name = words.tidy(party.name)
    last = name.rpartition(" ")[2]
    common = " " in name and last.islower() and party.kind != "population"
    plural = " " in name and last.endswith("s") and party.kind in _BODIES
    return f"the {name}" if (common or plural) and not name.lower().startswith("the ") else name


def sentence(text: str) -> str:
    """With a capital and a full stop."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", ".”", "!”", "?”")) else ".")
