"""The columns of published data sets, and rows put under them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from dragoman import data

Cells = Mapping[str, Any]  # by column; what is not there stays empty

_FOLDER = ("export", "tabular")


@cache
def columns(name: str) -> tuple[str, ...]:
    """The columns of a data set, in its own order and spelling."""
    return tuple(data.content(*_FOLDER, "columns.yaml")[name])


def under(name: str, rows: Iterable[Cells]) -> Iterator[list[Any]]:
    """Rows in the order of a data set's columns.

    Raises KeyError where a row has a cell for which there is no column.
    """
    place = {column: n for n, column in enumerate(columns(name))}
    for row in rows:
        cells: list[Any] = [None] * len(place)
        for column, cell in row.items():
            cells[place[column]] = cell
        yield cells


@cache
def vocabulary(name: str) -> Any:
    """What a file of codes says, e.g. ``vocabulary("acled")``."""
    return data.content(*_FOLDER, f"{name}.yaml")


@cache
def codes(name: str, key: str = "code") -> dict[str, dict[str, str]]:
    """The rows of a table of codes, e.g. ``codes("countries")["TUR"]["fips"]``."""
    with data.path(*_FOLDER, f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return {row[key]: row for row in csv.DictReader(line for line in lines if not line.startswith("#"))}


@cache
def country_names() -> dict[str, str]:
    """The main English name of each country, by its code."""
    with data.path("places", "countries.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {row["code"]: row["names"].partition(";")[0].strip() for row in rows}


def country_code(country: str | None, scheme: str) -> str | None:
    """The code that a scheme (a column of ``countries.csv``) has for a country; None where it has none."""
    found = codes("countries").get(country or "")
    return found[scheme] or None if found else None
