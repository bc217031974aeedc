"""How likely it is that a coded event's type is right.

Comes in: an event of the frames and what the learned model makes of the same pair of actors. Goes out: a
probability. A logistic function of a few readable signs; its weights are in ``data/learned/confidence.yaml``,
fitted by ``make train`` on events of sentences that the model had not seen (Platt 1999, with further signs),
and ``docs/accuracy.md`` says how well the probabilities keep their word.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from dragoman import data
from dragoman.coding.learned.candidate import Candidate, Evoked
from dragoman.coding.learned.model import CONCESSION, JOINT, EventTypeModel
from dragoman.data import marked_yaml
from dragoman.model.events import Event
from dragoman.model.syntax import Parse
from dragoman.model.text import Attested, Basis, Span

_REASONS = 3
_SURE = 0.999  # no share is surer than this, so that its log-odds stay finite


@cache
def _weights() -> dict[str, float]:
    raw = marked_yaml.load(data.path("learned", "confidence.yaml"))
    return {name: float(value) for name, value in raw.items() if name != marked_yaml.LINE}


def candidate(event: Event, parse: Parse, sights: tuple[Evoked, ...]) -> Candidate:
    """The event's first actor and first recipient; of a pact its first two actors."""
    ends = [*_first(event.actor), *(_first(event.recipient) or _first(event.actor[1:]))]
    actor = ends[0] if event.actor else None
    recipient = ends[-1] if event.recipient or len(event.actor) > 1 else None
    return Candidate(parse, actor, recipient, sights)


def _first(role: Iterable[Attested[str]]) -> list[Span]:
    return next(([Span(filled.evidence[0].start, filled.evidence[0].end)] for filled in role if filled.evidence), [])


def signs(event: Event, shares: Mapping[str, float]) -> dict[str, float]:
    """What speaks for and against the type of an event, by the names of the weights."""
    joint = {name: share for name, share in shares.items() if name not in CONCESSION}
    joint[JOINT] = shares.get(JOINT, sum(shares.get(name, 0.0) for name in CONCESSION))
    code = JOINT if event.type.value in CONCESSION else event.type.value
    share = min(max(joint.get(code, 0.0), 1 - _SURE), _SURE)
    return {
        "model": math.log(share / (1 - share)),
        "model agrees": float(max(joint, key=lambda name: joint[name]) == code),
        "by convention": float(bool(event.trace.conventions)),
        "roles derived": float(any(f.basis != Basis.STATED for f in (*event.actor, *event.recipient))),
        "background": float(event.trace.background is not None),
    }


def confidence(event: Event, shares: Mapping[str, float]) -> float:
    """The probability that the event's type is right."""
    weights = _weights()
    score = weights["bias"] + sum(weights[name] * value for name, value in signs(event, shares).items())
    return round(1 / (1 + math.exp(-score)), 3)


def rated(event: Event, parse: Parse, sights: tuple[Evoked, ...], model: EventTypeModel) -> Event:
    """The event with its confidence, and in its trace what the model makes of its actors, in words.

    An event of a type that the model does not know stays as it is.
    """
    shares, why = model.opinion(candidate(event, parse, sights), event.type.value, _REASONS)
    if event.type.value not in shares:
        return event
    reasons = "; ".join(map(str, why))
    reading = f"{event.type.value} {shares[event.type.value]:.2f}" + (f": {reasons}" if reasons else "")
    best = max(shares, key=lambda name: shares[name])
    if best != event.type.value:
        reading = f"{best} {shares[best]:.2f}, not {reading}"
    return replace(event, confidence=confidence(event, shares), trace=replace(event.trace, model=reading))
