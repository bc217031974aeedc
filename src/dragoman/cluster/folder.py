"""A folder on disk or in an object store, as the runs of a cluster use it.

Whatever ``fsspec`` can open (``s3://``, ``gs://``, ``abfs://``, each with a package of its own). A file is there whole
or not at all: on disk it is written beside its name and renamed; an object store shows an object when it is complete.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast
from uuid import uuid4

from dragoman.model.problems import DragomanError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

NO_CLUSTER = "this needs Dask and fsspec; to get them: pip install 'dragoman[cluster]'"


def located(where: str) -> tuple[AbstractFileSystem, str]:
    """The file system of a path or URL, and the path in it.

    Raises DragomanError where there is no such file system here.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError as fault:
        raise DragomanError(NO_CLUSTER) from fault
    try:
        system, path = url_to_fs(where)
    except (ImportError, ValueError) as fault:
        raise DragomanError(f"{where}: {fault}") from fault
    return system, path


class Folder:
    """A folder, by its path or URL; made when the first file is written."""

    def __init__(self, where: str) -> None:
        self.where = where if "://" in where else os.path.abspath(where)

    def __getstate__(self) -> dict[str, str]:
        return {"where": self.where}  # each process opens it for itself

    @cached_property
    def _located(self) -> tuple[Any, str]:
        return located(self.where)

    @property
    def _is_local(self) -> bool:
        return "file" in self._located[0].protocol

    def path(self, name: str) -> str:
        """The path of a file in the file system."""
        return f"{self._located[1].rstrip('/')}/{name}"

    def write(self, name: str, content: bytes) -> None:
        """Write a file, all of it or nothing."""
        with self.writing(name) as file:
            file.write(content)

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """A new file to write to; it is there once all is written."""
        system, path = self._located[0], self.path(name)
        if not self._is_local:
            with system.open(path, "wb") as file:
                yield cast(BinaryIO, file)
            return
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        beside = f"{path}.{uuid4().hex}.part"
        with open(beside, "wb") as file:
            yield file
        os.replace(beside, path)

    def read(self, name: str) -> bytes | None:
        """The content of a file; None where there is none."""
        try:
            return bytes(self._located[0].cat_file(self.path(name)))
        except FileNotFoundError:
            return None

    def open(self, name: str) -> BinaryIO:
        """A file to read from, at any place."""
        return cast(BinaryIO, self._located[0].open(self.path(name), "rb"))

    def names(self, below: str) -> list[str]:
        """The names of the files in a folder within, sorted; none where there is no such folder."""
        system = self._located[0]
        system.invalidate_cache()
        try:
            found = system.ls(self.path(below), detail=False)
        except FileNotFoundError:
            return []
        names = (str(path).rstrip("/").rpartition("/")[2] for path in found)
        return sorted(name for name in names if not name.endswith(".part"))

    def move(self, name: str, to: str) -> None:
        """Give a file another name, in the place of what has that name."""
        if self._is_local:
            Path(self.path(to)).parent.mkdir(parents=True, exist_ok=True)
            os.replace(self.path(name), self.path(to))
        else:
            self._located[0].mv(self.path(name), self.path(to))

    def remove(self, below: str) -> None:
        """Remove a folder within and all that is in it."""
        system = self._located[0]
        if system.exists(self.path(below)):
            system.rm(self.path(below), recursive=True)
