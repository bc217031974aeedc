"""The sections of a brief, from the answers to queries; no sentence whose words do not name its actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Literal

from dragoman import query
from dragoman.brief import ranking
from dragoman.brief.evidence import Evidences
from dragoman.brief.ranking import Window
from dragoman.brief.wording import SOMEBODY, day, listed, named, sentence, when
from dragoman.digest import sentences
from dragoman.model.agreements import FROM_BASE
from dragoman.model.briefs import Section, Sentence, Support
from dragoman.model.events import Event
from dragoman.model.happenings import Field, Range
from dragoman.model.record import Record
from dragoman.model.text import Attested, Evidence
from dragoman.ontology import Ontology
from dragoman.query import Due, Filter, Party, StoredEvent, StoredHappening, StoredMeeting, StoredSide, StoredStatement
from dragoman.show import words
from dragoman.store import Store
from dragoman.store.days import days
from dragoman.store.folding import fold

Role = Literal["actor", "recipient", "about", "party"]
_NO_FIGURES = frozenset({"date", "place", "status"})  # fields that may differ and have no actors; all other are numbers
_HELD = {  # by telephone or not, planned or held
    (False, False): "met",
    (False, True): "{} to meet",
    (True, False): "spoke by telephone with",
    (True, True): "{} to speak by telephone with",
}
_NOT_TOLD = frozenset({"type", "mode", "actor", "recipient", "said by"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a brief is made from."""

    store: Store
    sides: tuple[str, ...]  # one or two
    since: str | None
    until: str | None
    today: date
    window: Window
    ontology: Ontology
    evidence: Evidences

    def covers(self, told: str | None) -> bool:
        """Whether a date may be in the period."""
        covered = days(told) if told else None
        if covered is None:
            return self.since is None and self.until is None
        first, last = (days(bound) if bound else None for bound in (self.since, self.until))
        return (first is None or covered[1] >= first[0]) and (last is None or covered[0] <= last[1])

    def filters(self, *roles: Role) -> Iterator[Filter]:
        """The dyad; or the one actor in each role in turn."""
        begin = Filter(since=self.since, until=self.until)
        if len(self.sides) == 2:
            yield replace(begin, dyad=(self.sides[0], self.sides[1]))
        else:
            for role in roles:
                yield _in_role(begin, role, self.sides)


def _in_role(begin: Filter, role: Role, sides: tuple[str, ...]) -> Filter:
    match role:
        case "actor":
            return replace(begin, actor=sides)
        case "recipient":
            return replace(begin, recipient=sides)
        case "about":
            return replace(begin, about=sides)
        case "party":
            return replace(begin, party=sides)


Told = tuple[StoredHappening, tuple[StoredEvent, ...]]


def dated(told: Told) -> str | None:
    """When an event was; where no article says so, when the article that leads came out."""
    return told[0].date or told[0].published


def happenings(question: Question) -> list[Told]:
    """All events of the sides with their reports, of whatever day."""
    found = {
        row.id: (row, reports)
        for wanted in question.filters("actor", "recipient")
        for row, reports in query.with_reports(question.store, replace(wanted, since=None, until=None))
    }
    return list(found.values())


def ranked(question: Question, events: Iterable[Told]) -> list[Told]:
    """Those of the period, those that weigh most first."""

    def points(told: Told) -> float:
        return ranking.points(told[0], score(question.ontology, told[0]), question.window.nearness(dated(told)))

    chosen = (told for told in events if question.covers(dated(told)))
    return sorted(chosen, key=lambda told: (-points(told), told[0].id))


def score(ontology: Ontology, row: StoredHappening) -> float | None:
    """The score of an event in its scheme."""
    known = ontology.types.get(row.type)
    return known.score_of(row.modes) if known else None


def sections(question: Question, events: Sequence[Told]) -> Iterator[Section]:
    """Every section that has something to tell."""
    meetings = _meetings(question)
    met = frozenset(id for row in meetings for id in row.events)
    deeds = [told for told in events if met.isdisjoint(report.id for report in told[1])]
    yield from _section("What happened", (_event(question, *told) for told in deeds))
    yield from _section("Who met", (_meeting(question, row) for row in meetings))
    yield from _section("What was said", _statements(question, events, meetings))
    yield from _section("What was agreed", _agreements(question))
    yield from _section("What is due", _owed(question))
    yield from _section("Where sources differ", _differences(question, events))


def _section(heading: str, made: Iterable[Sentence | None]) -> Iterator[Section]:
    """Only what its words bear out, each text once."""
    told: dict[str, Sentence] = {}
    for one in made:
        if one is not None and one.support and one.actors <= frozenset().union(*(s.actors for s in one.support)):
            told.setdefault(one.text, one)
    if told:
        shown = tuple(told.values())[: ranking.shown(heading)]
        yield Section(heading=heading, sentences=shown, total=len(told))


