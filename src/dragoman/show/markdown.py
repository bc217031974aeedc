"""A record as Markdown (CommonMark with tables), for notes, issues and wikis.

Takes a record and gives one string. Everything from the article is escaped, so that it shows as
it was written and can neither format the page nor put HTML into it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.model.agreements import Agreement, Claim, Commitment
from dragoman.model.events import Event
from dragoman.model.record import Record
from dragoman.model.statements import Position, Statement
from dragoman.show import claims, corrections, meetings, positions, words
from dragoman.show.marking import plain
from dragoman.show.marking import row as _row
from dragoman.show.words import Names


def markdown(record: Record) -> str:
    """The whole record as a Markdown page."""
    return "\n".join(_lines(record)) + "\n"


def _lines(record: Record) -> Iterator[str]:
    names = Names.of(record)
    yield f"# {plain(words.headline(record.document))}"
    yield ""
    for label, value in words.facts(record):
        yield f"- {label}: {plain(value)}"
    yield from _events(record, names)
    if told := meetings.worth_telling(record):
        yield from ("", "## Meetings", "")
        for meeting in told:
            yield f"- **{plain(meetings.headline(meeting, names))}**"
            yield from (f"  - {plain(label)}: {plain(value)}" for label, value in meetings.facts(record, meeting))
    if record.statements:
        yield from ("", "## Statements", "")
        yield from (_statement(statement, names) for statement in record.statements)
    stands = positions.shown(record)
    if stands:
        yield from ("", "## Positions", "")
        yield from (_position(position, names) for position in stands)
    if record.agreements:
        yield from ("", "## Agreements", "")
        for agreement in record.agreements:
            yield _agreement(agreement, names)
            for one in words.commitments_in(record, agreement.id):
                yield f"  {_commitment(one, names)}"
    alone = words.commitments_in(record, None)
    if alone:
        yield from ("", f"## {words.other_commitments(record)}", "")
        yield from (_commitment(one, names) for one in alone)
    if record.claims:
        yield from ("", "## Kept or broken, as claimed", "")
        yield from (_claim(one, names) for one in record.claims)
    yield from _actors(record)
    if record.changed:
        yield from ("", "## Corrected by people", "")
        yield from (_correction(note) for note in corrections.notes(record))
    if record.problems:
        yield from ("", "## Problems", "")
        yield from (f"- {plain(problem.rule)}: {plain(problem.message)}" for problem in record.problems)


def _events(record: Record, names: Names) -> Iterator[str]:
    yield from ("", "## Events", "")
    if not record.events:
        yield words.NO_EVENTS
        return
    yield _row("id", "date", "what", "who → whom", "where", "the words")
    yield _row(*["---"] * 6)
    for event in record.events:
        yield _row(
            plain(event.id),
            plain(words.date(event)) or "–",
            _what(event),
            plain(names.sides(event)),
            plain(names.place(event.place)) or "–",
            _telling(record, event),
        )


def _what(event: Event) -> str:
    parts = [f"**{plain(words.kind(event))}**", words.status(event)]
    parts += [words.magnitude(one) for one in event.magnitudes]
    return ", ".join(filter(None, [parts[0], *map(plain, parts[1:])]))


def _telling(record: Record, event: Event) -> str:
    found = words.excerpt(record.document, event.triggers[0], 40)
    edges = (plain(found.before), f"**{plain(found.words)}**", plain(found.after))
    gap_before = " " if found.before.endswith(" ") else ""
    gap_after = " " if found.after.startswith(" ") else ""
    return f"{edges[0]}{gap_before}{edges[1]}{gap_after}{edges[2]}"


def _statement(statement: Statement, names: Names) -> str:
    return f"- **{plain(words.said(statement, names))}**: {plain(words.content(statement))} ({statement.kind})"


def _position(position: Position, names: Names) -> str:
    stand = positions.stand(position, names)
    return f"- **{plain(stand.who)}**: {stand.stance} **{plain(stand.topic)}** (“{plain(stand.why)}”)"


def _correction(note: corrections.Note) -> str:
    return f"- {note.entry}: {plain(note.what)}" + (f"; was {plain(note.had)}" if note.had else "")


def _claim(claim: Claim, names: Names) -> str:
    said = claims.said(claim, names)
    note = "".join(f"; {part}" for part in (said.who, said.about) if part)
    return f"- **{said.status}**, says {plain(said.claimant)}: “{plain(said.deed)}”{plain(note)}"


def _agreement(agreement: Agreement, names: Names) -> str:
    return f"- **{plain(agreement.name.value)}**{plain(words.terms(agreement, names))}"


def _commitment(commitment: Commitment, names: Names) -> str:
    parts = words.duty(commitment, names)
    return f"- **{plain(parts.who)}**: {plain('; '.join([parts.action, *parts.terms]))}"


def _actors(record: Record) -> Iterator[str]:
    if not record.actors:
        return
    yield from ("", "## Actors", "")
    yield _row("name", "kind", "country", "sectors", "office", "mentions")
    yield _row(*["---"] * 6)
    for actor in record.actors:
        yield _row(
            plain("; ".join([actor.name, *words.other_readings(actor)])),
            words.kind_of(actor),
            words.country(actor),
            words.values(actor.sectors) or "–",
            plain("; ".join(words.office(one) for one in actor.offices)),
            str(len(actor.mentions)),
        )
