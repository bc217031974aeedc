"""A corpus of made-up articles read, stored and clustered by the real program: ``python -m bench corpus``.

Reports articles a second, the memory of all processes together, how long storing and merging an article takes at the
beginning and at the end, and how many of the planted copies and re-tellings were found (pairwise F1).
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from threading import Event, Thread
from typing import Any

from sqlalchemy import Table, func, select

from bench.generated import Generated, generate
from dragoman import batch
from dragoman.model.problems import Failure
from dragoman.model.record import Record
from dragoman.model.text import Document
from dragoman.reading import Overrides, read_text
from dragoman.store import Saved, Store, tables
from dragoman.workers import Workers

_WINDOW = 1000  # articles at the beginning and at the end whose times are compared
_EVERY = 0.5  # seconds between two looks at the memory


class TimedStore(Store):
    """Notes how long saving takes, merging included: by the clock, and in processor time of its thread."""

    spent: list[tuple[float, float]]

    def save(self, record: Record) -> Saved:
        began = time.perf_counter(), time.thread_time()
        try:
            return super().save(record)
        finally:
            self.spent.append((time.perf_counter() - began[0], time.thread_time() - began[1]))


def main(words: list[str]) -> None:
    """Print the results and write them where asked."""
    arguments = argparse.ArgumentParser(prog="python -m bench corpus", description=__doc__)
    arguments.add_argument("--articles", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--db", help="a new database for it (file or URL); a temporary file unless given")
    arguments.add_argument("--out", type=Path, help="a file for the results, besides the screen")
    given = arguments.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        results = measure(given.articles, given.seed, given.workers, given.db or Path(folder, "corpus.db"))
    text = json.dumps(results, indent=2)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", encoding="utf-8")


def measure(articles: int, seed: int, workers: int, where: Path | str) -> dict[str, Any]:
    """Read, store and cluster so many articles."""
    outcomes: Counter[str] = Counter()
    with memory() as peak, TimedStore.open(where, create=True) as store:
        store.spent = []
        with Workers(workers) as coders:
            began, resident = time.perf_counter(), []
            for done, result in enumerate(batch.store_all(store, coders, _documents(articles, seed)), 1):
                outcomes["failed" if isinstance(result, Failure) else result.saved.outcome.value] += 1
                if done % _WINDOW == 0:
                    resident.append(round(peak.now))
                    print(
                        f"{done:,} articles, {done / (time.perf_counter() - began):.0f} a second, {peak.now:,.0f} MB",
                        flush=True,
                    )
            took = time.perf_counter() - began
        return {
            "articles": articles,
            "seed": seed,
            "workers": workers,
            "cores": os.cpu_count(),
            "load_average": [round(load, 2) for load in os.getloadavg()],
            "outcomes": dict(outcomes),
            "articles_per_second": round(articles / took, 1),
            "peak_memory_mb": round(peak.megabytes),
            "memory_mb_after_each_thousand": resident,
            "median_save_ms": _growth([clock for clock, _ in store.spent]),
            "median_save_cpu_ms": _growth([cpu for _, cpu in store.spent]),
            **_found(store, articles, seed),
        }


def _growth(spent: list[float]) -> dict[str, float]:
    """Medians of the first and of the last saves, and how many times the first the last is."""
    window = max(1, min(_WINDOW, len(spent) // 2))
    first, last = median(spent[:window]), median(spent[-window:])
    return {"first": round(1000 * first, 2), "last": round(1000 * last, 2), "times": round(last / first, 3)}


def _documents(articles: int, seed: int) -> Iterator[Document]:
    for one in generate(articles, seed):
        overrides = Overrides(published=one.published, title=one.title, source=one.source)
        yield read_text(one.text, address=one.id, overrides=overrides)


def _found(store: Store, articles: int, seed: int) -> dict[str, Any]:
    """How well the clusters of the database fit what was planted; nothing of clusters that it does not keep."""
    known = tables.metadata.tables
    truth = list(generate(articles, seed))
    results: dict[str, Any] = {"planted": dict(Counter(one.role for one in truth))}
    if "story_articles" in known:
        results["copies"] = pairwise({one.id: one.story for one in truth}, _stories(store, known["story_articles"]))
    if "reports" in known:
        told = [one for one in truth if one.role != "copy"]
        deeds = _deeds(store, known["reports"])
        results["news_with_an_event"] = round(sum(one.id in deeds for one in told) / len(told), 4)
        results["retellings"] = pairwise({one.id: one.deed for one in told}, deeds)
        plain: list[Generated] = [one for one in told if one.role != "conflict"]
        results["without_conflicts"] = pairwise({one.id: one.deed for one in plain}, deeds)
    return results


def _stories(store: Store, stories: Table) -> dict[str, int]:
    """Address of every article and its story."""
    documents = tables.documents
    with store.reading() as connection:
        rows = connection.execute(
            select(documents.c.address, stories.c.lead).join_from(
                documents, stories, stories.c.document == documents.c.key
            )
        )
        return {row[0]: row[1] for row in rows}


def _deeds(store: Store, reports: Table) -> dict[str, int]:
    """Address of every article and what its first event, the news, was joined to."""
    documents, events = tables.documents, tables.events
    news = select(events.c.document, func.min(events.c.start).label("start")).group_by(events.c.document).subquery()
    with store.reading() as connection:
        rows = connection.execute(
            select(documents.c.address, reports.c.head)
            .join_from(documents, news, news.c.document == documents.c.key)
            .join(events, (events.c.document == news.c.document) & (events.c.start == news.c.start))
            .join(reports, reports.c.event == events.c.key)
            .order_by(events.c.key.desc())
        )
        return {row[0]: row[1] for row in rows}


def pairwise(truth: Mapping[str, object], found: Mapping[str, object]) -> dict[str, float]:
    """Precision, recall and F1 of the pairs that are together; what was not found is alone.

    >>> pairwise({"a": 1, "b": 1, "c": 2}, {"a": 7, "b": 7, "c": 7})
    {'pairs': 1, 'precision': 0.3333, 'recall': 1.0, 'f1': 0.5}
    """
    together = [(true, found.get(item, ("alone", item))) for item, true in truth.items()]
    both = _pairs(Counter(together))
    true, said = _pairs(Counter(one for one, _ in together)), _pairs(Counter(other for _, other in together))
    precision, recall = both / said if said else 1.0, both / true if true else 1.0
    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
    return {"pairs": true, "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def _pairs(sizes: Counter[Any]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


class _Peak:
    megabytes = 0.0
    now = 0.0


@contextmanager
def memory() -> Iterator[_Peak]:
    """The most memory that this process and those it started take together, looked at every half second."""
    peak, over = _Peak(), Event()

    def look() -> None:
        while not over.wait(_EVERY):
            peak.now = sum(map(_resident, [os.getpid(), *_children(os.getpid())])) / 1024
            peak.megabytes = max(peak.megabytes, peak.now)

    watcher = Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()


def _children(process: int) -> list[int]:
    """Processes below one, by Linux's own list."""
    found = [
        int(child) for file in Path(f"/proc/{process}/task").glob("*/children") for child in file.read_text().split()
    ]
    return found + [other for child in found for other in _children(child)]


def _resident(process: int) -> int:
    """Kilobytes in memory, what is shared with others by its share; 0 for a process that has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
