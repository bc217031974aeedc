"""What goes wrong on annotated sentences, by cause, so that the next person knows where to push.

Comes in: gold rows and predicted rows of ``plover_gsr``'s form. Goes out: causes with the sentences they are
seen in, the commonest first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

#: Names of types in the older standard that the gold keeps.
_OLD = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}


def causes(gold: Iterable[dict[str, Any]], predicted: Iterable[dict[str, Any]]) -> dict[str, list[str]]:
    """Cause → ids of the sentences it is seen in."""
    found: dict[str, list[str]] = defaultdict(list)
    told = {row["id"]: row["events"] for row in predicted}
    for row in gold:
        for cause in dict.fromkeys(_of_sentence(row["events"], told.get(row["id"], []))):
            found[cause].append(row["id"])
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def _of_sentence(gold: list[dict[str, Any]], told: list[dict[str, Any]]) -> Iterator[str]:
    expected = {_OLD.get(e["event_type"], e["event_type"]) for e in gold}
    types = {e["event_type"] for e in told}
    for event in gold:
        type = _OLD.get(event["event_type"], event["event_type"])
        same = [e for e in told if e["event_type"] == type]
        if not told:
            yield f"{type}: no event found"
        elif not same:
            yield f"{type}: another type found ({', '.join(sorted(types))})"
        else:
            for role, name in (("source", "actor"), ("target", "recipient")):
                yield from _of_role(name, _codes(event[role]), {c for e in same for c in _codes(e[role])})
    for extra in sorted(types - expected):
        if types & expected:
            yield f"{extra}: found beside what is annotated"


def _of_role(name: str, expected: set[str], found: set[str]) -> Iterator[str]:
    if expected and not found:
        yield f"{name} not found"
    elif expected - found:
        yield f"{name} with another country"
    elif found - expected:
        yield f"{name} too many"


def _codes(role: list[Any]) -> set[str]:
    listed = [entry["code"] if isinstance(entry, dict) else entry for entry in role]
    return {code[:3] for code in listed if code and len(code) >= 3}
