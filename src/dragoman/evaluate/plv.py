"""Score the event type given an actor and a recipient, on sentences in which both are marked.

Comes in: rows with ``marked`` text (``<s>`` around the actor, ``<t>`` around the recipient). Goes out: the
type that the learned model, with the frames to help it, gives the pair, in the corpus's codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.coding.learned.candidate import Candidate, evoked
from dragoman.coding.learned.model import CONCESSION, JOINT, EventTypeModel
from dragoman.coding.match import Matcher
from dragoman.model.text import Span
from dragoman.pipeline import Pipeline
from dragoman.reading import read_text

_MARK = re.compile(r"<(/?)([st])>")

#: The corpus's class of a type, besides 0 (none).
PENTA = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "1"),
    **dict.fromkeys(("COOPERATE", "AID", JOINT), "2"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "3"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "4"),
}


def spans(marked: str) -> tuple[str, Span | None, Span | None]:
    """The text without marks, and where the actor and the recipient stand in it."""
    plain, at, opened = "", 0, {"s": 0, "t": 0}
    found: dict[str, Span] = {}
    for mark in _MARK.finditer(marked):
        plain += marked[at : mark.start()]
        at = mark.end()
        closing, role = mark.groups()
        if not closing:
            opened[role] = len(plain)
        elif role not in found:
            words = plain[opened[role] :]
            start = opened[role] + len(words) - len(words.lstrip())
            if start < len(plain.rstrip()):
                found[role] = Span(start, len(plain.rstrip()))
    return plain + marked[at:], found.get("s"), found.get("t")


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One prediction row for each gold row."""
    pipeline, model = Pipeline.load(), EventTypeModel.load()
    for row in rows:
        text, actor, recipient = spans(row["marked"])
        annotation = pipeline.annotate(read_text(text, address=row["doc_id"]))
        coded = pipeline.events.code(annotation, pipeline.statements.code(annotation))
        matcher = Matcher(pipeline.events.lexicon, annotation)
        sights = evoked(matcher, zip(coded.events, coded.chosen, strict=True))
        shares = model.given_event(Candidate(annotation.parse, actor, recipient, sights))
        shares[JOINT] = sum(shares.pop(name) for name in CONCESSION)
        label = max(shares, key=lambda name: shares[name])
        yield {"doc_id": row["doc_id"], "labels": [label], "penta": PENTA[label]}
