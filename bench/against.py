"""What has changed since an earlier run: two files of results, figure by figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_SMALL = 0.02  # changes below this are not told


def changes(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    """A line for each figure of both that has changed.

    >>> list(changes({"memory": {"mb": 200}, "speed": 100}, {"memory": {"mb": 150}, "speed": 101}))
    ['memory.mb: 200 -> 150 (-25 %)']
    """
    old = dict(_figures(before, ""))
    for name, figure in _figures(now, ""):
        was = old.get(name)
        if was and abs(figure / was - 1) >= _SMALL:
            yield f"{name}: {was:g} -> {figure:g} ({100 * (figure / was - 1):+.0f} %)"


def _figures(results: Any, name: str) -> Iterator[tuple[str, float]]:
    if isinstance(results, dict):
        for key, value in results.items():
            yield from _figures(value, f"{name}.{key}" if name else key)
    elif isinstance(results, int | float):
        yield name, float(results)
