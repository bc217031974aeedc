"""From what a person asks for to a correction, checked before it is logged.

Comes in: a corrected record, the id of an entry, values as a person writes them. Goes out: a ``Correction`` without
id, which the log gives it. Every fault is a DragomanError that says the way out, and nothing is logged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, cast, get_args

from dragoman.coding.circumstances import first_day, last_day
from dragoman.model.corrections import Anchor, Change, Correction, CorrectionKind, Entry, EntryKind, Fragment, Number
from dragoman.model.entities import Actor, Place
from dragoman.model.events import Bound, Event
from dragoman.model.problems import DragomanError
from dragoman.model.record import Record
from dragoman.model.text import Attested, Span
from dragoman.ontology import Ontology
from dragoman.resolve.correcting import anchors as words_of
from dragoman.resolve.correcting.fields import FIELDS, Field, Form, field_of, read
from dragoman.resolve.correcting.naming import Known, bare, one_of
from dragoman.resolve.correcting.replay import Corrected, corrected, entry_of, rule_of

Given = Mapping[str, Sequence[str]]  # field → values as written; none to empty it

_DATE = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
_DATES = re.compile(f"{_DATE}(/{_DATE})?")
_NUMBER = re.compile(
    rf"(?P<kind>[\w-]+)\s+(?:(?P<bound>{'|'.join(get_args(Bound))})\s+)?(?P<value>[\d.,]*\d)\s*(?P<unit>[\w-]+)?"
    r"(?:\s+[\"“](?P<words>.+)[\"”])?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who decides, when and why."""

    author: str
    time: str  # ISO 8601, UTC
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Preparer:
    """Prepares corrections of one record."""

    state: Corrected
    known: Known
    ontology: Ontology

    @property
    def record(self) -> Record:
        return self.state.record

    def entry(self, id: str) -> Entry:
        """An entry by its id. Raises DragomanError naming those there are."""
        try:
            return entry_of(self.record, id)
        except KeyError as fault:
            ids = ", ".join(entry.id for entry in words_of.entries(self.record)) or "it has none"
            raise DragomanError(f"{self.record.document.id} has no {id}; its entries: {ids}") from fault

    def edit(self, id: str, given: Given, signed: Signed, near: int | None = None) -> Correction:
        """Give fields of an entry other values. ``near``: code point where given words stand; else by the entry's."""
        if not given:
            raise DragomanError("nothing to change; name fields and their values")
        draft = self._draft("edit", id, signed)
        entry = self.entry(id)
        return self._checked(self._changed(draft, entry, self._with_modes(entry, given), near), given)

    def confirm(self, id: str, signed: Signed) -> Correction:
        """An entry is right as it stands."""
        entry, draft = self.entry(id), self._draft("confirm", id, signed)
        document = self.record.document
        seen = tuple(read(entry, name, document) for name in FIELDS[words_of.kind_of(entry)] if name != "trigger")
        return self._naming(replace(draft, changes=seen), self.record.actors, self.record.places)

    def reject(self, id: str, signed: Signed) -> Correction:
        """An entry should not be there."""
        return self._draft("reject", id, signed)

    def add(self, kind: EntryKind, words: str, given: Given, signed: Signed) -> Correction:
        """An entry is missing; the words of the text that tell it are its trigger, content, action or name."""
        span = self._span(words, 0)
        type = None
        if kind == "event":
            if not given.get("type"):
                raise DragomanError("an event needs a type; give one, e.g. type=CONSULT")
            type = self._code("type", given["type"][0], self.ontology.types)
        draft = _signed("add", self._new(kind, span, type), signed)
        blank = self._after(draft)
        return self._checked(self._changed(draft, blank, given), given)

    def accept(self, proposed: Record, id: str, signed: Signed) -> Correction:
        """An entry is missing that another record of the same text has; it is taken as it is there, with its words."""
        try:
            entry = entry_of(proposed, id)
        except KeyError as fault:
            ids = ", ".join(one.id for one in words_of.entries(proposed)) or "there is none"
            raise DragomanError(f"no {id} is proposed; the entries: {ids}") from fault
        anchor = self._new(words_of.kind_of(entry), words_of.own_words(entry)[0].span, words_of.type_of(entry))
        draft = replace(_signed("add", anchor, signed), was=Fragment.of(entry))
        draft = self._naming(draft, [*proposed.actors, *self.record.actors], [*proposed.places, *self.record.places])
        return self._checked(draft, dict.fromkeys(("type", "modes", "recipient"), ()))

    def judged(self, kind: CorrectionKind, id: str, others: Sequence[Anchor], signed: Signed) -> Correction:
        """Merge or split: this report and others tell of one deed, or do not."""
        return replace(self._draft(kind, id, signed), others=tuple(others), was=None)

    # Parts of a correction

    def _new(self, kind: EntryKind, span: Span, type: str | None) -> Anchor:
        """The anchor of an entry that the record does not have. Raises DragomanError where it has it."""
        for entry in words_of.entries(self.record, kind):
            if words_of.type_of(entry) == type and span in (one.span for one in words_of.own_words(entry)):
                raise DragomanError(f"{entry.id} is told by these words already; correct that one")
        return Anchor(
            address=self.record.document.address,
            document=self.record.document.id,
            entry=kind,
            words=words_of.quote(self.record.document.text, span),
            type=type,
        )

    def _draft(self, kind: CorrectionKind, id: str, signed: Signed) -> Correction:
        self.entry(id)
        try:
            anchor = self.state.anchor(id)
        except KeyError as fault:
            raise DragomanError(f"{id} is no entry that can be corrected") from fault
        earlier = [one.was for one in self.state.log if one.target == anchor and one.was is not None]
        coded = {one.id: one for one in words_of.entries(self.state.coded)}
        was = Fragment.of(coded[id]) if id in coded else earlier[-1] if earlier else None
        return self._naming(replace(_signed(kind, anchor, signed), was=was), self.record.actors, self.record.places)

    def _changed(self, draft: Correction, entry: Entry, given: Given, near: int | None = None) -> Correction:
        """With the values that were given."""
        actors: dict[str, Actor] = {}
        places: dict[str, Place] = {}
        changes = tuple(
            self._change(entry, name, values, rule_of(draft), actors, places, near) for name, values in given.items()
        )
        draft = replace(draft, changes=changes)
        return self._naming(draft, [*actors.values(), *self.record.actors], [*places.values(), *self.record.places])

    def _change(
        self,
        entry: Entry,
        name: str,
        values: Sequence[str],
        rule: str,
        actors: dict[str, Actor],
        places: dict[str, Place],
        near: int | None,
    ) -> Change:
        kind = words_of.kind_of(entry)
        name = one_of(f"field of {kind}s", name, FIELDS[kind])
        field = field_of(entry, name)
        if not values:
            if field.needed:
                raise DragomanError(f"{name} cannot be empty: {field.form.value} is needed")
            return Change(field=name, value=() if field.form in (Form.ACTORS, Form.MODES, Form.CONTEXTS) else None)
        if field.form is Form.ACTORS:
            found = [self.known.actor(value, rule) for value in values]
            actors.update((actor.id, actor) for actor in found)
            return Change(field=name, value=tuple(dict.fromkeys(actor.id for actor in found)))
        if field.form in (Form.MODES, Form.CONTEXTS):
            codes = self.ontology.modes if field.form is Form.MODES else self.ontology.contexts
            return Change(field=name, value=tuple(self._code(name, value, codes) for value in values))
        if field.form is Form.WORDS:
            start = words_of.own_words(entry)[0].start if near is None else near
            spans = [self._span(value, start) for value in values]
            return Change(field=name, words=tuple(words_of.quote(self.record.document.text, span) for span in spans))
        if field.form is Form.NUMBERS:
            return Change(field=name, numbers=tuple(self._number(value, entry) for value in values))
        if len(values) > 1:
            raise DragomanError(f"{name} holds one value, not {len(values)}")
        return Change(field=name, value=self._value(name, field, values[0], rule, places))

    def _value(self, name: str, field: Field, value: str, rule: str, places: dict[str, Place]) -> str:
        match field.form:
            case Form.TYPE:
                return self._code(name, value, self.ontology.types)
            case Form.CHOICE:
                return one_of(name, value, field.choices)
            case Form.DATE:
                if not _DATES.fullmatch(value) or not (first_day(value) and last_day(value)):
                    raise DragomanError(
                        f"{value!r} is not a date: write 2025, 2025-09, 2025-09-17 or two with / between"
                    )
            case Form.PLACE:
                place = self.known.place(value, rule)
                places[place.id] = place
                return place.id
        return value

    def _code(self, what: str, value: str, known: Iterable[str]) -> str:
        return one_of(what.removesuffix("s"), value, sorted(known))

    def _span(self, words: str, near: int) -> Span:
        """The words in the text, at the place nearest to another."""
        starts = [match.start() for match in re.finditer(re.escape(words), self.record.document.text)] if words else []
        if not starts:
            raise DragomanError(f"{words!r} does not stand in the article; copy the words as they are written there")
        start = min(starts, key=lambda place: abs(place - near))
        return Span(start, start + len(words))

    def _number(self, value: str, entry: Entry) -> Number:
        asked = _NUMBER.fullmatch(value.strip())
        if asked is None:
            raise DragomanError(f"{value!r}: write kind, number, unit, e.g. 'killed at_least 12 persons \"a dozen\"'")
        span = self._span(asked["words"] or asked["value"], words_of.own_words(entry)[0].start)
        return Number(
            kind=asked["kind"],
            value=float(asked["value"].replace(",", "")),
            unit=asked["unit"] or "persons",
            bound=cast(Bound, asked["bound"] or "exact"),
            words=words_of.quote(self.record.document.text, span),
        )

    def _with_modes(self, entry: Entry, given: Given) -> Given:
        """With the modes that a new type has in common with the old one."""
        if not isinstance(entry, Event) or not given.get("type") or "modes" in given:
            return given
        type = self.ontology.types[self._code("type", given["type"][0], self.ontology.types)]
        had = [mode.value for mode in entry.modes]
        left = [mode for mode in had if mode in type.modes]
        return given if left == had else {**given, "modes": left}

    def _naming(self, draft: Correction, actors: Iterable[Actor], places: Iterable[Place]) -> Correction:
        """With the actors and places that it names, so that it can be replayed where the program finds none of them."""
        named = set(_values(draft.was)) | {
            one
            for change in draft.changes
            for one in (change.value if isinstance(change.value, tuple) else [change.value])
        }
        return replace(
            draft,
            actors=tuple(
                {one.id: bare(one, rule_of(draft)) for one in reversed([*actors]) if one.id in named}.values()
            ),
            places=tuple(
                {one.id: replace(one, mentions=(), alternatives=()) for one in places if one.id in named}.values()
            ),
        )

    # Checks of the result

    def _after(self, draft: Correction) -> Entry:
        """The entry as it would be."""
        assert draft.target is not None
        after = corrected(self.state.coded, [*self.state.log, replace(draft, id="new")])
        return entry_of(after.record, after.held[draft.target])

    def _checked(self, draft: Correction, given: Given) -> Correction:
        """The correction, if the event would be one that the ontology allows."""
        event = self._after(draft)
        if isinstance(event, Event):
            type = self.ontology.types.get(event.type.value)
            if type is None:
                raise DragomanError(f"{event.type.value} is no type of {self.ontology.name}")
            for mode in event.modes:
                if "modes" in given and mode.value not in type.modes:
                    raise DragomanError(
                        f"{type.name} has no mode {mode.value!r}; {', '.join(type.modes) or 'it has none'}"
                    )
            if type.needs_recipient and not event.recipient and {"type", "recipient"} & given.keys():
                raise DragomanError(f"{type.name} needs a recipient; give one, e.g. recipient=SYR")
        return draft


def undo(one: Correction, signed: Signed) -> Correction:
    """Take a correction back, or, of an undoing, bring back what it took back."""
    return replace(_signed("undo", one.target, signed), undoes=one.id, others=one.others)


def actors_judged(kind: CorrectionKind, kept: Actor, others: Sequence[Actor], signed: Signed) -> Correction:
    """Entries of actors are one (the first remains), or are to be kept apart."""
    draft = _signed(kind, None, signed)
    return replace(draft, actors=tuple(bare(actor, rule_of(draft)) for actor in (kept, *others)))


def _signed(kind: CorrectionKind, target: Anchor | None, signed: Signed) -> Correction:
    return Correction(id="", author=signed.author, time=signed.time, reason=signed.reason, kind=kind, target=target)


def _values(node: Any) -> Iterator[str]:
    """Every attested string of an entry."""
    if isinstance(node, Attested):
        yield str(node.value)
    elif isinstance(node, tuple):
        for one in node:
            yield from _values(one)
    elif is_dataclass(node) and not isinstance(node, type):
        for field in fields(node):
            yield from _values(getattr(node, field.name))
