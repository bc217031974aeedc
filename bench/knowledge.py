"""How fast the knowledge base opens, how much memory it takes, and how fast names are matched, in CPU time.

Run by ``python -m bench``; each figure comes from a fresh process.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

_SCRIPT = """
import json, resource, time
from dragoman.knowledge.base import Knowledge
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.process_time()
base = Knowledge.load()
opened = time.process_time()
for _ in base.scan("Turkey"):
    pass
ready = time.process_time()
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
text = TEXT * 400
rounds = []
for _ in range(5):
    start = time.process_time()
    names = sum(1 for _ in base.scan(text))
    rounds.append(time.process_time() - start)
print(json.dumps({
    "open_ms": round(1000 * (opened - began)),
    "open_and_index_ms": round(1000 * (ready - began)),
    "memory_mb": round(memory / 1024),
    "memory_of_the_base_mb": round((memory - before) / 1024),
    "megabytes_a_second": round(len(text.encode()) / 1e6 / min(rounds), 1),
    "names_a_kilobyte": round(1000 * names / len(text.encode()), 1),
    "entries": len(base.countries) + len(base.bodies) + len(base.people),
    "forms": sum(1 for _ in base.names()),
    "offices": sum(len(person.offices) for person in base.people.values()),
}))
"""


def measure(text: str) -> dict[str, Any]:
    """Open the base in a fresh process and match its names in a text; the quickest of three."""
    script = f"TEXT = {text!r}\n{_SCRIPT}"
    runs = [
        json.loads(subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout)
        for _ in range(3)
    ]
    return min(runs, key=lambda run: run["open_ms"])
