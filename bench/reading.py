"""How long it takes to read all events back, from the store and from Parquet: ``python -m bench reading --db FILE``.

The store is one that ``python -m bench queries --events 1000000 --db FILE`` has filled. Parquet is what
``dragoman export`` would write of its events.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pyarrow.parquet import read_table

from dragoman.export import exporters, write
from dragoman.query import Filter, events_told
from dragoman.store import Store


def main(words: list[str]) -> None:
    """Print the results and write them where asked."""
    arguments = argparse.ArgumentParser(prog="python -m bench reading", description=__doc__)
    arguments.add_argument("--db", required=True, help="the store (file or URL)")
    arguments.add_argument("--out", type=Path, help="a file for the results, besides the screen")
    given = arguments.parse_args(words)
    with Store.open(given.db) as store, tempfile.TemporaryDirectory() as folder:
        results = measure(store, Path(folder, "events.parquet"))
    text = json.dumps(results, indent=2)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", encoding="utf-8")


def measure(store: Store, parquet: Path) -> dict[str, Any]:
    """Seconds of the clock on the wall and of the processor for each way."""

    def write_parquet() -> int:
        with parquet.open("wb") as file:
            return write(store, exporters()["parquet"], Filter(), file)

    found = {
        "store": _timed(lambda: sum(1 for _ in events_told(store, Filter()).rows)),
        "store_to_parquet": _timed(write_parquet),
        "parquet": _timed(lambda: int(read_table(parquet).num_rows)),
    }
    return {**found, "parquet_megabytes": round(parquet.stat().st_size / 1e6, 1)}


def _timed(work: Callable[[], int]) -> dict[str, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    rows = work()
    return {
        "events": rows,
        "seconds": round(time.perf_counter() - wall, 2),
        "cpu_seconds": round(time.process_time() - cpu, 2),
    }
