"""The order of rows, and how a list goes on behind one of its rows.

A page begins behind the last row of the page before it, by the values that row was sorted by (keyset paging), so rows
that come or go meanwhile shift nothing, and the last page costs no more than the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

Position = tuple[int | float | str | None, ...]  # what a row was sorted by


class OtherOrder(ValueError):
    """A position is that of a row in a list of another order."""


@dataclass(frozen=True, slots=True)
class Sort:
    """A column or an expression that rows are sorted by; it is null in no row."""

    by: ColumnElement[Any]
    descending: bool = False

    @property
    def order(self) -> ColumnElement[Any]:
        return self.by.desc() if self.descending else self.by

    def reached(self, value: Any) -> ColumnElement[bool]:
        condition: ColumnElement[bool] = self.by <= value if self.descending else self.by >= value
        return condition

    def beyond(self, value: Any) -> ColumnElement[bool]:
        condition: ColumnElement[bool] = self.by < value if self.descending else self.by > value
        return condition


@dataclass(frozen=True, slots=True)
class Order:
    """By a day, where there is one; rows of one day, and those without, by the rest. The last of these is unique."""

    then: tuple[Sort, ...]
    day: Sort | None = None  # may be null: such rows come last

    @property
    def order(self) -> tuple[ColumnElement[Any], ...]:
        then = tuple(sort.order for sort in self.then)
        return then if self.day is None else (self.day.order.nulls_last(), *then)

    @property
    def values(self) -> tuple[ColumnElement[Any], ...]:
        """What a row is sorted by."""
        then = tuple(sort.by for sort in self.then)
        return then if self.day is None else (self.day.by, *then)

    def behind(self, position: Position) -> Iterator[ColumnElement[bool]]:
        """Conditions on the rows behind one, to be asked one after the other; an index serves each.

        Raises OtherOrder if the position is not of this order.
        """
        if not self._fits(position):
            raise OtherOrder("a position of another order")
        if self.day is None:
            yield and_(self.then[0].reached(position[0]), _behind(self.then, position))
            return
        first, *rest = position
        if first is not None:
            yield and_(self.day.reached(first), or_(self.day.beyond(first), _behind(self.then, tuple(rest))))
            yield self.day.by.is_(None)
        else:
            yield and_(self.day.by.is_(None), _behind(self.then, tuple(rest)))

    def _fits(self, position: Position) -> bool:
        """Whether each value is one that its column can have."""
        kinds = [one.type.python_type for one in self.values]
        return len(position) == len(kinds) and all(
            isinstance(value, kind) or (value is None and number == 0 and self.day is not None)
            for number, (value, kind) in enumerate(zip(position, kinds, strict=True))
        )


def _behind(sorts: tuple[Sort, ...], position: Position) -> ColumnElement[bool]:
    """Behind a row by the first value, or by a later one where those before are the same."""
    return or_(
        *(
            and_(
                *(same.by == value for same, value in zip(sorts, position[:n], strict=False)), sort.beyond(position[n])
            )
            for n, sort in enumerate(sorts)
        )
    )
