"""Runs imported and merged: the same as if the articles had been read into a database."""

import duckdb
import pytest
from sqlalchemy import select

from dragoman import batch, query, reading
from dragoman.cluster.folder import Folder
from dragoman.cluster.importing import import_run
from dragoman.cluster.merging import merge
from dragoman.cluster.tables import KINDS
from dragoman.query import Filter, arrow
from dragoman.store import Store, tables

from .conftest import rows

CLOCKS = {"stored", "coded"}


def content(store):
    """All rows of all tables, without the times at which they were written."""
    found = {}
    with store.reading() as connection:
        for table in tables.metadata.sorted_tables:
            if "words" not in table.info:
                columns = [column for column in table.c if column.name not in CLOCKS]
                found[table.name] = sorted(map(repr, connection.execute(select(*columns)).all()))
    return found


@pytest.fixture(scope="module")
def imported(run, tmp_path_factory):
    with Store.open(tmp_path_factory.mktemp("imported") / "a.db", create=True) as store:
        assert not [one for one in import_run(Folder(str(run)), store) if not hasattr(one, "outcome")]
        yield store


def test_the_database_is_that_of_articles_read_directly(inputs, imported, pipeline, tmp_path):
    with Store.open(tmp_path / "read.db", create=True) as store:
        for _ in batch.store_all(store, pipeline, reading.read_all([str(inputs)])):
            pass
        assert content(store) == content(imported)


def test_importing_again_changes_nothing(run, imported):
    before = content(imported)
    assert {one.outcome.value for one in import_run(Folder(str(run)), imported)} == {"known"}
    assert content(imported) == before


@pytest.mark.parametrize("name", ["events", "statements", "commitments"])
def test_rows_are_those_that_the_database_gives(name, run, imported):
    own = getattr(query, name)(imported, Filter()).rows
    told = sorted(map(repr, arrow.table(KINDS[name].row, own).to_pylist()))
    current = duckdb.sql(
        f"SELECT * EXCLUDE (shard, document) FROM '{run}/{name}/*.parquet' "
        f"ANTI JOIN '{run}/superseded/*.parquet' USING (document, shard)"
    )
    assert sorted(map(repr, current.to_arrow_table().to_pylist())) == told


@pytest.fixture(scope="module", autouse=True)
def merged(run, pool):
    return merge(Folder(str(run)), pool)


def test_events_across_articles_are_those_of_the_database(run, imported):
    found = duckdb.sql(f"SELECT * FROM '{run}/happenings/*.parquet'").to_arrow_table().to_pylist()
    own = list(query.events_told(imported, Filter()).rows)
    assert max(row["articles"] for row in found) > 1
    assert sorted(map(repr, found)) == sorted(map(repr, arrow.table(query.StoredHappening, own).to_pylist()))
    members = {(row.id, report.id) for row, told in query.with_reports(imported, Filter()) for report in told}
    assert set(duckdb.sql(f"SELECT happening, report FROM '{run}/happening_reports/*.parquet'").fetchall()) == members


def test_stories_are_those_of_the_database(run, imported, merged):
    found = duckdb.sql(f"SELECT story, list(document ORDER BY document) FROM '{run}/stories/*.parquet' GROUP BY ALL")
    together = {tuple(documents) for _, documents in found.fetchall()}
    own = {tuple(sorted(copy.id for copy in story.copies)) for story in query.stories(imported).rows}
    assert together == {story for story in own if len(story) > 1}
    assert merged.stories == len(together) > 0


def test_merging_again_gives_the_same(run, pool):
    names = ("happenings", "happening_reports", "superseded")
    before = {name: duckdb.sql(f"SELECT * FROM '{run}/{name}/*.parquet' ORDER BY ALL").fetchall() for name in names}
    merge(Folder(str(run)), pool)
    assert before == {
        name: duckdb.sql(f"SELECT * FROM '{run}/{name}/*.parquet' ORDER BY ALL").fetchall() for name in names
    }
    assert rows(run, "stories")
