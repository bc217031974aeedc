"""What a model is to answer: the schema that is sent, and the answer read by it, entry by entry.

An entry that does not fit is refused by itself. The schema is sent to servers that hold models to it; what comes back
is held against it here in any case.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Annotated, Any

import msgspec

from dragoman.model.events import Status
from dragoman.model.problems import DragomanError
from dragoman.model.proposals import Part
from dragoman.ontology import Ontology

_MOST = 100  # entries of a kind that are looked at in one answer
_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)  # what some models write before they answer

Words = Annotated[str, msgspec.Meta(max_length=4000)]
Names = Annotated[list[Words], msgspec.Meta(max_length=20)]


class UnreadableAnswer(DragomanError):
    """An answer that is no JSON of the kind that was asked for."""


class ProposedEvent(msgspec.Struct, kw_only=True):
    """Who did what to whom; every field but codes is words of the article."""

    quote: Words
    trigger: Words
    type: Words
    modes: Names = []
    contexts: Names = []
    actor: Names = []
    recipient: Names = []
    status: Words
    date: Words | None = None
    place: Words | None = None


class ProposedStatement(msgspec.Struct, kw_only=True):
    """Something said."""

    quote: Words
    speaker: Names
    cue: Words | None = None
    addressee: Names = []


class ProposedCommitment(msgspec.Struct, kw_only=True):
    """Who must do what."""

    quote: Words
    debtor: Names
    beneficiary: Names = []
    deadline: Words | None = None
    condition: Words | None = None


class Answer(msgspec.Struct, kw_only=True):
    """All that a model proposes for one piece of an article."""

    events: list[ProposedEvent] = []
    statements: list[ProposedStatement] = []
    commitments: list[ProposedCommitment] = []


ProposedEntry = ProposedEvent | ProposedStatement | ProposedCommitment

#: The lists of an answer, by what one of their entries is called.
KINDS: dict[Part, tuple[str, type[ProposedEntry]]] = {
    "event": ("events", ProposedEvent),
    "statement": ("statements", ProposedStatement),
    "commitment": ("commitments", ProposedCommitment),
}


def schema(ontology: Ontology) -> dict[str, Any]:
    """JSON Schema of an answer in the codes of an ontology, in the form that strict servers take.

    All fields are required there and none besides is allowed.
    """
    _, definitions = msgspec.json.schema_components([Answer], ref_template="#/$defs/{name}")
    codes = {
        "type": sorted(ontology.types),
        "modes": sorted(ontology.modes),
        "contexts": sorted(ontology.contexts),
        "status": [status.value for status in Status],
    }
    for definition in definitions.values():
        definition.pop("description", None)
        definition["required"] = list(definition["properties"])
        definition["additionalProperties"] = False
        for name, field in definition["properties"].items():
            _simplify(field)
            if name in codes:
                field.get("items", field)["enum"] = codes[name]
    return {**definitions.pop("Answer"), "$defs": definitions}


def _simplify(field: dict[str, Any]) -> None:
    """Take out what strict servers do not know; lengths are looked at here."""
    for word in ("default", "maxLength", "maxItems"):
        field.pop(word, None)
    for inner in [field["items"]] if "items" in field else field.get("anyOf", []):
        _simplify(inner)


def read(text: str) -> Iterator[tuple[Part, int, ProposedEntry | str]]:
    """Each entry of an answer with its kind and number, from 1; in the place of one that does not fit, the reason.

    Raises UnreadableAnswer if the answer as a whole is not of the kind that was asked for.
    """
    answer = _object(text)
    lists = {kind: answer.get(field, []) for kind, (field, _) in KINDS.items()}
    if not any(field in answer for field, _ in KINDS.values()) or not all(
        isinstance(one, list) for one in lists.values()
    ):
        raise UnreadableAnswer(f"is no object with lists of {', '.join(field for field, _ in KINDS.values())}")
    for kind, (field, form) in KINDS.items():
        for number, entry in enumerate(lists[kind][:_MOST], start=1):
            try:
                yield kind, number, msgspec.convert(entry, form)
            except msgspec.ValidationError as fault:
                yield kind, number, f"does not fit the schema: {fault}"
        if len(lists[kind]) > _MOST:
            yield kind, _MOST + 1, f"{len(lists[kind]):,} {field} in one answer; only {_MOST} are looked at"


def _object(text: str) -> dict[str, Any]:
    """The JSON object in an answer, with whatever prose or fence a model puts around it."""
    text = _THOUGHT.sub("", text)
    start = text.find("{")
    if start < 0:
        raise UnreadableAnswer("holds no JSON object")
    try:
        found: dict[str, Any] = json.JSONDecoder().raw_decode(text, start)[0]
    except json.JSONDecodeError as fault:
        raise UnreadableAnswer(f"is no JSON: {fault.msg} at character {fault.pos:,}") from fault
    except (RecursionError, ValueError) as fault:
        raise UnreadableAnswer(f"is no JSON that can be read: {fault}") from fault
    return found
