"""The fields of ``query.Filter`` as parameters of tools, so that a new field can be asked for at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import Field

from dragoman.query import KNOWN, Filter

_WHO = "country codes (TUR: the state, its people and its bodies), ids of actors, or words of their names"
_MEANS = {
    "actor": f"Who did it (the speaker, the debtor, a party): {_WHO}; any of them.",
    "recipient": "To whom it was done (the addressee, the beneficiary); as for actor.",
    "dyad": 'Two sides, either way round: ["TUR", "SYR"].',
    "party": "Who takes part, in whatever role; as for actor.",
    "sector": "Sectors (GOV, MIL, REB ...) of someone who takes part.",
    "actor_sector": "Sectors of who did it.",
    "recipient_sector": "Sectors of whom it was done to.",
    "mediator": "Who brought it about; as for actor.",
    "about": "Whom a statement names; as for actor.",
    "type": "Types of events or their roots; `codes` lists them.",
    "quad": "verbal cooperation, material cooperation, verbal conflict, material conflict.",
    "mode": "Modes of events; `codes` lists them.",
    "context": "Contexts of events; `codes` lists them.",
    "status": "Events: actual, ongoing, negated, future ... Agreements: signed, in force ...",
    "kind": "Of an agreement: legal, named, described.",
    "topic": "Topics, each with those within it; `codes` lists them.",
    "stance": "supports, opposes, demands, offers, warns, neutral.",
    "place": "Country codes, ids of the gazetteer, or words of the name.",
    "near": 'A place ("Damascus") or a point ("33.51,36.29"); goes with within.',
    "within": "Kilometres from near.",
    "source": "Outlets.",
    "least_confidence": "0 to 1.",
    "least_sources": "How many sources, independent of each other, tell it at least.",
    "level": "Level of a meeting: head-of-state, minister ...",
    "form": "Form of a meeting: visit, call ...",
    "since": "From this day, month or year on: 2025-09-17, 2025-09, 2025.",
    "until": "Up to this day, month or year.",
    "text": "Words that are all in the article; of statements, in what was said.",
}


def asked_by(kind: str, tool: Callable[..., Any]) -> Callable[..., Any]:
    """A tool that takes ``**asked``, with what a kind of row can be asked by as its parameters."""
    hints = get_type_hints(Filter)
    filters = [
        Parameter(field.name, Parameter.KEYWORD_ONLY, default=None, annotation=_annotation(field.name, hints))
        for field in fields(Filter)
        if field.name in KNOWN[kind]
    ]
    own = signature(tool, eval_str=True)
    kept = [one for one in own.parameters.values() if one.kind is not Parameter.VAR_KEYWORD]

    @wraps(tool)
    def asked(**given: Any) -> Any:
        return tool(**{name: value for name, value in given.items() if value is not None})

    asked.__signature__ = own.replace(parameters=[*filters, *kept])  # type: ignore[attr-defined]
    return asked


def _annotation(name: str, hints: dict[str, Any]) -> Any:
    """The type of a field in terms of JSON: a tuple is a list."""
    hint = hints[name]
    pair = next((one for one in get_args(hint) if get_origin(one) is tuple), None)
    about = Field(description=_MEANS.get(name, ""))
    if get_origin(hint) is tuple:
        return Annotated[list[get_args(hint)[0]] | None, about]  # type: ignore[misc]
    if pair is not None:
        of, size = get_args(pair)[0], len(get_args(pair))
        return Annotated[Annotated[list[of], Field(min_length=size, max_length=size)] | None, about]  # type: ignore[valid-type]
    return Annotated[hint, about]
