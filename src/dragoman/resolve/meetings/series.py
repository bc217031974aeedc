"""What the text itself says of a meeting's place in a series: "the second visit this month"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.model.meetings import Meeting, SeriesNote
from dragoman.model.text import Document, Evidence
from dragoman.resolve.meetings.passages import Passages
from dragoman.resolve.meetings.vocabulary import words


def notes(document: Document) -> tuple[SeriesNote, ...]:
    """Every place of the text that counts a meeting."""
    return tuple(
        SeriesNote(
            number=words().ordinals[found["ordinal"].lower()],
            words=document.evidence(found.start(), found.end()),
            rule="series.stated",
        )
        for found in words().counted.finditer(document.text)
    )


def counts(note: SeriesNote, topic: Evidence) -> bool:
    """Whether a topic is only words of the note: "visited for the first time"."""
    return note.words.span.overlaps(topic.span)


def measured_from(note: SeriesNote, date: Iterable[Evidence]) -> bool:
    """Whether a date only says from when on the meetings are counted: "the first visit since 2018"."""
    return any(_opens_period(note.words, when) for when in date if note.words.span.contains(when.span))


def only_counts(meeting: Meeting, notes: tuple[SeriesNote, ...], passages: Passages) -> bool:
    """Whether its words only count the meeting told before: "It was their second meeting"."""
    telling = meeting.triggers[0]
    counting = any(note.words.span.contains(telling.span) for note in notes)
    sentence = passages.sentence(telling.start)
    return counting and words().pointing.match(passages.text, sentence.start) is not None


def attached(meetings: list[Meeting], notes: tuple[SeriesNote, ...], passages: Passages) -> list[Meeting]:
    """The meetings, each with the notes on it."""
    found: dict[str, list[SeriesNote]] = {}
    for note in notes:
        meeting = _meant(note, meetings, passages)
        if meeting is not None:
            found.setdefault(meeting.id, []).append(note)
    return [replace(meeting, series=tuple(found.get(meeting.id, ()))) for meeting in meetings]


def _opens_period(note: Evidence, date: Evidence) -> bool:
    before = note.text[: date.start - note.start].lower().split()
    return (before[-1] if before else "") in words().measures or date.text.lower().split()[0] in words().measures


def _meant(note: SeriesNote, meetings: list[Meeting], passages: Passages) -> Meeting | None:
    """The meeting whose words the note holds; else the last told in its sentence; else, for "It was the second visit",
    the last told before in its paragraph.
    """

    def told_in(start: int, end: int) -> Meeting | None:
        tellings = [(t.start, m) for m in meetings for t in m.triggers if t.start < end and start < t.end]
        return max(tellings, key=lambda telling: telling[0], default=(0, None))[1]

    span = note.words.span
    sentence, paragraph = passages.sentence(span.start), passages.paragraph(span.start)
    here = told_in(span.start, span.end) or told_in(sentence.start, sentence.end)
    if here is None and words().pointing.match(passages.text, sentence.start):
        return told_in(paragraph.start, sentence.start)
    return here
