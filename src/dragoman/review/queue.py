"""The queue of a reviewer: events that nobody of this name has judged yet, those the program is least sure of first.

Every decision is stored before the next event is shown, and what was judged does not come again: whoever stops, at
whatever moment, goes on where he stopped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, exists, func, select

from dragoman.model.corrections import Correction
from dragoman.model.events import Event
from dragoman.model.problems import DragomanError
from dragoman.query import rows
from dragoman.query.conditions import Where
from dragoman.query.filters import KNOWN, Filter
from dragoman.query.order import Order, Sort
from dragoman.query.pages import Behind, Page, count, listed
from dragoman.query.rows import StoredEvent
from dragoman.resolve.correcting import Corrected, holding
from dragoman.resolve.correcting.preparing import Given
from dragoman.review.decisions import Reviewer
from dragoman.store import Store, correction_log, revised, tables
from dragoman.store.correction_tables import decisions


@dataclass(frozen=True, slots=True)
class Task:
    """An event to judge."""

    document: str  # full id
    event: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reviewer has come."""

    judged: int
    total: int  # that fit, judged ones among them


class Session:
    """One sitting of a reviewer."""

    def __init__(self, reviewer: Reviewer, wanted: Filter | None = None) -> None:
        """Set up the queue: events that fit, or, for a blind reviewer, those that others have judged."""
        self.reviewer = reviewer
        with reviewer.store.reading() as connection:
            if reviewer.blind:
                self._left, judged = _judged_by_others(connection, reviewer.author)
            else:
                self._left, judged = _fitting(connection, reviewer.author, wanted or Filter())
        self._total = len(self._left) + judged
        self._judged = judged
        self._passed: list[Task] = []
        self._made: list[tuple[Task, Correction]] = []
        self._advance()

    @property
    def task(self) -> Task | None:
        """The event at hand; None where all are done."""
        return self._left[0] if self._left else None

    @property
    def progress(self) -> Progress:
        return Progress(self._judged, self._total)

    def shown(self) -> tuple[Corrected, Event]:
        """The record of the event at hand, and the event, as this person sees them."""
        task = self._at_hand()
        state = self.reviewer.state(task.document)
        return state, next(event for event in state.record.events if event.id == task.event)

    def confirm(self) -> Correction:
        """It is right; on to the next one."""
        task = self._at_hand()
        return self._done(self.reviewer.confirm(task.document, task.event))

    def reject(self, reason: str = "") -> Correction:
        """It should not be there; on to the next one."""
        task = self._at_hand()
        return self._done(self.reviewer.reject(task.document, task.event, reason))

    def edit(self, given: Given, reason: str = "") -> Correction:
        """Fields have other values; the event stays at hand."""
        task = self._at_hand()
        made = self.reviewer.edit(task.document, task.event, given, reason)
        self._made.append((task, made))
        return made

    def swap(self) -> Correction:
        """Turn it round; the event stays at hand."""
        task = self._at_hand()
        made = self.reviewer.swap(task.document, task.event)
        self._made.append((task, made))
        return made

    def choices(self, field: str) -> tuple[str, ...]:
        """What a field may hold, as far as that can be listed: types, and the actors of the record."""
        task = self._at_hand()
        if field == "type":
            return self.reviewer.types(task.document)
        if field in ("actor", "recipient"):
            return tuple(actor.id for actor in self.reviewer.state(task.document).record.actors)
        return ()

    def skip(self) -> None:
        """Leave it for another sitting; what was changed in it stays changed."""
        task = self._at_hand()
        self._left.pop(0)
        if any(made == task for made, _ in self._made):
            self._judged += 1
        self._advance()

    def undo(self) -> Correction:
        """Take back the last decision of this sitting, or else of this person; its event is at hand again.

        Raises DragomanError if there is none.
        """
        if self._made:
            task, last = self._made.pop()
        else:
            with self.reviewer.store.reading() as connection:
                task, last = _last(connection, self.reviewer.author)
        undone = self.reviewer.undo(last.id)
        if self.task != task:
            self._left.insert(0, task)
            self._judged = max(0, self._judged - 1)
        return undone

    def _at_hand(self) -> Task:
        if self.task is None:
            raise DragomanError("nothing is left to review")
        return self.task

    def _done(self, made: Correction) -> Correction:
        self._made.append((self._left.pop(0), made))
        self._judged += 1
        self._advance()
        return made

    def _advance(self) -> None:
        """Pass over events that are gone since the queue was set up."""
        while self._left and not self._is_there(self._left[0]):
            self._left.pop(0)
            self._total -= 1

    def _is_there(self, task: Task) -> bool:
        with self.reviewer.store.reading() as connection:
            state = self.reviewer.state(task.document)
            current = revised.current(connection, state.record.document.address)
        return current == task.document and any(event.id == task.event for event in state.record.events)


