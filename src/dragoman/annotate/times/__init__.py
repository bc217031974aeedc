"""Time expressions of English news: found by rules kept as data, and given TIMEX3 values."""

from __future__ import annotations

from dragoman.annotate.times.finder import TimeFinder
from dragoman.annotate.times.published import as_read, infer_published
from dragoman.annotate.times.spans import Interval
from dragoman.annotate.times.values import day_range

__all__ = ["Interval", "TimeFinder", "as_read", "day_range", "infer_published"]
