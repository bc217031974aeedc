"""Rows as CSV, Parquet and Excel: the same rows in each, each opened in its reader."""

from io import BytesIO, StringIO

import openpyxl
import pandas
import polars
import pyarrow
import pyarrow.parquet
import pytest

from dragoman.export.tabular import excel
from dragoman.model.problems import DragomanError
from dragoman.query import (
    Filter,
    StoredStatement,
    actor_pages,
    agreements,
    commitments,
    events,
    events_told,
    statements,
)
from export.written import written

KINDS = {
    "events": events_told,
    "reports": events,
    "statements": statements,
    "commitments": commitments,
    "agreements": agreements,
    "actors": lambda store, _: actor_pages.actors(store),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_file_has_every_row_in_order(made_up, kind):
    ids = [row.id for row in KINDS[kind](made_up, Filter()).rows]
    text = pandas.read_csv(StringIO(written(made_up, f"{kind}.csv").decode()), dtype=str, keep_default_na=False)
    parquet = written(made_up, f"{kind}.parquet")
    book = pandas.read_excel(BytesIO(written(made_up, f"{kind}.xlsx")), dtype=str)
    assert list(text["id"]) == ids
    assert pyarrow.parquet.read_table(pyarrow.BufferReader(parquet))["id"].to_pylist() == ids
    assert polars.read_parquet(BytesIO(parquet))["id"].to_list() == ids
    assert list(book["id"]) == ids
    assert list(book.columns) == list(text.columns)


def test_parquet_has_types_and_lists(two):
    found = pyarrow.parquet.read_table(pyarrow.BufferReader(written(two, "reports.parquet")))
    assert found.schema.field("contexts").type == pyarrow.list_(pyarrow.string())
    assert found.schema.field("place_latitude").type == pyarrow.float64()
    assert found.schema.field("date_first").type == pyarrow.date32()
    visit = next(row for row in found.to_pylist() if row["modes"] == ["visit"])
    assert visit["contexts"] == ["intelligence", "military"]
    assert visit["actor"] == ["İbrahim Kalın"]
    raid = next(row for row in found.to_pylist() if row["type"] == "ASSAULT")
    assert (raid["date"], f"{raid['date_first']}", f"{raid['date_last']}") == ("2024-12", "2024-12-01", "2024-12-31")


def test_parquet_keeps_texts_as_they_are(made_up):
    titles = pyarrow.parquet.read_table(pyarrow.BufferReader(written(made_up, "reports.parquet")))["title"]
    assert '=HYPERLINK("http://example.org")' in titles.to_pylist()


def test_csv_parts_several_values_by_semicolons(two):
    found = pandas.read_csv(StringIO(written(two, "events.csv", mode=("visit",)).decode()))
    assert list(found["contexts"]) == ["intelligence;military"]


def test_actors_by_country_id_and_name(two):
    ids = {
        asked: set(pandas.read_csv(StringIO(written(two, "actors.csv", actor=(asked,)).decode()))["id"])
        for asked in ("TUR", "sharaa")
    }
    assert ids == {"TUR": {"TUR", "kalin"}, "sharaa": {"sharaa", "farouk"}}


def test_what_a_kind_does_not_have_is_refused(two):
    with pytest.raises(ValueError, match="a statement has no type"):
        written(two, "statements.csv", type=("CONSULT",))
    with pytest.raises(ValueError, match="a list of actors is asked by the actor alone, not by since"):
        written(two, "actors.xlsx", since="2025")


def said(content):
    return StoredStatement(
        id="x:s1", kind="direct", speaker=(), addressee=(), about=(), content=content, date=None, title=None,
        source=None, published=None, address="x",
    )  # fmt: skip


def test_excel_holds_what_xml_cannot_and_long_texts_are_cut():
    file = BytesIO()
    assert excel.write(StoredStatement, [said("a\x01b"), said("_x0041_"), said("a" * 40_000)], file, title="x") == 3
    header, *found = openpyxl.load_workbook(file).active.iter_rows(values_only=True)
    place = header.index("content")
    assert found[0][place] == "a_x0001_b"
    assert found[1][place] == "_x005F_x0041_"  # which Excel shows as _x0041_
    assert len(found[2][place]) == 32_767
    assert found[2][place].endswith("…")


def test_excel_has_an_end(monkeypatch):
    monkeypatch.setattr(excel, "_MOST_ROWS", 3)
    with pytest.raises(DragomanError, match=r"Excel has no room for more than 2 rows.*x\.csv"):
        excel.write(StoredStatement, [said("a")] * 3, BytesIO(), title="x")
