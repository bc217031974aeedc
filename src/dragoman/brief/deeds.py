"""Events as sentences, and where the articles on one differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dragoman import query
from dragoman.brief.question import Question, Told, event_of, ids_of, supports, words_of
from dragoman.brief.wording import listed, named, sentence, when
from dragoman.digest import sentences
from dragoman.model.briefs import Sentence
from dragoman.model.happenings import Field, Range
from dragoman.query import StoredEvent, StoredHappening
from dragoman.show import words
from dragoman.store.days import days
from dragoman.store.folding import fold

_NO_FIGURES = frozenset({"date", "place", "status"})  # fields that may differ and have no actors; all other are numbers


_NOT_TOLD = frozenset({"type", "mode", "actor", "recipient", "said by"})


def event(question: Question, row: StoredHappening, reports: tuple[StoredEvent, ...]) -> Sentence | None:
    """A deed told once, in the words of its fields; as somebody's word where only somebody says it."""
    if not row.actor:
        return None
    record = question.evidence.record(row.id)
    report = event_of(record, row.id)
    where = f"{_place(row)} {when(row.date)}".rstrip()
    if row.status == "actual" and _is_ahead(row):
        row = replace(row, status="future")  # what an article announces for a later day is a plan until one tells it
    if row.status == "ongoing" and question.ontology.has(row.type, "speech"):
        row = replace(row, status="actual")  # words that are said go on for no time
    deed = sentences.deed(row, question.ontology, naming=named, where=where)
    if len(row.actor) > 1 and row.status == "future":
        deed = deed.replace("is to ", "are to ", 1)
    numbers = f", with {listed(map(_number, row.magnitudes))}" if row.magnitudes else ""
    text = f"{named(row.actor)} {deed}{numbers}"
    actors = ids_of((*row.actor, *row.recipient))
    if report is not None and report.attribution is not None:
        who = next((one for one in record.actors if one.id == report.attribution.value), None)
        if who is not None and who.id not in ids_of(row.actor):
            text, actors = f"according to {named([who])}, {text}", actors | {who.id}
    ids = (row.id, *(one.id for one in reports if one.id != row.id))
    return Sentence(text=sentence(text), actors=actors, support=supports(question, ids, actors), articles=row.articles)


def _is_ahead(row: StoredHappening) -> bool:
    """Whether its day is later than the article that leads."""
    on, published = (days(value) if value else None for value in (row.date, row.published))
    return on is not None and published is not None and on[0] > published[1]


def _number(one: Range) -> str:
    """A number; from the least to the most where articles differ."""
    most = words.quantity(one.most, one.unit, one.kind, one.bound if one.least == one.most else "exact")
    if one.unit not in ("persons", one.kind):
        most = most.replace(f" {one.unit} {one.kind}", f" {one.unit} of {one.kind}")
    return most if one.least == one.most else f"{one.least:,.15g} to {most}"


def _place(row: StoredHappening) -> str:
    """Where, unless it is one of the parties itself."""
    place = row.place
    if place is None:
        return ""
    states = {one.country for one in (*row.actor, *row.recipient) if one.kind == "state"}
    itself = {fold(one.name) for one in (*row.actor, *row.recipient)}
    if fold(place.name) in itself or (place.country in states and place.admin1 is None):
        return ""
    return f" in {words.tidy(place.name)}"


def differences(question: Question, events: Iterable[Told]) -> Iterator[Sentence | None]:
    """Days, places and numbers that articles tell differently, side by side."""
    for row, reports in events:
        if len(reports) < 2 or not row.actor:
            continue
        full = query.event_in_full(question.store, row.id)
        deed = f"{named(row.actor)} {sentences.deed(row, question.ontology, naming=named)}"
        for field in full.happening.fields:
            if field.disputed and field.name not in _NOT_TOLD:
                yield _difference(question, row, deed, field)


def _difference(question: Question, row: StoredHappening, deed: str, field: Field) -> Sentence:
    told = "; ".join(f"{_told(field.name, v.value)} ({listed(v.sources) or 'no outlet'})" for v in field.versions)
    what = field.name if field.name in _NO_FIGURES else f"figure for “{field.name}”"
    actors = ids_of((*row.actor, *row.recipient))
    ids = [version.reports[0] for version in field.versions if version.reports]
    supports = tuple(one for id in ids if (one := words_of(question, id, actors)) is not None)
    text = f"Sources differ on the {what} in the report that {deed}: {told}"
    return Sentence(text=sentence(text), actors=actors, support=supports)


def _told(field: str, value: str) -> str:
    """One version: a date in words, a place without its id."""
    if field == "date":
        return when(value)
    return words.tidy(value.partition(" [")[0] if field == "place" else value)
