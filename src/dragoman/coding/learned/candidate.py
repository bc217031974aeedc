"""What the model is asked about: two places of a parsed sentence, and what the frames say of it.

Comes in: a parse, the words of an actor and of a recipient (either may be missing), the matches of the frames.
Goes out: a ``Candidate``, the model's only input.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.coding.choose import Chosen
from dragoman.coding.match import Matcher
from dragoman.model.events import Event
from dragoman.model.syntax import Parse, Token
from dragoman.model.text import Attested, Span


@dataclass(frozen=True, slots=True)
class Evoked:
    """An event type that a frame sees at a word. Frames come and go, so their names are left out."""

    type: str
    predicate: int  # token index
    actor: tuple[Span, ...]
    recipient: tuple[Span, ...]
    stands: bool  # chosen as an event, not only talked of or outranked


def evoked(matcher: Matcher, coded: Iterable[tuple[Event, Chosen]]) -> tuple[Evoked, ...]:
    """What the frames see in a document: the events coded, then the best match of each other word."""
    found = [
        Evoked(event.type.value, item.match.predicate.i, _spans(event.actor), _spans(event.recipient), stands=True)
        for event, item in coded
    ]
    standing = {e.predicate for e in found}
    for token in matcher.annotation.parse.tokens:
        if token.i not in standing and (match := matcher.evoked(token)) is not None:
            actor, recipient = (tuple(Span(f.start, f.end) for f in role) for role in (match.actor, match.recipient))
            found.append(Evoked(match.frame.code, token.i, actor, recipient, stands=False))
    return tuple(found)


def _spans(role: tuple[Attested[str], ...]) -> tuple[Span, ...]:
    return tuple(Span(words.start, words.end) for filled in role for words in filled.evidence)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two places of one sentence, between which something may have happened."""

    parse: Parse
    actor: Span | None
    recipient: Span | None
    evoked: tuple[Evoked, ...] = ()


def head_of(parse: Parse, span: Span | None) -> Token | None:
    """The token of a span that stands highest in the tree."""
    if span is None:
        return None
    tokens = [t for t in parse.tokens_in(span.start, span.end) if t.pos != "PUNCT"]
    return min(tokens, key=lambda t: (len(parse.ancestors(t)), t.i), default=None)
