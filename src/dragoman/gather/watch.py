"""The watch: polls what is due, fetches what that names, and hands each article on to be stored.

Each host is asked one thing at a time and, until the article it gave is stored, nothing more. What is found by
a poll is remembered together with the fact of the poll, and an article is ticked off when it is stored: a watch
that is killed goes on where it was, and fetches again at most what was on its way.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from queue import Empty, Queue
from threading import Thread

from dragoman.batch import Stored
from dragoman.gather.memory import Feed, Memory, Status, Waiting
from dragoman.gather.memory import Polled as Remembered
from dragoman.gather.politeness import Answer, Request, Visitor, back_off, host_of
from dragoman.gather.poll import read_poll
from dragoman.gather.settings import Settings, Source
from dragoman.model.problems import Failure, UnreadableArticle
from dragoman.model.text import Document
from dragoman.reading.articles import read_carried, read_page
from dragoman.reading.containers.entries import Entry, tidy
from dragoman.reading.draft import Draft, Overrides, finish

_HOSTS = 8  # asked at the same time
_TRIES = 5  # of one article
_LOOK = 1.0  # seconds until we look whether another host may be asked
_PAUSE = 60.0  # seconds at most until we look what is due
_TOO_LONG = 60.0  # seconds of a host's delay that a run which is to end does not wait for


@dataclass(frozen=True, slots=True)
class Polled:
    """A source that was polled, and how many articles are to be fetched for it."""

    url: str
    new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    url: str
    due: int
    feed: Feed | None = None
    waiting: Waiting | None = None

    @property
    def host(self) -> str:
        return host_of(self.url)


Result = Stored | Failure | Polled


@dataclass(slots=True)
class Watch:
    """The sources of one file; ``keep`` codes and stores an article."""

    settings: Settings
    memory: Memory
    visitor: Visitor
    keep: Callable[[Document], Stored | Failure]
    _running: dict[str, _Job] = field(default_factory=dict)
    _free: dict[str, float] = field(default_factory=dict)  # when a host may be asked again
    _polled_now: set[str] = field(default_factory=set)  # by a run that polls each source but once
    _answers: Queue[tuple[_Job, Answer]] = field(default_factory=Queue)

    def run(self, *, once: bool = False) -> Iterator[Result]:
        """What becomes of each source and article, as it happens; with ``once``, until nothing is due."""
        sources = self._sources()
        self.memory.know(sources)
        self._polled_now.clear()
        while True:
            self._start(sources)
            if self._running:
                try:
                    job, answer = self._answers.get(timeout=_LOOK)
                except Empty:
                    continue
                yield from self._take(job, answer, sources)
                if once and job.feed:
                    self._polled_now.add(job.feed.url)
                continue
            pause = self._pause(sources, once=once)
            if pause is None:
                return
            time.sleep(pause)

    def _sources(self) -> dict[str, Source]:
        return {url: source for source in self.settings.source if (url := tidy(source.url))}

    def _start(self, sources: dict[str, Source]) -> None:
        """Ask each host that is free for the next thing that is due."""
        now = time.time()
        self._free = {host: free for host, free in self._free.items() if free > now}
        for job in self._due(sources, now, {*self._running, *self._free}):
            if job.host not in self._running and len(self._running) < _HOSTS:
                self._ask(job)

    def _due(self, sources: dict[str, Source], now: float, busy: set[str]) -> list[_Job]:
        """What other hosts may be asked for now, that which is overdue for longest first."""
        feeds = self.memory.feeds_due(list(sources), now, busy, self._polled_now, _HOSTS)
        articles = self.memory.articles_due(now, busy, _HOSTS)
        # An article goes before a feed, or feeds polled all the time would leave no time for what they name.
        jobs = [_Job(url=item.address, due=item.due, waiting=item) for item in articles]
        jobs += [_Job(url=feed.url, due=feed.due, feed=feed) for feed in feeds]
        return sorted(jobs, key=lambda job: job.due)

    def _ask(self, job: _Job) -> None:
        headers = {}
        if job.feed and job.feed.etag:
            headers["If-None-Match"] = job.feed.etag
        if job.feed and job.feed.modified:
            headers["If-Modified-Since"] = job.feed.modified
        request = Request(url=job.url, headers=headers, robots=self.memory.robots(job.host))
        self._running[job.host] = job
        # A daemon, so that the end of the program does not wait for a slow server.
        Thread(target=lambda: self._answers.put((job, self.visitor.visit(request))), daemon=True).start()

    def _pause(self, sources: dict[str, Source], *, once: bool) -> float | None:
        """Seconds until there is something to do; None if this run has nothing left."""
        now = time.time()
        waits = [free - now for free in self._free.values()]
        if once:
            held = {host for host, free in self._free.items() if free - now > _TOO_LONG}
            if not self._due(sources, now, held):
                return None
            return max(0.0, min((wait for wait in waits if wait <= _TOO_LONG), default=0.0))
        due = self.memory.next_due(list(sources))
        if due is not None and due > now:
            waits.append(due - now)
        return max(0.0, min([*waits, _PAUSE]))

    def _take(self, job: _Job, answer: Answer, sources: dict[str, Source]) -> Iterator[Result]:
        try:
            self._remember_host(job.host, answer)
            if job.feed:
                yield from self._polled(job.feed, answer, sources[job.feed.parent or job.feed.url])
            elif job.waiting:
                yield self._fetched(job.waiting, answer, sources.get(job.waiting.feed))
        finally:
            self._free[job.host] = time.time() + answer.delay
            del self._running[job.host]

    def _remember_host(self, host: str, answer: Answer) -> None:
        if answer.robots and answer.robots != self.memory.robots(host):
            self.memory.keep_robots(host, answer.robots)
        failures = self.memory.host_failures(host)
        if answer.busy:
            wait = max(answer.wait or 0.0, back_off(self.settings.watch.retry, failures + 1))
            self.memory.rest(host, failures + 1, time.time() + wait)
        elif failures:
            self.memory.rest(host, 0, 0)

    def _polled(self, feed: Feed, answer: Answer, source: Source) -> Iterator[Result]:
        now = time.time()
        every = source.every or self.settings.watch.every
        if answer.page is None:
            yield self._not_polled(feed, answer.fault or "could not be fetched", every, answer.wait)
            return
        page = answer.page
        etag, modified = page.headers.get("etag"), page.headers.get("last-modified")
        said = Remembered(etag=etag, modified=modified, due=int(now + every))
        if page.status == 304:
            self.memory.polled(feed, replace(said, etag=feed.etag, modified=feed.modified), now)
            yield Polled(feed.url, 0)
            return
        try:
            brought = read_poll(page, source, source.limit or self.settings.watch.limit)
            if brought.kind == "page":
                entry = Entry(url=feed.url)
                # Stored before the poll is remembered: or a watch killed in between would take it for known.
                yield self.keep(_finished(read_page(page, entry), entry, source))
        except UnreadableArticle as fault:
            yield self._not_polled(feed, str(fault), every, None)
            return
        yield from brought.failures
        new = self.memory.polled(feed, replace(said, entries=brought.entries, indexes=brought.indexes), now)
        yield Polled(feed.url, new)

    def _not_polled(self, feed: Feed, fault: str, every: float, wait: float | None) -> Failure:
        """A source that fails is tried again, ever more seldom, and never given up."""
        now = time.time()
        pause = max(wait or 0.0, back_off(min(self.settings.watch.retry, every), feed.failures + 1))
        self.memory.poll_failed(feed, fault, now + pause, now)
        return Failure(address=feed.url, reason=fault)

    def _fetched(self, item: Waiting, answer: Answer, source: Source | None) -> Result:
        now = time.time()
        fault, status = answer.fault or "could not be fetched", Status.REFUSED if answer.refused else Status.FAILED
        if answer.page:
            try:
                return self._stored(item, _finished(read_page(answer.page, item.entry), item.entry, source))
            except UnreadableArticle as unreadable:
                fault = str(unreadable)
        elif answer.again and item.tries + 1 < _TRIES:
            pause = max(answer.wait or 0.0, back_off(self.settings.watch.retry, item.tries + 1))
            self.memory.again(item.address, fault, now + pause)
            return Failure(address=item.address, reason=f"{fault}; tried again later")
        if carried := read_carried(item.entry):
            return self._stored(item, _finished(carried, item.entry, source), note=f"as the feed carries it: {fault}")
        self.memory.failed(item.address, status, fault, now)
        return Failure(address=item.address, reason=fault)

    def _stored(self, item: Waiting, document: Document, note: str | None = None) -> Stored | Failure:
        result = self.keep(document)
        if isinstance(result, Failure):
            self.memory.failed(item.address, Status.FAILED, result.reason, time.time())
        else:
            self.memory.done(item.address, result.saved.id, time.time(), note)
        return result


def _finished(draft: Draft, entry: Entry, source: Source | None) -> Document:
    """The document; the outlet's name in the file of sources outranks what the page and the feed say."""
    return finish(draft, Overrides(source=source.name if source else None), entry.url)
