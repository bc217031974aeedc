"""Writes size and SHA-256 of each file of the installed parser's model into ``data/parsing/model.csv``."""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from dragoman import data
from dragoman.annotate.model_files import PACKAGE

found = find_spec(PACKAGE)
if found is None or found.origin is None:
    raise SystemExit(f"{PACKAGE} is not installed")
folder = Path(found.origin).parent
lines = [
    "# The files of the parser's model: path in the package, bytes, SHA-256. Written by tools/pin_parser.py.",
    f"# Source: {PACKAGE} {version(PACKAGE)} from PyPI.",
]
for path in sorted(folder.rglob("*")):
    if path.is_file() and "__pycache__" not in path.parts:
        content = path.read_bytes()
        lines.append(f"{path.relative_to(folder).as_posix()},{len(content)},{sha256(content).hexdigest()}")
data.path("parsing", "model.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
