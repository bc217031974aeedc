"""Saved queries: a table of record, of which only the mark of the last digest changes."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

import msgspec
from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError

from dragoman.model.follows import Follow, Kind, Mark
from dragoman.model.problems import DragomanError
from dragoman.store.database import Store
from dragoman.store.tables import follows


def add(store: Store, follow: Follow) -> None:
    """Save a query.

    Raises DragomanError if there is one of this name.
    """
    row = {
        "name": follow.name,
        "what": msgspec.json.encode(follow.what).decode(),
        "filter": follow.filter,
        "made": follow.made,
    }
    try:
        with store.writing() as connection:
            connection.execute(insert(follows).values(row))
    except IntegrityError as fault:
        raise DragomanError(
            f"{follow.name} is followed already; 'dragoman follow {follow.name} --show' prints it, --remove ends it"
        ) from fault


def every(store: Store) -> list[Follow]:
    """All saved queries, by name."""
    with store.reading() as connection:
        return [_follow(row) for row in connection.execute(select(follows).order_by(follows.c.name))]


def find(store: Store, name: str) -> Follow:
    """The saved query of a name.

    Raises DragomanError if there is none.
    """
    with store.reading() as connection:
        row = connection.execute(select(follows).where(follows.c.name == name)).first()
    if row is None:
        raise _unknown(store, name)
    return _follow(row)


def remove(store: Store, name: str) -> None:
    """Forget a saved query, and how far its digests went.

    Raises DragomanError if there is none.
    """
    with store.writing() as connection:
        gone = connection.execute(delete(follows).where(follows.c.name == name)).rowcount
    if not gone:
        raise _unknown(store, name)


def advance(store: Store, name: str, mark: Mark) -> None:
    """Move the mark of a saved query; never back, should another digest have gone further meanwhile."""
    behind = or_(follows.c.told.is_(None), follows.c.told <= mark.document)
    with store.writing() as connection:
        connection.execute(
            update(follows).where(follows.c.name == name, behind).values(told=mark.document, digested=mark.made)
        )


def _follow(row: Row[Any]) -> Follow:
    return Follow(
        name=row.name,
        what=msgspec.json.decode(row.what, type=tuple[Kind, ...]),
        filter=row.filter,
        made=row.made,
        mark=None if row.told is None else Mark(document=row.told, made=row.digested),
    )


def _unknown(store: Store, name: str) -> DragomanError:
    names = [one.name for one in every(store)]
    near = get_close_matches(name, names, n=3) or names[:10]
    known = f"perhaps {', '.join(near)}" if near else "there is none yet"
    return DragomanError(f"no follow {name}: {known}; 'dragoman follow NAME --actor ...' makes one")
