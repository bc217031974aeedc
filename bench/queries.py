"""How long questions take over a store of made-up events: ``python -m bench queries --events 1000000``.

Pages are the first 50 rows with all that is shown of them, and how many there are in all. Milliseconds of the clock on
the wall: median and 95th percentile of so many rounds, after one that fills the caches. On a busy machine only those of
the processor are to be trusted; on a server they are those of this process alone.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from sqlalchemy import func, select

from bench.filled import fill
from dragoman.query import Filter, counts, events_told
from dragoman.query.count_rows import By
from dragoman.store import Store
from dragoman.store.side_tables import tallies
from dragoman.store.tables import happenings

_PAGE = 50


def main(words: list[str]) -> None:
    """Print the results and write them where asked."""
    arguments = argparse.ArgumentParser(prog="python -m bench queries", description=__doc__)
    arguments.add_argument("--events", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--rounds", type=int, default=15)
    arguments.add_argument("--only", default="", help="only questions with these words in their names")
    arguments.add_argument(
        "--db", help="where the store is, or is to be filled (file or URL); unless given, it is lost"
    )
    arguments.add_argument("--out", type=Path, help="a file for the results, besides the screen")
    given = arguments.parse_args(words)
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(given.db or Path(folder, "filled.db"), create=True) as store,
    ):
        results = {"filled": _filled(store, given.events, given.seed), **_measured(store, given.rounds, given.only)}
    results["machine"] = {
        "cores": os.cpu_count(),
        "load_average": [round(load, 2) for load in os.getloadavg()],
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
    text = json.dumps(results, indent=2)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", encoding="utf-8")


def _filled(store: Store, events: int, seed: int) -> dict[str, Any]:
    """Fill the store, unless that was done."""
    with store.reading() as connection:
        there = connection.execute(select(func.count()).select_from(happenings)).scalar_one()
    if there:
        return {"events": there}
    began, shown = time.perf_counter(), 0
    for written in fill(store, events, seed):
        if written - shown >= 50_000:
            shown = written
            print(f"{written:,} events, {written / (time.perf_counter() - began):.0f} a second", flush=True)
    return {"events": events, "seconds": round(time.perf_counter() - began)}


def _measured(store: Store, rounds: int, only: str) -> dict[str, Any]:
    frequent, rare = _dyads(store)
    most = _frequent_actor(store)
    day = {"since": "2020-03-01", "until": "2020-03-31"}

    def page(**asked: Any) -> Callable[[], int]:
        def question() -> int:
            found = events_told(store, Filter(**asked), _PAGE)
            return found.total if len(list(found.rows)) <= _PAGE else -1

        return question

    def number(*by: By, fill: bool = False, **asked: Any) -> Callable[[], int]:
        return lambda: len(counts(store, Filter(**asked), by, fill=fill).rows)

    pages = {
        "all": page(),
        f"dyad {'-'.join(frequent)}": page(dyad=frequent),
        f"dyad {'-'.join(rare)}": page(dyad=rare),
        f"actor {most}": page(actor=(most,)),
        f"actor {most}, conflict since 2022": page(actor=(most,), quad=("material conflict",), since="2022"),
        f"recipient {frequent[1]}, a mode": page(recipient=(frequent[1],), mode=("visit",)),
        f"party {frequent[0]}": page(party=(frequent[0],)),
        f"dyad {'-'.join(frequent)}, two sources": page(dyad=frequent, least_sources=2),
        "one month": page(**day),
        "one type": page(type=("CONSULT",)),
        "actual and material conflict": page(quad=("material conflict",), status=("actual",)),
        "military, one year": page(sector=("MIL",), since="2020", until="2020"),
        "near Paris": page(near="Paris", within=100.0),
        "one outlet, one month": page(source=("IND Courier 40",), **day),
        "confidence of 0.9": page(least_confidence=0.9),
    }  # fmt: skip
    texts = {name: page(text=words) for name, words in _words(store).items()}
    sums = {
        f"dyad {'-'.join(frequent)}, month": number("dyad", "month", dyad=frequent),
        f"dyad {'-'.join(frequent)}, day, filled": number("dyad", "day", fill=True, dyad=frequent, since="2016"),
        "all dyads, month": number("dyad", "month"),
        "all directed dyads, month": number("directed-dyad", "month"),
        "all dyads, year": number("dyad", "year"),
        "dyads of a type, month": number("dyad", "month", type=("CONSULT",)),
        f"dyads of {most} as actor, month": number("dyad", "month", actor=(most,)),
        "actor, month": number("actor", "month"),
        "month": number("month"),
        "quad, week": number("quad", "week"),
        "type, year": number("type", "year"),
        "dyads of one month by day": number("dyad", "day", **day),
    }  # fmt: skip
    return {
        kind: {name: _times(question, rounds) for name, question in questions.items() if only in f"{kind} {name}"}
        for kind, questions in (("pages", pages), ("texts", texts), ("counts", sums))
    }


def _times(question: Callable[[], int], rounds: int) -> dict[str, Any]:
    spent, worked = [], []
    for _ in range(rounds + 1):
        began, busy = time.perf_counter(), time.process_time()
        found = question()
        spent.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - busy))
    first, *others = spent
    return {
        "median_ms": round(median(others), 1),
        "p95_ms": round(quantiles(others, n=20)[-1], 1) if len(others) > 1 else round(others[0], 1),
        "first_ms": round(first, 1),
        "median_cpu_ms": round(median(worked[1:]), 1),
        "found": found,
    }


def _dyads(store: Store) -> tuple[tuple[str, str], tuple[str, str]]:
    """The dyad with the most events, and one in the middle of all."""
    question = select(tallies.c.one, tallies.c.other).where(tallies.c.other != "", tallies.c.one != tallies.c.other)
    question = question.group_by(tallies.c.one, tallies.c.other).order_by(func.sum(tallies.c.events).desc())
    with store.reading() as connection:
        found = connection.execute(question).all()
    (one, other), (first, second) = found[0], found[len(found) // 2]
    return (one, other), (first, second)


def _frequent_actor(store: Store) -> str:
    question = select(tallies.c.one).where(tallies.c.other == "", tallies.c.one != "").group_by(tallies.c.one)
    with store.reading() as connection:
        return str(connection.execute(question.order_by(func.sum(tallies.c.events).desc()).limit(1)).scalar_one())


def _words(store: Store) -> dict[str, str]:
    """Words of the last article that few articles have, some, and many."""
    from dragoman.query import documents

    last = next(documents(store, limit=1).rows)
    text = store.load(last.id).document.text.casefold().replace(".", " ").split()
    shares = {}
    for word in dict.fromkeys(text):
        shares[word] = documents(store, text=word, limit=0).total
    ranked = sorted(shares, key=lambda word: shares[word])
    return {
        f"{kind}: in {shares[word]:,} articles": word
        for kind, word in (
            ("rare", ranked[0]), ("middling", ranked[len(ranked) // 2]), ("frequent", ranked[-6]), ("most", ranked[-1])
        )
    } | {"two words": f"{ranked[-2]} {ranked[len(ranked) // 2]}"}  # fmt: skip
