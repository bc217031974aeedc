"""The happenings of all current articles, kept true as articles and judgements come and go.

Runs inside a transaction that writes. What the tables hold depends on the reports, judgements and settings there are,
not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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


def take_in(connection: Connection, document: int, record: Record) -> None:
    """Put the events of an article, whose rows are written, among those of all others."""
    keys = dict(
        connection.execute(select(events.c.id, events.c.key).where(events.c.document == document)).tuples().all()
    )
    drawn = {keys[sketch.event]: sketch for sketch in sketches(record)}
    if not drawn:
        return
    connection.execute(
        insert(reports),
        [
            {"event": key, "id": sketch.id, "rank": rank(sketch), "sketch": packed(sketch)}
            for key, sketch in drawn.items()
        ],
    )
    kept = [{"block": block, "report": key} for key, sketch in drawn.items() for block in sorted(blocks(sketch).kept)]
    if kept:
        connection.execute(insert(report_blocks), kept)
    shelf = Shelf(connection)
    _tell(connection, shelf, Clusters(shelf).add(drawn))


def withdraw(connection: Connection, document: int) -> None:
    """Take the events of an article out of their happenings, before its rows go."""
    own = select(reports.c.event).join_from(reports, events).where(events.c.document == document)
    shelf = Shelf(connection)
    changed: set[int] = set()
    for key in connection.execute(own.order_by(reports.c.event)).scalars().all():
        head = shelf.head(key)
        items, fellows = Clusters(shelf).remove(key)
        connection.execute(delete(reports).where(reports.c.event == key))  # its blocks go with it
        shelf.forget(key)
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
    found = sorted(shelf.headed(head), key=lambda key: (key != head, shelf.rank(key)))
    return {key: shelf.sketch(key) for key in found}


def fused(connection: Connection, told: Mapping[int, Sketch]) -> Happening:
    """What reports tell together, by the rules that are set."""
    return fuse(list(told.values()), settings=settings.fusing(connection))


def _tell(connection: Connection, shelf: Shelf, heads: Iterable[int]) -> None:
    """Write the rows of happenings anew; those that have no report any more go."""
    for head in sorted(heads):
        connection.execute(delete(happenings).where(happenings.c.key == head))  # links go with it
        found = sorted(shelf.headed(head), key=lambda key: (key != head, shelf.rank(key)))
        if found:
            told = {key: shelf.sketch(key) for key in found}
            _write(connection, head, fused(connection, told), list(told))


def _write(connection: Connection, head: int, happening: Happening, order: list[int]) -> None:
    first, last = (days(happening.date) if happening.date else None) or (None, None)
    connection.execute(
        insert(happenings).values(
            key=head,
            id=happening.id,
            type=happening.type,
            modes=_listed(happening.modes),
            contexts=_listed(happening.contexts),
            status=happening.status,
            date=happening.date,
            first_day=first,
            last_day=last,
            place=_place(connection, happening.place, order) if happening.place else None,
            magnitudes=msgspec.json.encode(happening.magnitudes).decode() if happening.magnitudes else None,
            confidence=happening.confidence,
            reports=len(happening.reports),
            articles=happening.articles,
            sources=happening.sources,
        )
    )
    roles = {"actor": happening.actor, "recipient": happening.recipient}
    rows = _actors(connection, {id for ids in roles.values() for id in ids}, order)
    links = [
        {"happening": head, "role": ROLES.index(role), "position": position, "actor": rows[id]}
        for role, ids in roles.items()
        for position, id in enumerate(ids)
    ]
    if links:
        connection.execute(insert(happening_actors), links)


def _place(connection: Connection, id: str, order: list[int]) -> int:
    """The row of a place that the first of the reports names."""
    question = (
        select(events.c.key, places.c.key).join_from(events, places).where(events.c.key.in_(order), places.c.id == id)
    )
    found: dict[int, int] = dict(connection.execute(question).tuples().all())
    return next(found[event] for event in order if event in found)


def _actors(connection: Connection, ids: set[str], order: list[int]) -> dict[str, int]:
    """The rows of actors that the first of the reports name, by id."""
    roles = [ROLES.index(role) for role in ("actor", "recipient")]
    question = (
        select(event_actors.c.event, actors.c.id, actors.c.key)
        .join_from(event_actors, actors)
        .where(event_actors.c.event.in_(order), actors.c.id.in_(sorted(ids)), event_actors.c.role.in_(roles))
    )
    found: dict[str, int] = {}
    place = {key: number for number, key in enumerate(order)}
    for _, id, key in sorted(connection.execute(question).tuples(), key=lambda row: (place[row[0]], row[2])):
        found.setdefault(id, key)
    return found


def _listed(codes: Iterable[str]) -> str | None:
    values = sorted(set(codes))
    return msgspec.json.encode(values).decode() if values else None
