"""An entry that the program no longer has, kept as a person left it, in the words of today's text."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from dragoman.model.agreements import Agreement, Commitment, Term
from dragoman.model.corrections import Anchor, Entry
from dragoman.model.events import Event, Magnitude
from dragoman.model.statements import Statement
from dragoman.model.text import Attested, Basis, Document, Evidence, Span
from dragoman.resolve.correcting.anchors import own_words

_NEAR = 400  # characters, within which words may have moved besides the entry's own


@dataclass(frozen=True, slots=True)
class Move:
    """How far the words of an anchor have moved, and whose words they are now."""

    document: Document
    by: int
    rule: str  # of values whose words are gone: a person stands for them

    def __call__(self, value: Any) -> Any:
        """A value with its evidence where it stands today; what cannot be without its words, and lost them, is None."""
        match value:
            case Evidence():
                return self._evidence(value)
            case tuple():
                return tuple(moved for one in value if (moved := self(one)) is not None)
            case Attested():
                words = self(value.evidence)
                if value.evidence and not words:
                    return replace(value, basis=Basis.CORRECTED, rule=self.rule, evidence=())
                return replace(value, evidence=words)
            case Magnitude():
                words = self(value.evidence)
                return replace(value, evidence=words) if words else None
            case Term():
                words = self(value.words)
                return replace(value, words=words, anchor=self(value.anchor)) if words else None
            case _ if is_dataclass(value) and not isinstance(value, type):
                return replace(value, **{field.name: self(getattr(value, field.name)) for field in fields(value)})
        return value

    def _evidence(self, words: Evidence) -> Evidence | None:
        text, expected = self.document.text, words.start + self.by
        if expected >= 0 and text.startswith(words.text, expected):
            start = expected
        else:
            before = text.rfind(words.text, max(0, expected - _NEAR), max(0, expected) + len(words.text))
            after = text.find(words.text, max(0, expected), max(0, expected + _NEAR))
            found = [place for place in (before, after) if place >= 0]
            if not found:
                return None
            start = min(found, key=lambda place: abs(place - expected))
        return self.document.evidence(start, start + len(words.text)) if words.text else None


def kept(entry: Entry, anchor: Anchor, place: Span, document: Document, id: str, rule: str) -> Entry:
    """The entry at the place where its words stand today."""
    own = own_words(entry)
    seen = next((one for one in own if one.text == anchor.words.exact), own[0])
    moved = entry if document.id == seen.document else Move(document, place.start - seen.start, rule)(entry)
    words = document.evidence(place.start, place.end)
    match moved:
        case Event():
            return replace(moved, id=id, triggers=moved.triggers or (words,))
        case Statement():
            return replace(moved, id=id, content=moved.content or (words,))
        case Commitment():
            return replace(moved, id=id, action=moved.action or words, agreement=None)
        case Agreement():
            return replace(moved, id=id, mentions=moved.mentions or (words,))
    raise TypeError(f"{type(entry).__name__} is no entry")
