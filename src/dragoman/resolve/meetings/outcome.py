"""What came of a meeting: statements made there, agreements and promises, the next meeting announced.

Each is of one meeting at most: the one its words point to, else the last told before it. The rule says what ties
them: ``said-at`` ("after the meeting"), ``same-day``, ``same-paragraph`` (two sentences away at most),
``sentence-names-meeting`` ("the talks focused on ..., with both sides stressing"), ``all-sides`` (all sides together
say or promise it after the meeting is told), ``in-agreement``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dragoman.model.agreements import Agreement, Commitment
from dragoman.model.entities import Actor
from dragoman.model.meetings import Meeting
from dragoman.model.record import Record
from dragoman.model.statements import Statement
from dragoman.model.text import Attested, Basis, Evidence
from dragoman.resolve.days import may_be_same_day
from dragoman.resolve.meetings.passages import Passages
from dragoman.resolve.meetings.sides import stands_for
from dragoman.resolve.meetings.vocabulary import words

_NEAR = 2  # sentences within a paragraph
_NOT_MADE = frozenset({"proposed", "rejected", "violated", "ended"})  # statuses of an agreement


def attached(meetings: list[Meeting], record: Record, passages: Passages) -> tuple[Meeting, ...]:
    """The meetings with what came of each."""
    ties = _Ties(meetings, {actor.id: actor for actor in record.actors}, passages)
    statements = {one.id: ties.of_statement(one) for one in record.statements}
    agreements = {one.id: ties.of_agreement(one) for one in record.agreements}
    commitments = {
        one.id: _through_agreement(one, agreements) if one.agreement else ties.of_commitment(one)
        for one in record.commitments
    }
    return tuple(
        replace(
            meeting,
            statements=_of(meeting, statements),
            agreements=_of(meeting, agreements),
            commitments=_of(meeting, commitments),
            next=_next(meeting, meetings),
        )
        for meeting in meetings
    )


@dataclass(frozen=True, slots=True)
class _Tie:
    """What ties something to a meeting."""

    meeting: str
    rule: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class _Ties:
    """Finds the meeting that something said or promised belongs to."""

    meetings: list[Meeting]
    actors: Mapping[str, Actor]
    passages: Passages

    def of_statement(self, one: Statement) -> _Tie | None:
        if not one.content:
            return None
        start = min(part.start for part in (*one.content, *filter(None, (one.cue, one.speaker_words))))
        takes_part = [m for m in self._held() if any(self._takes_part(s.value, m) for s in one.speaker)]
        takes_part = [m for m in takes_part if not any(_holds(one.content, telling) for telling in m.triggers)]
        if one.venue is not None and words().definite_noun.search(one.venue.text):
            at = self._last_before(takes_part, start) or next(iter(takes_part), None)
            if at is not None:
                return _Tie(at.id, "outcome.said-at", (one.venue,))
        return self._near(takes_part, start, one.date, one.content, [s.value for s in one.speaker])

    def of_agreement(self, one: Agreement) -> _Tie | None:
        if one.status is not None and one.status.value in _NOT_MADE:
            return None
        parties = self._sides(party.value for party in one.parties)
        between = [m for m in self._held() if len(parties & m.keys) > 1]
        words = one.mentions or one.name.evidence
        if not words:
            return None
        return self._near(between, words[0].start, one.date, words, [party.value for party in one.parties])

    def of_commitment(self, one: Commitment) -> _Tie | None:
        debtors = [debtor.value for debtor in one.debtor]
        takes_part = [m for m in self._held() if any(self._takes_part(debtor, m) for debtor in debtors)]
        return self._near(takes_part, one.action.start, None, (one.action,), debtors)

    def _near(
        self,
        candidates: list[Meeting],
        start: int,
        date: Attested[str] | None,
        found: tuple[Evidence, ...],
        doers: list[str],
    ) -> _Tie | None:
        """The candidate that date, paragraph or sentence point to."""
        fitting = [m for m in candidates if may_be_same_day(m.date, date)]
        same_day = [m for m in fitting if m.date is not None and date is not None]
        if same_day:
            assert date is not None
            return _Tie(same_day[-1].id, "outcome.same-day", date.evidence or found)
        beside = [m for m in fitting if any(self._beside(start, t) for t in m.triggers)]
        if beside:
            nearest = self._last_before(beside, start) or beside[0]
            return _Tie(nearest.id, "outcome.same-paragraph", found)
        last = self._last_before(self._held(), start)
        if last is None or last not in fitting:
            return None
        named = self._named_in_sentence(start)
        if named is not None:
            return _Tie(last.id, "outcome.sentence-names-meeting", (named,))
        if len(last.keys) > 1 and last.keys <= self._sides(doers):
            return _Tie(last.id, "outcome.all-sides", found)
        return None

    def _held(self) -> list[Meeting]:
        return [meeting for meeting in self.meetings if not meeting.planned]

    def _sides(self, ids: Iterable[str]) -> frozenset[str]:
        return frozenset(stands_for(self.actors[id], self.actors)[0] for id in ids if id in self.actors)

    def _takes_part(self, id: str, meeting: Meeting) -> bool:
        """Whether somebody is there himself, or is the state or body that is."""
        there = {p.actor.value for s in (*meeting.sides, *meeting.third_parties) for p in s.participants}
        return id in there or id in meeting.keys

    def _last_before(self, candidates: list[Meeting], start: int) -> Meeting | None:
        told = [(t.start, m) for m in candidates for t in m.triggers if t.start <= start]
        return max(told, key=lambda telling: telling[0], default=(0, None))[1]

    def _beside(self, start: int, telling: Evidence) -> bool:
        apart = self.passages.sentences_apart(start, telling.start)
        return apart is not None and apart <= _NEAR

    def _named_in_sentence(self, start: int) -> Evidence | None:
        """ "The talks" before the words in their sentence."""
        sentence = self.passages.sentence(start)
        found = words().definite_noun.search(self.passages.text, sentence.start, max(start, sentence.start))
        document = self.meetings[0].document
        return Evidence(document, *found.span(), found[0]) if found else None


def _holds(content: tuple[Evidence, ...], telling: Evidence) -> bool:
    """Whether what is said tells of the meeting itself: "said he had met the governor"."""
    return any(part.span.contains(telling.span) for part in content)


def _through_agreement(one: Commitment, agreements: Mapping[str, _Tie | None]) -> _Tie | None:
    tie = agreements.get(one.agreement or "")
    return replace(tie, rule="outcome.in-agreement", evidence=(one.action,)) if tie else None


def _of(meeting: Meeting, ties: Mapping[str, _Tie | None]) -> tuple[Attested[str], ...]:
    return tuple(
        Attested(value=id, basis=Basis.DERIVED, rule=tie.rule, evidence=tie.evidence)
        for id, tie in ties.items()
        if tie is not None and tie.meeting == meeting.id
    )


def _next(meeting: Meeting, meetings: list[Meeting]) -> Attested[str] | None:
    """The first planned meeting of the same sides that is told after a meeting held."""
    if meeting.planned:
        return None
    for other in meetings:
        later = other.triggers[0].start > meeting.triggers[0].start
        if other.planned and later and len(other.keys) > 1 and other.keys <= meeting.keys:
            evidence = other.triggers
            return Attested(value=other.id, basis=Basis.DERIVED, rule="next.planned-of-same-sides", evidence=evidence)
    return None
