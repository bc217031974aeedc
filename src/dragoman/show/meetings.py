"""Meetings put into words: who met at which level, about what, with which outcome.

``facts`` gives one meeting as labelled plain strings, which the renderings of a record set in their own way;
``meeting_in_full`` prints one with the rule and the words behind every entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.model.events import Status
from dragoman.model.meetings import Meeting, Participant, Side
from dragoman.model.record import Record
from dragoman.model.text import Attested, Evidence
from dragoman.show import words
from dragoman.show.words import Names

_SAID = 100  # characters of a statement made at a meeting


def worth_telling(record: Record) -> tuple[Meeting, ...]:
    """The meetings of which there is more to say than their events do; none in a scheme of the user's own."""
    # The coder's knowledge, which tables of stored rows need not wait for.
    from dragoman.resolve.meetings import meetings_of
    from dragoman.scheme import Scheme, shipped

    name = record.scheme.lower()
    if name not in shipped():
        return ()
    return tuple(filter(_adds_something, meetings_of(record, Scheme.load(name).ontology)))


def headline(meeting: Meeting, names: Names) -> str:
    """Form, level, date and place: ``visit, level: minister, 2025-09-17, in Damascus, host: Syria``."""
    status = "planned" if meeting.planned else ""
    if meeting.status.value in (Status.ONGOING, Status.HISTORICAL):
        status = meeting.status.value.value
    parts = (
        " ".join(filter(None, (status, meeting.form.value))),
        f"level: {meeting.level.value}" if meeting.level else "",
        words.period(meeting.date.value) if meeting.date else "",
        f"in {words.tidy(meeting.place.value.name)}" if meeting.place else "",
        f"host: {_host(meeting, names)}" if meeting.host else "",
    )
    return ", ".join(filter(None, parts))


def facts(record: Record, meeting: Meeting) -> list[tuple[str, str]]:
    """Sides, topics, outcome, what comes next and the series, as labels and values."""
    names = Names.of(record)
    rows = [(words.tidy(side.name), ", ".join(map(participant, side.participants))) for side in meeting.sides]
    rows += [("through", _third(side)) for side in meeting.third_parties]
    rows += [("about", "; ".join(words.tidy(topic.text) for topic in meeting.agenda))] * bool(meeting.agenda)
    rows += [(label, value) for label, value, _ in _outcome(record, meeting, names)]
    rows += [("series", words.tidy(note.words.text)) for note in meeting.series]
    return rows


def participant(one: Participant) -> str:
    """Name and offices: ``Hakan Fidan (Foreign Minister)``."""
    offices = "; ".join(words.tidy(", ".join(filter(None, (o.title, o.organization)))) for o in one.offices)
    return f"{words.tidy(one.name)} ({offices})" if offices else words.tidy(one.name)


def meeting_in_full(record: Record, meeting: Meeting, console: Console) -> None:
    """Print everything about one meeting, each entry with its rule and words."""
    names = Names.of(record)
    console.print(Text(words.headline(record.document), "bold"))
    console.print(Text(headline(meeting, names)))
    console.print()
    table = Table(box=None, padding=(0, 1), pad_edge=False, show_header=False)
    for style in ("dim", "", "dim"):
        table.add_column(style=style, overflow="fold")
    for label, value, reason in _entries(record, meeting, names):
        table.add_row(Text(label), Text(value), Text(reason))
    console.print(table)


def _adds_something(meeting: Meeting) -> bool:
    outcome = (meeting.statements, meeting.agreements, meeting.commitments, meeting.next)
    offices = any(one.offices for side in meeting.sides for one in side.participants)
    return bool(meeting.agenda or meeting.series or any(outcome) or (offices and len(meeting.sides) > 1))


def _host(meeting: Meeting, names: Names) -> str:
    assert meeting.host is not None
    sides = {side.id: side.name for side in (*meeting.sides, *meeting.third_parties)}
    known = names.actors.get(meeting.host.value)
    return words.tidy(sides.get(meeting.host.value) or (known.name if known else meeting.host.value))


def _third(side: Side) -> str:
    people = ", ".join(map(participant, side.participants))
    return f"{words.tidy(side.name)}: {people}" if people else words.tidy(side.name)


def _outcome(record: Record, meeting: Meeting, names: Names) -> Iterator[tuple[str, str, Attested[str]]]:
    """What came of it: label, words, and what ties it to the meeting."""
    agreements = {one.id: one for one in record.agreements}
    commitments = {one.id: one for one in record.commitments}
    statements = {one.id: one for one in record.statements}
    promised = [commitments[tie.value].action for tie in meeting.commitments]
    for tie in meeting.statements:
        statement = statements[tie.value]
        if any(part.span.contains(deed.span) for part in statement.content for deed in promised):
            continue  # told below as a promise
        yield "said", f"{words.said(statement, names)}: {words.content(statement, _SAID)}", tie
    for tie in meeting.agreements:
        yield "agreed", words.tidy(agreements[tie.value].name.value), tie
    for tie in meeting.commitments:
        duty = words.duty(commitments[tie.value], names)
        yield "promised", f"{duty.who}: {duty.action}", tie
    if meeting.next is not None:
        ahead = next(event for event in record.events if event.id == meeting.next.value)
        when, where = words.date(ahead) or "no date", names.place(ahead.place)
        yield "next", f"{when}, in {where}" if where else when, meeting.next


def _entries(record: Record, meeting: Meeting, names: Names) -> Iterator[tuple[str, str, str]]:
    """Label, value, and the rule with the words behind it."""
    yield "told by", ", ".join(meeting.events), "; ".join(meeting.joined)
    yield "form", meeting.form.value, _reason(meeting.form)
    yield "status", meeting.status.value.value, _reason(meeting.status)
    if meeting.date:
        yield "date", words.period(meeting.date.value), _reason(meeting.date)
    if meeting.place:
        yield "place", words.tidy(meeting.place.value.name), _reason(meeting.place)
    if meeting.host:
        yield "host", _host(meeting, names), _reason(meeting.host)
    if meeting.level:
        yield "level", meeting.level.value, _reason(meeting.level)
    for label, sides in (("side", meeting.sides), ("through", meeting.third_parties)):
        for side in sides:
            level = f", level: {side.level.value}" if side.level else ""
            yield label, f"{words.tidy(side.name)}{level}", _reason(side.named) if side.named else ""
            for one in side.participants:
                yield "", f"  {participant(one)}", f"{one.stands_for.rule}; {_reason(one.actor)}"
    for topic in meeting.agenda:
        yield "about", words.tidy(topic.text), "event.agenda"
    for context in meeting.contexts:
        yield "context", context.value, _reason(context)
    for label, value, tie in _outcome(record, meeting, names):
        yield label, value, _reason(tie)
    for note in meeting.series:
        yield "series", f"number {note.number}", _because(note.rule, [note.words])


def _reason(attested: Attested[Any]) -> str:
    return _because(attested.rule, attested.evidence)


def _because(rule: str, evidence: Iterable[Evidence]) -> str:
    quoted = " ".join(f"“{words.shorten(part.text, _SAID)}”" for part in evidence)
    return f"{rule} {quoted}".rstrip()
