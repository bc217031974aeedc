"""Rows as flat tables: which columns a kind of row has, of which type, and their cells.

Everybody who writes rows into columns (CSV, data frames, files) uses these, so that a column has one name and one
meaning everywhere. A field that holds several things becomes columns whose cells are lists of the same length and order
(``actor_id``, ``actor``, ``actor_country``). A date that may be a day, a month, a year or an interval keeps its text
and has its first and its last day beside it (``date``, ``date_first``, ``date_last``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any

from dragoman.store.days import days

if TYPE_CHECKING:
    from dragoman.model.happenings import Range
    from dragoman.query.claims import StoredClaim
    from dragoman.query.columns import Party, Quantity
    from dragoman.query.meeting_rows import StoredSide
    from dragoman.query.newcomer_pages import StoredReason
    from dragoman.resolve.newcomers import OfficeHeld, Spelling
    from dragoman.resolve.stories.coverage import Gap


class Holds(Enum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"
    COUNT = "count"
    TRUTH = "truth"
    DAY = "day"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a kind of row. A cell is None where a row has no value; in a list, too."""

    name: str
    holds: Holds
    cell: Callable[[Any], Any]  # of a row
    listed: bool = False  # cells are lists of such values
    parted: str = ";"  # what parts the values of a list in one text; none of them holds it


def as_text(column: Column, cell: Any) -> Any:
    """A cell where cells hold one value: the values of a list in one text.

    >>> as_text(Column("modes", Holds.TEXT, list, listed=True), ["visit", "call"])
    'visit;call'
    """
    if not column.listed:
        return cell.isoformat() if isinstance(cell, datetime) else cell
    return column.parted.join("" if value is None else _spelled(value) for value in cell)


def _spelled(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def columns(kind: type[Any]) -> tuple[Column, ...]:
    """The columns of a kind of row, in the order of its fields."""
    return tuple(column for field in fields(kind) for column in _columns(field.name, str(field.type)))


def _columns(name: str, type: str) -> Iterator[Column]:
    def own(row: Any) -> Any:
        return getattr(row, name)

    if type in _ONE:
        holds = _DAYS.get(name, _ONE[type]) if _ONE[type] is Holds.TEXT else _ONE[type]
        yield Column(name, holds, partial(_read, holds, own))
        if name in _DATES:
            yield Column(f"{name}_first", Holds.DAY, lambda row: _edge(own(row), 0))
            yield Column(f"{name}_last", Holds.DAY, lambda row: _edge(own(row), 1))
        return
    for part in _PARTS.get(type, _PLAIN):
        yield Column(name + part.ending, part.holds, partial(_cell, part, own), part.listed, part.parted)


@dataclass(frozen=True, slots=True)
class _Part:
    """A column that a field of some type gives."""

    ending: str
    of: Callable[[Any], Any]  # of one of the things in the field
    holds: Holds = Holds.TEXT
    listed: bool = True
    parted: str = ";"
    each: Callable[[Any], Iterable[Any]] = iter  # the things in the field


def _cell(part: _Part, own: Callable[[Any], Any], row: Any) -> Any:
    value = own(row)
    if part.listed:
        return [part.of(one) for one in part.each(value)]
    return None if value is None else part.of(value)


def _read(holds: Holds, own: Callable[[Any], Any], row: Any) -> Any:
    value = own(row)
    if value is None or holds not in (Holds.DAY, Holds.TIME):
        return value
    try:
        return date.fromisoformat(value) if holds is Holds.DAY else datetime.fromisoformat(value)
    except ValueError:  # a month or a year only
        return None


def _edge(value: str | None, edge: int) -> date | None:
    """The first or the last day of a date."""
    covered = days(value) if value else None
    return date.fromisoformat(str(covered[edge]).zfill(8)) if covered else None


def _named(party: Party) -> str:
    return f"{party.name} ({party.country})" if party.country else party.name


def _number(one: Quantity) -> str:
    return f"{one.kind} {one.bound} {one.value:g} {one.unit}"


def _range(one: Range) -> str:
    told = f" ({one.least:g} to {one.most:g})" if one.least != one.most else ""
    return f"{one.kind} {one.bound} {one.value:g} {one.unit}{told}"


def _claim(one: StoredClaim) -> str:
    return f"{one.status} ({', '.join(map(_named, one.claimant)) or one.id})"


def _participants(sides: Iterable[StoredSide]) -> Iterator[str]:
    for side in sides:
        for one in side.participants:
            yield f"{one.name} ({'; '.join(one.offices)})" if one.offices else one.name


def _spelling(one: Spelling) -> str:
    return f"{one.name} ({one.articles})"


def _held(one: OfficeHeld) -> str:
    return ", ".join(part for part in (one.office.title, one.office.organization, one.office.country) if part)


def _reason(one: StoredReason) -> str:
    return f"{one.name} {one.weight:g} ({one.what})"


def _gap(gap: Gap) -> str:
    return f"{gap.first}/{gap.last}"


def _own(name: str) -> Callable[[Any], Any]:
    return lambda one: getattr(one, name)


def _id(one: Any) -> str:
    return str(one.id)


_ONE = {
    f"{type}{ending}": holds
    for type, holds in {"str": Holds.TEXT, "float": Holds.NUMBER, "int": Holds.COUNT, "bool": Holds.TRUTH}.items()
    for ending in ("", " | None")
}
# Texts that are dates of any exactness, and texts that are always a day or a time.
_DATES = ("date", "deadline", "published")
_DAYS = {"last_day": Holds.DAY, "stored": Holds.TIME}
_NUMBERS = (_Part("_kind", _own("kind")), _Part("_value", _own("value"), Holds.NUMBER))
_SIDES = (_Part("", _id), _Part("_participants", str, each=_participants, parted=" | "))
# The columns of a field by its type; of any other type, the value as text.
_PLAIN = (_Part("", str, listed=False),)
_PARTS: dict[str, tuple[_Part, ...]] = {
    "tuple[str, ...]": (_Part("", str),),
    "tuple[Party, ...]": (_Part("_id", _id), _Part("", _own("name")), _Part("_country", _own("country"))),
    "Location | None": (
        _Part("_id", _own("id"), listed=False),
        _Part("", _own("name"), listed=False),
        _Part("_country", _own("country"), listed=False),
        _Part("_admin1", _own("admin1"), listed=False),
        _Part("_latitude", _own("latitude"), Holds.NUMBER, listed=False),
        _Part("_longitude", _own("longitude"), Holds.NUMBER, listed=False),
    ),
    "tuple[Quantity, ...]": (_Part("", _number), *_NUMBERS),
    "tuple[Range, ...]": (
        _Part("", _range),
        *_NUMBERS,
        _Part("_least", _own("least"), Holds.NUMBER),
        _Part("_most", _own("most"), Holds.NUMBER),
    ),
    "tuple[ToldAgreement, ...]": (_Part("", _id),),
    "tuple[StoredClaim, ...]": (_Part("", _claim),),
    "tuple[StoredSide, ...]": _SIDES,
    "tuple[StoredCopy, ...]": (_Part("", _id),),
    "tuple[Gap, ...]": (_Part("", _gap),),
    "tuple[Spelling, ...]": (_Part("", _spelling),),
    "tuple[OfficeHeld, ...]": (_Part("", _held),),
    "tuple[StoredReason, ...]": (_Part("", _reason),),
    "Count | None": (
        _Part("_kind", _own("kind"), listed=False),
        _Part("_known", _own("known"), Holds.COUNT, listed=False),
        _Part("_in_month", _own("in_month"), Holds.COUNT, listed=False),
    ),
}
