"""The clerk: a process beside the server that codes what was sent, one article after the other.

What waits is in the database, so whatever ends the server or the clerk loses nothing: the next one goes on. An article
that ends the clerk is tried twice. Two clerks at one database would do some work twice, and nothing wrong.
"""

from __future__ import annotations

import logging
import multiprocessing
import signal
import time
from functools import cached_property
from threading import Event, Thread
from types import TracebackType
from typing import Self

from sqlalchemy.exc import DBAPIError

from dragoman import reading
from dragoman.model.problems import DragomanError, Failure
from dragoman.model.text import Document
from dragoman.pipeline import Pipeline
from dragoman.serve.settings import Settings
from dragoman.store import Store, jobs
from dragoman.store.jobs import Result, Sent
from dragoman.workers import end_with_parent

_PAUSE = 0.1  # seconds between two looks at what waits
_TRIES = 2
_MOST = 1_000  # articles of one file
_LONGEST = 50_000_000  # characters of all its articles together
_log = logging.getLogger("dragoman.serve")


class Clerk:
    """Keeps a process at work for as long as it is entered."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._over = Event()
        self._process = self._started()
        self._watch = Thread(target=self._keep, daemon=True)

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None
    ) -> None:
        self._over.set()
        self._watch.join()
        self._process.terminate()
        self._process.join()

    def _started(self) -> multiprocessing.process.BaseProcess:
        process = multiprocessing.get_context("spawn").Process(target=_work, args=(self._settings,), daemon=True)
        process.start()
        return process

    def _keep(self) -> None:
        """Start another one whenever it has ended."""
        while not self._over.wait(1.0):
            if not self._process.is_alive():
                _log.warning("the process that codes ended (%s); another one begins", self._process.exitcode)
                self._process = self._started()


def _work(settings: Settings) -> None:
    """What the process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends it
    Thread(target=end_with_parent, daemon=True).start()
    with Store.open(settings.db) as store:
        coding = Coding(store, settings)
        while True:
            try:
                if coding.next():
                    continue
            except DBAPIError as fault:  # the server may come back
                _log.warning("the database does not answer: %s", fault.orig)
                time.sleep(1.0)
            time.sleep(_PAUSE)


class Coding:
    """Codes what waits in a store."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings

    def next(self) -> bool:
        """Code what waits longest; whether there was anything."""
        with self.store.reading() as connection:
            found = jobs.first(connection)
        if found is None:
            return False
        id, tries, sent = found
        if tries >= _TRIES:
            self._end(id, Result(reason=f"coding it ended the process, {tries} times"))
            return True
        with self.store.writing(quiet=True) as connection:
            jobs.begun(connection, id)
        try:
            if sent.document is None and reading.is_packed(sent.content, sent.name):
                self._unpack(id, sent)
                return True
            document = sent.document or read(sent)
            record = self._pipeline.code_or_say(document)
        except DragomanError as fault:
            self._end(id, Result(reason=str(fault)))
            return True
        if isinstance(record, Failure):
            self._end(id, Result(reason=record.reason))
            return True
        try:
            with self.store.writing(quiet=True) as connection:
                if not jobs.waits(connection, id):
                    return True  # somebody wants it no more
                saved = self.store.save(record)
                jobs.end(connection, id, Result(document=saved.id, outcome=saved.outcome.value))
        except DragomanError as fault:
            self._end(id, Result(reason=str(fault)))
        return True

    def _unpack(self, id: str, sent: Sent) -> None:
        """Make a job of each article in a file with many, up to the limits."""
        found: list[Document | Failure] = []
        size = 0
        for one in reading.read_packed(sent.content, sent.name, _said(sent)):
            size += len(one.text) if isinstance(one, Document) else 0
            if len(found) >= _MOST or size > _LONGEST:
                limit = f"{_MOST:,} articles and failures" if len(found) >= _MOST else f"{_LONGEST:,} characters"
                reason = f"holds more than {limit}, and is read up to here; split it"
                found.append(Failure(address=sent.name, reason=reason))
                break
            found.append(one)
        if not any(isinstance(one, Document) for one in found):
            self._end(id, Result(reason=_why(found)))
            return
        with self.store.writing(quiet=True) as connection:
            jobs.unpack(connection, id, found)

    def _end(self, id: str, result: Result) -> None:
        with self.store.writing(quiet=True) as connection:
            jobs.end(connection, id, result)

    @cached_property
    def _pipeline(self) -> Pipeline:
        return Pipeline.load(self.settings.scheme, self.settings.lexicon, self.settings.knowledge)


def read(sent: Sent) -> Document:
    """The document that was sent.

    Raises DragomanError if it is none.
    """
    return reading.read_bytes(
        sent.content,
        name=sent.name,
        address=sent.address,
        overrides=_said(sent),
        charset=sent.charset,
        fetched=sent.fetched,
    )


def _said(sent: Sent) -> reading.Overrides:
    return reading.Overrides(published=sent.published, source=sent.source, title=sent.title)


def _why(found: list[Document | Failure]) -> str:
    """Why there is no article in a file."""
    failures = [f"{one.address}: {one.reason}" for one in found if isinstance(one, Failure)]
    more = f" (and {len(failures) - 1:,} more)" if len(failures) > 1 else ""
    return failures[0] + more if failures else "holds no article"
