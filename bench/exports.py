"""Every export of a corpus of made-up events, and each opened in its reader: ``python -m bench.exports``.

Reports how long writing takes, the size of the file, the memory that writing takes above that of the program, and the
rows that the reader finds.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pandas
import polars
import pyarrow.parquet

from bench.stored_events import EVENTS, records
from dragoman.export import exporters, write
from dragoman.export.form import Exporter
from dragoman.export.tabular.layouts import columns
from dragoman.query import Filter
from dragoman.store import Store


def _table(path: Path, exporter: Exporter) -> tuple[str, int]:
    header = None if exporter.name.startswith("gdelt") else 0
    named: Any = {"names": columns(exporter.name)} if header is None else {}
    separator = "\t" if exporter.suffix == ".tsv" else ","
    read = pandas.read_csv(path, sep=separator, header=header, **named)
    again = polars.read_csv(path, separator=separator, has_header=header == 0, infer_schema_length=None)
    if read.shape != again.shape:
        raise SystemExit(f"{exporter.name}: pandas finds {read.shape}, polars {again.shape}")
    return "pandas, polars", len(read)


def _lines(path: Path, exporter: Exporter) -> tuple[str, int]:
    return "pandas, msgspec", min(
        len(pandas.read_json(path, lines=True)),
        sum(1 for line in path.open("rb") if msgspec.json.decode(line)),
    )


def _parquet(path: Path, exporter: Exporter) -> tuple[str, int]:
    rows = {pyarrow.parquet.read_table(path).num_rows, polars.read_parquet(path).height, len(pandas.read_parquet(path))}
    return "pyarrow, polars, pandas", rows.pop() if len(rows) == 1 else -1


def _excel(path: Path, exporter: Exporter) -> tuple[str, int]:
    return "openpyxl by pandas", len(pandas.read_excel(path))


READERS: dict[str, Callable[[Path, Exporter], tuple[str, int]]] = {
    ".tsv": _table,
    ".csv": _table,
    ".jsonl": _lines,
    ".parquet": _parquet,
    ".xlsx": _excel,
}


def main() -> None:
    """Print one line for each export."""
    arguments = argparse.ArgumentParser(prog="python -m bench.exports", description=__doc__)
    arguments.add_argument("--events", type=int, default=10_000)
    arguments.add_argument("--only", nargs="*", help="names of formats", default=[])
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder, "made-up.db"), create=True) as store:
        began = time.perf_counter()
        with store.writing():
            for record in records(given.events // EVENTS):
                store.save(record)
        print(f"{given.events:,} events stored in {time.perf_counter() - began:.0f} s", file=sys.stderr)
        for exporter in exporters().values():
            if exporter.suffix in READERS and (not given.only or exporter.name in given.only):
                print(json.dumps(_measured(store, exporter, Path(folder, f"out{exporter.suffix}"))), flush=True)


def _measured(store: Store, exporter: Exporter, path: Path) -> dict[str, Any]:
    before = _memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from now on
    began, worked = time.perf_counter(), time.process_time()
    with path.open("wb") as file:
        written = write(store, exporter, Filter(), file)
    took, work = time.perf_counter() - began, time.process_time() - worked
    grown = _memory("VmHWM") - before
    reader, found = READERS[exporter.suffix](path, exporter)
    return {
        "format": exporter.name,
        "rows": written,
        "seconds": round(took, 2),
        "of CPU": round(work, 2),
        "MB": round(path.stat().st_size / 1e6, 2),
        "memory MB": round(grown, 1),
        "reader": reader,
        "rows read": found,
    }


def _memory(line: str) -> float:
    """Memory of this process, or its peak, in MB (Linux)."""
    told = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(one.split()[1]) for one in told if one.startswith(line)) / 1024


if __name__ == "__main__":
    main()
