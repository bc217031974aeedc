"""The fields of entries that a person can correct: what each may hold, how it is read and how it is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, get_args

from dragoman.model.agreements import Agreement, AgreementStatus, ClaimedStatus, Commitment
from dragoman.model.corrections import Change, Entry, EntryKind, Number
from dragoman.model.events import Event, Magnitude, Status, Trace
from dragoman.model.statements import Statement
from dragoman.model.text import Attested, Basis, Document, Evidence, Span
from dragoman.resolve.correcting.anchors import kind_of, locate, quote
from dragoman.scheme import Scheme, shipped


class Form(Enum):
    """What a field holds."""

    TYPE = "a type of the ontology"
    MODES = "modes of the type"
    CONTEXTS = "contexts of the ontology"
    ACTORS = "actors"
    CHOICE = "one of a few words"
    DATE = "a date"
    PLACE = "a place"
    NUMBERS = "stated numbers"
    WORDS = "words of the text"
    PLAIN = "any words"


_SEVERAL = (Form.MODES, Form.CONTEXTS, Form.ACTORS)  # forms whose fields hold several values


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field that can be corrected."""

    attribute: str  # of the entry
    form: Form
    choices: tuple[str, ...] = ()
    needed: bool = False  # it cannot be empty
    single: bool = False  # of words: one span


def _choice(attribute: str, kind: Any, *, needed: bool = False) -> Field:
    return Field(attribute=attribute, form=Form.CHOICE, choices=get_args(kind), needed=needed)


FIELDS: dict[EntryKind, dict[str, Field]] = {
    "event": {
        "type": Field(attribute="type", form=Form.TYPE, needed=True),
        "modes": Field(attribute="modes", form=Form.MODES),
        "contexts": Field(attribute="contexts", form=Form.CONTEXTS),
        "actor": Field(attribute="actor", form=Form.ACTORS),
        "recipient": Field(attribute="recipient", form=Form.ACTORS),
        "status": Field(attribute="status", form=Form.CHOICE, choices=tuple(Status), needed=True),
        "date": Field(attribute="date", form=Form.DATE),
        "place": Field(attribute="place", form=Form.PLACE),
        "magnitudes": Field(attribute="magnitudes", form=Form.NUMBERS),
        "trigger": Field(attribute="triggers", form=Form.WORDS, needed=True),
    },
    "statement": {
        "speaker": Field(attribute="speaker", form=Form.ACTORS),
        "addressee": Field(attribute="addressee", form=Form.ACTORS),
        "content": Field(attribute="content", form=Form.WORDS, needed=True),
        "cue": Field(attribute="cue", form=Form.WORDS, single=True),
        "kind": Field(attribute="kind", form=Form.CHOICE, choices=("direct", "indirect", "mixed"), needed=True),
    },
    "commitment": {
        "debtor": Field(attribute="debtor", form=Form.ACTORS),
        "beneficiary": Field(attribute="beneficiary", form=Form.ACTORS),
        "action": Field(attribute="action", form=Form.WORDS, single=True, needed=True),
        "deadline": Field(attribute="deadline", form=Form.DATE),
        "status": _choice("status_claim", ClaimedStatus),
    },
    "agreement": {
        "name": Field(attribute="name", form=Form.PLAIN, needed=True),
        "parties": Field(attribute="parties", form=Form.ACTORS),
        "date": Field(attribute="date", form=Form.DATE),
        "status": _choice("status", AgreementStatus),
    },
}


def field_of(entry: Entry, name: str) -> Field:
    """The field of an entry by its name. Raises KeyError if it has none such."""
    return FIELDS[kind_of(entry)][name]


def read(entry: Entry, name: str, document: Document) -> Change:
    """The value of a field, in the form of a correction."""
    field = field_of(entry, name)
    value = getattr(entry, field.attribute)
    if field.form is Form.NUMBERS:
        return Change(field=name, numbers=tuple(_number(one, document.text) for one in value))
    if field.form is Form.WORDS:
        words = value if isinstance(value, tuple) else (value,) if value else ()
        return Change(field=name, words=tuple(quote(document.text, one.span) for one in words))
    if field.form in _SEVERAL:
        return Change(field=name, value=tuple(one.value for one in value))
    return Change(field=name, value=_plain(value))


def had(entry: Entry, name: str) -> tuple[Attested[str], ...]:
    """The value of a field with its grounds, as strings."""
    value = getattr(entry, field_of(entry, name).attribute)
    found: list[Attested[str]] = []
    for one in value if isinstance(value, tuple) else (value,) if value else ():
        match one:
            case Attested():
                found.append(replace(one, value=str(one.value)))
            case Evidence():
                found.append(Attested(value=one.text, basis=Basis.STATED, rule="", evidence=(one,)))
            case Magnitude():
                number = f"{one.kind} {one.bound} {one.value:g} {one.unit}"
                found.append(Attested(value=number, basis=Basis.STATED, rule="", evidence=(one.evidence,)))
            case _:
                found.append(Attested(value=str(one), basis=Basis.DERIVED, rule=""))
    return tuple(found)


