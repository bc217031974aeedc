"""A record as one page of HTML that stands by itself: no script, no outside file, light or dark.

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
from dragoman.show.words import Names

_STYLE = """
:root { color-scheme: light dark; --event: #ffe28a; --said: #7a9cc6; --owed: #c9a0dc; --line: #8886; }
@media (prefers-color-scheme: dark) { :root { --event: #6b5200; --said: #6f8fb8; --owed: #9a6fb0; } }
body { font: 1rem/1.55 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; }
dt { opacity: .7; } dd { margin: 0; overflow-wrap: anywhere; }
article p { white-space: pre-line; max-width: 45rem; }
mark { color: inherit; background: none; }
mark.event { background: var(--event); padding: 0 .1em; border-radius: .2em; }
mark.said { border-bottom: 2px solid var(--said); }
mark.owed { border-bottom: 2px dashed var(--owed); }
mark:target { outline: 2px solid; }
.wide { overflow-x: auto; }
.note { opacity: .75; }
"""


def html(record: Record) -> str:
    """The whole record as a page."""
    title = escape(words.headline(record.document))
    body = "\n".join(_sections(record))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1 dir="auto">{title}</h1>
{body}
</body>
</html>
"""


def _sections(record: Record) -> Iterator[str]:
    names = Names.of(record)
    yield _facts(record)
    if record.events:
        header = ("id", "date", "what", "who → whom", "where", "the words")
        yield _section("Events", _table(header, [_event(event, names) for event in record.events]))
    else:
        yield _section("Events", f"<p>{escape(words.NO_EVENTS)}</p>")
    if told := meetings.worth_telling(record):
        yield _section("Meetings", _list(_meeting(record, one, names) for one in told))
    if record.statements:
        yield _section("Statements", _list(_statement(one, names) for one in record.statements))
    stands = positions.shown(record)
    if stands:
        yield _section("Positions", _list(_position(one, names) for one in stands))
    if record.agreements:
        entries = (_agreement(record, one, names) for one in record.agreements)
        yield _section("Agreements", _list(entries))
    alone = words.commitments_in(record, None)
    if alone:
        yield _section(words.other_commitments(record), _list(_commitment(one, names) for one in alone))
    if record.claims:
        yield _section("Kept or broken, as claimed", _list(_claim(one, names) for one in record.claims))
    if record.actors:
        header = ("name", "kind", "country", "sectors", "office", "mentions")
        yield _section("Actors", _table(header, _actors(record)))
    if record.changed:
        yield _section("Corrected by people", _list(_correction(note) for note in corrections.notes(record)))
    if record.problems:
        problems = (escape(f"{one.rule}: {words.tidy(one.message)}") for one in record.problems)
        yield _section("Problems", _list(problems))
    yield _section("The article", _article(record))


def _section(title: str, content: str) -> str:
    return f"<section>\n<h2>{title}</h2>\n{content}\n</section>"


def _text(text: str) -> str:
    """Text from the article, free to run in its own direction."""
    return f"<bdi>{escape(words.tidy(text))}</bdi>"


def _link(id: str, label: str) -> str:
    """A link to the marked words of an entry."""
    return f'<a href="#{escape(id)}">{label}</a>'


def _list(entries: Iterator[str]) -> str:
    return "<ul>\n" + "\n".join(f"<li>{entry}</li>" for entry in entries) + "\n</ul>"


def _table(header: tuple[str, ...], rows: list[list[str]]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in header)
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="wide"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>'


def _facts(record: Record) -> str:
    document, rows = record.document, []
    for label, value in words.facts(record):
        shown = _text(value)
        if label == "address" and document.address.startswith(("https://", "http://")):
            shown = f'<a href="{escape(document.address)}" rel="noreferrer">{shown}</a>'
        rows.append(f"<dt>{label}</dt><dd>{shown}</dd>")
    return "<dl>\n" + "\n".join(rows) + "\n</dl>"


def _event(event: Event, names: Names) -> list[str]:
    notes = [words.status(event), *map(words.magnitude, event.magnitudes)]
    what = "".join(f'<br><span class="note">{escape(note)}</span>' for note in notes if note)
    tellings = [_link(_anchor(event.id, nth), f"“{_text(trigger.text)}”") for nth, trigger in enumerate(event.triggers)]
    return [
        escape(event.id),
        escape(words.date(event)) or "–",
        f"<strong>{escape(words.kind(event))}</strong>{what}",
        _text(names.sides(event)),
        _text(names.place(event.place) or "–"),
        "<br>".join(tellings),
    ]


def _meeting(record: Record, one: Meeting, names: Names) -> str:
    rows = (f"{_text(label)}: {_text(value)}" for label, value in meetings.facts(record, one))
    return f"{_link(one.id, escape(one.id))} <strong>{_text(meetings.headline(one, names))}</strong>{_list(rows)}"


def _statement(one: Statement, names: Names) -> str:
    return (
        f"{_link(one.id, escape(one.id))} <strong>{_text(words.said(one, names))}</strong>: "
        f'{_text(words.content(one))} <span class="note">{one.kind}</span>'
    )


def _position(one: Position, names: Names) -> str:
    """A position, with a link to the statement or the event it was read from."""
    stand = positions.stand(one, names)
    return (
        f"{_link(one.statement or one.event or one.id, escape(one.id))} <strong>{_text(stand.who)}</strong>: "
        f'{stand.stance} <strong>{_text(stand.topic)}</strong> <span class="note">“{_text(stand.why)}”</span>'
    )


def _correction(note: corrections.Note) -> str:
    had = f' <span class="note">was {escape(note.had)}</span>' if note.had else ""
    return f"{escape(note.entry)}: {escape(note.what)}{had}"


def _claim(one: Claim, names: Names) -> str:
    said = claims.said(one, names)
    note = "; ".join(part for part in (said.who, said.about) if part)
    return (
        f"{_link(one.id, escape(one.id))} <strong>{said.status}</strong>, says {_text(said.claimant)}: "
        f'“{_text(said.deed)}” <span class="note">{_text(note)}</span>'
    )


def _agreement(record: Record, one: Agreement, names: Names) -> str:
    line = f"<strong>{_text(one.name.value)}</strong>{escape(words.terms(one, names))}"
    owed = words.commitments_in(record, one.id)
    return f"{_link(one.id, escape(one.id))} {line}" + (
        _list(_commitment(duty, names) for duty in owed) if owed else ""
    )


def _commitment(one: Commitment, names: Names) -> str:
    duty = words.duty(one, names)
    terms = "".join(f"; {escape(term)}" for term in duty.terms)
    return f"{_link(one.id, escape(one.id))} <strong>{_text(duty.who)}</strong>: {_text(duty.action)}{terms}"


def _actors(record: Record) -> list[list[str]]:
    return [
        [
            "<br>".join(map(_text, [actor.name, *words.other_readings(actor)])),
            words.kind_of(actor),
            escape(words.country(actor)),
            escape(words.values(actor.sectors)) or "–",
            "<br>".join(_text(words.office(office)) for office in actor.offices),
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
