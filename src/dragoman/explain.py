"""Why an event, an agreement or a position was coded as it was: a record and an id to the coder's own reasons.

Gives for every field its value, on what ground it stands, the rule and the words with their
offsets; of an event then the frame, the conventions, the tellings that were joined and the readings that
lost. It prints what the record holds and works nothing out again.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.annotate.actors.weighing import told
from dragoman.coding.coder import CodedEvents, alternative
from dragoman.coding.match import Match
from dragoman.coding.match import Reason as Refused
from dragoman.model.agreements import Agreement
from dragoman.model.entities import Actor, Place
from dragoman.model.events import Alternative, Event, Trace
from dragoman.model.record import Record
from dragoman.model.statements import Position
from dragoman.model.text import Attested, Evidence

_WIDTH = 120  # of the plain text
_WORDS = 80  # characters of evidence that are printed; the offsets say where the rest is


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One field of an event and why it holds what it holds."""

    field: str
    value: str
    basis: str = ""  # stated, derived, assumed
    rule: str = ""
    words: tuple[Evidence, ...] = ()
    about: str = ""  # the actor or place this belongs to, where it is not of the event itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything the record can say about how it came by one event."""

    event: str
    triggers: tuple[Evidence, ...]
    reasons: tuple[Reason, ...]
    trace: Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionExplanation:
    """Everything the record can say about how it came by one position."""

    position: str
    content: tuple[Evidence, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementExplanation:
    """Everything the record can say about how it came by one agreement."""

    agreement: str
    mentions: tuple[Evidence, ...]
    reasons: tuple[Reason, ...]


def explain(record: Record, id: str) -> Explanation | AgreementExplanation | PositionExplanation:
    """The reasons for one event, agreement or position.

    Raises KeyError naming the known ids if the record has none of this id.
    """
    for event in record.events:
        if event.id == id:
            return Explanation(
                event=event.id,
                triggers=event.triggers,
                reasons=tuple(_reasons(record, event)),
                trace=event.trace,
            )
    for agreement in record.agreements:
        if agreement.id == id:
            reasons = tuple(_agreement_reasons(record, agreement))
            return AgreementExplanation(agreement=agreement.id, mentions=agreement.mentions, reasons=reasons)
    for position in record.positions:
        if position.id == id:
            reasons = tuple(_position_reasons(record, position))
            return PositionExplanation(position=position.id, content=position.content, reasons=reasons)
    known = ", ".join(explained(record)) or "none, the record holds nothing that can be explained"
    raise KeyError(f"no event, agreement or position {id} in this record; known ids: {known}")


def explained(record: Record) -> list[str]:
    """The ids that can be explained."""
    return [one.id for one in (*record.events, *record.agreements, *record.positions)]


def as_dict(record: Record, id: str) -> dict[str, Any]:
    """The reasons as plain values, for JSON. Raises KeyError as ``explain`` does."""
    found: dict[str, Any] = msgspec.to_builtins(explain(record, id))
    return found


def text(record: Record, id: str) -> str:
    """The reasons as plain text. Raises KeyError as ``explain`` does."""
    out = io.StringIO()
    terminal(record, id, Console(file=out, width=_WIDTH, color_system=None))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def terminal(record: Record, id: str, console: Console) -> None:
    """Print the reasons. Raises KeyError as ``explain`` does."""
    found = explain(record, id)
    if isinstance(found, PositionExplanation):
        _untraced(found.position, " … ".join(map(_spelled, found.content)), found.reasons, console)
        return
    if isinstance(found, AgreementExplanation):
        _untraced(found.agreement, "; ".join(map(_spelled, found.mentions)), found.reasons, console)
        return
    trace = found.trace
    words = "; ".join(_spelled(trigger) for trigger in found.triggers)
    console.print(Text.assemble((found.event, "bold green"), "  ", words))
    console.print(Text.assemble("frame ", (trace.frame, "bold"), f"  {trace.location}"))
    console.print()
    console.print(_table(found.reasons))
    for label, entries in (
        ("convention", trace.conventions),
        ("background after", [trace.background] if trace.background else []),
        ("model", [trace.model] if trace.model else []),
        ("merged", trace.merged),
        ("not", [_lost(one) for one in trace.alternatives]),
    ):
        for entry in entries:
            console.print(Text.assemble((f"{label:<12}", "dim"), _plain(entry)))


def _untraced(id: str, words: str, reasons: Iterable[Reason], console: Console) -> None:
    console.print(Text.assemble((id, "bold green"), "  ", words))
    console.print()
    console.print(_table(reasons))


def trial(record: Record, coded: CodedEvents, console: Console) -> None:
    """Print what a record's events were made from, and the words that evoked frames but gave no event."""
    for event in record.events:
        terminal(record, event.id, console)
        for item in coded.chosen:
            if any(words.start <= item.match.predicate.start < words.end for words in event.triggers):
                _phrases(item.match, console)
        console.print()
    refused: dict[tuple[int, int, str], list[Alternative]] = {}
    for refusal in coded.refused:
        if refusal.reason is not Refused.SAME_WORDS:  # told with the event that has the words
            token = refusal.predicate
            refused.setdefault((token.start, token.end, token.text), []).append(alternative(refusal))
    for (start, end, word), lost in sorted(refused.items()):
        console.print(Text.assemble(("no event", "bold"), f"  “{_plain(word)}” {start}-{end}"))
        for one in lost:
            console.print(Text.assemble((f"{'not':<12}", "dim"), _plain(_lost(one))))
    if not record.events and not refused:
        console.print(Text("No word here evokes a frame.", "italic"))


def _phrases(match: Match, console: Console) -> None:
    """What stands in the roles that are no actors: the head word of each phrase, and its slot."""
    for role, phrases in match.phrases.items():
        if role not in ("actor", "recipient", "none"):
            for slot, token in phrases:
                words = f"“{_plain(token.text)}” {token.start}-{token.end}  slot.{slot}"
                console.print(Text.assemble((f"{role:<12}", "dim"), words))


def _reasons(record: Record, event: Event) -> Iterator[Reason]:
    actors = {actor.id: actor for actor in record.actors}
    places = {place.id: place for place in record.places}
    yield _reason("type", event.type, " ".join(filter(None, (event.type.value, _plain(event.gloss)))))
    yield from (_reason("mode", mode) for mode in event.modes)
    yield from (_reason("context", context) for context in event.contexts)
    for field, filled in (("actor", event.actor), ("recipient", event.recipient)):
        for attested in filled:
            yield from _actor(field, attested, actors.get(attested.value))
    yield _reason("status", event.status)
    if event.date:
        yield _reason("date", event.date)
    if event.place:
        yield from _place(event.place, places.get(event.place.value))
    for magnitude in event.magnitudes:
        number = f"{magnitude.bound.replace('_', ' ')} {magnitude.value:,.15g} {magnitude.unit}"
        value = f"{magnitude.kind}: {number}"
        yield Reason(field="magnitude", value=value, basis="stated", words=(magnitude.evidence,))
    yield from (Reason(field="agenda", value=_plain(one.text), basis="stated", words=(one,)) for one in event.agenda)
    if event.attribution:
        yield from _actor("said by", event.attribution, actors.get(event.attribution.value))
    if event.score is not None:
        yield Reason(field="score", value=f"{event.score:+g}", basis="derived", rule="ontology")
    if event.confidence is not None:
        yield Reason(field="confidence", value=f"{event.confidence:.2f}")


def _agreement_reasons(record: Record, agreement: Agreement) -> Iterator[Reason]:
    """What it is called and known as, whose it is, when and where it was made, how it stands."""
    actors = {actor.id: actor for actor in record.actors}
    places = {place.id: place for place in record.places}
    yield _reason("name", agreement.name, _plain(agreement.name.value))
    yield Reason(field="kind", value=agreement.kind, rule=agreement.rule)
    if agreement.entry:
        yield _reason("known as", agreement.entry)
    for field, filled in (("party", agreement.parties), ("mediator", agreement.mediators)):
        for attested in filled:
            yield from _actor(field, attested, actors.get(attested.value))
    if agreement.date:
        yield _reason("date", agreement.date)
    if agreement.place:
        yield from _place(agreement.place, places.get(agreement.place.value))
    if agreement.status:
        yield _reason("status", agreement.status)


def _position_reasons(record: Record, position: Position) -> Iterator[Reason]:
    """The words that named the topic, those that gave the stance, and who took it when."""
    actors = {actor.id: actor for actor in record.actors}
    yield _reason("topic", position.topic)
    yield _reason("stance", position.stance)
    for field, filled in (("holder", position.holder), ("represents", position.represents)):
        for attested in filled:
            yield from _actor(field, attested, actors.get(attested.value))
    if position.date:
        yield _reason("date", position.date)
    yield from (Reason(field="read from", value=id) for id in (position.statement, position.event) if id)


def _reason(field: str, attested: Attested[Any], value: str = "", about: str = "") -> Reason:
    return Reason(
        field=field,
        value=value or str(attested.value),
        basis=attested.basis.value,
        rule=attested.rule,
        words=attested.evidence,
        about=about,
    )


def _actor(field: str, attested: Attested[str], actor: Actor | None) -> Iterator[Reason]:
    """Who fills a role, how the words were tied to that actor, and where its codes come from."""
    if actor is None:
        yield _reason(field, attested)
        return
    yield _reason(field, attested, f"{actor.name} [{actor.id}]")
    for mention in actor.mentions:
        if any(mention.evidence.span.overlaps(words.span) for words in attested.evidence):
            sure = "" if mention.certain else ", not certain"
            yield Reason(
                field="mention",
                value=f"{mention.form.value}{sure}",
                rule=mention.rule,
                words=(mention.evidence,),
                about=actor.id,
            )
    if actor.country:
        yield _reason("country", actor.country, about=actor.id)
    yield from (_reason("sector", sector, about=actor.id) for sector in actor.sectors)
    for other in actor.alternatives:
        value = f"{other.name}, {other.country or 'country not known'} [{other.id}]"
        yield Reason(field="not", value=value, rule=f"score {other.score:.3f}: {told(other.rule)}", about=actor.id)


def _place(attested: Attested[str], place: Place | None) -> Iterator[Reason]:
    """Where, which entry of the gazetteer that is, and the entries it was preferred to."""
    if place is None:
        yield _reason("place", attested)
        return
    yield _reason("place", attested, f"{place.name} [{place.id}]")
    yield Reason(
        field="country",
        value=place.country or "not known",
        rule=place.rule,
        words=place.mentions[:1],
        about=place.id,
    )
    for other in place.alternatives:
        value = f"{other.name}, {other.country or 'country not known'} [{other.gazetteer_id}]"
        yield Reason(field="not", value=value, rule=f"score {other.score:.2f}", about=place.id)


def _table(reasons: Iterable[Reason]) -> Table:
    table = Table.grid(padding=(0, 2))
    for column in ("field", "value", "basis", "rule", "words"):
        table.add_column(column, overflow="fold", style="dim" if column in ("field", "basis") else "")
    for reason in reasons:
        table.add_row(
            Text(f"  {reason.field}" if reason.about else reason.field),
            Text(_plain(reason.value), "" if reason.about else "bold"),
            Text(reason.basis),
            Text(reason.rule),
            Text("; ".join(map(_spelled, reason.words)) or "–"),
        )
    return table


def _lost(one: Alternative) -> str:
    """A reading that lost: ``AGREE (agree.plan): role empty, nothing is promised``."""
    reason = f"{one.reason}, {one.detail}" if one.detail else one.reason
    return f"{one.code} ({one.frame}): {reason}"


def _spelled(evidence: Evidence) -> str:
    """The words and where they stand: ``met 12-15``."""
    words = _plain(evidence.text)
    if len(words) > _WORDS:
        words = words[: _WORDS - 1] + "…"
    return f"“{words}” {evidence.start}-{evidence.end}"


def _plain(text: str) -> str:
    """One line that cannot steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
