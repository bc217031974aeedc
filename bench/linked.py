"""Every export of linked data written from a database and opened in its reader: ``python -m bench.linked DATABASE``.

Prints for each the entries and bytes written, the seconds that took, the memory at its peak (of all exports so far, the
readers not counted), and what the reader found. ``python -m bench corpus --db FILE`` makes a database to try it with.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dragoman import query
from dragoman.export.linked import EXPORTERS
from dragoman.query import Filter
from dragoman.store import Store


def main() -> None:
    """Print the figures as JSON lines; a reader that fails ends it."""
    (where,) = sys.argv[1:]
    if Path(where).suffix in READERS:
        print(READERS[Path(where).suffix](Path(where)))
        return
    with Store.open(where) as store, tempfile.TemporaryDirectory() as folder:
        print(json.dumps({"events": query.events_told(store, Filter(), limit=0).total}), flush=True)
        for exporter in EXPORTERS:
            path = Path(folder, exporter.name + exporter.suffix)
            began = time.perf_counter()
            with path.open("wb") as file:
                count = exporter.write(store, Filter(), file)
            took = time.perf_counter() - began
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            # In a process of its own, so that its memory is not taken for ours.
            command = [sys.executable, "-m", "bench.linked", str(path)]
            opened = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
            figures = {"entries": count, "bytes": path.stat().st_size, "seconds": round(took, 1), "peak_mb": peak}
            print(json.dumps({"export": exporter.name, **figures, "reader": opened}), flush=True)


def _geojson(path: Path) -> str:
    import geojson

    found = geojson.loads(path.read_bytes())
    assert found.is_valid, found.errors()
    located = sum(one.geometry is not None for one in found.features)
    return f"geojson: {len(found.features)} features, {located} with a point"


def _calendar(path: Path) -> str:
    from icalendar import Calendar

    return f"icalendar: {len(Calendar.from_ical(path.read_bytes()).walk('VEVENT'))} entries"


def _entities(path: Path) -> str:
    from followthemoney import model

    from dragoman.export.linked.ftm import reading

    lines = path.read_bytes().splitlines()
    for line in lines:
        entity: Any = json.loads(line)
        proxy = model.get_proxy(entity, cleaned=False)
        assert proxy.to_dict() == entity, entity
        proxy.schema.validate(entity)
    return f"followthemoney: {len(lines)} entities, the same when written again; {len(reading.read(lines))} events back"


def _json_ld(path: Path) -> str:
    found = json.loads(path.read_bytes())
    if "first" in found:
        return f"json: {len(found['first']['items'])} annotations"
    from rdflib import Graph

    return f"rdflib: {len(Graph().parse(path, format='json-ld'))} triples"


def _network(path: Path) -> str:
    import networkx

    graph = networkx.read_graphml(path) if path.suffix == ".graphml" else networkx.read_gexf(path)
    return f"networkx: {graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges"


READERS: dict[str, Callable[[Path], str]] = {
    ".geojson": _geojson,
    ".ics": _calendar,
    ".json": _entities,
    ".jsonld": _json_ld,
    ".graphml": _network,
    ".gexf": _network,
}


if __name__ == "__main__":
    main()