def write(entry: Entry, change: Change, rule: str, document: Document, grounds: Entry | None) -> Entry | None:
    """The entry with a field as a person says it should be; None where the words for it are gone from the text.

    ``grounds`` is the entry as the program has it: the words for an actor who only changes his role stay.
    """
    field = field_of(entry, change.field)
    words = tuple(_evidence(document, span) for one in change.words if (span := locate(document.text, one)))
    value: Any
    if field.form is Form.NUMBERS:
        spans = [(one, locate(document.text, one.words)) for one in change.numbers]
        value = tuple(_magnitude(one, _evidence(document, span)) for one, span in spans if span)
        if change.numbers and not value:
            return None
    elif field.form is Form.WORDS:
        if change.words and not words:
            return None
        value = next(iter(words), None) if field.single else words
    elif field.form in _SEVERAL:
        value = tuple(_attested(one, rule, words or _known_words(grounds, one)) for one in change.value or ())
    elif isinstance(entry, Statement) and change.field == "kind":
        value = change.value
    elif change.value is None:
        value = None
    else:
        value = _attested(Status(str(change.value)) if field.choices == tuple(Status) else change.value, rule, words)
    return _scored(replace(entry, **{field.attribute: value}), change)


def same(one: Change, other: Change) -> bool:
    """Whether two values of a field are alike, whatever words they were read from."""
    if one.numbers or other.numbers:
        numbers = [{(n.kind, n.value, n.unit, n.bound) for n in change.numbers} for change in (one, other)]
        return numbers[0] == numbers[1]
    if one.value is None and other.value is None:
        return [words.exact for words in one.words] == [words.exact for words in other.words]
    if isinstance(one.value, tuple) and isinstance(other.value, tuple):
        return set(one.value) == set(other.value)
    return one.value == other.value


def _plain(value: Any) -> str | None:
    inner = value.value if isinstance(value, Attested) else value
    return None if inner is None else str(inner)


def _attested(value: Any, rule: str, words: tuple[Evidence, ...]) -> Attested[Any]:
    return Attested(value=value, basis=Basis.CORRECTED, rule=rule, evidence=words)


def _evidence(document: Document, span: Span) -> Evidence:
    return document.evidence(span.start, span.end)


def _known_words(entry: Entry | None, value: str) -> tuple[Evidence, ...]:
    """The words for a value anywhere in the entry as the program has it."""
    if entry is None:
        return ()
    every = (getattr(entry, field.attribute) for field in FIELDS[kind_of(entry)].values() if field.form in _SEVERAL)
    return next((one.evidence for values in every for one in values if one.value == value), ())


def _number(one: Magnitude, text: str) -> Number:
    words = quote(text, one.evidence.span)
    return Number(kind=one.kind, value=one.value, unit=one.unit, bound=one.bound, words=words)


def _magnitude(one: Number, words: Evidence) -> Magnitude:
    return Magnitude(kind=one.kind, value=one.value, unit=one.unit, bound=one.bound, evidence=words)


def _scored(entry: Entry, change: Change) -> Entry:
    """Without the score and the gloss of a type or mode that the event no longer has."""
    if isinstance(entry, Event) and change.field in ("type", "modes"):
        return replace(entry, score=None, gloss="")
    return entry


def scored(event: Event, scheme: str) -> Event:
    """The event with the gloss and score that a scheme gives its type and modes.

    None is known of a scheme of the user's own: records do not hold it.
    """
    type = _types(scheme).get(event.type.value)
    if type is None:
        return event
    return replace(event, gloss=type.gloss, score=type.score_of(mode.value for mode in event.modes))


@cache
def _types(scheme: str) -> dict[str, Any]:
    ontologies = (Scheme.load(name).ontology for name in shipped())
    return next((one.types for one in ontologies if one.name == scheme), {})


def blank(kind: EntryKind, id: str, words: Evidence, rule: str, type: str | None) -> Entry:
    """An entry of which nothing is known but its words."""
    match kind:
        case "event":
            return Event(
                id=id,
                triggers=(words,),
                type=_attested(type or "", rule, (words,)),
                modes=(),
                contexts=(),
                actor=(),
                recipient=(),
                status=_attested(Status.ACTUAL, rule, ()),
                date=None,
                place=None,
                trace=Trace(frame=rule, location=""),
            )
        case "statement":
            return Statement(
                id=id, kind="indirect", speaker=(), speaker_words=None, content=(words,), cue=None, rule=rule
            )
        case "commitment":
            return Commitment(id=id, debtor=(), action=words, rule=rule)
        case "agreement":
            name = _attested(" ".join(words.text.split()), rule, (words,))
            return Agreement(id=id, name=name, parties=(), date=None, status=None, mentions=(words,), rule=rule)
