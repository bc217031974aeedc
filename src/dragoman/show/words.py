"""What the renderings have in common: a record's ids, codes and rules put into words.

Takes the parts of one record and gives short plain strings without mark-up. Article text comes
out on one line and without control characters; escaping for a format is left to that format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.model.agreements import FROM_BASE, Agreement, Commitment
from dragoman.model.entities import Actor, Office, Place
from dragoman.model.events import Event, Magnitude, Status
from dragoman.model.happenings import Range
from dragoman.model.record import Record
from dragoman.model.statements import Statement
from dragoman.model.text import Attested, Basis, Document, Evidence

_WORTH_TELLING = 0.01  # score of a reading that lost
NOT_NAMED = "not named"
NO_EVENTS = "This article reports no event that we can code."

# Control characters would drive a terminal; embeddings and overrides of the writing direction that
# an article leaves open would turn the rest of a table round. Plain direction marks stay.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
_BASIS = {Basis.STATED: "stated", Basis.DERIVED: "inferred", Basis.ASSUMED: "assumed", Basis.CORRECTED: "corrected"}
_BOUND = {"exact": "", "at_least": "at least ", "at_most": "at most ", "about": "about "}


def without_controls(text: str) -> str:
    """The text without characters that steer a terminal or the writing direction."""
    return _CONTROLS.sub("", text)


def tidy(text: str) -> str:
    r"""The text on one line.

    >>> tidy("a\r\n  b\x1b[31m")
    'a b[31m'
    """
    return " ".join(without_controls(text).split())


def shorten(text: str, length: int) -> str:
    """The beginning and the end of a long text, cut between words.

    >>> shorten("We cannot leave them alone in this hour of need", 30)
    'We cannot leave … hour of need'
    """
    text = tidy(text)
    if len(text) <= length:
        return text
    head = _cut(text, length * 3 // 5)
    tail = _cut(text[::-1], length - len(head) - 3)[::-1]
    return f"{head} … {tail}"


def _cut(text: str, length: int) -> str:
    """The beginning of a text up to a space, if there is one."""
    return text[: length + 1].rpartition(" ")[0] or text[:length]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words with a little of what stands on either side in the same paragraph."""

    before: str
    words: str
    after: str


def excerpt(document: Document, evidence: Evidence, margin: int) -> Excerpt:
    """Evidence in its context, about ``margin`` characters on each side."""
    reach = 4 * margin  # more than is shown, and little of a long article
    before = PARAGRAPH_BREAK.split(document.text[max(0, evidence.start - reach) : evidence.start])[-1].lstrip()
    after = PARAGRAPH_BREAK.split(document.text[evidence.end : evidence.end + reach])[0].rstrip()
    if len(before) > margin:
        before = "…" + _cut(before[::-1], margin)[::-1]
    if len(after) > margin:
        after = _cut(after, margin) + "…"
    return Excerpt(_keep_edge(before), tidy(evidence.text), _keep_edge(after))


def _keep_edge(text: str) -> str:
    """One line, but with the space that parts it from the words beside it."""
    return re.sub(r"\s+", " ", without_controls(text))


@dataclass(frozen=True, slots=True)
class Names:
    """Actor and place ids of one record to what people call them."""

    actors: Mapping[str, Actor]
    places: Mapping[str, Place]

    @classmethod
    def of(cls, record: Record) -> Names:
        return cls({a.id: a for a in record.actors}, {p.id: p for p in record.places})

    def actor(self, id: str) -> str:
        """Name and country: ``Hakan Fidan (TUR)``."""
        actor = self.actors.get(id)
        if actor is None:
            return tidy(id)
        country = actor.country.value if actor.country else None
        return f"{tidy(actor.name)} ({country})" if country else tidy(actor.name)

    def of_actors(self, ids: Iterable[Attested[str]]) -> str:
        return ", ".join(self.actor(attested.value) for attested in ids)

    def place(self, place: Attested[str] | None) -> str:
        if place is None:
            return ""
        known = self.places.get(place.value)
        return tidy(known.name if known else place.value)

    def sides(self, event: Event) -> str:
        """Who did it, and to whom: ``A (TUR) → B (SYR)``."""
        actors = self.of_actors(event.actor) or NOT_NAMED
        return f"{actors} → {self.of_actors(event.recipient)}" if event.recipient else actors


