"""Meetings from a record: participants, host, level, agenda, outcome.

Comes in: the record of one article, and the ontology it is written in. Goes out: its meetings in text order, those
that are only planned among them and marked so. Nothing is read from the text that the record does not hold, but for
what the text says of a meeting's place in a series, and the noun of a meeting in the sentence of a statement.
"""

from __future__ import annotations

from dragoman.model.meetings import Meeting
from dragoman.model.record import Record
from dragoman.ontology import Ontology
from dragoman.resolve.meetings import outcome, series, setting
from dragoman.resolve.meetings.passages import Passages
from dragoman.resolve.meetings.same import WEEK, joined, kind_of_series, same_meeting
from dragoman.resolve.meetings.vocabulary import forms, levels

__all__ = ["WEEK", "forms", "kind_of_series", "levels", "meetings_of", "same_meeting"]


def meetings_of(record: Record, ontology: Ontology) -> tuple[Meeting, ...]:
    """The meetings of a record; several events that tell the same one give one.

    One of which neither another side nor the day nor the place is told ("the talks") is left out.
    """
    passages = Passages(record.document.text)
    notes = series.notes(record.document)
    told: list[Meeting] = []
    for meeting in setting.told(record, ontology, notes):
        if told and meeting.keys <= told[-1].keys and series.only_counts(meeting, notes, passages):
            told[-1] = joined(told[-1], meeting, "it only counts the meeting told before")
            continue
        for position in reversed(range(len(told))):
            reason = same_meeting(told[position], meeting, one_article=True)
            if reason:
                told[position] = joined(told[position], meeting, reason)
                break
        else:
            told.append(meeting)
    meetings = [setting.completed(meeting, record) for meeting in told if setting.says_something(meeting)]
    meetings = series.attached(meetings, notes, passages)
    return outcome.attached(meetings, record, passages)
