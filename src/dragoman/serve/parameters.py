"""What may stand in the query of an address: read, checked and described from one place.

The parameters of a query for rows come from the fields of ``query.Filter``: what can be asked there can be asked here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date as dates
from http import HTTPStatus
from typing import Any, get_type_hints
from urllib.parse import parse_qsl

from dragoman.query import KNOWN, Filter
from dragoman.serve import cursors
from dragoman.serve.problems import Problem, wrong
from dragoman.serve.vocabulary import Vocabulary
from dragoman.store.days import days

_SHOWN, _MOST = 50, 1000  # rows of a page
_VALUES = 50  # of one parameter
_LONGEST = 500  # characters of a value
_DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")
_MANY, _TWO = tuple[str, ...], tuple[str, str] | None
_ABOUT = {
    "actor": "who did it (said it, owes it, holds it): a country's code, an actor's id, or words of the name",
    "recipient": "to whom, as for actor",
    "dyad": "between two sides, either way round: give it twice",
    "party": "who takes part, on either side",
    "since": "from this day, month or year on",
    "until": "up to this day, month or year",
    "text": "words that are all in the article, or in what was said",
}

Given = dict[str, Any]
Read = Callable[[list[str]], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One name in the query of an address."""

    name: str
    schema: dict[str, Any]
    read: Read  # its values, all of them not empty, to what the program takes; raises ValueError with what is wrong
    about: str = ""
    default: Any = None
    allowed: tuple[str, ...] = ()
    needed: bool = False


def parsed(query: bytes, known: Sequence[Parameter]) -> Given:
    """The values of all parameters of a route; those not given have their defaults.

    Raises Problem naming the parameter that is wrong, and what it may be.
    """
    given: dict[str, list[str]] = {}
    names = {one.name for one in known}
    try:
        pairs = parse_qsl(query.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=20 * _VALUES)
    except ValueError as fault:
        raise Problem(HTTPStatus.BAD_REQUEST, "too many parameters") from fault
    for name, value in pairs:
        if name not in names:
            raise wrong(f"there is no parameter {name!r} here", parameter=name, allowed=sorted(names))
        given.setdefault(name, []).append(value)
    return {one.name: _value(one, given.get(one.name)) for one in known}


def _value(one: Parameter, values: list[str] | None) -> Any:
    if values is None:
        if one.needed:
            raise wrong(f"{one.name} is needed", parameter=one.name)
        return one.default
    return checked(one, values)


def checked(one: Parameter, values: list[str]) -> Any:
    """The value of a parameter, from what was given for it.

    Raises Problem naming it if it is wrong.
    """
    for value in values:
        if not value.strip() or not value.isprintable() or len(value) > _LONGEST:
            raise wrong(f"{one.name} must be 1 to {_LONGEST} characters that can be printed", parameter=one.name)
    if one.schema["type"] != "array" and len(values) > 1:
        raise wrong(f"{one.name} can be given once only", parameter=one.name)
    if len(values) > _VALUES:
        raise wrong(f"{one.name} can be given {_VALUES} times at most", parameter=one.name)
    try:
        return one.read(values)
    except ValueError as fault:
        raise wrong(f"{one.name}: {fault}", parameter=one.name, allowed=list(one.allowed) or None) from fault


# Single ones


def words(name: str, about: str, **more: Any) -> Parameter:
    """Some text."""
    schema = {"type": "string", "minLength": 1, "maxLength": _LONGEST}
    return Parameter(name=name, schema=schema, read=lambda values: values[0], about=about, **more)


def flag(name: str, about: str) -> Parameter:
    """Yes or no."""
    choices = {"true": True, "false": False}

    def read(values: list[str]) -> bool:
        if values[0] not in choices:
            raise ValueError(f"no {values[0]!r}")
        return choices[values[0]]

    return Parameter(
        name=name, schema={"type": "boolean"}, read=read, about=about, default=False, allowed=tuple(choices)
    )


def choice(name: str, about: str, allowed: Sequence[str]) -> Parameter:
    """One of some words."""
    schema = {"type": "string", "enum": list(allowed)}
    return Parameter(
        name=name, schema=schema, read=lambda v: _one_of(v, allowed)[0], about=about, allowed=tuple(allowed)
    )


