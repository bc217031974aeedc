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
from dragoman.show import claims, meetings, positions, words
from dragoman.show.marking import plain as _plain
from dragoman.show.marking import row as _row
from dragoman.show.words import Names


def markdown(record: Record) -> str:
    """The whole record as a Markdown page."""
    return "\n".join(_lines(record)) + "\n"


def _lines(record: Record) -> Iterator[str]:
    names = Names.of(record)
    yield f"# {_plain(words.headline(record.document))}"
    yield ""
    for label, value in words.facts(record):
        yield f"- {label}: {_plain(value)}"
    yield from _events(record, names)
    if told := meetings.worth_telling(record):
        yield from ("", "## Meetings", "")
        for meeting in told:
            yield f"- **{_plain(meetings.headline(meeting, names))}**"
            yield from (f"  - {_plain(label)}: {_plain(value)}" for label, value in meetings.facts(record, meeting))
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
    if record.problems:
        yield from ("", "## Problems", "")
        yield from (f"- {_plain(problem.rule)}: {_plain(problem.message)}" for problem in record.problems)


def _events(record: Record, names: Names) -> Iterator[str]:
    yield from ("", "## Events", "")
    if not record.events:
        yield words.NO_EVENTS
        return
    yield _row("id", "date", "what", "who → whom", "where", "the words")
    yield _row(*["---"] * 6)
    for event in record.events:
        yield _row(
            _plain(event.id),
            _plain(words.date(event)) or "–",
            _what(event),
            _plain(names.sides(event)),
            _plain(names.place(event.place)) or "–",
            _telling(record, event),
        )


def _what(event: Event) -> str:
    parts = [f"**{_plain(words.kind(event))}**", words.status(event)]
    parts += [words.magnitude(one) for one in event.magnitudes]
    return ", ".join(filter(None, [parts[0], *map(_plain, parts[1:])]))


def _telling(record: Record, event: Event) -> str:
    found = words.excerpt(record.document, event.triggers[0], 40)
    edges = (_plain(found.before), f"**{_plain(found.words)}**", _plain(found.after))
    gap_before = " " if found.before.endswith(" ") else ""
    gap_after = " " if found.after.startswith(" ") else ""
    return f"{edges[0]}{gap_before}{edges[1]}{gap_after}{edges[2]}"


def _statement(statement: Statement, names: Names) -> str:
    return f"- **{_plain(words.said(statement, names))}**: {_plain(words.content(statement))} ({statement.kind})"


def _position(position: Position, names: Names) -> str:
    stand = positions.stand(position, names)
    return f"- **{_plain(stand.who)}**: {stand.stance} **{_plain(stand.topic)}** (“{_plain(stand.why)}”)"


def _claim(claim: Claim, names: Names) -> str:
    said = claims.said(claim, names)
    note = "".join(f"; {part}" for part in (said.who, said.about) if part)
    return f"- **{said.status}**, says {_plain(said.claimant)}: “{_plain(said.deed)}”{_plain(note)}"


def _agreement(agreement: Agreement, names: Names) -> str:
    return f"- **{_plain(agreement.name.value)}**{_plain(words.terms(agreement, names))}"


def _commitment(commitment: Commitment, names: Names) -> str:
    parts = words.duty(commitment, names)
    return f"- **{_plain(parts.who)}**: {_plain('; '.join([parts.action, *parts.terms]))}"


def _actors(record: Record) -> Iterator[str]:
    if not record.actors:
        return
    yield from ("", "## Actors", "")
    yield _row("name", "kind", "country", "sectors", "office", "mentions")
    yield _row(*["---"] * 6)
    for actor in record.actors:
        yield _row(
            _plain("; ".join([actor.name, *words.other_readings(actor)])),
            words.kind_of(actor),
            words.country(actor),
            words.values(actor.sectors) or "–",
            _plain("; ".join(words.office(one) for one in actor.offices)),
            str(len(actor.mentions)),
        )
