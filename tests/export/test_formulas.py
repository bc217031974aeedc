"""Texts that spreadsheets would run: made harmless in every table, and back without loss."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bench.stored_events import records
from dragoman.export.tabular import delimited
from dragoman.query.formulas import neutralised, restored
from export.written import written

DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "−1",
    " =1",
    "\ufeff=1",
    "\n@x",
]
texts = st.text(
    alphabet=st.one_of(
        st.sampled_from("'=+-@＝＋－＠−\t\r\n \"a;,\u200b\ufeff"), st.characters(exclude_categories=["Cs"])
    )
)


@given(texts)
@example("'=x")
@example("''")
def test_a_text_comes_back(text):
    assert restored(neutralised(text)) == text


@given(texts, texts)
def test_two_texts_never_become_one(one, other):
    assert (neutralised(one) == neutralised(other)) == (one == other)


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_begins_a_formula_gets_an_apostrophe(text):
    assert neutralised(text) == f"'{text}"


@pytest.mark.parametrize("text", ["a=b", "'Ndrangheta", "3 - 1", "“We agree”", "", "İbrahim Kalın", "…said"])
def test_other_texts_stay_as_they_are(text):
    assert neutralised(text) == text


@given(st.lists(st.lists(texts, min_size=3, max_size=3)))
def test_a_file_gives_every_cell_back(cells):
    for delimiter in ",\t":
        file = BytesIO()
        delimited.write(file, ("a", "b", "c"), cells, delimiter=delimiter)
        lines = csv.reader(StringIO(file.getvalue().decode(), newline=""), delimiter=delimiter)
        assert next(lines) == ["a", "b", "c"]
        assert [[restored(cell) for cell in line] for line in lines] == cells


def test_numbers_are_no_formulas():
    file = BytesIO()
    delimited.write(file, None, [[-33.5, -4, "-4", True, None]])
    assert file.getvalue() == b"-33.5,-4,'-4,true,\r\n"


@pytest.mark.parametrize(
    "format", ["reports.csv", "polecat", "icews", "gdelt-events", "acled", "ucdp-ged", "actors.csv"]
)
def test_no_cell_of_an_export_begins_a_formula(made_up, format):
    lines = csv.reader(
        StringIO(written(made_up, format).decode(), newline=""),
        delimiter="\t" if format in ("polecat", "icews", "gdelt-events") else ",",
    )
    cells = [cell for line in lines for cell in line]
    assert cells
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t")]


def test_titles_come_back_from_csv_and_excel(made_up):
    titles = {record.document.title.value for record in records(60)}
    lines = csv.DictReader(StringIO(written(made_up, "reports.csv").decode(), newline=""))
    assert {restored(line["title"]) for line in lines} == titles
    sheet = openpyxl.load_workbook(BytesIO(written(made_up, "reports.xlsx"))).active
    header, *found = sheet.iter_rows()
    place = [cell.value for cell in header].index("title")
    assert {restored(row[place].value) for row in found} == titles
    assert not [cell for row in found for cell in row if cell.data_type == "f"]
