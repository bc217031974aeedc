"""The happenings of all current articles, kept true as articles and judgements come and go.

Runs inside a transaction that writes. What the tables hold depends on the reports, judgements and settings there are,
not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select

from dragoman.model.happenings import Happening
from dragoman.model.record import Record
from dragoman.resolve.happenings import Sketch, blocks, fuse, packed, rank, sketches
from dragoman.resolve.happenings.clusters import Clusters
from dragoman.store import settings
from dragoman.store.days import days
from dragoman.store.shelf import Shelf
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
    rows = [{"event": key, "id": s.id, "rank": rank(s), "sketch": packed(s)} for key, s in drawn.items()]
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


def judge(connection: Connection, verdicts: Mapping[tuple[str, str], bool | None], position: int) -> None:
    """Note what a person says of pairs of reports ("document:event"): one event, two, or nothing any more.

    ``position``: of the judgement among all judgements; where two contradict each other, the later one holds.
    """
    concerned: set[str] = set()
    for pair, same in verdicts.items():
        one, other = sorted(pair)
        concerned |= {one, other}
        table = report_judgements.c
        connection.execute(delete(report_judgements).where(table.one == one, table.other == other))
        if same is not None:
            connection.execute(insert(report_judgements).values(one=one, other=other, same=same, position=position))
    present = connection.execute(select(reports.c.event).where(reports.c.id.in_(sorted(concerned)))).scalars().all()
    shelf = Shelf(connection)
    _tell(connection, shelf, Clusters(shelf).settle(present))


def tell_again(connection: Connection, documents: Iterable[int] | None = None) -> None:
    """Choose anew what is taken for true: of all happenings, or of those that some articles report."""
    heads = select(reports.c.head).distinct()
    if documents is not None:
        heads = heads.join(events, events.c.key == reports.c.event).where(events.c.document.in_(list(documents)))
    found = {head for head in connection.execute(heads).scalars() if head is not None}
    _tell(connection, Shelf(connection), found)


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
    return fuse(list(told.values()), settings=settings.fusing(connection))


def _tell(connection: Connection, shelf: Shelf, heads: Iterable[int]) -> None:
    """Write the rows of happenings anew; those that have no report any more go."""
    shelf.flush()
    concerned = sorted(heads)
    rules = settings.fusing(connection)
    found = {head: _in_order(shelf, head) for head in concerned}
    names = _Names(connection, [key for keys in found.values() for key in keys])
    rows, links = [], []
    for head, keys in found.items():
        if keys:
            happening = fuse([shelf.sketch(key) for key in keys], settings=rules)
            rows.append(_row(head, happening, names.place(happening.place, keys)))
            links += [
                {"happening": head, "role": ROLES.index(role), "position": position, "actor": names.actor(id, keys)}
                for role, ids in (("actor", happening.actor), ("recipient", happening.recipient))
                for position, id in enumerate(ids)
            ]
    for first in range(0, len(concerned), _MANY):
        gone = concerned[first : first + _MANY]
        # Links do not go by themselves while all tables are made anew.
        connection.execute(delete(happening_actors).where(happening_actors.c.happening.in_(gone)))
        connection.execute(delete(happenings).where(happenings.c.key.in_(gone)))
    if rows:
        connection.execute(insert(happenings), rows)
    if links:
        connection.execute(insert(happening_actors), links)


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
    """The rows of actors and places by which reports name them."""

    def __init__(self, connection: Connection, keys: list[int]) -> None:
        self._actors: dict[tuple[int, str], int] = {}
        self._places: dict[tuple[int, str], int] = {}
        named = select(event_actors.c.event, actors.c.id, actors.c.key).join_from(event_actors, actors)
        where = select(events.c.key, places.c.id, places.c.key.label("place")).join_from(events, places)
        for first in range(0, len(keys), _MANY):
            some = keys[first : first + _MANY]
            for event, id, actor in connection.execute(named.where(event_actors.c.event.in_(some))):
                self._actors[event, id] = actor
            for event, id, place in connection.execute(where.where(events.c.key.in_(some))):
                self._places[event, id] = place

    def actor(self, id: str, keys: list[int]) -> int:
        """The row by which the first of some reports names an actor."""
        return next(self._actors[key, id] for key in keys if (key, id) in self._actors)

    def place(self, id: str | None, keys: list[int]) -> int | None:
        """The same of a place."""
        return next((self._places[key, id] for key in keys if id and (key, id) in self._places), None)


def _listed(codes: Iterable[str]) -> str | None:
    values = sorted(set(codes))
    return msgspec.json.encode(values).decode() if values else None