def _ids(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(one.id for one in parties)


def _entry(record: Record, id: str) -> Event | None:
    wanted = id.rpartition(":")[2]
    return next((one for one in record.events if one.id == wanted), None)


def _of_event(question: Question, id: str, actors: frozenset[str]) -> Support | None:
    """The words of one report."""
    event = _entry(question.evidence.record(id), id)
    if event is None:
        return None
    values: list[Attested[str] | None] = [*event.actor, *event.recipient, event.date, event.place, event.attribution]
    fields = [words for value in values if value is not None for words in value.evidence]
    fields += [*event.agenda, *(one.evidence for one in event.magnitudes)]
    return question.evidence.support(id, event.triggers, sorted(actors), fields)


def _supports(question: Question, ids: Iterable[str], actors: frozenset[str]) -> tuple[Support, ...]:
    """The words of some reports, one of each article, the best first: those that name the most actors."""
    made: dict[str, Support] = {}
    for id in ids:
        one = _of_event(question, id, actors)
        if one is not None:
            made.setdefault(id.rpartition(":")[0], one)
    first = sorted(made.values(), key=lambda one: -len(one.actors))
    return tuple(first[: int(ranking.settings()["references"])])


def _event(question: Question, row: StoredHappening, reports: tuple[StoredEvent, ...]) -> Sentence | None:
    """A deed told once, in the words of its fields; as somebody's word where only somebody says it."""
    if not row.actor:
        return None
    record = question.evidence.record(row.id)
    event = _entry(record, row.id)
    where = f"{_place(row)} {when(row.date)}".rstrip()
    if row.status == "ongoing" and question.ontology.has(row.type, "speech"):
        row = replace(row, status="actual")  # words that are said go on for no time
    deed = sentences.deed(row, question.ontology, naming=named, where=where)
    if len(row.actor) > 1 and row.status == "future":
        deed = deed.replace("is to ", "are to ", 1)
    numbers = f", with {listed(map(_number, row.magnitudes))}" if row.magnitudes else ""
    text = f"{named(row.actor)} {deed}{numbers}"
    actors = _ids((*row.actor, *row.recipient))
    if event is not None and event.attribution is not None:
        who = next((one for one in record.actors if one.id == event.attribution.value), None)
        if who is not None and who.id not in _ids(row.actor):
            text, actors = f"According to {words.tidy(who.name)}, {text}", actors | {who.id}
    ids = (row.id, *(one.id for one in reports if one.id != row.id))
    return Sentence(text=sentence(text), actors=actors, support=_supports(question, ids, actors))


def _number(one: Range) -> str:
    """A number; from the least to the most where articles differ."""
    if one.least == one.most:
        return words.quantity(one.value, one.unit, one.kind, one.bound)
    return f"{one.least:,.15g} to {words.quantity(one.most, one.unit, one.kind, 'exact')}"


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


def _meetings(question: Question) -> list[StoredMeeting]:
    """Meetings held and planned, the highest and the best told first."""
    ask = partial(query.meetings, question.store, ontology=question.ontology, counted=False)
    found = {
        row.id: row
        for wanted in question.filters("party")
        for planned in (False, True)
        for row in ask(wanted, planned=planned).rows
    }

    def points(row: StoredMeeting) -> float:
        near = float(ranking.settings()["points"]["recency"]) * question.window.nearness(row.date)
        return ranking.level(row.level) + float(ranking.settings()["points"]["source"]) * len(row.articles) + near

    return sorted(found.values(), key=lambda row: (-points(row), row.id))


def _meeting(question: Question, row: StoredMeeting) -> Sentence | None:
    if len(row.sides) < 2 and not row.third_parties:
        return None
    sides = list(map(_side, row.sides))
    many = len(row.sides[0].participants) > 1 if row.sides else True
    verb = _HELD[row.form == "call", row.planned].format("are" if many else "is")
    if len(sides) == 2:
        held = f"{sides[0]} {verb} {sides[1]}"
    else:
        held = f"{listed(sides) or SOMEBODY} {verb.removesuffix(' with')}"
    place = f" in {words.tidy(row.place.name)}" if row.place else ""
    through = f", with {listed(map(_side, row.third_parties))} between them" if row.third_parties else ""
    agenda = f", about {listed(map(words.tidy, row.agenda))}" if row.agenda else ""
    text = f"{held}{place} {when(row.date)}".rstrip() + through + agenda
    actors = frozenset(id for side in (*row.sides, *row.third_parties) for id in _people(side))
    return Sentence(text=sentence(text), actors=actors, support=_supports(question, row.events, actors))


def _people(side: StoredSide) -> Iterator[str]:
    yield from (one.id for one in side.participants) if side.participants else (side.id,)


def _side(side: StoredSide) -> str:
    """Its people and whom they stand for; or the side alone."""
    people = listed(words.tidy(one.name) for one in side.participants)
    name = words.tidy(side.name)
    return f"{people} of {name}" if people and people != name else name


def _statements(question: Question, events: Sequence[Told], meetings: Sequence[StoredMeeting]) -> Iterator[Sentence]:
    """What was said, in the very words, each once with the articles that quote it; somebody's own words first.

    One without a date counts as said when its article came out. Of a dyad: what one side says to or about the other, and what either says in the articles on both.
    """
    groups: dict[tuple[frozenset[str], str], list[StoredStatement]] = {}
    articles = {report.id.rpartition(":")[0] for _, reports in events for report in reports}
    articles |= {id.rpartition(":")[0] for row in meetings for id in row.articles}
    asked = [(wanted, False) for wanted in question.filters("actor", "about")]
    if len(question.sides) == 2:
        asked += [(Filter(actor=(side,)), True) for side in question.sides]
    for wanted, here in asked:
        for row in query.statements(question.store, replace(wanted, since=None, until=None)).rows:
            told_here = not here or row.id.rpartition(":")[0] in articles
            if row.speaker and told_here and question.covers(row.date or row.published):
                group = groups.setdefault((_ids(row.speaker), fold(row.content)), [])
                if all(one.id != row.id for one in group):
                    group.append(row)
    best = sorted(groups.values(), key=lambda rows: (rows[0].kind == "indirect", -len(rows)))
    for rows in best:
        row = rows[0]
        one = next(s for s in question.evidence.record(row.id).statements if s.id == row.id.rpartition(":")[2])
        actors = _ids(row.speaker)
        support = tuple(
            question.evidence.support(told.id, _said(question, told), sorted(actors))
            for told in rows[: int(ranking.settings()["references"])]
        )
        dated = f" {when(row.date)}" if row.date else ""
        quoted = words.shorten(row.content.strip("“”\"' "), int(ranking.settings()["words"]))
        if one.act == "denial":
            verb = f"denied{dated}"
        elif row.kind == "indirect":
            cue = f" (“{words.tidy(one.cue.text)}”)" if one.cue and fold(one.cue.text) != "said" else ""
            verb = f"said{dated}, as reported{cue}"
        else:
            verb = f"said{dated}"
        text = f"{_speaker(question, row)} {verb}: “{quoted}”"
        yield Sentence(text=sentence(text), actors=actors, support=support)


def _said(question: Question, row: StoredStatement) -> list[Evidence]:
    record = question.evidence.record(row.id)
    one = next(s for s in record.statements if s.id == row.id.rpartition(":")[2])
    return [*one.content, *([one.cue] if one.cue else ())]


def _speaker(question: Question, row: StoredStatement) -> str:
    """Speakers with the office that the article gives them."""
    actors = {one.id: one for one in question.evidence.record(row.id).actors}
    found = []
    for party in row.speaker:
        office = next(iter(actors[party.id].offices), None) if party.id in actors else None
        title = words.tidy(office.title) if office else ""
        if office and office.organization:
            found.append(f"{words.tidy(party.name)}, {title} of {words.tidy(office.organization)},")
        else:
            found.append(f"{title} {named([party])}".strip())
    return listed(found)


def _agreements(question: Question) -> Iterator[Sentence]:
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
            actors = _ids(parties)
            support = question.evidence.support(last.id, one.mentions[:1], sorted(actors), fields)
            yield Sentence(text=sentence(text), actors=actors, support=(support,))


def _standing(status: str | None) -> str:
    if status is None:
        return "is mentioned, without how it stands"
    return status if status == "ended" else f"is {status}"


def _owed(question: Question) -> Iterator[Sentence]:
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
    sayers = [actor for actor in sayers if actor.id not in _ids(row.debtor)]
    by_whom = f"according to {listed(words.tidy(actor.name) for actor in sayers)}, " if sayers else ""
    text = f"{by_whom}{named(row.debtor)} {verb} do this{to}{by}{under}{condition}: “{words.tidy(row.action)}”"
    if late:
        text += "; the day has passed, and no article stored says that it was done"
    actors = _ids((*row.debtor, *row.beneficiary)) | {actor.id for actor in sayers}
    fields = [
        e for value in (*one.debtor, *one.beneficiary, one.deadline, *one.attribution) if value for e in value.evidence
    ]
    fields += [part for part in (one.condition, one.term.words if one.term else None) if part]
    supports = [question.evidence.support(row.id, [one.action], sorted(actors), fields)]
    for claim in row.claims:
        told = next(c for c in question.evidence.record(claim.id).claims if c.id == claim.id.rpartition(":")[2])
        who = named(claim.claimant) if claim.claimant else words.tidy(claim.source or "the article")
        text += f"; {who} says that it is {claim.status}"
        actors |= _ids(claim.claimant)
        supports.append(
            question.evidence.support(claim.id, [told.deed], sorted(_ids(claim.claimant)), told.status.evidence)
        )
    return Sentence(text=sentence(text), actors=actors, support=tuple(supports))


def _differences(question: Question, events: Iterable[Told]) -> Iterator[Sentence | None]:
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
    actors = _ids((*row.actor, *row.recipient))
    ids = [version.reports[0] for version in field.versions if version.reports]
    supports = tuple(one for id in ids if (one := _of_event(question, id, actors)) is not None)
    text = f"Sources differ on the {what} in the report that {deed}: {told}"
    return Sentence(text=sentence(text), actors=actors, support=supports)


def _told(field: str, value: str) -> str:
    """One version: a date in words, a place without its id."""
    if field == "date":
        return when(value)
    return words.tidy(value.partition(" [")[0] if field == "place" else value)
