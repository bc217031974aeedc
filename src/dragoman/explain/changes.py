"""What two codings of one article hold differently, and why: the rule, frame or model behind each side.

It prints what the two records say of themselves and works nothing out again. Where both give the same reason, the
difference lies in what that rule looks up or builds on, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from dragoman.explain.reasons import plain
from dragoman.model.agreements import Term
from dragoman.model.changes import Change, Kind
from dragoman.model.events import Event, Magnitude, Trace
from dragoman.model.record import Record
from dragoman.model.statements import Position
from dragoman.model.text import Attested, Document, Evidence, Span
from dragoman.resolve.pairing import PARTS, Entry, paired, type_of, words_of

#: Of an article, what may be read otherwise; its text is the same.
_ARTICLE = ("title", "published", "dateline", "byline", "source", "language")
#: Fields that are no content: ids, what follows from other fields, reasons.
_PASSED_OVER = ("id", "gloss", "trace", "rule")
#: Fields of an event that its frame fills.
_BY_FRAME = ("type", "modes", "contexts", "actor", "recipient")
#: Fields that hold the id of another entry of the record, and the part that it is in.
_REFERENCES = {"statement": "statement", "event": "event", "agreement": "agreement", "commitment": "commitment"}
_WORDS = 60  # characters of words shown in a reason


@dataclass(frozen=True, slots=True)
class _Value:
    """One value of a field."""

    key: str  # equal in both codings if the values are the same
    shown: str
    rule: str = ""
    words: tuple[Evidence, ...] = ()


def compare_records(old: Record, new: Record) -> tuple[Change, ...]:
    """What changed from one coding of an article to the other, part by part, in the order of the text.

    Raises ValueError if the records are not of the same text.
    """
    if old.document.text != new.document.text:
        raise ValueError(f"{old.document.address}: the two records are of different texts")
    return tuple(_Comparison(old, new).changes())


class _Comparison:
    def __init__(self, old: Record, new: Record) -> None:
        self.old, self.new = old, new
        self.pairs: dict[str, list[tuple[Entry | None, Entry | None]]] = {
            part: paired(getattr(old, field), getattr(new, field)) for part, field in PARTS.items()
        }
        self.counterpart = {
            (part, one.id): other.id for part, pairs in self.pairs.items() for one, other in pairs if one and other
        }

    def changes(self) -> Iterator[Change]:
        yield from self._article()
        for part, pairs in self.pairs.items():
            for one, other in pairs:
                if one is not None and other is not None:
                    yield from self._changed(part, one, other)
                elif one is not None:
                    yield self._lost(part, one)
                elif other is not None:
                    yield self._gained(part, other)

    def _article(self) -> Iterator[Change]:
        for field in _ARTICLE:
            olds, news = (_values(getattr(record.document, field), record) for record in (self.old, self.new))
            yield from self._field("article", field, olds, news, None, None)

    def _changed(self, part: str, one: Entry, other: Entry) -> Iterator[Change]:
        for item in fields(one):
            if item.name in _PASSED_OVER:
                continue
            olds = self._values(item.name, one, self.old)
            news = self._values(item.name, other, self.new)
            yield from self._field(part, item.name, olds, news, one, other)

    def _field(
        self, part: str, field: str, olds: list[_Value], news: list[_Value], one: Entry | None, other: Entry | None
    ) -> Iterator[Change]:
        before, after = {value.key for value in olds}, {value.key for value in news}
        if before == after:
            return
        gone = [value for value in olds if value.key not in after]
        come = [value for value in news if value.key not in before]
        why = _why(gone, come)
        if isinstance(one, Event) and isinstance(other, Event):
            why = _of_event(field, one, other, why)
        yield self._change(
            part, "changed", one, other, field=field, old=_listed(olds), new=_listed(news), why=why,
            old_rule=_rules(gone) or _rules(olds) or _rule(one), new_rule=_rules(come) or _rules(news) or _rule(other),
        )  # fmt: skip

    def _lost(self, part: str, one: Entry) -> Change:
        why = f"{_ground(one)} gave it; {self._instead(one, self.new.events) or 'nothing does now'}"
        return self._change(part, "lost", one, None, old=_summary(one, self.old), old_rule=_rule(one), why=why)

    def _gained(self, part: str, other: Entry) -> Change:
        before = self._instead(other, self.old.events)
        why = f"{_ground(other)} now gives it" + (f"; before, {before}" if before else "")
        return self._change(part, "gained", None, other, new=_summary(other, self.new), new_rule=_rule(other), why=why)

    def _instead(self, entry: Entry, events: tuple[Event, ...]) -> str:
        """What the other coding makes of an event's words."""
        if not isinstance(entry, Event):
            return ""
        for event in events:
            if any(a.span.overlaps(b.span) for a in entry.triggers for b in event.triggers):
                found = f"its words are those of {event.type.value} at {_quoted(event.triggers[:1])}"
                return found + _refusal(entry.trace.frame, event.trace)
        return ""

    def _change(self, part: str, kind: Kind, one: Entry | None, other: Entry | None, **rest: Any) -> Change:
        document: Document = self.new.document
        entry = one or other
        return Change(
            document=document.id,
            address=document.address,
            title=document.title.value if document.title else None,
            part=part,
            kind=kind,
            type=type_of(entry) if entry else "",
            words=words_of(entry) if entry else (),
            old_id=one.id if one else None,
            new_id=other.id if other else None,
            **rest,
        )

    def _values(self, field: str, entry: Entry, record: Record) -> list[_Value]:
        value = getattr(entry, field)
        part = _REFERENCES.get(field)
        if part is None or value is None:
            return _values(value, record, own=_rule(entry))
        entries: tuple[Entry, ...] = getattr(record, PARTS[part])
        meant = next((one for one in entries if one.id == value), None)
        if meant is None:
            return [_Value(value, value, _rule(entry))]
        # Which entry of the other record that is: an id itself says nothing.
        key = self.counterpart.get((part, value), f"lost {value}") if record is self.old else value
        return [_Value(key, _quoted(words_of(meant)) or type_of(meant), _rule(entry))]


