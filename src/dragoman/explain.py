"""Why an event or agreement was coded as it was: a record and an id to the coder's own reasons.

Gives for every field its value, on what ground it stands, the rule and the words with their
offsets; then the frame, the conventions, the tellings that were joined and the readings that
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
    """Everything the record can say about how it came by one event or agreement."""

    event: str  # its id, or that of an agreement
    triggers: tuple[Evidence, ...]
    reasons: tuple[Reason, ...]
    trace: Trace | None  # of an event


def explain(record: Record, event_id: str) -> Explanation:
    """The reasons for one event or agreement.

    Raises KeyError naming the known ids if the record has no such event or agreement.
    """
    for agreement in record.agreements:
        if agreement.id == event_id:
            found = tuple(_agreement_reasons(record, agreement))
            return Explanation(event=agreement.id, triggers=agreement.mentions, reasons=found, trace=None)
    for event in record.events:
        if event.id == event_id:
            return Explanation(
                event=event.id,
                triggers=event.triggers,
                reasons=tuple(_reasons(record, event)),
                trace=event.trace,
            )
    known = ", ".join(event.id for event in record.events) or "none, the record holds no event"
    raise KeyError(f"no event {event_id} in this record; known ids: {known}")


def as_dict(record: Record, event_id: str) -> dict[str, Any]:
    """The reasons as plain values, for JSON. Raises KeyError as ``explain`` does."""
    found: dict[str, Any] = msgspec.to_builtins(explain(record, event_id))
    return found


def text(record: Record, event_id: str) -> str:
    """The reasons as plain text. Raises KeyError as ``explain`` does."""
    out = io.StringIO()
    terminal(record, event_id, Console(file=out, width=_WIDTH, color_system=None))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def terminal(record: Record, event_id: str, console: Console) -> None:
    """Print the reasons. Raises KeyError as ``explain`` does."""
    found = explain(record, event_id)
    words = "; ".join(_spelled(trigger) for trigger in found.triggers)
    console.print(Text.assemble((found.event, "bold green"), "  ", words))
    if found.trace is not None:
        console.print(Text.assemble("frame ", (found.trace.frame, "bold"), f"  {found.trace.location}"))
    console.print()
    console.print(_table(found.reasons))
    if found.trace is not None:
        _print_trace(found.trace, console)


def _print_trace(trace: Trace, console: Console) -> None:
    """What was done after matching, and what lost."""
    for label, entries in (
        ("convention", trace.conventions),
        ("background after", [trace.background] if trace.background else []),
        ("model", [trace.model] if trace.model else []),
        ("merged", trace.merged),
        ("not", [_lost(one) for one in trace.alternatives]),
    ):
        for entry in entries:
            console.print(Text.assemble((f"{label:<12}", "dim"), _plain(entry)))


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
