"""A record as one page of HTML (``page.py``).

Takes a record and gives one string. The article is shown whole with the words behind every entry
marked, and every entry links to its words. All text from the article is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from dragoman.model.agreements import Agreement, Claim, Commitment
from dragoman.model.events import Event
from dragoman.model.meetings import Meeting
from dragoman.model.record import Record
from dragoman.model.statements import Position, Statement
from dragoman.model.text import Evidence
from dragoman.show import claims, corrections, meetings, positions, words
from dragoman.show.page import inline, linked, listed, page, section
from dragoman.show.words import Names


def html(record: Record) -> str:
    """The whole record as a page."""
    return page(words.headline(record.document), "\n".join(_sections(record)))


def _sections(record: Record) -> Iterator[str]:
    names = Names.of(record)
    yield _facts(record)
    if record.events:
        header = ("id", "date", "what", "who → whom", "where", "the words")
        yield section("Events", _table(header, [_event(event, names) for event in record.events]))
    else:
        yield section("Events", f"<p>{escape(words.NO_EVENTS)}</p>")
    if told := meetings.worth_telling(record):
        yield section("Meetings", listed(_meeting(record, one, names) for one in told))
    if record.statements:
        yield section("Statements", listed(_statement(one, names) for one in record.statements))
    stands = positions.shown(record)
    if stands:
        yield section("Positions", listed(_position(one, names) for one in stands))
    if record.agreements:
        entries = (_agreement(record, one, names) for one in record.agreements)
        yield section("Agreements", listed(entries))
    alone = words.commitments_in(record, None)
    if alone:
        yield section(words.other_commitments(record), listed(_commitment(one, names) for one in alone))
    if record.claims:
        yield section("Kept or broken, as claimed", listed(_claim(one, names) for one in record.claims))
    if record.actors:
        header = ("name", "kind", "country", "sectors", "office", "mentions")
        yield section("Actors", _table(header, _actors(record)))
    if record.changed:
        yield section("Corrected by people", listed(_correction(note) for note in corrections.notes(record)))
    if record.problems:
        problems = (escape(f"{one.rule}: {words.tidy(one.message)}") for one in record.problems)
        yield section("Problems", listed(problems))
    yield section("The article", _article(record))


def _link(id: str, label: str) -> str:
    """A link to the marked words of an entry."""
    return f'<a href="#{escape(id)}">{label}</a>'


def _table(header: tuple[str, ...], rows: list[list[str]]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in header)
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="wide"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>'


def _facts(record: Record) -> str:
    document, rows = record.document, []
    for label, value in words.facts(record):
        shown = inline(value)
        if label == "address":
            shown = linked(document.address, shown)
        rows.append(f"<dt>{label}</dt><dd>{shown}</dd>")
    return "<dl>\n" + "\n".join(rows) + "\n</dl>"


def _event(event: Event, names: Names) -> list[str]:
    notes = [words.status(event), *map(words.magnitude, event.magnitudes)]
    what = "".join(f'<br><span class="note">{escape(note)}</span>' for note in notes if note)
    tellings = [
        _link(_anchor(event.id, nth), f"“{inline(trigger.text)}”") for nth, trigger in enumerate(event.triggers)
    ]
    return [
        escape(event.id),
        escape(words.date(event)) or "–",
        f"<strong>{escape(words.kind(event))}</strong>{what}",
        inline(names.sides(event)),
        inline(names.place(event.place) or "–"),
        "<br>".join(tellings),
    ]


def _meeting(record: Record, one: Meeting, names: Names) -> str:
    rows = (f"{inline(label)}: {inline(value)}" for label, value in meetings.facts(record, one))
    return f"{_link(one.id, escape(one.id))} <strong>{inline(meetings.headline(one, names))}</strong>{listed(rows)}"


def _statement(one: Statement, names: Names) -> str:
    return (
        f"{_link(one.id, escape(one.id))} <strong>{inline(words.said(one, names))}</strong>: "
        f'{inline(words.content(one))} <span class="note">{one.kind}</span>'
    )


def _position(one: Position, names: Names) -> str:
    """A position, with a link to the statement or the event it was read from."""
    stand = positions.stand(one, names)
    return (
        f"{_link(one.statement or one.event or one.id, escape(one.id))} <strong>{inline(stand.who)}</strong>: "
        f'{stand.stance} <strong>{inline(stand.topic)}</strong> <span class="note">“{inline(stand.why)}”</span>'
    )


def _correction(note: corrections.Note) -> str:
    had = f' <span class="note">was {escape(note.had)}</span>' if note.had else ""
    return f"{escape(note.entry)}: {escape(note.what)}{had}"


def _claim(one: Claim, names: Names) -> str:
    said = claims.said(one, names)
    note = "; ".join(part for part in (said.who, said.about) if part)
    return (
        f"{_link(one.id, escape(one.id))} <strong>{said.status}</strong>, says {inline(said.claimant)}: "
        f'“{inline(said.deed)}” <span class="note">{inline(note)}</span>'
    )


def _agreement(record: Record, one: Agreement, names: Names) -> str:
    line = f"<strong>{inline(one.name.value)}</strong>{escape(words.terms(one, names))}"
    owed = words.commitments_in(record, one.id)
    return f"{_link(one.id, escape(one.id))} {line}" + (
        listed(_commitment(duty, names) for duty in owed) if owed else ""
    )


def _commitment(one: Commitment, names: Names) -> str:
    duty = words.duty(one, names)
    terms = "".join(f"; {escape(term)}" for term in duty.terms)
    return f"{_link(one.id, escape(one.id))} <strong>{inline(duty.who)}</strong>: {inline(duty.action)}{terms}"


def _actors(record: Record) -> list[list[str]]:
    return [
        [
            "<br>".join(map(inline, [actor.name, *words.other_readings(actor)])),
            words.kind_of(actor),
            escape(words.country(actor)),
            escape(words.values(actor.sectors)) or "–",
            "<br>".join(inline(words.office(office)) for office in actor.offices),
            str(len(actor.mentions)),
        ]
        for actor in record.actors
    ]


@dataclass(frozen=True, slots=True)
class _Highlight:
    """Words to mark in the article, with the entry they belong to."""

    anchor: str
    kind: str
    start: int
    end: int


def _anchor(id: str, nth: int) -> str:
    """The id of the nth place an entry was read from: ``e1``, ``e1-2``, ..."""
    return id if nth == 0 else f"{id}-{nth + 1}"


def _highlights(record: Record) -> list[_Highlight]:
    found: list[_Highlight] = []

    def mark(id: str, kind: str, places: tuple[Evidence, ...]) -> None:
        found.extend(_Highlight(_anchor(id, nth), kind, e.start, e.end) for nth, e in enumerate(places))

    for event in record.events:
        mark(event.id, "event", event.triggers)
    for statement in record.statements:
        mark(statement.id, "said", statement.content)
    for agreement in record.agreements:
        mark(agreement.id, "owed", agreement.mentions or agreement.name.evidence)
    for commitment in record.commitments:
        mark(commitment.id, "owed", (commitment.action,))
    for claim in record.claims:
        mark(claim.id, "owed", (claim.deed,))
    return sorted(found, key=lambda one: (one.start, -one.end, one.anchor))


def _article(record: Record) -> str:
    text = record.document.text
    highlights = _highlights(record)
    paragraphs: list[str] = []
    start = 0
    for gap in [*(found.span() for found in words.PARAGRAPH_BREAK.finditer(text)), (len(text), len(text))]:
        if text[start : gap[0]].strip():
            paragraphs.append(f'<p dir="auto">{_marked(text, start, gap[0], highlights)}</p>')
        start = gap[1]
    return f'<article lang="{escape(record.document.language)}">\n' + "\n".join(paragraphs) + "\n</article>"


def _marked(text: str, start: int, end: int, highlights: list[_Highlight]) -> str:
    """A stretch of the article, cut wherever marked words begin or end, for they may cross."""
    here = [one for one in highlights if one.start < end and one.end > start]
    edges = {start, end} | {edge for one in here for edge in (one.start, one.end) if start < edge < end}
    cuts = sorted(edges)
    pieces: list[str] = []
    for a, b in pairwise(cuts):
        piece = escape(words.without_controls(text[a:b]))
        for one in reversed([one for one in here if one.start <= a and b <= one.end]):
            # An id may stand only once in a page: where the marked words are cut, on the first piece.
            id = f' id="{escape(one.anchor)}"' if a == max(one.start, start) and one.start >= start else ""
            piece = f'<mark{id} class="{one.kind}">{piece}</mark>'
        pieces.append(piece)
    return "".join(pieces)
