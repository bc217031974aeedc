"""Requests for the page of events at a steady rate: ``python -m bench.load http://127.0.0.1:8000``.

Each request has its time, whether earlier ones are answered or not, and what it takes is counted from then on: a server
that stalls for a second is not spared the requests of that second. What is asked: filters by actor, dyad, type and
time, some of them often and most of them seldom, as readers do (Zipf); first pages and pages further on. The share of
pages that were asked for before, which a server may have kept, is told. With ``--new`` each question is a new one.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode, urlsplit

_PAGE = "/api/v1/events"
_LATE = 10.0  # seconds after which a request counts as an error
_DEEP = 0.3  # share of pages that are not first ones
_KEPT = 1000  # next pages that may be asked for


@dataclass
class Questions:
    """What is asked, drawn by a seed."""

    actors: list[str]
    types: list[str]
    years: list[int]
    limit: int
    random: Random
    different: int  # questions; 0 for no end of them
    further: list[str] = field(default_factory=list)  # addresses of next pages
    weights: list[float] = field(init=False)  # of questions, added up: the nth is asked 1/n times as often as the first

    def __post_init__(self) -> None:
        self.weights = list(accumulate(1 / rank for rank in range(1, self.different + 1)))

    def next(self) -> str:
        """The address of a page."""
        draw = self.random
        if self.further and draw.random() < _DEEP:
            return self.further.pop(draw.randrange(len(self.further)))
        if not self.different:
            return self._question(draw)
        (rank,) = draw.choices(range(self.different), cum_weights=self.weights)
        return self._question(Random(rank))

    def _question(self, draw: Random) -> str:
        asked: list[tuple[str, str | int]] = [("limit", self.limit)]
        kind = draw.random()
        if kind < 0.4:
            asked.append(("actor", draw.choice(self.actors)))
        elif kind < 0.6:
            asked += [("dyad", one) for one in draw.sample(self.actors, 2)]
        if draw.random() < 0.5:
            asked.append(("type", draw.choice(self.types)))
        if draw.random() < 0.6 or kind >= 0.6:
            first, month = draw.choice(self.years), draw.randint(1, 12)
            asked += [("since", f"{first}-{month:02}"), ("until", f"{first + draw.randint(0, 1)}-{month:02}")]
        return f"{_PAGE}?{urlencode(asked)}"

    def learn(self, address: str, body: bytes) -> None:
        """Keep where a page goes on."""
        after = json.loads(body)["next"]
        if after and len(self.further) < _KEPT:
            base = address.partition("&cursor=")[0]
            self.further.append(f"{base}&cursor={after}")


@dataclass
class Results:
    """What became of the requests."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    bytes: int = 0

    def summary(self, rate: float, took: float) -> dict[str, Any]:
        ordered = sorted(self.seconds)

        def at(share: float) -> float:
            return round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)

        return {
            "requests": len(ordered),
            "asked_per_second": rate,
            "answered_per_second": round(len(ordered) / took, 1),
            "statuses": dict(self.statuses),
            "milliseconds": {name: at(share) for name, share in _SHARES.items()},
            "asked_before": round(1 - len(self.asked) / max(1, sum(self.asked.values())), 3),
            "kilobytes_each": round(self.bytes / max(1, len(ordered)) / 1000, 1),
        }


_SHARES = {"median": 0.5, "p90": 0.9, "p99": 0.99, "p999": 0.999, "most": 1.0}


class Line:
    """One connection that is kept open."""

    def __init__(self, host: str, port: int, token: str | None) -> None:
        self._at = host, port
        self._headers = f"Host: {host}:{port}\r\n" + (f"Authorization: Bearer {token}\r\n" if token else "")
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, address: str) -> tuple[str, bytes]:
        """The status and the body."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(*self._at)
        reader, writer = self._streams
        writer.write(f"GET {address} HTTP/1.1\r\n{self._headers}\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        length = next(int(line.partition(":")[2]) for line in lines if line.lower().startswith("content-length:"))
        return status.split(" ")[1], await reader.readexactly(length)

    def drop(self) -> None:
        """Give it up; the next request opens another."""
        if self._streams:
            self._streams[1].close()
        self._streams = None


async def load(given: argparse.Namespace, questions: Questions) -> dict[str, Any]:
    """Ask, at a steady rate, for so many seconds."""
    where = urlsplit(given.server)
    free: asyncio.Queue[Line] = asyncio.Queue()  # in turn, so that none is left until the server closes it
    for _ in range(given.connections):
        free.put_nowait(Line(where.hostname or "127.0.0.1", where.port or 80, given.token))
    results = Results()

    async def ask(due: float) -> None:
        line = await free.get()
        address = questions.next()
        try:
            async with asyncio.timeout(_LATE):
                status, body = await line.get(address)
            results.bytes += len(body)
            if status == "200":
                questions.learn(address, body)
        except (TimeoutError, OSError, asyncio.IncompleteReadError) as fault:
            status = type(fault).__name__
            line.drop()
        free.put_nowait(line)
        results.seconds.append(time.perf_counter() - due)
        results.statuses[status] += 1
        results.asked[address] += 1

    began = time.perf_counter()
    tasks = []
    for number in range(int(given.rate * given.seconds)):
        due = began + number / given.rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(ask(due)))
    await asyncio.gather(*tasks)
    return results.summary(given.rate, time.perf_counter() - began)


def _asked(server: str, token: str | None, path: str) -> Any:
    where = urlsplit(server)
    connection = HTTPConnection(where.hostname or "127.0.0.1", where.port or 80, timeout=120)
    connection.request("GET", f"/api/v1{path}", headers={"Authorization": f"Bearer {token}"} if token else {})
    return json.loads(connection.getresponse().read())


def main() -> None:
    """Print the results and write them where asked."""
    arguments = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    arguments.add_argument("server", help="where 'dragoman serve --rate 0' listens, on this machine")
    arguments.add_argument("--rate", type=float, default=200.0, help="requests a second")
    arguments.add_argument("--seconds", type=float, default=60.0)
    arguments.add_argument("--connections", type=int, default=64)
    arguments.add_argument("--limit", type=int, default=50, help="rows of a page")
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--different", type=int, default=1000, help="questions")
    arguments.add_argument("--new", action="store_true", help="ask nothing twice")
    arguments.add_argument("--token")
    arguments.add_argument("--out", type=Path, help="a file for the results, besides the screen")
    given = arguments.parse_args()
    actors = [row["id"] for row in _asked(given.server, given.token, "/actors?limit=1000")["rows"]]
    rows = _asked(given.server, given.token, f"/events?limit={given.limit}")["rows"]
    latest = int(next(row["date"] for row in rows if row["date"])[:4])
    vocabulary = _asked(given.server, given.token, "/vocabulary")
    questions = Questions(
        actors=actors,
        types=[one["name"] for one in vocabulary["types"]],
        years=list(range(latest - 5, latest + 1)),
        limit=given.limit,
        random=Random(given.seed),
        different=0 if given.new else given.different,
    )
    text = json.dumps(asyncio.run(load(given, questions)), indent=2)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
