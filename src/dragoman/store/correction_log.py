"""The log of corrections in the database: rows added and read, in the order in which they were made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, Select, insert, select

from dragoman.model.corrections import Correction, from_json, to_json
from dragoman.model.problems import DragomanError
from dragoman.resolve import correcting
from dragoman.resolve.correcting import Corrected
from dragoman.store import keys
from dragoman.store.correction_tables import correction_addresses, corrections, decisions


def add(connection: Connection, drafts: Sequence[Correction]) -> tuple[Correction, ...]:
    """Log corrections; they come back with the ids that they got, ``r1``, ``r2`` and so on."""
    logged: list[Correction] = []
    for key, draft in zip(keys.following(connection, corrections), drafts, strict=False):
        one = replace(draft, id=f"r{key}")
        connection.execute(
            insert(corrections).values(
                key=key,
                id=one.id,
                kind=one.kind,
                author=one.author,
                time=one.time,
                correction=to_json(one).decode(),
            )
        )
        for address in correcting.addresses(one):
            connection.execute(insert(correction_addresses).values(address=address, correction=key))
        logged.append(one)
    return tuple(logged)


def of(connection: Connection, address: str) -> tuple[Correction, ...]:
    """The corrections of one article, undone ones and undoings among them."""
    ours = select(correction_addresses.c.correction).where(correction_addresses.c.address == address)
    return _read(connection, _in_order().where(corrections.c.key.in_(ours)))


def every(connection: Connection, *, author: str | None = None, kinds: Iterable[str] = ()) -> tuple[Correction, ...]:
    """The whole log, or what one person or some kinds of corrections are of it."""
    question = _in_order()
    if author is not None:
        question = question.where(corrections.c.author == author)
    if kinds := tuple(kinds):
        question = question.where(corrections.c.kind.in_(kinds))
    return _read(connection, question)


def find(connection: Connection, id: str) -> Correction:
    """One correction. Raises DragomanError if there is none of this id."""
    found = _read(connection, _in_order().where(corrections.c.id == id))
    if not found:
        raise DragomanError(f"no correction {id}; 'dragoman corrections' lists them")
    return found[0]


def decide(connection: Connection, document: int, state: Corrected) -> None:
    """Write who has judged which entry of an article, by the document's key."""
    last: dict[tuple[str, str], str] = {}
    for one in correcting.holding(state.log):
        if one.target is not None and one.target in state.held and one.kind not in ("merge", "split"):
            last[state.held[one.target], one.author] = one.kind
    for (entry, author), kind in sorted(last.items()):
        connection.execute(insert(decisions).values(document=document, entry=entry, author=author, kind=kind))


def _in_order() -> Select[str]:
    return select(corrections.c.correction).order_by(corrections.c.key)


def _read(connection: Connection, question: Select[str]) -> tuple[Correction, ...]:
    return tuple(from_json(line) for line in connection.execute(question).scalars())
