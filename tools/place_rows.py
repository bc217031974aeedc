"""One row of the gazetteer while it is gathered, with the names it goes by."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields

from dragoman.knowledge.spelling import key

NAME, ALTERNATIVE, ABBREVIATION, DEMONYM = range(4)  # the forms of a name, as knowledge.gazetteer reads them


@dataclass
class Place:
    """One row of the gazetteer, with the names it goes by."""

    id: int
    slug: str | None
    name: str
    kind: str
    country: str | None
    admin1: str | None
    latitude: float
    longitude: float
    prominence: float
    listed: bool = False  # in our own tables: known from the news, not only from the map
    names: dict[str, int] = field(default_factory=dict)  # key -> form

    def add(self, name: str, form: int) -> None:
        letters = [c for c in name if c.isalpha()]
        if form == NAME and len(letters) <= 5 and all(c.isupper() for c in letters):
            form = ABBREVIATION
        folded = key(name)
        if folded:
            self.names[folded] = min(form, self.names.get(folded, form))


def kilometres(a: Place, b: Place) -> float:
    """How far apart two places are, near enough for places that are near."""
    north = a.latitude - b.latitude
    east = (a.longitude - b.longitude) * math.cos(math.radians(a.latitude))
    return 111.2 * math.hypot(north, east)


def columns(place: Place) -> tuple[object, ...]:
    """The place as a row of the table, without its names."""
    return tuple(getattr(place, column.name) for column in fields(place) if column.name != "names")


def likeness(a: str, b: str) -> float:
    """How like two folded names are, by the pairs of letters they share: 0 to 1."""
    mine, theirs = _bigrams(a), _bigrams(b)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs) or 1)


def _bigrams(folded: str) -> set[str]:
    return {folded[i : i + 2] for i in range(len(folded) - 1)}
