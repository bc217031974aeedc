"""CPU time by stage, each without the stages called inside it."""

from __future__ import annotations

import functools
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from bench.corpus import Article
from dragoman import pipeline
from dragoman.annotate import parser
from dragoman.annotate.actors import reading
from dragoman.annotate.actors.finder import ActorFinder
from dragoman.annotate.analysis import _Analysis
from dragoman.annotate.case import CaseRestorer
from dragoman.annotate.places.finder import PlaceFinder
from dragoman.annotate.times import TimeFinder
from dragoman.coding.agreements.coder import AgreementCoder
from dragoman.coding.coder import EventCoder
from dragoman.coding.owed.claims import ClaimCoder
from dragoman.coding.owed.commitments import CommitmentCoder
from dragoman.coding.positions.coder import PositionCoder
from dragoman.coding.statements.coder import StatementCoder
from dragoman.resolve.settings import Settings
from dragoman.resolve.tellings import Tellings
from dragoman.store import Store, happenings, packing, stories


def _component(_: Any, component: Any, docs: Any) -> str:
    """The part of the parser that is at work."""
    return str(component.name)


#: Stages in the order of the pipeline, and what each begins with; "parse" is what is left without its parts.
STAGES: list[tuple[str | Callable[..., str], Any, str]] = [
    ("read", Article, "read"),
    ("case", CaseRestorer, "restore"),
    ("parse", parser, "parse"),
    (_component, _Analysis, "_apply"),
    ("times", TimeFinder, "find"),
    ("places", PlaceFinder, "find"),
    ("names", reading, "find_names"),
    ("actors", ActorFinder, "find"),
    ("quotations", pipeline, "find_quotations"),
    ("statements", StatementCoder, "code"),
    ("coding", EventCoder, "code"),
    ("agreements", AgreementCoder, "code"),
    ("commitments", CommitmentCoder, "code"),
    ("positions", PositionCoder, "code"),
    ("claims", ClaimCoder, "code"),
    ("resolve", Tellings, "join"),
    ("resolve", Settings, "fill"),
    ("pack", packing, "pack"),
    ("signature", stories, "signature"),
    ("stories", stories, "place"),
    ("happenings", happenings, "take_in"),
    ("store", Store, "save"),
]


class Clock:
    """While it is on, counts the CPU seconds of each stage."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._inside: list[float] = []  # time of the stages called by each stage that is running
        self._originals = [(owner, name, getattr(owner, name)) for _, owner, name in STAGES]

    def __enter__(self) -> Clock:
        for (stage, owner, name), (_, _, original) in zip(STAGES, self._originals, strict=True):
            setattr(owner, name, self._timed(stage, original))
        return self

    def __exit__(self, *_: object) -> None:
        for owner, name, original in self._originals:
            setattr(owner, name, original)

    def _timed(self, stage: str | Callable[..., str], original: Any) -> Any:
        @functools.wraps(original)
        def timed(*args: Any, **named: Any) -> Any:
            self._inside.append(0.0)
            began = time.process_time()
            try:
                return original(*args, **named)
            finally:
                took = time.process_time() - began
                self.seconds[stage if isinstance(stage, str) else stage(*args)] += took - self._inside.pop()
                if self._inside:
                    self._inside[-1] += took

        return timed