def _values(value: Any, record: Record, own: str = "") -> list[_Value]:
    """What a field holds; ``own`` is the rule of what holds it."""
    if isinstance(value, tuple):
        return [one for item in value for one in _values(item, record, own)]
    match value:
        case None | "" | False:
            return []
        case Attested():
            key = str(value.value)
            return [_Value(key, _named(key, record), value.rule, value.evidence)]
        case Evidence():
            return [_Value(f"{value.start}-{value.end}", _quoted((value,)), own, (value,))]
        case Magnitude():
            shown = f"{value.kind}: {value.bound.replace('_', ' ')} {value.value:,.15g} {value.unit}"
            return [_Value(shown, shown, own, (value.evidence,))]
        case Term():
            return _values(value.words, record, own)
        case float():
            return [_Value(f"{value:.2f}", f"{value:.2f}", own)]
        case _:
            return [_Value(str(value), str(value), own)]


def _named(id: str, record: Record) -> str:
    """An actor or place by its name, with its id."""
    names = [actor.name for actor in record.actors if actor.id == id]
    names += [place.name for place in record.places if place.id == id]
    return f"{plain(names[0])} [{id}]" if names else plain(id)


def _why(gone: list[_Value], come: list[_Value]) -> str:
    """The rules behind what is gone and what came in its stead."""
    if not gone:
        return f"now by {_behind(come)}"
    if not come:
        return f"{_behind(gone)} gave it; none does now"
    if _rules(gone) != _rules(come):
        return f"{_behind(gone)} → {_behind(come)}"
    if _places(gone) != _places(come):
        return f"rule {_rules(gone) or 'as before'}: from {_from(gone)} → from {_from(come)}"
    return f"rule {_rules(gone) or 'as before'} on the same words in both: what it looks up or builds on has changed"


def _of_event(field: str, one: Event, other: Event, why: str) -> str:
    """The reason for a field of an event, told by its frame, its codebook rules or the model where they made it."""
    if field == "confidence":
        return f"model: {_opinion(one.trace)} → {_opinion(other.trace)}"
    if field == "score":
        return "it follows from type and mode"
    if field not in _BY_FRAME:
        return why
    by_frame = _frames(one.trace, other.trace)
    if field == "type":
        return by_frame or f"frame {_frame(other.trace)} in both, whose own code has changed"
    return f"{why}; {by_frame}" if by_frame else why


def _opinion(trace: Trace) -> str:
    """What the model makes of an event, without its reasons."""
    return trace.model.partition(":")[0] if trace.model else "says nothing"


def _frames(old: Trace, new: Trace) -> str:
    """How the frames and codebook rules of two tellings differ; nothing if they do not."""
    if old.frame == new.frame:
        rules = [f"codebook rule {one} no longer applies" for one in old.conventions if one not in new.conventions]
        rules += [f"codebook rule {one} now applies" for one in new.conventions if one not in old.conventions]
        moved = f"frame {old.frame} was edited or moved ({old.location} → {new.location})"
        return "; ".join(rules) or (moved if old.location != new.location else "")
    gone = _refusal(old.frame, new) or " no longer matches"
    return f"frame {_frame(old)}{gone}; frame {_frame(new)} now does{_refusal(new.frame, old, 'before')}"


def _refusal(frame: str, trace: Trace, when: str = "now") -> str:
    """Why a frame lost, by the trace of the event that has its words; nothing where the trace does not name it."""
    for one in trace.alternatives:
        if one.frame == frame:
            return f" (refused {when}: {one.reason}{', ' if one.detail else ''}{plain(one.detail)})"
    return ""


def _frame(trace: Trace) -> str:
    return f"{trace.frame} ({trace.location})"


def _ground(entry: Entry) -> str:
    return f"frame {_frame(entry.trace)}" if isinstance(entry, Event) else f"rule {_rule(entry)}"


def _rule(entry: Entry | None) -> str:
    """What made an entry: its frame or its rule."""
    match entry:
        case None:
            return ""
        case Event():
            return entry.trace.frame
        case Position():
            return entry.stance.rule
        case _:
            return entry.rule


def _rules(values: Iterable[_Value]) -> str:
    return "+".join(dict.fromkeys(value.rule for value in values if value.rule))


def _behind(values: list[_Value]) -> str:
    words = _from(values)
    return f"rule {_rules(values) or 'unnamed'}" + (f" from {words}" if words else "")


def _from(values: Iterable[_Value]) -> str:
    return _quoted(dict.fromkeys(words for value in values for words in value.words))


def _places(values: Iterable[_Value]) -> list[Span]:
    return [words.span for value in values for words in value.words]


def _quoted(words: Iterable[Evidence]) -> str:
    text = " … ".join(plain(part.text) for part in words)
    return f"“{text[: _WORDS - 1]}…”" if len(text) > _WORDS else f"“{text}”" if text else ""


def _listed(values: list[_Value]) -> str | None:
    return ", ".join(dict.fromkeys(value.shown for value in values)) or None


def _summary(entry: Entry, record: Record) -> str:
    """An entry in a few words: its type, who takes part and the words it was read from."""
    roles = ("actor", "recipient", "speaker", "holder", "parties", "debtor", "beneficiary", "claimant")
    sides = [f"{role} {_listed(values)}" for role in roles if (values := _values(getattr(entry, role, ()), record))]
    return " ".join(filter(None, (type_of(entry), "; ".join(sides), _quoted(words_of(entry)))))
