"""What is timed, and a worker that times it beside another."""

from __future__ import annotations

import resource
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.corpus import Article, articles
from dragoman.pipeline import Pipeline
from dragoman.store import Store


def process(pipeline: Pipeline, corpus: list[Article]) -> None:
    """Read, code and store, as a batch does."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder, "bench.db"), create=True) as store:
        for article in corpus:
            store.save(pipeline.code(article.read()))


def half(number: int, limit: int, rounds: int, barrier: Any, spent: Any) -> None:
    """Every second article, round after round, each begun together with the other worker."""
    corpus = articles(limit)[1][number::2]
    pipeline = Pipeline.load()
    process(pipeline, corpus)
    cpu, wall = [], []
    for _ in range(rounds):
        barrier.wait()
        began_wall, began_cpu = time.perf_counter(), time.process_time()
        process(pipeline, corpus)
        cpu.append(time.process_time() - began_cpu)
        wall.append(time.perf_counter() - began_wall)
    memory = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    spent.put({"cpu": cpu, "wall": wall, "memory": memory})