def waiting(
    store: Store, author: str, wanted: Filter, limit: int | None = None, behind: Behind | None = None
) -> tuple[Page[StoredEvent], int]:
    """Events that fit and that the author has not judged, the least certain first, and how many he has judged."""
    own, key = tables.events.c, tables.events.c.key
    where, judged = _conditions(author, wanted)
    order = Order(then=(Sort(func.coalesce(own.confidence, 1.0)), Sort(own.document), Sort(key)))
    with store.reading() as connection:
        page = listed(store, rows.EVENT, and_(where, ~judged), order, limit, behind)
        return page, count(connection, tables.events, and_(where, judged))


def _conditions(author: str, wanted: Filter) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether an event fits, and whether the author has judged it."""
    events = tables.events
    where = Where(wanted, "event", KNOWN["event"], actor="actor", recipient="recipient").dated()
    own = exists().where(
        decisions.c.document == events.c.document, decisions.c.entry == events.c.id, decisions.c.author == author
    )
    return where, own


def _fitting(connection: Connection, author: str, wanted: Filter) -> tuple[list[Task], int]:
    """Events that fit and that the author has not judged, the least certain first, and how many he has."""
    events, documents = tables.events, tables.documents
    where, own = _conditions(author, wanted)
    found = connection.execute(
        select(documents.c.id, events.c.id)
        .join_from(events, documents)
        .where(and_(where, ~own))
        .order_by(func.coalesce(events.c.confidence, 1.0), documents.c.id, events.c.start, events.c.id)
    ).all()
    judged = connection.execute(select(func.count()).select_from(events).where(and_(where, own))).scalar_one()
    if wanted == Filter():  # of rejected events there is nothing left that a filter could fit
        rejected = and_(decisions.c.author == author, decisions.c.kind == "reject", decisions.c.entry.startswith("e"))
        judged += connection.execute(select(func.count()).select_from(decisions).where(rejected)).scalar_one()
    return [Task(document, event) for document, event in found], judged


def _judged_by_others(connection: Connection, author: str) -> tuple[list[Task], int]:
    """Events of the program's that others have judged and the author has not, and how many he has."""
    documents = tables.documents
    found = connection.execute(
        select(documents.c.id, decisions.c.entry, decisions.c.author)
        .join_from(decisions, documents)
        .order_by(documents.c.id, decisions.c.entry)
    ).all()
    own = {(document, entry) for document, entry, who in found if who == author}
    others = dict.fromkeys(
        (document, entry) for document, entry, who in found if who != author and entry.startswith("e")
    )
    return [Task(*one) for one in others if one not in own], sum(one in own for one in others)


def _last(connection: Connection, author: str) -> tuple[Task, Correction]:
    """The last decision of a person that holds, with the event it is about."""
    log: Sequence[Correction] = holding(correction_log.every(connection))
    for one in reversed(log):
        if one.author == author and one.kind in ("edit", "confirm", "reject") and one.target is not None:
            document = revised.current(connection, one.target.address)
            if document is not None and one.target.entry == "event":
                entry = revised.state(connection, document).held.get(one.target)
                if entry is not None:
                    return Task(document, entry), one
    raise DragomanError(f"{author} has decided nothing that could be undone")
