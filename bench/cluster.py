"""A run of a cluster's engines on this machine beside the plain parallel run: ``python -m bench.cluster``.

The same made-up articles, each way in processes of its own from start to end, models loaded included:

- ``read``: ``dragoman read --workers N``, which stores and merges as it goes;
- ``pool``, ``dask``: ``dragoman cluster run --workers N`` into Parquet; then ``cluster merge`` and ``cluster import``;
- ``killed``: the run of Dask again, with a worker killed every so many seconds. Its rows must be those of the others.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from threading import Event, Thread
from typing import Any

import duckdb
import msgspec

from bench.generated import generate
from dragoman.cluster.tables import NAMES

_PROGRAM = str(Path(sys.executable).with_name("dragoman"))


def main() -> None:
    """Print the results and write them where asked."""
    arguments = argparse.ArgumentParser(prog="python -m bench.cluster", description=__doc__)
    arguments.add_argument("--articles", type=int, default=2000)
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--kill-every", type=float, default=20, help="seconds; 0: none is killed")
    arguments.add_argument("--out", type=Path, help="a file for the results, besides the screen")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results = _measure(Path(folder), given.articles, given.workers, given.seed, given.kill_every)
    text = json.dumps(results, indent=2)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", encoding="utf-8")


def _measure(folder: Path, articles: int, workers: int, seed: int, kill_every: float) -> dict[str, Any]:
    inputs = folder / "articles.jsonl"
    with inputs.open("wb") as file:
        for one in generate(articles, seed):
            file.write(msgspec.json.encode(asdict(one)) + b"\n")
    number = ["--workers", str(workers)]
    shard = ["--shard", str(max(50, articles // (10 * workers)))]  # several for each worker
    found: dict[str, Any] = {
        "articles": articles,
        "workers": workers,
        "cores": os.cpu_count(),
        "load_average": [round(load, 2) for load in os.getloadavg()],
        "read": _timed("read", inputs, "--db", folder / "read.db", "--quiet", *number),
    }
    rows = {}
    for engine in ("pool", "dask"):
        out = folder / engine
        run = ("cluster", "run", inputs, "--out", out, "--engine", engine, *number, *shard)
        found[engine] = {**_timed(*run), **_parquet(out)}
        rows[engine] = _rows(out)
    for name in rows:
        found[name]["times_read"] = {key: round(found[name][key] / value, 3) for key, value in found["read"].items()}
    found["merge"] = _timed("cluster", "merge", folder / "pool", *number)
    found["import"] = _timed("cluster", "import", folder / "pool", "--db", folder / "imported.db")
    same = {"dask": rows["dask"] == rows["pool"]}
    if kill_every:
        out = folder / "killed"
        with _Killer(kill_every) as killer:
            took = _timed("cluster", "run", inputs, "--out", out, "--engine", "dask", *number, *shard)
        found["killed"] = {**took, "workers_killed": killer.killed}
        same["killed"] = _rows(out) == rows["pool"]
    return {**found, "same_rows_as_pool": same}


def _timed(*words: object) -> dict[str, float]:
    """Seconds on the clock, and of CPU time, which a busy machine leaves as it is."""
    began, spent = time.perf_counter(), _cpu()
    done = subprocess.run([_PROGRAM, *map(str, words)], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return {"seconds": round(time.perf_counter() - began, 1), "cpu_seconds": round(_cpu() - spent, 1)}


def _cpu() -> float:
    """Of processes below this one that have ended, and of those below them."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _rows(out: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Of every table the number of rows, and a sum over digests of all: neither hangs on the order."""
    question = "SELECT count(*), sum(hash(t)::HUGEINT) FROM '{}/{}/*.parquet' t"
    return {name: duckdb.sql(question.format(out, name)).fetchall() for name in NAMES}


def _parquet(out: Path) -> dict[str, Any]:
    sizes = {name: sum(file.stat().st_size for file in (out / name).glob("*.parquet")) for name in NAMES}
    return {"bytes": sum(sizes.values()), "bytes_of": sizes}


class _Killer:
    """Kills a worker of a run every so many seconds: one of the processes that have a coder below them."""

    def __init__(self, every: float) -> None:
        self.every = every
        self.killed = 0
        self._over = Event()
        self._thread = Thread(target=self._kill)

    def __enter__(self) -> _Killer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _kill(self) -> None:
        while not self._over.wait(self.every):
            found = [one for one in _below(os.getpid()) if _is_spawned(one) and any(map(_is_spawned, _below(one)))]
            parents = [one for one in found if not any(other in found for other in _below(one))]
            if parents:
                os.kill(parents[self.killed % len(parents)], signal.SIGKILL)
                self.killed += 1


def _below(process: int) -> list[int]:
    """Processes below one, by Linux's own list."""
    found = []
    for file in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += map(int, file.read_text().split())
        except OSError:
            continue
    return found + [other for child in found for other in _below(child)]


def _is_spawned(process: int) -> bool:
    try:
        return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


if __name__ == "__main__":
    main()