def choices(name: str, about: str, allowed: Sequence[str]) -> Parameter:
    """One or more of some words, each given once."""
    item = {"type": "string", "enum": list(allowed)}

    def read(values: list[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_one_of(values, allowed)))

    schema = {"type": "array", "items": item, "minItems": 1, "maxItems": len(allowed)}
    return Parameter(name=name, schema=schema, read=read, about=about, allowed=tuple(allowed), needed=True)


def whole(name: str, about: str, least: int, most: int, default: int | None = None) -> Parameter:
    """A whole number."""

    def read(values: list[str]) -> int:
        if not re.fullmatch(r"-?[0-9]{1,18}", values[0]) or not least <= int(values[0]) <= most:
            raise ValueError(f"write a whole number from {least:,} to {most:,}")
        return int(values[0])

    schema: dict[str, Any] = {"type": "integer", "minimum": least, "maximum": most}
    if default is not None:
        schema["default"] = default
    return Parameter(name=name, schema=schema, read=read, about=about, default=default)


def date(name: str, about: str) -> Parameter:
    """A day, a month or a year."""

    def read(values: list[str]) -> str:
        if not re.fullmatch(_DATE, values[0]) or days(values[0]) is None:
            raise ValueError(f"{values[0]!r} is not a date: write 2025, 2025-09 or 2025-09-17")
        return values[0]

    return Parameter(name=name, schema={"type": "string", "pattern": _DATE}, read=read, about=about)


def day(name: str, about: str) -> Parameter:
    """One day."""

    def read(values: list[str]) -> str:
        try:
            return dates.fromisoformat(values[0]).isoformat()
        except ValueError as fault:
            raise ValueError(f"{values[0]!r} is not a day: write 2025-09-17") from fault

    return Parameter(name=name, schema={"type": "string", "format": "date"}, read=read, about=about)


#: How a list is paged.
PAGING = (
    whole("limit", "rows at most", 1, _MOST, _SHOWN),
    Parameter(
        name="cursor",
        schema={"type": "string", "minLength": 1, "maxLength": _LONGEST},
        read=lambda values: cursors.read(values[0]),
        about="where the list goes on: 'next' of the page before",
    ),
)


# Those of a query


def of_filter(kind: str, vocabulary: Vocabulary, known: frozenset[str] | None = None) -> tuple[Parameter, ...]:
    """The parameters by which rows of a kind can be asked for."""
    hints = get_type_hints(Filter)
    names = KNOWN[kind] if known is None else known
    return tuple(
        _of_field(field.name, hints[field.name], kind, vocabulary) for field in fields(Filter) if field.name in names
    )


def filtered(given: Given, known: Sequence[Parameter]) -> Filter:
    """The query that the parameters of ``of_filter`` make."""
    names = {field.name for field in fields(Filter)}
    asked = {one.name: given[one.name] for one in known if one.name in names and given[one.name] is not None}
    return Filter(**asked)


def _of_field(name: str, hint: Any, kind: str, vocabulary: Vocabulary) -> Parameter:
    allowed = vocabulary.allowed(name, kind)
    about = _ABOUT.get(name, "")
    item: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": _LONGEST}
    if allowed is not None:
        item = {"type": "string", "enum": allowed}
    if name in ("since", "until"):
        return date(name, about)
    if hint == _TWO:

        def two(values: list[str]) -> tuple[str, ...]:
            if len(values) != 2:
                raise ValueError("name two sides")
            return tuple(values)

        schema = {"type": "array", "items": item, "minItems": 2, "maxItems": 2}
        return Parameter(name=name, schema=schema, read=two, about=about)
    if hint == _MANY:

        def many(values: list[str]) -> tuple[str, ...]:
            return vocabulary.meant(name, _one_of(values, allowed) if allowed is not None else values)

        schema = {"type": "array", "items": item, "minItems": 1, "maxItems": _VALUES}
        return Parameter(name=name, schema=schema, read=many, about=about, allowed=tuple(allowed or ()))
    if hint == int | None:
        return whole(name, about, 0, 10**9)
    if hint == float | None:
        schema = {"type": "number", "minimum": 0, "maximum": 10**9}
        return Parameter(name=name, schema=schema, read=lambda values: _number(values[0]), about=about)
    return words(name, about)


def _number(value: str) -> float:
    if not _NUMBER.fullmatch(value) or float(value) < 0:
        raise ValueError(f"{value!r} is no number from 0 on")
    return float(value)


def _one_of(values: list[str], allowed: Sequence[str]) -> list[str]:
    for value in values:
        if value not in allowed:
            raise ValueError(f"no {value!r}")
    return values
