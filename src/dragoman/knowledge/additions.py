"""A user's own entries: one more row in the files of a folder that is laid over ours.

Comes in: the cells of a row. Goes out: the same files with the row added. A row that would make the folder faulty is
refused, and the files stay as they were.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import yaml

from dragoman.knowledge import check
from dragoman.knowledge.files import COLUMNS
from dragoman.model.problems import KnowledgeFault

_HEADS = {
    "people": "# People we add; columns as in ours.\n",
    "offices": "# Who held which office when; an empty end says: still held at as_of.\n",
    "places": "# Places we add; names separated by ';', the main one first.\n",
}


def add(folder: Path, kind: str, cells: Mapping[str, str | list[str]]) -> Path:
    """Add a row to the folder's file of a kind of entry (``people``, ``groups`` ...) and name the file.

    Raises KnowledgeFault with what is wrong about the row; nothing is written then.
    """
    with tempfile.TemporaryDirectory() as scratch:
        trial = Path(scratch) / "knowledge"
        if folder.is_dir():
            shutil.copytree(folder, trial)
        else:
            trial.mkdir()
        before = set(check.faults(trial))
        file = _append(trial, kind, cells)
        new = [fault for fault in check.faults(trial) if fault not in before]
        if new:
            raise KnowledgeFault("\n".join(fault.replace(str(trial), str(folder)) for fault in new))
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".{file.name}.part"
        shutil.copyfile(file, part)
        return part.replace(folder / file.name)


def _append(folder: Path, kind: str, cells: Mapping[str, str | list[str]]) -> Path:
    if kind not in COLUMNS:
        file = folder / f"{kind}.yaml"
        text = yaml.dump([dict(cells)], sort_keys=False, allow_unicode=True, default_flow_style=None, width=110)
        _write(file, text)
        return file
    file = folder / f"{kind}.csv"
    columns = [name for names in COLUMNS[kind] for name in names]
    if file.is_file():
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        columns = next(csv.reader(lines[:1]), columns)
    else:
        _write(file, _HEADS[kind] + ",".join(columns) + "\n")
    row = io.StringIO()
    csv.writer(row, lineterminator="\n").writerow([_cell(cells.get(name, "")) for name in columns])
    _write(file, row.getvalue())
    return file


def _cell(value: str | list[str]) -> str:
    return "|".join(value) if isinstance(value, list) else value


def _write(file: Path, text: str) -> None:
    """Append to a file, on a line of its own."""
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    joint = "\n" if before and not before.endswith("\n") else ""
    file.write_text(before + joint + text, encoding="utf-8")
