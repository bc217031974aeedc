"""Answers that are kept, to be given again while they are right."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

_MOST = 64_000_000  # bytes of answers


class Kept:
    """Answers as bytes, those asked for last, by address and state of the store."""

    def __init__(self) -> None:
        self._answers: OrderedDict[str, tuple[str, bytes]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def find(self, name: str, etag: str) -> bytes | None:
        """The answer, if it is still right."""
        with self._lock:
            found = self._answers.get(name)
            if found is None or found[0] != etag:
                return None
            self._answers.move_to_end(name)
            return found[1]

    def keep(self, name: str, etag: str, body: bytes) -> None:
        """Keep an answer, in place of those that nobody has asked for for long."""
        with self._lock:
            self._size += len(body) - len(self._answers.pop(name, ("", b""))[1])
            self._answers[name] = etag, body
            while self._size > _MOST:
                self._size -= len(self._answers.popitem(last=False)[1][1])
