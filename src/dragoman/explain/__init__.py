"""Why an entry of a record is as it is: a record and an id to the coder's own reasons.

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

from dragoman.coding.coder import CodedEvents, alternative
from dragoman.coding.match import Match
from dragoman.coding.match import Reason as Refused
from dragoman.explain.changes import compare_records
from dragoman.explain.reasons import Part, Reason, of_changes, of_event, of_part, plain, words_of
from dragoman.model.events import Alternative, Trace
from dragoman.model.record import Record
from dragoman.model.text import Evidence

_WIDTH = 120  # of the plain text
_WORDS = 80  # characters of evidence that are printed; the offsets say where the rest is


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything the record can say about how it came by one event."""

    event: str
    triggers: tuple[Evidence, ...]
    reasons: tuple[Reason, ...]
    trace: Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class PartExplanation:
    """Everything the record can say about how it came by one statement, position, agreement, commitment or claim."""

    id: str
    words: tuple[Evidence, ...]
    reasons: tuple[Reason, ...]


def explain(record: Record, id: str) -> Explanation | PartExplanation:
    """The reasons for one event, statement, position, agreement, commitment or claim.

    Raises KeyError naming the known ids if the record has none of this id.
    """
    for event in record.events:
        if event.id == id:
            return Explanation(
                event=event.id,
                triggers=event.triggers,
                reasons=(*of_event(record, event), *of_changes(record, id)),
                trace=event.trace,
            )
    for part in _parts(record):
        if part.id == id:
            reasons = (*of_part(record, part), *of_changes(record, id))
            return PartExplanation(id=id, words=words_of(part), reasons=reasons)
    if id in _rejected(record):
        return PartExplanation(id=id, words=_rejected(record)[id], reasons=tuple(of_changes(record, id)))
    known = ", ".join(explained(record)) or "none, the record holds nothing that can be explained"
    raise KeyError(f"nothing in this record is {id}; known ids: {known}")


def _parts(record: Record) -> Iterator[Part]:
    for parts in (record.statements, record.positions, record.agreements, record.commitments, record.claims):
        yield from parts


def explained(record: Record) -> list[str]:
    """The ids that can be explained, those of rejected entries at the end."""
    return [*(event.id for event in record.events), *(part.id for part in _parts(record)), *_rejected(record)]


def _rejected(record: Record) -> dict[str, tuple[Evidence, ...]]:
    """The entries that people took out, with the words that they were read from."""
    return {
        one.entry: tuple(words for had in one.had for words in had.evidence)
        for one in record.changed
        if one.kind == "reject"
    }


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
    if isinstance(found, PartExplanation):
        console.print(Text.assemble((found.id, "bold green"), "  ", " … ".join(map(_spelled, found.words))))
        console.print()
        console.print(_table(found.reasons))
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
            console.print(Text.assemble((f"{label:<12}", "dim"), plain(entry)))


def coded_otherwise(record: Record, id: str, other: Record, console: Console) -> None:
    """Print in one line what another coding of the article makes of an entry, if it differs."""
    found = [change for change in compare_records(other, record) if change.new_id == id]
    fields = [f"{one.field} {plain(one.old or 'none')}" for one in found if one.kind == "changed"]
    told = "did not have it" if any(one.kind == "gained" for one in found) else f"had {'; '.join(fields)}"
    if found:
        console.print(Text.assemble((f"{'otherwise':<12}", "dim"), f"version {plain(other.version)} {told}"))


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
        console.print(Text.assemble(("no event", "bold"), f"  “{plain(word)}” {start}-{end}"))
        for one in lost:
            console.print(Text.assemble((f"{'not':<12}", "dim"), plain(_lost(one))))
    if not record.events and not refused:
        console.print(Text("No word here evokes a frame.", "italic"))


def _phrases(match: Match, console: Console) -> None:
    """What stands in the roles that are no actors: the head word of each phrase, and its slot."""
    for role, phrases in match.phrases.items():
        if role not in ("actor", "recipient", "none"):
            for slot, token in phrases:
                words = f"“{plain(token.text)}” {token.start}-{token.end}  slot.{slot}"
                console.print(Text.assemble((f"{role:<12}", "dim"), words))


def _table(reasons: Iterable[Reason]) -> Table:
    table = Table.grid(padding=(0, 2))
    for column in ("field", "value", "basis", "rule", "words"):
        table.add_column(column, overflow="fold", style="dim" if column in ("field", "basis") else "")
    for reason in reasons:
        table.add_row(
            Text(f"  {reason.field}" if reason.about else reason.field),
            Text(plain(reason.value), "" if reason.about else "bold"),
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
    words = plain(evidence.text)
    if len(words) > _WORDS:
        words = words[: _WORDS - 1] + "…"
    return f"“{words}” {evidence.start}-{evidence.end}"
