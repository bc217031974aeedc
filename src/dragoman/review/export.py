"""Decisions as test cases of the program, and as sentences to learn from.

A test case is an article with what people said of its entries; ``dragoman eval cases`` runs it. A row to learn from is
a sentence with its actor and recipient marked (``<s>``, ``<t>``) and the type of the deed, as ``training/`` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from dragoman.coding.learned.model import NO_EVENT
from dragoman.model.corrections import Anchor, Change, Entry
from dragoman.model.events import Event
from dragoman.model.record import Record
from dragoman.model.text import Attested, Evidence, Span
from dragoman.resolve.correcting import Corrected, addresses, holding
from dragoman.resolve.correcting.anchors import entries, own_words
from dragoman.resolve.correcting.fields import read
from dragoman.store import Store, correction_log, revised

Said = str | list[str] | None  # a value as JSON has it

_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z])|\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedEntry:
    """What people say of an entry."""

    anchor: Anchor
    there: bool  # False for what was rejected
    fields: dict[str, Said]  # those that somebody confirmed or gave a value
    corrections: tuple[str, ...]  # ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An article and what a right record of it holds, as far as people have said."""

    address: str
    title: str | None
    published: str | None
    text: str
    entries: tuple[ExpectedEntry, ...]


def cases(store: Store) -> Iterator[Case]:
    """A test case for each current article that people corrected."""
    with store.reading() as connection:
        for state in _states(connection):
            document = state.record.document
            judged = tuple(_expected(state, anchor, id) for anchor, id in state.held.items())
            yield Case(
                address=document.address,
                title=document.title.value if document.title else None,
                published=document.published.value if document.published else None,
                text=document.text,
                entries=tuple(one for one in judged if one.corrections),
            )


def training_rows(store: Store) -> Iterator[bytes]:
    """A row for each event that people judged and whose actor and recipient stand in its sentence, as JSON."""
    with store.reading() as connection:
        for state in _states(connection):
            after = {event.id: event for event in state.record.events}
            for anchor, id in state.held.items():
                ours = tuple(one.id for one in holding(state.log) if one.target == anchor)
                base = state.bases[id]
                if not ours or not isinstance(base, Event):
                    continue
                marked = _marked(state.record, after.get(id, base))
                label = after[id].type.value if id in after else NO_EVENT
                if marked is not None:
                    yield msgspec.json.encode({"doc_id": "+".join(ours), "marked": marked, "labels": [label]})


def said(change: Change) -> Said:
    """A value of a field as a test case has it."""
    if isinstance(change.value, tuple):
        return sorted(change.value)
    if change.numbers:
        return sorted(f"{one.kind} {one.bound} {one.value:g} {one.unit}" for one in change.numbers)
    return [words.exact for words in change.words] if change.words else change.value


def _states(connection: Connection) -> Iterator[Corrected]:
    """Every corrected article of today."""
    log = correction_log.every(connection)
    for address in dict.fromkeys(address for one in log for address in addresses(one)):
        document = revised.current(connection, address)
        if document is not None:
            yield revised.state(connection, document)


def _expected(state: Corrected, anchor: Anchor, id: str) -> ExpectedEntry:
    ours = [one for one in holding(state.log) if one.target == anchor and one.kind not in ("merge", "split")]
    entry: Entry | None = next((one for one in entries(state.record, anchor.entry) if one.id == id), None)
    names = dict.fromkeys(change.field for one in ours for change in one.changes)
    document = state.record.document
    return ExpectedEntry(
        anchor=anchor,
        there=entry is not None,
        fields={name: said(read(entry, name, document)) for name in names} if entry is not None else {},
        corrections=tuple(one.id for one in ours),
    )


def _marked(record: Record, event: Event) -> str | None:
    """The sentence of an event with the words for its first actor and its first recipient marked.

    Where both sides do the same thing, the second actor stands for the recipient. None where one of them is not
    named in the sentence.
    """
    sentence = _sentence(record.document.text, own_words(event)[0].span)
    sides = event.actor[:2] if not event.recipient else (*event.actor[:1], event.recipient[0])
    places = [_words(record, side, sentence) for side in sides]
    if len(places) != 2 or places[0] is None or places[1] is None or places[0].overlaps(places[1]):
        return None
    text = record.document.text
    (first, mark), (second, other) = sorted([(places[0], "s"), (places[1], "t")])
    parts = [
        text[sentence.start : first.start],
        f"<{mark}>{text[first.start : first.end]}</{mark}>",
        text[first.end : second.start],
        f"<{other}>{text[second.start : second.end]}</{other}>",
        text[second.end : sentence.end],
    ]
    return "".join(parts).strip()


def _words(record: Record, side: Attested[str], sentence: Span) -> Span | None:
    """Where an actor is named in a sentence: by the words of the role, or else by any of his mentions."""
    mentions = (m.evidence for actor in record.actors if actor.id == side.value for m in actor.mentions)
    every: tuple[Evidence, ...] = (*side.evidence, *mentions)
    here = (one.span for one in every if one.document == record.document.id and sentence.contains(one.span))
    return next(here, None)


def _sentence(text: str, words: Span) -> Span:
    """The sentence around words, by its full stops."""
    ends = [match.end() for match in _END.finditer(text)]
    start = max((end for end in ends if end <= words.start), default=0)
    return Span(start, min((end for end in ends if end >= words.end), default=len(text)))
