"""What a record can say about how it came by one event, agreement or position."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from dragoman.explain import reasons
from dragoman.explain.reasons import Reason
from dragoman.model.events import Trace
from dragoman.model.record import Record
from dragoman.model.text import Evidence


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
                reasons=tuple(reasons.of_event(record, event)),
                trace=event.trace,
            )
    for agreement in record.agreements:
        if agreement.id == id:
            found = tuple(reasons.of_agreement(record, agreement))
            return AgreementExplanation(agreement=agreement.id, mentions=agreement.mentions, reasons=found)
    for position in record.positions:
        if position.id == id:
            found = tuple(reasons.of_position(record, position))
            return PositionExplanation(position=position.id, content=position.content, reasons=found)
    known = ", ".join(explained(record)) or "none, the record holds nothing that can be explained"
    raise KeyError(f"no event, agreement or position {id} in this record; known ids: {known}")


def explained(record: Record) -> list[str]:
    """The ids that can be explained."""
    agreements, positions = (one.id for one in record.agreements), (one.id for one in record.positions)
    return [*(event.id for event in record.events), *agreements, *positions]


def as_dict(record: Record, id: str) -> dict[str, Any]:
    """The reasons as plain values, for JSON. Raises KeyError as ``explain`` does."""
    found: dict[str, Any] = msgspec.to_builtins(explain(record, id))
    return found