def values(attested: Iterable[Attested[str]]) -> str:
    """The values alone, with commas."""
    return ", ".join(one.value for one in attested)


def kind_of(actor: Actor) -> str:
    """What kind of actor it is: ``armed group``."""
    return actor.kind.value.replace("_", " ")


def country(actor: Actor) -> str:
    """The country's code, or a dash."""
    return actor.country.value if actor.country else "–"


def kind(event: Event) -> str:
    """Type and modes: ``CONSULT visit``; of a code with its meaning and score: ``042 Make a visit (+1.9)``."""
    score = f"({event.score:+g})" if event.gloss and event.score is not None else ""
    parts = (event.type.value, tidy(event.gloss), score, values(event.modes))
    return " ".join(part for part in parts if part)


def period(value: str) -> str:
    """A day, month or year as it is; an interval in words: ``2025-09-15 to 2025-09-17``."""
    return value.replace("/", " to ")


def date(event: Event) -> str:
    """When it happened, or nothing."""
    return period(event.date.value) if event.date else ""


def status(event: Event) -> str:
    """The status where it is not the usual one."""
    return "" if event.status.value is Status.ACTUAL else event.status.value.value


def magnitude(one: Magnitude) -> str:
    """A stated number: ``at least 12 persons killed``."""
    return quantity(one.value, one.unit, one.kind, one.bound)


def quantity(value: float, unit: str, kind: str, bound: str) -> str:
    """A number with its unit and what it counts."""
    number = f"{value:,.0f}" if value == int(value) else f"{value:,}"
    unit = f" {unit}" if unit != kind else ""
    what = "" if kind == "money" else f" {kind}"
    return f"{_BOUND[bound]}{number}{unit}{what}"


def span(one: Range) -> str:
    """A number that several articles tell: ``4 persons killed (3 to 7)``."""
    number = quantity(one.value, one.unit, one.kind, one.bound)
    return number if one.least == one.most else f"{number} ({one.least:,.15g} to {one.most:,.15g})"


def counted(count: int, thing: str) -> str:
    """
    >>> counted(1, "article"), counted(1200, "article")
    ('1 article', '1,200 articles')
    """
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def basis(attested: Attested[str]) -> str:
    """How a value was found: ``inferred: date.year-from-past-event``."""
    return f"{_BASIS[attested.basis]}: {attested.rule}"


def said(statement: Statement, names: Names) -> str:
    """Who said it, to whom and with which cue: ``Hakan Fidan (TUR) to Qatar (QAT), warned``."""
    speaker = names.of_actors(statement.speaker)
    if not speaker:
        speaker = tidy(statement.speaker_words.text) if statement.speaker_words else "somebody"
    to = f" to {names.of_actors(statement.addressee)}" if statement.addressee else ""
    return speaker + to + (f", {tidy(statement.cue.text)}" if statement.cue else "")


def content(statement: Statement, length: int | None = None) -> str:
    """What was said; only somebody's own words stand in quotation marks."""
    text = " … ".join(tidy(part.text) for part in statement.content)
    if length is not None:
        text = shorten(text, length)
    return f"“{text}”" if statement.kind == "direct" else text


