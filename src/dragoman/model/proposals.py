"""What a large model proposed for an article: counted, refused where it does not hold, and kept beside the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec

PREFIX = "llm:"  # with which the versions of proposals begin, and those of the coder never

Part = Literal["event", "statement", "commitment", "answer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something that a model proposed and that does not hold."""

    part: Part  # of the answer; the answer itself where it could not be read
    number: int  # which one of the part, from 1
    field: str  # empty where the entry as a whole is meant
    given: str  # what the model wrote there, made plain and short
    reason: str
    whole: bool  # the entry is refused; else it stands without this field


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What asking took."""

    calls: int = 0  # requests sent, those that failed among them
    failed: int = 0  # requests without a usable answer
    tokens_in: int = 0  # as the server counted them
    tokens_out: int = 0
    estimated: bool = False  # an answer came without counts, and its tokens were estimated from its length
    cost: float | None = None  # by the prices the user gave; None where he gave none
    currency: str = ""

    def __add__(self, other: Spent) -> Spent:
        costs = [one.cost for one in (self, other) if one.cost is not None]
        return Spent(
            calls=self.calls + other.calls,
            failed=self.failed + other.failed,
            tokens_in=self.tokens_in + other.tokens_in,
            tokens_out=self.tokens_out + other.tokens_out,
            estimated=self.estimated or other.estimated,
            cost=sum(costs) if costs else None,
            currency=self.currency or other.currency,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """How an article was put to a model, and what came of it besides the entries that hold."""

    model: str  # as the user named it
    endpoint: str  # address without credentials and query
    prompt: str  # digest of what the model is told, the article apart
    checked_by: str  # version of the program whose actors, times and places the answer was held against
    pieces: int  # into how many the article was cut
    unanswered: tuple[str, ...] = ()  # why pieces have no answer
    refusals: tuple[Refusal, ...] = ()
    spent: Spent = Spent()


_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(Inquiry)


def to_json(inquiry: Inquiry) -> bytes:
    """The inquiry as one line of UTF-8 JSON."""
    return _encoder.encode(inquiry)


def from_json(line: bytes | str) -> Inquiry:
    """Read what ``to_json`` wrote.

    Raises ``msgspec.ValidationError`` naming the path of the first field that does not fit.
    """
    return _decoder.decode(line)
