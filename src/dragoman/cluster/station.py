"""The coder of a worker: models and knowledge are loaded once in its life.

It is a process of its own below the worker, so an article that ends its coding process ends no worker: it becomes a
failure, and the articles beside it are coded again.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path

from dragoman.cluster.plan import Coding
from dragoman.model.problems import DragomanError, Failure
from dragoman.model.record import Record
from dragoman.model.text import Document
from dragoman.pipeline import version_of
from dragoman.workers import Workers

TRIES = 2  # of an article, before it is given up

_coders: dict[tuple[Coding, int], Workers] = {}


def coder(coding: Coding) -> Workers:
    """The coder of this thread for a way to code, started when it is first asked for.

    Raises DragomanError where another version of the program, or of its knowledge, is installed here.
    """
    own = coding, threading.get_ident()
    if own not in _coders:
        if multiprocessing.current_process().daemon:
            raise DragomanError(
                "this Dask worker may start no process; start it with DASK_DISTRIBUTED__WORKER__DAEMON=False"
            )
        lexicon, knowledge = (Path(one) if one else None for one in (coding.lexicon, coding.knowledge))
        version = version_of(coding.scheme, lexicon, knowledge)
        if version != coding.version:
            raise DragomanError(f"the run is coded by version {coding.version}, but a worker has {version}")
        started = Workers(1, coding.scheme, lexicon, knowledge)
        _coders[own] = started
        Finalize(None, started.close, exitpriority=100)  # before its queues are closed, and before it is waited for
    return _coders[own]


@dataclass(frozen=True, slots=True)
class Passed:
    """What is not coded, on its way past the coder: an input that could not be read, or an article that is known."""

    failure: Failure | None = None


def coded(workers: Workers, articles: Iterable[Document | Passed]) -> Iterator[tuple[Record | Failure | None, int]]:
    """A record or a failure for each article, in order, and how often it was tried; None for one that is known."""
    sent: deque[Document] = deque()

    def items() -> Iterator[Document | Passed]:
        for article in articles:
            if isinstance(article, Document):
                sent.append(article)
            yield article

    results: Iterator[Record | Failure | Passed] = workers.code_all(items())
    for result in results:
        if isinstance(result, Passed):
            yield result.failure, 1
            continue
        document = sent.popleft()
        if isinstance(result, Failure) and not _ended_its_process(result):
            again: Iterator[Record | Failure] = workers.code_all([document])
            result = next(again)
        yield result, TRIES if isinstance(result, Failure) else 1


def _ended_its_process(failure: Failure) -> bool:
    """Whether the coder has tried it twice by itself."""
    return failure.reason.endswith("it ended the coding process")