def terms(agreement: Agreement, names: Names) -> str:
    """Parties, mediators, date, place and status, to follow the name of an agreement.

    What only the knowledge base says stands behind the rest.
    """
    told, known = _as_told(agreement.parties), _as_known(agreement.parties)
    parts = [f"between {names.of_actors(told)}"] if told else []
    parts += [f"through {names.of_actors(agreement.mediators)}"] if agreement.mediators else []
    dated = _as_told((agreement.date,)) if agreement.date else ()
    parts.append(dated[0].value if dated else "no date")
    parts += [f"in {names.place(agreement.place)}" for _ in _as_told((agreement.place,) if agreement.place else ())]
    parts += [agreement.status.value] if agreement.status else []
    beyond = [f"between {names.of_actors((*told, *known))}"] if known else []
    beyond += [date.value for date in _as_known((agreement.date,) if agreement.date else ())]
    beyond += [f"in {names.place(place)}" for place in _as_known((agreement.place,) if agreement.place else ())]
    entry = f" [known as {agreement.entry.value}{': ' if beyond else ''}{', '.join(beyond)}]" if agreement.entry else ""
    return ", " + ", ".join(parts) + entry


def _as_told(values: tuple[Attested[str], ...]) -> tuple[Attested[str], ...]:
    return tuple(one for one in values if one.rule != FROM_BASE)


def _as_known(values: tuple[Attested[str], ...]) -> tuple[Attested[str], ...]:
    return tuple(one for one in values if one.rule == FROM_BASE)


@dataclass(frozen=True, slots=True)
class Duty:
    """A commitment in words: who owes whom, what, and on which terms, the deadline first."""

    who: str
    action: str
    terms: tuple[str, ...]


def duty(commitment: Commitment, names: Names) -> Duty:
    """A commitment in words."""
    who = names.of_actors(commitment.debtor) or NOT_NAMED
    if commitment.beneficiary:
        who += f" → {names.of_actors(commitment.beneficiary)}"
    terms = [_deadline(commitment)]
    if commitment.condition:
        terms.append(f"on condition: {tidy(commitment.condition.text)}")
    if commitment.status_claim:
        by = f", says {names.actor(commitment.claimant.value)}" if commitment.claimant else ""
        terms.append(commitment.status_claim.value + by)
    return Duty(who, tidy(commitment.action.text), tuple(terms))


def _deadline(commitment: Commitment) -> str:
    """The day and the words it was read from."""
    if commitment.deadline is None:
        return f"{tidy(commitment.term.words.text)}, no day known" if commitment.term else "no deadline stated"
    read_from = tidy(" ".join(part.text for part in commitment.deadline.evidence))
    return f"by {commitment.deadline.value}" + (f" (“{read_from}”)" if read_from else "")


def office(one: Office) -> str:
    """A post with its body and country: ``chief, National Intelligence Organization, TUR``."""
    return ", ".join(tidy(part) for part in (one.title, one.organization, one.country) if part)


def other_readings(actor: Actor) -> list[str]:
    """Who else the actor's name could have meant: ``or Farouk al-Sharaa (SYR), 0.06``; hardly likely ones left out."""
    return [
        f"or {tidy(other.name)} ({other.country or 'country not known'}), {other.score:.2f}"
        for other in actor.alternatives
        if other.score >= _WORTH_TELLING
    ]


def headline(document: Document) -> str:
    """The title, or that there is none."""
    return tidy(document.title.value) if document.title else "Untitled article"


def facts(record: Record) -> list[tuple[str, str]]:
    """What is known of the article itself, as labels and values."""
    document = record.document
    published = document.published
    rows = [("published", f"{published.value} ({basis(published)})" if published else "not known")]
    for label, value in (
        ("dateline", document.dateline),
        ("byline", document.byline),
        ("source", document.source),
    ):
        if value is not None:
            rows.append((label, tidy(value.value)))
    if record.focus:
        rows.append(("about", ", ".join(map(Names.of(record).place, record.focus))))
    rows += [("address", tidy(document.address)), ("id", tidy(document.id))]
    return rows


def commitments_in(record: Record, agreement: str | None) -> list[Commitment]:
    """The commitments of one agreement, or with None those that stand alone."""
    known = {a.id for a in record.agreements}
    return [c for c in record.commitments if (c.agreement if c.agreement in known else None) == agreement]


def other_commitments(record: Record) -> str:
    """The heading of the commitments that stand alone."""
    return "Other commitments" if record.agreements else "Commitments"
