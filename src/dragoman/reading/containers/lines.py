"""Lines of a stream whose length is bounded, so that a file without line ends fills no memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dragoman.reading.decode import LIMIT


def bounded_lines(stream: BinaryIO, limit: int = LIMIT) -> Iterator[tuple[int, bytes]]:
    """Each line with its number, from 1; of a line longer than ``limit`` bytes, the first ``limit + 1``."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        yield number, line
        while len(line) > limit and not line.endswith(b"\n"):
            line = stream.readline(limit + 1) or b"\n"
