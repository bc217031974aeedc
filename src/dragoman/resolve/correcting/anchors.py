"""Anchors: from an entry to the words that hold it, and from the words back to the entry in another coding or version.

Words are sought where they stood, then by themselves with what stands around them. Entries are then paired with
anchors one to one, the best fitting pair first, so that the order of the corrections does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.model.agreements import Agreement, Commitment
from dragoman.model.corrections import Anchor, Entry, EntryKind, Quote
from dragoman.model.events import Event
from dragoman.model.problems import DragomanError
from dragoman.model.record import Record
from dragoman.model.statements import Statement
from dragoman.model.text import Evidence, Span

_CONTEXT = 32  # characters kept on either side, as most tools for web annotations do
_ALIKE = 60.0  # least likeness, of 100, of words with their surroundings in two versions of a text
_LONG = 30  # characters from which words that stand in a text once need no surroundings
_SHARED = 0.5  # least part of the shorter of two spans, of both for what a person added, that must lie in both


@dataclass(frozen=True, slots=True)
class Sought:
    """What else is known of the entry that an anchor holds."""

    words: tuple[Quote, ...] = ()  # where a person has put its words
    types: tuple[str, ...] = ()  # what a person says its type is
    only_typed: bool = False  # another type at the same words is another entry


@dataclass(frozen=True, slots=True)
class Found:
    """Where an anchor holds in a record."""

    span: Span | None  # its words; None where they are gone
    entry: str | None  # id of the entry; None where the record has none there


def kind_of(entry: Entry) -> EntryKind:
    """The word for what an entry is."""
    match entry:
        case Event():
            return "event"
        case Statement():
            return "statement"
        case Commitment():
            return "commitment"
        case Agreement():
            return "agreement"


def entries(record: Record, kind: EntryKind | None = None) -> tuple[Entry, ...]:
    """The entries of a record that can be corrected, or those of one kind."""
    every: dict[EntryKind, tuple[Entry, ...]] = {
        "event": record.events,
        "statement": record.statements,
        "commitment": record.commitments,
        "agreement": record.agreements,
    }
    return every[kind] if kind else tuple(entry for some in every.values() for entry in some)


def own_words(entry: Entry) -> tuple[Evidence, ...]:
    """The words that an entry was read from."""
    match entry:
        case Event():
            return entry.triggers
        case Statement():
            return entry.content
        case Commitment():
            return (entry.action,)
        case Agreement():
            return entry.mentions or entry.name.evidence


def type_of(entry: Entry) -> str | None:
    """The type of an event; the others have none."""
    return entry.type.value if isinstance(entry, Event) else None


def quote(text: str, span: Span) -> Quote:
    """Words with what stands around them."""
    return Quote(
        start=span.start,
        end=span.end,
        exact=text[span.start : span.end],
        prefix=text[max(0, span.start - _CONTEXT) : span.start],
        suffix=text[span.end : span.end + _CONTEXT],
    )


def anchor(record: Record, entry: Entry) -> Anchor:
    """The anchor of an entry of the record that the program made.

    Raises DragomanError where no words of the text gave the entry.
    """
    words = next((one for one in own_words(entry) if one.document == record.document.id), None)
    if words is None:
        raise DragomanError(f"{entry.id} cannot be corrected: no words of the article gave it")
    return Anchor(
        address=record.document.address,
        document=record.document.id,
        entry=kind_of(entry),
        words=quote(record.document.text, words.span),
        type=type_of(entry),
        rank=_rank(record, entry),
    )


def locate(text: str, sought: Quote) -> Span | None:
    """Where words stand in a text that may have changed; None where they, or what stood around them, are gone."""
    before = sought.start - len(sought.prefix)
    if before >= 0 and text.startswith(sought.prefix + sought.exact + sought.suffix, before):
        return Span(sought.start, sought.end)
    starts = list(_occurrences(text, sought.exact))
    if len(starts) == 1 and len(sought.exact) >= _LONG:
        return Span(starts[0], starts[0] + len(sought.exact))
    from rapidfuzz import fuzz  # which commands that only ask the database need not wait for

    wanted = sought.prefix + sought.exact + sought.suffix
    likely: list[tuple[float, int, int]] = []
    for start in starts:
        end = start + len(sought.exact)
        around = text[max(0, start - len(sought.prefix)) : end + len(sought.suffix)]
        likely.append((fuzz.ratio(wanted, around), -abs(start - sought.start), start))
    alike, _, start = max(likely, default=(0.0, 0, 0))
    return Span(start, start + len(sought.exact)) if alike >= _ALIKE else None


def _occurrences(text: str, words: str) -> Iterable[int]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def find(record: Record, sought: Mapping[Anchor, Sought]) -> dict[Anchor, Found]:
    """The place of each anchor in a record, and the entry it holds there; no entry is held by two."""
    text = record.document.text
    spans = {one: locate(text, one.words) for one in sought}
    fits = sorted(
        (fit, order(one), number, one, entry.id)
        for one, wanted in sought.items()
        for number, entry in enumerate(entries(record, one.entry))
        if (fit := _fit(record, one, spans[one], wanted, entry)) is not None
    )
    held: dict[Anchor, str] = {}
    taken: set[tuple[EntryKind, str]] = set()
    for _, _, _, one, id in fits:
        if one not in held and (one.entry, id) not in taken:
            held[one] = id
            taken.add((one.entry, id))
    return {one: Found(spans[one], held.get(one)) for one in sought}


def order(one: Anchor) -> tuple[str, str, int, int, str, int]:
    """A fixed order of anchors, whatever was logged first."""
    return one.document, one.entry, one.words.start, one.words.end, one.type or "", one.rank


_Fit = tuple[int, float, int]  # how the words fit, how little they share, how far apart in the record: less is better


def _fit(record: Record, one: Anchor, span: Span | None, wanted: Sought, entry: Entry) -> _Fit | None:
    """How well an entry fits an anchor; None where it does not."""
    typed = type_of(entry) in (one.type, *wanted.types)
    if wanted.only_typed and not typed:
        return None
    moved = [place for words in wanted.words if (place := locate(record.document.text, words)) is not None]
    own = [words.span for words in own_words(entry)]
    for later, place in enumerate([span, *moved]):
        shared = max((_shared(place, words) for words in own), default=0.0) if place else 0.0
        if shared > 0 and (shared >= _SHARED or not wanted.only_typed):
            exact = place in own
            return (2 * (not exact) + (not typed) + 4 * bool(later), -shared, abs(_rank(record, entry) - one.rank))
    return None


def _shared(one: Span, other: Span) -> float:
    """What part of two spans is in both; 0 where it is less than half of the shorter one."""
    both = min(one.end, other.end) - max(one.start, other.start)
    lengths = one.end - one.start, other.end - other.start
    if both < _SHARED * min(lengths) or both <= 0:
        return 0.0
    return both / (sum(lengths) - both)


def _rank(record: Record, entry: Entry) -> int:
    """Which of the entries with the same first words and the same type it is."""
    alike = [
        one.id
        for one in entries(record, kind_of(entry))
        if type_of(one) == type_of(entry) and own_words(one)[:1] == own_words(entry)[:1]
    ]
    return alike.index(entry.id)
