"""How far a shard is coded: its finished pieces, each a file of some articles' rows.

A worker that is lost takes a piece with it at most; whoever codes the shard next goes on behind the last one. Pieces
are numbered by the articles of the shard, so two workers that code the same shard write the same files.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from dragoman.cluster.folder import Folder

if TYPE_CHECKING:
    import pyarrow

WORK = "_work"


class Pieces:
    """The pieces of one shard."""

    def __init__(self, folder: Folder, shard: str) -> None:
        self.folder = folder
        self.below = f"{WORK}/{shard}/pieces"

    def done(self) -> int:
        """How many articles of the shard, from its first on, are coded."""
        return max((end for _, end in self._ranges()), default=0)

    def write(self, first: int, end: int, tables: dict[str, pyarrow.Table]) -> None:
        """Keep the rows of the articles ``[first, end)``."""
        content = msgspec.msgpack.encode({name: _packed(table) for name, table in tables.items()})
        self.folder.write(f"{self.below}/{_name(first, end)}", content)

    def read(self) -> Iterator[dict[str, pyarrow.Table]]:
        """All pieces in the order of their articles; one at a time is in memory."""
        for first, end in self._ranges():
            content = self.folder.read(f"{self.below}/{_name(first, end)}")
            assert content is not None
            packed = msgspec.msgpack.decode(content, type=dict[str, bytes])
            yield {name: _unpacked(table) for name, table in packed.items()}

    def _ranges(self) -> list[tuple[int, int]]:
        """The pieces that follow each other from the first article on."""
        found: list[tuple[int, int]] = []
        for name in self.folder.names(self.below):
            first, end = map(int, name.split("-"))
            if first == (found[-1][1] if found else 0):
                found.append((first, end))
        return found


def _name(first: int, end: int) -> str:
    return f"{first:08}-{end:08}"


def _packed(table: pyarrow.Table) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _unpacked(content: bytes) -> pyarrow.Table:
    import pyarrow as pa

    with pa.ipc.open_stream(content) as reader:
        return reader.read_all()
