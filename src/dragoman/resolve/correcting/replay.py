"""A record as people have corrected it: the program's record and the log of its article, replayed in order.

Of two corrections of one field the later one holds; corrections of different fields do not know each other. What a
person corrected or confirmed stays, even where the program no longer has it; what was rejected goes, and whatever
only hung on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dragoman.model.agreements import Agreement, Commitment
from dragoman.model.corrections import Anchor, Changed, Correction, Entry
from dragoman.model.entities import Actor, Place
from dragoman.model.events import Event
from dragoman.model.record import Record
from dragoman.model.statements import Position, Statement
from dragoman.model.text import Attested, Basis, Span
from dragoman.resolve.correcting import anchors as words
from dragoman.resolve.correcting import fields
from dragoman.resolve.correcting.anchors import Sought
from dragoman.resolve.correcting.keeping import kept
from dragoman.resolve.correcting.log import addresses, holding

State = Literal[
    "applied",
    "undone",
    "stranded",  # its words are gone from the text
    "idle",  # there is nothing left that it could change
]
_ON_ENTRIES = ("edit", "confirm", "reject", "add")
_VERDICTS = ("confirm", "reject", "add")


@dataclass(frozen=True, slots=True)
class Corrected:
    """A corrected record, and what became of each correction."""

    record: Record
    coded: Record  # as the program made it
    log: tuple[Correction, ...]  # of this article
    states: Mapping[str, State]  # by id of the correction
    held: Mapping[Anchor, str]  # id in the record of the entry that each anchor of the log holds
    bases: Mapping[str, Entry]  # by id in the record: the entry as the program has, or last had, it

    @property
    def stranded(self) -> tuple[str, ...]:
        """Ids of the corrections whose words are gone."""
        return tuple(id for id, state in self.states.items() if state == "stranded")

    def anchor(self, id: str) -> Anchor:
        """The anchor of an entry: the one that the log has, if it speaks of the entry.

        Raises KeyError if there is none, DragomanError if no words of the text gave it.
        """
        for anchor, entry in self.held.items():
            if entry == id:
                return anchor
        return words.anchor(self.coded, entry_of(self.coded, id))


def entry_of(record: Record, id: str) -> Entry:
    """An entry by its id. Raises KeyError if there is none."""
    return {entry.id: entry for entry in words.entries(record)}[id]


def rule_of(one: Correction) -> str:
    """The rule of what a person says: ``corrected.jane``."""
    return f"{'confirmed' if one.kind == 'confirm' else 'corrected'}.{one.author}"


def corrected(record: Record, log: Sequence[Correction]) -> Corrected:
    """A record of the program as the log leaves it; corrections of other articles are passed over."""
    ours = [one for one in log if record.document.address in addresses(one)]
    if not ours:
        return Corrected(record, record, (), {}, {}, {})
    return _Replay(record, ours).run()


class _Replay:
    """One record and the corrections of its article."""

    def __init__(self, record: Record, log: list[Correction]) -> None:
        self.record = record
        self.document = record.document
        self.log = log
        self.holding = holding(log)
        self.states: dict[str, State] = {one.id: "undone" for one in log if one.kind != "undo"}
        self.entries = {entry.id: entry for entry in words.entries(record)}
        self.held: dict[Anchor, str] = {}
        self.bases: dict[str, Entry] = {}
        self.changed: list[Changed] = []
        self.used: list[Correction] = []
        self.removed: set[str] = set()

    def run(self) -> Corrected:
        sought = self._sought()
        for anchor, found in words.find(self.record, sought).items():
            ours = [one for one in self.holding if one.target == anchor and one.kind in _ON_ENTRIES]
            self._entry(anchor, found.span, found.entry, ours)
        for one in self.holding:
            if one.kind in ("merge", "split"):
                self._judged(one)
        return Corrected(self._built(), self.record, tuple(self.log), self.states, self.held, self.bases)

    def _sought(self) -> dict[Anchor, Sought]:
        """The anchors of the whole log, undone corrections too, in an order that is not that of the log."""
        anchors = {anchor for one in self.log for anchor in (one.target, *one.others) if anchor is not None}
        here = sorted((one for one in anchors if one.address == self.document.address), key=words.order)
        added = {one.target for one in self.log if one.kind == "add"}
        return {anchor: _sought([c for c in self.holding if c.target == anchor], anchor in added) for anchor in here}

    def _entry(self, anchor: Anchor, place: Span | None, id: str | None, ours: list[Correction]) -> None:
        """All that the log says of one entry."""
        base = self.entries.get(id) if id else None
        if base is None and place is not None:
            base = self._kept(anchor, place, ours)
        if base is None:
            for one in ours:
                self.states[one.id] = "stranded" if place is None and one.kind != "reject" else "idle"
            return
        self.held[anchor] = base.id
        self.bases[base.id] = base
        entry = base
        last: dict[str, Changed] = {}
        for one in ours:
            self.states[one.id] = "applied"
            entry = self._replayed(entry, base, one, last)
        verdict = next((one for one in reversed(ours) if one.kind in _VERDICTS), None)
        if verdict is not None:
            had = (Attested(value=w.text, basis=Basis.STATED, rule="", evidence=(w,)) for w in words.own_words(base))
            last[""] = _changed(base.id, verdict, "", tuple(had))
            if verdict.kind == "reject":
                self.removed.add(base.id)
                last = {"": last[""]}
            elif isinstance(entry, Event):
                entry = replace(entry, confidence=1.0)
        if isinstance(entry, Event) and {"type", "modes"} & last.keys():
            entry = fields.scored(entry, self.record.scheme)
        self.changed += last.values()
        self.used += ours
        self.entries[base.id] = entry

    def _kept(self, anchor: Anchor, place: Span, ours: list[Correction]) -> Entry | None:
        """The entry as the program last had it, or as a person added it, if somebody stands for it."""
        standing = [one for one in ours if one.kind != "reject"]
        if not standing:
            return None
        first = next(one for one in self.log if one.target == anchor)
        id = f"{anchor.entry[0]}-{first.id}"
        was = next((one for one in reversed(standing) if one.was is not None), None)
        if was is not None and was.was is not None and was.was.entry is not None:
            return kept(was.was.entry, anchor, place, self.document, id, rule_of(was))
        added = next((one for one in standing if one.kind == "add"), None)
        if added is None:
            return None
        return fields.blank(
            anchor.entry, id, self.document.evidence(place.start, place.end), rule_of(added), anchor.type
        )

    def _replayed(self, entry: Entry, base: Entry, one: Correction, last: dict[str, Changed]) -> Entry:
        """The entry after one correction."""
        for change in one.changes:
            if one.kind == "confirm" and fields.same(change, fields.read(entry, change.field, self.document)):
                continue
            written = fields.write(entry, change, rule_of(one), self.document, base)
            if written is None:
                self.states[one.id] = "stranded"
                continue
            entry = written
            last[change.field] = _changed(base.id, one, change.field, fields.had(base, change.field))
        return entry

    def _judged(self, one: Correction) -> None:
        """Whether all reports of this article that a judgement names are there."""
        anchors = (*([one.target] if one.target else []), *one.others)
        here = [anchor for anchor in anchors if anchor.address == self.document.address]
        self.states[one.id] = "applied" if all(anchor in self.held for anchor in here) else "stranded"

    # The record

    def _built(self) -> Record:
        record = self.record
        known = {entry.id for entry in words.entries(record)}
        made = sorted((e for id, e in self.entries.items() if id not in known), key=lambda e: (self._start(e), e.id))
        every = [self.entries[id] for id in self.entries if id in known] + made
        left = [entry for entry in every if entry.id not in self.removed]
        agreements = tuple(one for one in left if isinstance(one, Agreement))
        commitments = tuple(self._commitment(one) for one in left if isinstance(one, Commitment))
        gone = self.removed
        return replace(
            record,
            actors=self._actors(),
            places=self._places(),
            events=tuple(one for one in left if isinstance(one, Event)),
            statements=tuple(one for one in left if isinstance(one, Statement)),
            agreements=agreements,
            commitments=commitments,
            positions=tuple(
                self._position(one) for one in record.positions if one.statement not in gone and one.event not in gone
            ),
            claims=tuple(
                replace(
                    one,
                    agreement=None if one.agreement in gone else one.agreement,
                    commitment=None if one.commitment in gone else one.commitment,
                )
                for one in record.claims
            ),
            changed=tuple(sorted(self.changed, key=lambda one: (one.entry, one.field, one.correction))),
        )

    def _start(self, entry: Entry) -> int:
        return min(one.start for one in words.own_words(entry))

    def _commitment(self, one: Commitment) -> Commitment:
        return replace(one, agreement=None) if one.agreement in self.removed else one

    def _position(self, one: Position) -> Position:
        """A position is held by whoever made the statement that it was read from."""
        statement = self.entries.get(one.statement) if one.statement else None
        before = self.bases.get(one.statement) if one.statement else None
        if isinstance(statement, Statement) and isinstance(before, Statement) and statement.speaker != before.speaker:
            return replace(one, holder=statement.speaker, represents=())
        return one

    def _actors(self) -> tuple[Actor, ...]:
        actors = {actor.id: actor for actor in self.record.actors}
        for actor in sorted((actor for one in self.used for actor in one.actors), key=lambda one: one.id):
            actors.setdefault(actor.id, actor)
        return tuple(actors.values())

    def _places(self) -> tuple[Place, ...]:
        places = {place.id: place for place in self.record.places}
        for place in sorted((place for one in self.used for place in one.places), key=lambda one: one.id):
            places.setdefault(place.id, place)
        return tuple(places.values())


def _sought(ours: list[Correction], added: bool) -> Sought:
    """Where a person put the words of an entry, and which type it has by his word."""
    changes = [change for one in ours for change in one.changes]
    own = ("trigger", "content", "action")
    return Sought(
        words=tuple(quote for change in changes if change.field in own for quote in change.words),
        types=tuple(change.value for change in changes if change.field == "type" and isinstance(change.value, str)),
        only_typed=added,
    )


def _changed(entry: str, one: Correction, field: str, had: tuple[Attested[str], ...]) -> Changed:
    return Changed(
        entry=entry,
        kind=one.kind,
        field=field,
        had=had,
        author=one.author,
        time=one.time,
        reason=one.reason,
        correction=one.id,
    )
