"""Rows as tables of pandas, polars and Arrow, with the same columns and cells."""

import sys
from datetime import date, datetime

import pandas
import polars
import pyarrow
import pytest

import dragoman
from corpus.test_corpus import LISTS
from dragoman.query import StoredStatement, flat


@pytest.mark.parametrize("name", LISTS)
def test_all_libraries_have_the_same_columns_and_cells(corpus, name):
    rows = getattr(corpus, name)()
    arrow, of_polars, of_pandas = rows.arrow(), rows.polars(), rows.pandas()
    assert tuple(arrow.column_names) == tuple(of_polars.columns) == tuple(of_pandas.columns) == rows.columns
    assert arrow.num_rows == of_polars.height == len(of_pandas) == rows.total
    assert of_polars.to_dicts() == arrow.to_pylist()
    for column in rows.columns:
        for told, cell in zip(arrow[column].to_pylist(), of_pandas[column], strict=True):
            if told is None or isinstance(told, list):
                assert cell == told if isinstance(told, list) else pandas.isna(cell)
            elif isinstance(told, datetime):
                assert cell == pandas.Timestamp(told).floor("s")
            elif isinstance(told, date):
                assert cell.date() == told
            else:
                assert cell == told


def test_cells_are_typed(corpus):
    rows = corpus.events()
    frame = rows.pandas()
    assert str(frame["date_first"].dtype) == "datetime64[s]"
    assert str(frame["articles"].dtype) == "Int64"
    assert str(corpus.articles().pandas()["stored"].dtype) == "datetime64[s, UTC]"
    table = rows.arrow()
    assert table.schema.field("date_first").type == pyarrow.date32()
    assert table.schema.field("actor").type == pyarrow.list_(pyarrow.string())
    assert rows.polars().schema["magnitudes_value"] == polars.List(polars.Float64)


def test_a_row_is_flat(corpus):
    [raid] = corpus.events(type="ASSAULT").polars().to_dicts()
    assert (raid["actor_id"], raid["actor_country"]) == (["ISR"], ["ISR"])
    assert raid["date_first"] == raid["date_last"] == date(2025, 9, 17)
    assert (raid["place"], raid["place_country"]) == ("Palmyra", "SYR")
    assert (raid["magnitudes_kind"], raid["magnitudes_least"], raid["magnitudes_most"]) == (["killed"], [12], [15])


def test_a_month_has_a_first_and_a_last_day_and_so_has_no_date():
    named = {column.name: column for column in flat.columns(StoredStatement)}

    def cells(value):
        row = StoredStatement(**dict.fromkeys(StoredStatement.__slots__, None) | {"date": value})
        return [named[name].cell(row) for name in ("date", "date_first", "date_last")]

    assert cells("2024-02") == ["2024-02", date(2024, 2, 1), date(2024, 2, 29)]
    assert cells("0987-01-01/0987-01-03") == ["0987-01-01/0987-01-03", date(987, 1, 1), date(987, 1, 3)]
    assert cells("soon") == ["soon", None, None]
    assert cells(None) == [None, None, None]


def test_old_and_far_days_fit_pandas(fresh):
    with dragoman.open(fresh(), create=True) as corpus:
        corpus.add(
            dragoman.read("France and Spain signed a treaty in Paris on 24 October 1648.", published="2025-09-18")
        )
        assert corpus.events().pandas()["date_first"].dt.year.to_list() == [1648]


def test_an_empty_table_has_its_columns(corpus):
    rows = corpus.events(actor="FRA")
    for table in (rows.pandas(), rows.polars(), rows.arrow()):
        assert table.shape == (0, len(rows.columns))


@pytest.mark.parametrize(("library", "extra"), [("pandas", "pandas"), ("polars", "polars"), ("pyarrow", "parquet")])
def test_a_missing_library_is_named_with_its_extra(corpus, monkeypatch, library, extra):
    monkeypatch.setitem(sys.modules, library, None)
    rows = corpus.events()
    with pytest.raises(dragoman.DragomanError, match=rf"pip install 'dragoman\[{extra}\]'"):
        getattr(rows, {"pyarrow": "arrow"}.get(library, library))()
