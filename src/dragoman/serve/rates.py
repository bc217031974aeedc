"""How many requests a caller may make: token buckets, in memory, those used last."""

from __future__ import annotations

from collections import OrderedDict
from time import monotonic

_CALLERS = 10_000  # that are remembered


class Rates:
    """A bucket for each caller: it holds ``burst`` requests and is filled with ``rate`` a second."""

    def __init__(self, rate: float, burst: float) -> None:
        self.rate = rate
        self.burst = burst
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str) -> int:
        """Take one request out of a caller's bucket: 0, or, if there is none, the seconds until there is one."""
        if not self.rate:
            return 0
        left = self._left(caller)
        self._keep(caller, left - 1 if left >= 1 else left)
        return 0 if left >= 1 else self._seconds(left)

    def empty(self, caller: str) -> int:
        """Seconds until a caller's bucket holds a request again; 0 if it does now."""
        left = self._left(caller)
        return 0 if not self.rate or left >= 1 else self._seconds(left)

    def give_back(self, caller: str) -> None:
        """Put a request back into a caller's bucket."""
        if self.rate:
            self._keep(caller, min(self.burst, self._left(caller) + 1))

    def _left(self, caller: str) -> float:
        left, at = self._buckets.get(caller, (self.burst, monotonic()))
        return min(self.burst, left + (monotonic() - at) * self.rate)

    def _keep(self, caller: str, left: float) -> None:
        self._buckets[caller] = left, monotonic()
        self._buckets.move_to_end(caller)
        if len(self._buckets) > _CALLERS:
            self._buckets.popitem(last=False)

    def _seconds(self, left: float) -> int:
        return int((1 - left) / self.rate) + 1
