"""An entity of FollowTheMoney: an id, a schema and properties with any number of texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha1
from typing import Any
from unicodedata import normalize

from dragoman.export.linked import vocabularies
from dragoman.store.days import days

Entity = dict[str, Any]

NAMED = " = "
_PREFIX = "dragoman"
_DIGITS = 20  # of a digest: 80 bits, so that no two things of a corpus share an id
# What FollowTheMoney takes out of any text: controls, and what nobody sees (zero-width characters, direction marks).
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u0a00\u200b-\u200f\u2060-\u2064\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")


def entity(schema: str, id: str, **properties: str | Iterable[str | None] | None) -> Entity:
    """An entity with the properties that say something; values stay in their order, each once."""
    said = {}
    for name, values in properties.items():
        listed = (values,) if isinstance(values, str) or values is None else values
        kept = [*dict.fromkeys(value for value in listed if value)]
        if kept:
            said[name] = kept
    return {"id": id, "schema": schema, "properties": said}


def id_of(kind: str, *ids: str) -> str:
    """The id of an entity, made of ours: letters, digits and hyphens are all that FollowTheMoney has room for.

    >>> id_of("actor", "TUR")
    'dragoman-actor-29bfd7283cb5b3c8f6ac'
    """
    digest = sha1("\0".join(ids).encode(), usedforsecurity=False)
    return f"{_PREFIX}-{kind}-{digest.hexdigest()[:_DIGITS]}"


def population(role: str) -> str:
    """The name of the tag for a population in a role; its value is an id, ``NAMED`` and a name."""
    return f"{role} population"


def tag(name: str, value: str) -> str:
    """A keyword that holds a value which FollowTheMoney has no property for."""
    return f"{name}: {value}"


def line(text: str | None) -> str | None:
    """Text on one line in Unicode's form NFC, without what nobody sees, as FollowTheMoney keeps names."""
    return " ".join(normalize("NFC", _UNSAFE.sub("", text)).split()) or None if text else None


def date(value: str | None) -> str | None:
    """A day, month or year, if it is one."""
    return value if value and _DATE.fullmatch(value) and days(value) else None


def country(code: str | None) -> str | None:
    """A country as FollowTheMoney writes it.

    >>> country("TUR")
    'tr'
    """
    found = vocabularies.alpha2(code)
    return found.lower() if found else None
