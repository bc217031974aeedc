"""Records as people corrected them, and where what they said holds today: the latest codings and the log together."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from dragoman.model.corrections import Anchor
from dragoman.resolve import correcting
from dragoman.resolve.correcting import Corrected, Judgement
from dragoman.store import correction_log, shown
from dragoman.store.tables import documents


def state(connection: Connection, document: str) -> Corrected:
    """The latest record of a document as the program made it and as people corrected it, by the document's full id."""
    record = shown.coded(connection, document)
    return correcting.corrected(record, correction_log.of(connection, record.document.address))


def states(connection: Connection) -> dict[str, str]:
    """What became of each correction of an article: applied, undone, stranded or idle; by its id.

    Of one that speaks of several articles, the worst.
    """
    rank = ("applied", "undone", "idle", "stranded")
    found: dict[str, str] = {}
    log = correction_log.every(connection)
    for address in sorted({address for one in log for address in correcting.addresses(one)}):
        document = current(connection, address)
        if document is not None:
            for id, became in state(connection, document).states.items():
                found[id] = max(found.get(id, became), became, key=rank.index)
    return found


def judgements(connection: Connection, addresses: Sequence[str] | None = None) -> tuple[Judgement, ...]:
    """What people say of pairs of reports, as (document id, event id) of the current records.

    ``addresses`` names articles: only judgements on one of them are looked up then.
    """
    if addresses is None:
        log = correction_log.every(connection, kinds=("merge", "split", "undo"))
    else:
        every = {one.id: one for address in addresses for one in correction_log.of(connection, address)}
        log = tuple(sorted(every.values(), key=lambda one: int(one.id[1:])))
    return correcting.judgements(log, Holding(connection))


class Holding:
    """Where anchors hold today; each article is looked at once."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._states: dict[str, Corrected | None] = {}

    def __call__(self, anchor: Anchor) -> tuple[str, str] | None:
        """Ids of the current document and of the event in it, None where it is gone or rejected."""
        entry = self.entry(anchor)
        state = self._states.get(anchor.address)
        left = {one.id for one in state.record.events} if state else set()
        return entry if entry is not None and entry[1] in left else None

    def entry(self, anchor: Anchor) -> tuple[str, str] | None:
        """Ids of the current document and of the entry, rejected or not; None where there is none."""
        if anchor.address not in self._states:
            document = current(self.connection, anchor.address)
            self._states[anchor.address] = state(self.connection, document) if document else None
        found = self._states[anchor.address]
        entry = found.held.get(anchor) if found else None
        return (found.record.document.id, entry) if found and entry else None


def current(connection: Connection, address: str) -> str | None:
    """Id of the current version of an article."""
    question = select(documents.c.id).where(documents.c.address == address, documents.c.current)
    return connection.execute(question).scalars().first()
