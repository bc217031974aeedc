"""Decisions of one person on entries of stored records: the functions that every front end calls.

Each is checked and logged in one transaction, with all rows that follow from it; a DragomanError says what is wrong
with it and the way out, and then nothing is logged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection

from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.model.corrections import Anchor, Correction, CorrectionKind, EntryKind
from dragoman.model.entities import Actor
from dragoman.model.problems import DragomanError
from dragoman.ontology import Ontology
from dragoman.resolve.correcting import Corrected, corrected, preparing, undoings
from dragoman.resolve.correcting.naming import Known, did_you_mean
from dragoman.resolve.correcting.preparing import Given, Preparer, Signed
from dragoman.scheme import Scheme, shipped
from dragoman.store import Store, actors, correction_log, corrections, proposals, revised


@dataclass(frozen=True)
class Reviewer:
    """One person at work on a store. ``document`` is always a full id."""

    store: Store
    author: str
    knowledge: Path | None = None  # folder of the user's, laid over ours
    scheme: str | None = None  # of records in a scheme of the user's own
    blind: bool = False  # sees records as the program made them, with his own corrections only
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    def edit(self, document: str, id: str, given: Given, reason: str = "", near: int | None = None) -> Correction:
        """Give fields of an entry other values; several for fields that hold several, none to empty one.

        ``near``: where words that are given stand, in code points of the text; by default next to those of the entry.
        """
        return self._logged(document, lambda preparer: preparer.edit(id, given, self._signed(reason), near))

    def swap(self, document: str, id: str, reason: str = "") -> Correction:
        """Turn an event round: who did it was the one to whom it was done."""

        def turned(preparer: Preparer) -> Correction:
            event = next((one for one in preparer.record.events if one.id == id), None)
            if event is None:
                raise DragomanError(f"{id} is no event; only events have an actor and a recipient")
            given = {
                "actor": [one.value for one in event.recipient],
                "recipient": [one.value for one in event.actor],
            }
            return preparer.edit(id, given, self._signed(reason))

        return self._logged(document, turned)

    def confirm(self, document: str, id: str, reason: str = "") -> Correction:
        """An entry is right as it stands."""
        return self._logged(document, lambda preparer: preparer.confirm(id, self._signed(reason)))

    def reject(self, document: str, id: str, reason: str = "") -> Correction:
        """An entry should not be there."""
        return self._logged(document, lambda preparer: preparer.reject(id, self._signed(reason)))

    def add(self, document: str, kind: EntryKind, words: str, given: Given, reason: str = "") -> Correction:
        """An entry is missing that these words of the article tell."""
        return self._logged(document, lambda preparer: preparer.add(kind, words, given, self._signed(reason)))

    def accept(self, proposal: str, id: str, reason: str = "") -> Correction:
        """Add an entry that a model proposed (``p3``, ``e2``) to the record, as it was proposed."""
        found = proposals.find(self.store, proposal)
        if not found.is_current:
            raise DragomanError(
                f"{proposal} is of an earlier version of its article; ask the model about the present one"
            )
        reason = reason or f"{proposal}:{id} by {found.version}"
        return self._logged(found.document, lambda preparer: preparer.accept(found.record, id, self._signed(reason)))

    def merge(self, report: tuple[str, str], others: Sequence[tuple[str, str]], reason: str = "") -> Correction:
        """Reports, each a document and an event, tell of one deed."""
        return self._judged("merge", report, others, reason)

    def split(self, report: tuple[str, str], others: Sequence[tuple[str, str]], reason: str = "") -> Correction:
        """A report does not tell of the deed of the others."""
        return self._judged("split", report, others, reason)

    def merge_actors(self, kept: str, others: Sequence[str], reason: str = "") -> Correction:
        """Actors, by their ids or names, are one, and go by the first one's id."""
        return self._actors("merge-actors", kept, others, reason)

    def keep_apart(self, one: str, others: Sequence[str], reason: str = "") -> Correction:
        """Actors are not the same, however alike their names."""
        return self._actors("keep-apart", one, others, reason)

    def undo(self, id: str, reason: str = "") -> Correction:
        """Take a correction back; of an undoing, bring back what it took back."""
        with self.store.writing() as connection:
            one = correction_log.find(connection, id)
            if one.target is not None:
                log = correction_log.of(connection, one.target.address)
            else:
                log = correction_log.every(connection, kinds=("merge-actors", "keep-apart", "undo"))
            by = undoings(log).get(id)
            if by is not None:
                raise DragomanError(f"{id} is undone already, by {by}; undo {by} to bring it back")
            draft = preparing.undo(one, self._signed(reason))
            return corrections.append(connection, [draft])[0]

    def state(self, document: str) -> Corrected:
        """A record as this person sees it."""
        with self.store.reading() as connection:
            return self._state(connection, document)

    def types(self, document: str) -> tuple[str, ...]:
        """The types that events of a record may have."""
        return tuple(self._ontology(self.state(document).record.scheme).types)

    # How

    def _state(self, connection: Connection, document: str) -> Corrected:
        full = revised.state(connection, document)
        if not self.blind:
            return full
        own = corrected(full.coded, [one for one in full.log if one.author == self.author])
        return replace(own, held={**full.held, **own.held}, log=own.log)

    def _signed(self, reason: str) -> Signed:
        return Signed(author=self.author, time=self.clock().isoformat(timespec="seconds"), reason=reason)

    def _logged(self, document: str, prepare: Callable[[Preparer], Correction]) -> Correction:
        with self.store.writing() as connection:
            draft = prepare(self._preparer(self._state(connection, document)))
            return corrections.append(connection, [draft])[0]

    def _preparer(self, state: Corrected) -> Preparer:
        known = Known(state.record, lambda: self._knowledge, lambda: self._gazetteer)
        return Preparer(state, known, self._ontology(state.record.scheme))

    def _judged(
        self, kind: CorrectionKind, report: tuple[str, str], others: Sequence[tuple[str, str]], reason: str
    ) -> Correction:
        with self.store.writing() as connection:
            anchors = [self._anchor(connection, *other) for other in others]
            self._anchor(connection, *report)
            preparer = self._preparer(self._state(connection, report[0]))
            return corrections.append(connection, [preparer.judged(kind, report[1], anchors, self._signed(reason))])[0]

    def _anchor(self, connection: Connection, document: str, id: str) -> Anchor:
        state = self._state(connection, document)
        if id not in {event.id for event in state.record.events}:
            raise DragomanError(f"{document} has no event {id}; only events can be merged and split")
        return state.anchor(id)

    def _actors(self, kind: CorrectionKind, first: str, others: Sequence[str], reason: str) -> Correction:
        with self.store.writing() as connection:
            kept, *merged = [self._actor(connection, words) for words in (first, *others)]
            draft = preparing.actors_judged(kind, kept, merged, self._signed(reason))
            return corrections.append(connection, [draft])[0]

    def _actor(self, connection: Connection, words: str) -> Actor:
        called = actors.called(connection, words)
        if len(called) == 1:
            return called[0]
        if called:
            raise DragomanError(f"{words!r} may be any of {', '.join(actor.id for actor in called)}; give the id")
        raise DragomanError(f"no actor {words!r} in any article; {did_you_mean(words, actors.names(connection))}")

    @cached_property
    def _knowledge(self) -> Knowledge:
        return Knowledge.load(self.knowledge)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer.load(self.knowledge)

    def _ontology(self, name: str) -> Ontology:
        """What a record's codes mean."""
        for scheme in (*([self.scheme] if self.scheme else []), *shipped()):
            ontology = Scheme.load(scheme).ontology
            if ontology.name == name:
                return ontology
        raise DragomanError(f"the record is coded by the scheme {name}; name its folder with --scheme")
