"""What a question to a corpus gives: typed rows, and the same as a table of pandas, polars or Arrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from dragoman.query import Page, flat

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

T = TypeVar("T")


class Rows(Generic[T]):
    """Rows that fit a question, in its order.

    They are fetched from the database as they are taken, a few hundred at a time, so that a million of them need no
    memory; whoever goes through them again asks again. ``list(rows)`` keeps them.
    """

    def __init__(self, kind: type[T], limit: int | None, ask: Callable[[int | None], Page[T]]) -> None:
        self._kind = kind
        self._ask = ask
        self._limit = limit
        first = ask(limit)
        self._first: Page[T] | None = first
        self.total = first.total  # rows that fit, whatever the limit
        self.undated = first.undated  # that would fit, but have no date to hold against since and until

    def __iter__(self) -> Iterator[T]:
        page, self._first = self._first or self._ask(self._limit), None
        return iter(page.rows)

    def __len__(self) -> int:
        """How many rows there are to go through: all that fit, or as many as the limit lets."""
        return self.total if self._limit is None else min(self._limit, self.total)

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> list[T]: ...

    def __getitem__(self, place: int | slice) -> T | list[T]:
        if isinstance(place, slice):
            start, stop, step = place.indices(len(self))
            return list(islice(self, start, stop, step)) if step > 0 else list(self)[place]
        if not -len(self) <= place < len(self):
            raise IndexError(f"no row {place}; there are {len(self):,}")
        return next(islice(self, place % len(self), None))

    def __repr__(self) -> str:
        more = f", {self.undated:,} more without a date" if self.undated else ""
        return f"<{len(self):,} of {self.total:,} {self._kind.__name__} rows{more}>"

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns that the tables have, as docs/python.md describes them."""
        return tuple(column.name for column in flat.columns(self._kind))

    def pandas(self) -> pandas.DataFrame:
        """A data frame: days and times as datetime64, lists as lists, missing values as NA.

        Raises DragomanError if pandas is not installed; the extra ``dragoman[pandas]`` brings it.
        """
        from dragoman.corpus import frames

        return frames.to_pandas(self._kind, self)

    def polars(self) -> polars.DataFrame:
        """A data frame: days as Date, times as Datetime (UTC), lists as List.

        Raises DragomanError if polars is not installed; the extra ``dragoman[polars]`` brings it.
        """
        from dragoman.corpus import frames

        return frames.to_polars(self._kind, self)

    def arrow(self) -> pyarrow.Table:
        """A table: days as date32, times as timestamp (UTC), lists as list.

        Raises DragomanError if pyarrow is not installed; the extra ``dragoman[parquet]`` brings it.
        """
        from dragoman.corpus import frames

        return frames.to_arrow(self._kind, self)
