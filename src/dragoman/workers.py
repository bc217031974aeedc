"""Processes that code documents beside this one. Results come in the order of the documents.

An article whose coding fails gives a Failure and the rest goes on; so does one that ends the process that codes it,
and one that keeps it so long that nothing more is to be hoped for.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Self, TypeVar

from dragoman.model.problems import Failure, KnowledgeFault
from dragoman.model.record import Record, from_json, to_json
from dragoman.model.text import Document
from dragoman.pipeline import Pipeline, version_of

T = TypeVar("T")
_AHEAD = 8  # articles for each worker that may wait before or after coding
_PATIENCE = 120.0  # seconds that any article is given, starting a worker included; the slowest ever met took two
_OVERDUE = "it took too long, and its process was ended"
_SLOWEST = 500.0  # characters a second that are expected of coding besides; usual are 50,000


@dataclass(frozen=True, slots=True)
class _Sent:
    """A document on its way through a worker."""

    document: Document
    result: Future[bytes | Failure]

    def is_lost(self) -> bool:
        """Whether the worker that had it has ended; waits until that is known."""
        return isinstance(self.result.exception(), BrokenProcessPool)

    def is_done(self, patience: float) -> bool:
        """Whether it came through, or was lost, within some seconds and those that its length may take."""
        wait([self.result], timeout=patience + len(self.document.text) / _SLOWEST)
        return self.result.done()


class Workers:
    """Codes in processes of its own; close it, or use it as a context manager.

    Reads ahead of what is asked for, but only by a few articles for each worker, so memory stays as it is however
    many there are.
    """

    def __init__(
        self,
        number: int,
        scheme: str | Path | None = None,
        lexicon: Path | None = None,
        knowledge: Path | None = None,
        *,
        patience: float = _PATIENCE,
    ) -> None:
        """Start them; each loads its own models and knowledge. Raises KnowledgeFault as ``Pipeline.load`` does.

        ``patience``: seconds that one article may take; a long one has more, by its length.
        """
        self.version = version_of(scheme, lexicon, knowledge)
        self._patience = patience
        self._number = number
        self._knowledge = (scheme, lexicon, knowledge)
        self._pool = self._started()
        fault = self._pool.submit(_fault).result()
        if fault is not None:
            self.close()
            raise KnowledgeFault(fault)

    def code_all(self, items: Iterable[Document | T]) -> Iterator[Record | Failure | T]:
        """A record or a failure in the place of each document; anything else goes through as it is."""
        waiting: deque[_Sent | T] = deque()
        for item in items:
            waiting.append(self._send(item) if isinstance(item, Document) else item)
            if len(waiting) > _AHEAD * self._number:
                yield from self._first(waiting)
        while waiting:
            yield from self._first(waiting)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def _started(self) -> ProcessPoolExecutor:
        # Not forked: another thread of this process may hold a lock just then.
        return ProcessPoolExecutor(
            self._number, multiprocessing.get_context("spawn"), initializer=_load, initargs=self._knowledge
        )

    def _send(self, document: Document) -> _Sent:
        try:
            return _Sent(document, self._pool.submit(_code, document))
        except BrokenProcessPool as fault:  # noticed when its result is asked for
            lost: Future[bytes | Failure] = Future()
            lost.set_exception(fault)
            return _Sent(document, lost)

    def _first(self, waiting: deque[_Sent | T]) -> Iterator[Record | Failure | T]:
        item = waiting.popleft()
        yield self._received(item, waiting) if isinstance(item, _Sent) else item

    def _received(self, sent: _Sent, behind: deque[Any]) -> Record | Failure:
        # It was sent before all that wait behind it, so by now a worker has it.
        overdue = not sent.is_done(self._patience)
        if overdue:
            self._end()
        if not sent.is_lost():
            return _unpacked(sent.result.result())
        # Nothing says which article ended the worker: each of those lost with it is coded again alone.
        again = self._failed(sent.document, _OVERDUE) if overdue else self._alone(sent.document)
        for place, other in enumerate(behind):
            if isinstance(other, _Sent) and other.is_lost():
                behind[place] = self._alone(other.document)
        return _unpacked(again.result.result())

    def _alone(self, document: Document) -> _Sent:
        """Sent, and waited for."""
        for _ in range(2):  # the first time the pool may still be the one that another article has broken
            sent = self._send(document)
            overdue = not sent.is_done(self._patience)
            if overdue:
                self._end()
            if not sent.is_lost():
                return sent
            self._pool.shutdown(wait=True)
            self._pool = self._started()
            if overdue:
                return self._failed(document, _OVERDUE)
        return self._failed(document, "it ended the coding process")

    def _failed(self, document: Document, reason: str) -> _Sent:
        failed = _Sent(document, Future())
        failed.result.set_result(Failure(address=document.address, reason=f"coding failed: {reason}"))
        return failed

    def _end(self) -> None:
        """End all workers: a pool lets none be ended by itself, and cannot tell which one has an article."""
        for worker in list((self._pool._processes or {}).values()):
            worker.kill()


def _unpacked(result: bytes | Failure) -> Record | Failure:
    return result if isinstance(result, Failure) else from_json(result)


# In a worker

_pipeline: Pipeline | str  # or why there is none


def _load(scheme: str | Path | None, lexicon: Path | None, knowledge: Path | None) -> None:
    """Make a process ready to code."""
    global _pipeline
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the process that stores
    Thread(target=end_with_parent, daemon=True).start()
    try:
        _pipeline = Pipeline.load(scheme, lexicon, knowledge)
    except KnowledgeFault as fault:
        _pipeline = str(fault)


def _fault() -> str | None:
    """What is wrong in the user's files."""
    return _pipeline if isinstance(_pipeline, str) else None


def end_with_parent() -> None:
    """End this process when its parent ends: where that is killed nobody else would. For a thread of its own."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _code(document: Document) -> bytes | Failure:
    """The record as JSON, which goes from process to process faster than as objects."""
    assert isinstance(_pipeline, Pipeline)
    result = _pipeline.code_or_say(document)
    return result if isinstance(result, Failure) else to_json(result)
