"""How servers are visited: robots.txt (RFC 9309), one request at a time, back-off when they ask for it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from functools import partial
from urllib.parse import urlsplit

from protego import Protego

from dragoman.model.problems import UnreadableArticle
from dragoman.reading.fetch import AGENT, Client, CutOff, Page, Unreachable, check_status

NAME = "Dragoman"  # that robots.txt knows us by
_ROBOTS_KEPT = 86_400.0  # seconds; no longer, says RFC 9309
_ROBOTS_LIMIT = 500 * 1024  # characters that count, says RFC 9309
_HOSTS = 1_000  # hosts that are remembered while a list is read
_LONGEST = 86_400.0  # seconds of back-off
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})  # answers after which it is worth trying again
_PATIENCE = 60.0  # seconds for which a run that is to end waits for one host


def host_of(url: str) -> str:
    """Scheme, name and port: what shares a robots.txt and is asked one thing at a time."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def back_off(first: float, failures: int) -> float:
    """Seconds to wait after so many failures in a row: ``first``, then twice as long with each more, up to a day."""
    return min(first * 2.0 ** min(failures - 1, 30), _LONGEST)


@dataclass(frozen=True, slots=True)
class Robots:
    """A host's robots.txt and when we got it, in seconds since 1970; empty where there is none."""

    text: str
    fetched: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A page to get, and the robots.txt of its host as far as we have it."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    robots: Robots | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a request: a page, or a fault."""

    page: Page | None = None
    fault: str | None = None
    again: bool = False  # a later try may succeed
    refused: bool = False  # we may not, by robots.txt or because the address is private
    busy: bool = False  # the host as a whole should be left alone for a while
    wait: float | None = None  # seconds that the server asks for
    robots: Robots | None = None
    delay: float = 0.0  # seconds until the host may be asked again


class Visitor:
    """Gets pages as robots.txt allows it; may be used by several threads at once."""

    def __init__(
        self,
        *,
        contact: str | None = None,
        interval: float = 2.0,
        robots: bool = True,
        allow_private: bool = False,
    ) -> None:
        agent = f"{AGENT} (+{contact})" if contact else f"{AGENT} (news reader for research)"
        self.client = Client(agent=agent, allow_private=allow_private)
        self.interval = interval
        self.obey = robots
        self._elsewhere: dict[str, Robots] = {}  # of hosts that redirects lead to

    def visit(self, request: Request) -> Answer:
        """Get a page; whatever goes wrong is in the answer."""
        robots, delay = request.robots, self.interval
        try:
            if self.obey:
                robots = self._robots(host_of(request.url), request.robots)
                delay = max(delay, Protego.parse(robots.text).crawl_delay(NAME) or 0.0)
                if not _allows(robots, request.url):
                    return Answer(fault=_forbidden(request.url), refused=True, robots=robots)
                if robots is not request.robots:
                    time.sleep(delay)  # it was a request to the same host
            led = partial(self._led, host_of(request.url), robots) if robots and self.obey else None
            answer = _answer(self.client.get(request.url, request.headers, led=led))
        except Unreachable as fault:
            answer = Answer(fault=str(fault), again=True, busy=not isinstance(fault, CutOff))
        except UnreadableArticle as fault:
            answer = Answer(fault=str(fault), refused=True)
        except Exception as fault:  # a fault of ours with one page must not end the watch
            answer = Answer(fault=f"could not be fetched: {type(fault).__name__}: {fault}")
        return replace(answer, robots=robots, delay=delay)

    def _led(self, home: str, robots: Robots, url: str) -> None:
        """Raises UnreadableArticle if the robots.txt of the host that a redirect leads to forbids it."""
        if urlsplit(url).scheme not in ("http", "https"):
            return  # the client refuses it
        host = host_of(url)
        if host != home:
            if len(self._elsewhere) >= _HOSTS:
                self._elsewhere.clear()
            robots = self._elsewhere[host] = self._robots(host, self._elsewhere.get(host))
        if not _allows(robots, url):
            raise UnreadableArticle(_forbidden(url))

    def _robots(self, host: str, known: Robots | None) -> Robots:
        """The host's robots.txt; raises Unreachable where the host cannot say what it allows."""
        now = time.time()
        if known and now - known.fetched < _ROBOTS_KEPT:
            return known
        page = self.client.get(f"{host}/robots.txt")
        if page.status == 429 or page.status >= 500:
            raise Unreachable(f"cannot be fetched now: its robots.txt cannot be had ({page.status}); tried again later")
        text = page.content.decode("utf-8", "replace")[:_ROBOTS_LIMIT] if page.status == 200 else ""
        return Robots(text, now)


def _allows(robots: Robots, url: str) -> bool:
    """Whether a host's robots.txt lets us have an address."""
    return bool(Protego.parse(robots.text).can_fetch(url, NAME))


def _forbidden(url: str) -> str:
    return f"may not be fetched: robots.txt of {host_of(url)} forbids it"


def _answer(page: Page) -> Answer:
    if page.status in (200, 304):
        return Answer(page=page)
    try:
        check_status(page)
    except UnreadableArticle as fault:
        wait = _retry_after(page.headers.get("retry-after"))
        return Answer(fault=str(fault), again=page.status in _LATER, busy=page.status in (429, 503), wait=wait)
    return Answer(page=page)


def _retry_after(value: str | None) -> float | None:
    """Seconds that a ``Retry-After`` asks for (RFC 9110, 10.2.3), a day at most."""
    if not value:
        return None
    try:
        seconds = float(value) if value.strip().isdigit() else parsedate_to_datetime(value).timestamp() - time.time()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 0.0), _LONGEST)


class Follower:
    """Gets the pages that a feed or a list names, one after the other, for ``read_all``."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._robots: dict[str, Robots] = {}
        self._free: dict[str, float] = {}  # when a host may be asked again, by the monotonic clock

    def __call__(self, url: str) -> Page:
        """The page; raises UnreadableArticle where it cannot be had."""
        host = host_of(url)
        for last in (False, True):
            time.sleep(max(0.0, self._free.get(host, 0.0) - time.monotonic()))
            answer = self._visitor.visit(Request(url=url, robots=self._robots.get(host)))
            for known in (self._robots, self._free):
                if len(known) >= _HOSTS:
                    known.pop(next(iter(known)))
            if answer.robots:
                self._robots[host] = answer.robots
            self._free[host] = time.monotonic() + answer.delay
            if answer.page:
                return answer.page
            if last or answer.wait is None or answer.wait > _PATIENCE:
                break
            self._free[host] += answer.wait
        raise UnreadableArticle(answer.fault or "could not be fetched")
