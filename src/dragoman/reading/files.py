"""Files and folders: which ones are read, how they are called, why one cannot be opened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from dragoman.model.problems import Failure
from dragoman.reading.kinds import SUFFIXES, suffix_of


def files_below(folder: Path) -> Iterator[Path | Failure]:
    """The files below a folder that have a known suffix, sorted; hidden ones are left out."""
    failures: list[Failure] = []

    def note(fault: OSError) -> None:
        failures.append(Failure(address=shown_path(fault.filename or folder), reason=reason_of(fault)))

    for where, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and suffix_of(name) in SUFFIXES:
                yield Path(where, name)
    yield from failures


def shown_path(path: str | Path) -> str:
    """A path as it can be printed and stored, even where its name is not UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def reason_of(fault: OSError) -> str:
    """Why a file cannot be read, and the way out."""
    if isinstance(fault, FileNotFoundError):
        return "does not exist; check the path"
    if isinstance(fault, PermissionError):
        return "may not be read; change its permissions"
    return f"cannot be read: {fault.strerror or fault}; check the path"
