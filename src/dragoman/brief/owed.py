"""Agreements, what is owed, and what is claimed of its keeping, as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman import query
from dragoman.brief.question import Question, ids_of
from dragoman.brief.wording import day, named, sentence
from dragoman.model.agreements import FROM_BASE
from dragoman.model.briefs import Sentence
from dragoman.query import Due
from dragoman.show import words


def agreements(question: Question) -> Iterator[Sentence]:
    """Agreements with what the articles say of their parties and standing."""
    for wanted in question.filters("actor"):
        for row in query.agreements(question.store, wanted).rows:
            last = next((one for one in row.tellings if one.id == row.status_by), row.tellings[-1])
            record = question.evidence.record(last.id)
            one = next(a for a in record.agreements if a.id == last.id.rpartition(":")[2])
            told = {party.value for party in one.parties if party.rule != FROM_BASE}
            parties = [party for party in last.party if party.id in told]
            between = f" between {named(parties)}" if len(parties) > 1 else (f" of {named(parties)}" if parties else "")
            by = words.tidy(last.source or "") or f"“{words.shorten(last.title or last.address, 60)}”"
            dated = f" ({day(one.date.value)})" if one.date and one.date.rule != FROM_BASE else ""
            standing = _standing(last.status)
            name = words.tidy(last.name)
            the = "" if name.casefold().startswith(("the ", "a ", "an ")) else "the "
            text = f"{the}{name}{between}{dated} {standing}, according to {by}"
            fields = [e for value in (*one.parties, one.date, one.status) if value for e in value.evidence]
            actors = ids_of(parties)
            support = question.evidence.support(last.id, one.mentions[:1], sorted(actors), fields)
            yield Sentence(text=sentence(text), actors=actors, support=(support,))


def _standing(status: str | None) -> str:
    if status is None:
        return "is mentioned, without how it stands"
    return status if status == "ended" else f"is {status}"


def owed(question: Question) -> Iterator[Sentence]:
    """What is overdue, then what falls due next, then what has no date; with what is claimed of it, by whom."""
    found = {
        row.id: row
        for wanted in question.filters("party")
        for row in query.due(question.store, replace(wanted, since=None, until=None), today=question.today).rows
    }
    order = sorted(found.values(), key=lambda row: (not row.overdue, row.last_day is None, row.last_day or "", row.id))
    yield from (_duty(question, row) for row in order if row.debtor)


def _duty(question: Question, row: Due) -> Sentence:
    record = question.evidence.record(row.id)
    one = next(c for c in record.commitments if c.id == row.id.rpartition(":")[2])
    by = f" by {day(row.deadline.rpartition('/')[2])}" if row.deadline else ""
    under = f" under the {words.tidy(row.agreement).removeprefix('the ')}" if row.agreement else ""
    condition = f", on condition: “{words.tidy(row.condition)}”" if row.condition else ""
    late = row.overdue and row.status == "pending"
    verb = "had to" if late else "must"
    to = f" for {named(row.beneficiary)}" if row.beneficiary else ""
    sayers = [actor for actor in record.actors if actor.id in {said.value for said in one.attribution}]
    sayers = [actor for actor in sayers if actor.id not in ids_of(row.debtor)]
    by_whom = f"according to {named(sayers)}, " if sayers else ""
    text = f"{by_whom}{named(row.debtor)} {verb} do this{to}{by}{under}{condition}: “{words.tidy(row.action)}”"
    if late:
        text += "; the day has passed, and no article stored says that it was done"
    actors = ids_of((*row.debtor, *row.beneficiary)) | {actor.id for actor in sayers}
    fields = [
        e for value in (*one.debtor, *one.beneficiary, one.deadline, *one.attribution) if value for e in value.evidence
    ]
    fields += [part for part in (one.condition, one.term.words if one.term else None) if part]
    supports = [question.evidence.support(row.id, [one.action], sorted(actors), fields)]
    for claim in row.claims:
        told = next(c for c in question.evidence.record(claim.id).claims if c.id == claim.id.rpartition(":")[2])
        who = named(claim.claimant) if claim.claimant else words.tidy(claim.source or "the article")
        text += f"; {who} says that it is {claim.status}"
        actors |= ids_of(claim.claimant)
        supports.append(
            question.evidence.support(claim.id, [told.deed], sorted(ids_of(claim.claimant)), told.status.evidence)
        )
    return Sentence(text=sentence(text), actors=actors, support=tuple(supports))
