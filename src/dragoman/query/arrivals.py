"""Which articles came in when."""

from __future__ import annotations

from sqlalchemy import func, select

from dragoman.store import Store
from dragoman.store.tables import documents


def newest(store: Store) -> int:
    """The key of the article stored last; 0 where there is none."""
    with store.reading() as connection:
        return int(connection.execute(select(func.coalesce(func.max(documents.c.key), 0))).scalar_one())


def last_before(store: Store, day: str) -> int:
    """The key of the last article that was stored before an ISO day (UTC); 0 where there is none."""
    earlier = select(func.coalesce(func.max(documents.c.key), 0)).where(documents.c.stored < day)
    with store.reading() as connection:
        return int(connection.execute(earlier).scalar_one())


def came_since(store: Store, key: int) -> dict[str, str | None]:
    """Ids of the current articles stored after that of a key, each with that of the version of it stored before."""
    columns = (documents.c.id, documents.c.replaces, documents.c.current)
    with store.reading() as connection:
        rows = connection.execute(select(*columns).where(documents.c.key > key).order_by(documents.c.key)).all()
    replaced: dict[str | None, str | None] = {id: replaces for id, replaces, _ in rows}

    def known(id: str) -> str | None:
        earlier = replaced[id]
        while earlier in replaced:  # a version that came in since, too
            earlier = replaced[earlier]
        return earlier

    return {id: known(id) for id, _, current in rows if current}
