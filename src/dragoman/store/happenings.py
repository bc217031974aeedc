"""The happenings of all current articles, kept true as articles and judgements come and go.

Runs inside a transaction that writes. What the tables hold depends on the reports, judgements and settings there are,
not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select

from dragoman.model.happenings import Happening
from dragoman.model.record import Record
from dragoman.resolve.happenings import Sketch, blocks, fuse, packed, rank, sketches
from dragoman.resolve.happenings.clusters import Clusters
from dragoman.resolve.happenings.groups import Judgement
from dragoman.store import settings, sides, stories
from dragoman.store.days import days
from dragoman.store.shelf import Shelf
from dragoman.store.sides import Parts
from dragoman.store.tables import (
    ROLES,
    actors,
    event_actors,
    events,
    happening_actors,
    happenings,
    places,
    report_blocks,
    report_judgements,
    reports,
)

_MANY = 500  # keys in one question


def take_in(connection: Connection, document: int, record: Record) -> None:
    """Put the events of an article, whose rows are written, among those of all others."""
    own = connection.execute(select(events.c.id, events.c.key).where(events.c.document == document))
    keys = {row.id: row.key for row in own}
    drawn = {keys[sketch.event]: sketch for sketch in sketches(record)}
    if not drawn:
        return
    rows = [
        {"event": key, "id": s.id, "rank": rank(s), "document": document, "sketch": packed(s)}
        for key, s in drawn.items()
    ]
    connection.execute(insert(reports), rows)
    kept = [{"block": block, "report": key} for key, sketch in drawn.items() for block in sorted(blocks(sketch).kept)]
    if kept:
        connection.execute(insert(report_blocks), kept)
    shelf = Shelf(connection)
    shelf.put({row["event"]: (drawn[row["event"]], row["rank"]) for row in rows})
    _tell(connection, shelf, Clusters(shelf).add(drawn))


def withdraw(connection: Connection, document: int) -> None:
    """Take the events of an article out of their happenings, before its rows go."""
    own = select(reports.c.event).join_from(reports, events).where(events.c.document == document)
    found = connection.execute(own.order_by(reports.c.event)).scalars().all()
    if not found:
        return
    shelf = Shelf(connection)
    changed: set[int] = set()
    for key in found:
        head = shelf.head(key)
        items, fellows = Clusters(shelf).remove(key)
        connection.execute(delete(reports).where(reports.c.event == key))  # its blocks go with it
        shelf.take(key)
        changed |= Clusters(shelf).settle(items, fellows) | ({head} if head is not None else set())
    _tell(connection, shelf, changed)


def judge(connection: Connection, verdicts: Mapping[tuple[str, str], Judgement | None]) -> None:
    """Note what people say of pairs of reports ("document:event"), the smaller id first; None: nothing any more."""
    table = report_judgements.c
    for (one, other), judgement in sorted(verdicts.items()):
        connection.execute(delete(report_judgements).where(table.one == one, table.other == other))
        if judgement is not None:
            noted = {"one": one, "other": other, "same": judgement.same, "position": judgement.order}
            connection.execute(insert(report_judgements).values(noted))
    concerned = sorted({id for pair in verdicts for id in pair})
    present = connection.execute(select(reports.c.event).where(reports.c.id.in_(concerned))).scalars().all()
    shelf = Shelf(connection)
    _tell(connection, shelf, Clusters(shelf).settle(present))


def tell_again(connection: Connection, documents: Iterable[int] | None = None) -> None:
    """Choose anew what is taken for true: of all happenings, or of those that some articles report."""
    heads = select(reports.c.head).distinct()
    if documents is None:
        found = set(connection.execute(heads).scalars())
    else:
        found = set()
        told = heads.join(events, events.c.key == reports.c.event)
        for some in _some(documents):
            found.update(connection.execute(told.where(events.c.document.in_(some))).scalars())
    if found:
        _tell(connection, Shelf(connection), {head for head in found if head is not None})


def set_rules(connection: Connection, wanted: Mapping[str, str | None]) -> None:
    """Set by which rules values are chosen (None: as if never set), and choose all of them anew.

    Raises DragomanError if there is no such field or it cannot have this rule.
    """
    for name, value in wanted.items():
        settings.put(connection, name, value)
    tell_again(connection)


def members(connection: Connection, head: int) -> dict[int, Sketch]:
    """The reports of a happening by their keys, its head first, then by rank."""
    shelf = Shelf(connection)
    return {key: shelf.sketch(key) for key in _in_order(shelf, head)}


def neighbours(connection: Connection, head: int) -> dict[int, Sketch]:
    """The heads of other happenings that share a key with a head, so that they were compared."""
    shelf = Shelf(connection)
    return {key: shelf.sketch(key) for key in shelf.near(head) if shelf.head(key) == key}


def fused(connection: Connection, told: Mapping[int, Sketch]) -> Happening:
    """What reports tell together, by the rules that are set."""
    return fuse(list(told.values()), _origins(connection, told), settings.fusing(connection))


def _tell(connection: Connection, shelf: Shelf, heads: Iterable[int]) -> None:
    """Write the rows of happenings anew; those that have no report any more go."""
    shelf.flush()
    concerned = sorted(heads)
    rules = settings.fusing(connection)
    found = {head: _in_order(shelf, head) for head in concerned}
    everybody = [key for keys in found.values() for key in keys]
    names, origins = _Names(connection, everybody), _origins(connection, everybody)
    before = sides.of(connection, concerned)
    rows, links = [], []
    parts: dict[int, Parts] = {}
    for head, keys in found.items():
        if keys:
            happening = fuse([shelf.sketch(key) for key in keys], origins, rules)
            parts[head] = names.parts(happening, keys)
            rows.append(
                {
                    **_row(head, happening, names.place(happening.place, keys)),
                    "score": names.score(happening, keys),
                    "known": sides.known(parts[head]),
                }
            )
            links += [
                {"happening": head, "role": ROLES.index(role), "position": position, "actor": names.actor(id, keys)}
                for role, ids in (("actor", happening.actor), ("recipient", happening.recipient))
                for position, id in enumerate(ids)
            ]
    for gone in _some(concerned):
        # Links do not go by themselves while all tables are made anew.
        connection.execute(delete(happening_actors).where(happening_actors.c.happening.in_(gone)))
        connection.execute(delete(happenings).where(happenings.c.key.in_(gone)))
    if rows:
        connection.execute(insert(happenings), rows)
    if links:
        connection.execute(insert(happening_actors), links)
    sides.change(connection, before, sides.drawn(rows, parts))


def _origins(connection: Connection, keys: Iterable[int]) -> dict[str, str]:
    """What stands for the source of the articles that some reports are of."""
    articles: set[int] = set()
    for some in _some(keys):
        articles.update(connection.execute(select(events.c.document).where(events.c.key.in_(some))).scalars())
    return stories.origins(connection, sorted(articles))


def _some(keys: Iterable[int]) -> Iterator[list[int]]:
    """Keys in their order, as many at a time as one question takes."""
    ordered = sorted(keys)
    return (ordered[first : first + _MANY] for first in range(0, len(ordered), _MANY))


def _in_order(shelf: Shelf, head: int) -> list[int]:
    """The reports of a happening: its head, then by rank."""
    return sorted(shelf.headed(head), key=lambda key: (key != head, shelf.rank(key)))


def _row(head: int, happening: Happening, place: int | None) -> dict[str, Any]:
    first, last = (days(happening.date) if happening.date else None) or (None, None)
    return {
        "key": head,
        "id": happening.id,
        "type": happening.type,
        "modes": _listed(happening.modes),
        "contexts": _listed(happening.contexts),
        "status": happening.status,
        "date": happening.date,
        "first_day": first,
        "last_day": last,
        "place": place,
        "magnitudes": msgspec.json.encode(happening.magnitudes).decode() if happening.magnitudes else None,
        "confidence": happening.confidence,
        "reports": len(happening.reports),
        "articles": happening.articles,
        "sources": happening.sources,
    }


class _Names:
    """The rows of actors and places by which reports name them, and how their types are scored."""

    def __init__(self, connection: Connection, keys: list[int]) -> None:
        self._actors: dict[tuple[int, str], tuple[int, str, str | None]] = {}
        self._places: dict[tuple[int, str], int] = {}
        self._scores: dict[int, tuple[str, str | None, int]] = {}
        named = select(event_actors.c.event, actors.c.id, actors.c.key, actors.c.country, actors.c.sectors)
        named = named.join_from(event_actors, actors)
        scored = select(events.c.key, events.c.type, events.c.modes, events.c.score).where(events.c.score.is_not(None))
        where = select(events.c.key, places.c.id, places.c.key.label("place")).join_from(events, places)
        for some in _some(keys):
            for event, id, *actor in connection.execute(named.where(event_actors.c.event.in_(some))):
                self._actors[event, id] = (actor[0], actor[1], actor[2])
            for event, *score in connection.execute(scored.where(events.c.key.in_(some))):
                self._scores[event] = (score[0], score[1], score[2])
            for event, id, place in connection.execute(where.where(events.c.key.in_(some))):
                self._places[event, id] = place

    def actor(self, id: str, keys: list[int]) -> int:
        """The row by which the first of some reports names an actor."""
        return self._named(id, keys)[0]

    def parts(self, happening: Happening, keys: list[int]) -> Parts:
        """The countries and sectors of those who take part."""
        roles = [[self._named(id, keys) for id in ids] for ids in (happening.actor, happening.recipient)]
        countries = (tuple(country for _, country, _ in role) for role in roles)
        sectors = (tuple(code for *_, listed in role for code in sides.sectors_of(listed)) for role in roles)
        return Parts(*countries, *sectors)

    def _named(self, id: str, keys: list[int]) -> tuple[int, str, str | None]:
        return next(self._actors[key, id] for key in keys if (key, id) in self._actors)

    def score(self, happening: Happening, keys: list[int]) -> int | None:
        """The score of the first report with the type and the modes taken for true, else of the first with the type."""
        told = [self._scores[key] for key in keys if key in self._scores]
        of_type = [(modes == _listed(happening.modes), score) for type, modes, score in told if type == happening.type]
        return max(of_type, key=lambda one: one[0])[1] if of_type else None

    def place(self, id: str | None, keys: list[int]) -> int | None:
        """The same of a place."""
        return next((self._places[key, id] for key in keys if id and (key, id) in self._places), None)


def _listed(codes: Iterable[str]) -> str | None:
    values = sorted(set(codes))
    return msgspec.json.encode(values).decode() if values else None
