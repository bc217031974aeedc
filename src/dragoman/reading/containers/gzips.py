"""Packed files (gzip, RFC 1952), which may not swell beyond limits.

The limits are those of members of an archive (``zips.py``): a few kilobytes can unpack to as many gigabytes.
"""

from __future__ import annotations

import gzip
import io
from typing import Any

from dragoman.model.problems import UnreadableArticle

RATIO = 200  # text packs 3 to 10 times smaller, tables 20; 1,000 is as far as a bomb goes
FREE = 10_000_000  # bytes that need no excuse


class Unpacked(gzip.GzipFile):
    """What a packed file holds, as a stream.

    Reading raises UnreadableArticle once that is many times as much as was packed.
    """

    def __init__(self, packed: io.BufferedReader) -> None:
        self._packed = _Counted(packed)
        super().__init__(fileobj=self._packed, mode="rb")

    def read(self, size: int | None = -1) -> bytes:
        return self._checked(super().read(size))

    def read1(self, size: int = -1) -> bytes:
        return self._checked(super().read1(size))

    def readline(self, size: int | None = -1) -> bytes:
        return self._checked(super().readline(size))

    def _checked(self, content: bytes) -> bytes:
        there = self.tell()
        if there > FREE and there > RATIO * self._packed.count:
            raise UnreadableArticle(f"unpacks to more than {RATIO} times its size, as no text does; left out")
        return content


class _Counted:
    """Counts what is read of a stream."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        content = self._stream.read(size)
        self.count += len(content)
        return content

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
