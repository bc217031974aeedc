"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dragoman.model.problems import DragomanError


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it survives a crash, in place of any of that name.

    Raises DragomanError if it cannot be written; then any older one is as it was.
    """
    with whole(path) as file:
        file.write(content)


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write little by little: it appears under its name, on the disk, when all of it is written.

    Raises DragomanError if it cannot be written; then, and whatever else goes wrong, any older one is as it was.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _keep_name(path.parent)
    except BaseException as fault:
        part.unlink(missing_ok=True)
        if isinstance(fault, OSError):
            raise DragomanError(f"{path}: {fault.strerror or fault}; name a place you may write to") from fault
        raise


def _keep_name(folder: Path) -> None:
    """Have the folder's own entry written out; systems that cannot do so need not."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
