"""A database with people's decisions in it, as the program of each format wrote it, opened by today's.

``formats/formatN-decided.db.gz`` has two articles, four corrections by two people (an edit, a rejection, a confirmation
and an undoing) and a follow, made with the commands of that time. Formats 1 and 2 knew no corrections.
"""

import gzip
import sqlite3

import pytest

from dragoman import query
from dragoman.query import Filter
from dragoman.store import Store, copying, correction_log, follows, schema

from .conftest import FORMATS

DECIDED = sorted(int(path.name[6:].split("-")[0]) for path in FORMATS.glob("format*-decided.db.gz"))


@pytest.fixture(params=DECIDED)
def decided(request, tmp_path):
    path = tmp_path / "decided.db"
    path.write_bytes(gzip.decompress((FORMATS / f"format{request.param}-decided.db.gz").read_bytes()))
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (request.param,)
    connection.close()
    return path


def holds_every_decision(where):
    with Store.open(where) as store:
        with store.reading() as connection:
            log = correction_log.every(connection)
        assert [(one.id, one.kind, one.author) for one in log] == [
            ("r1", "edit", "ann"),
            ("r2", "reject", "bo"),
            ("r3", "confirm", "ann"),
            ("r4", "undo", "ann"),
        ]
        rows = list(query.events(store, Filter()).rows)
        assert sorted(row.type for row in rows) == ["ACCUSE", "AGREE", "ASSAULT", "COERCE"]  # edited; one rejected
        assert [follow.name for follow in follows.every(store)] == ["aleppo"]


def test_every_correction_and_follow_is_kept(decided):
    holds_every_decision(decided)
    holds_every_decision(decided)  # and once more, now that it is one of today


def test_a_backup_of_it_keeps_them_too(decided, tmp_path):
    with Store.open(decided) as store:
        copying.backup(store, tmp_path / "backup.db")
    holds_every_decision(tmp_path / "backup.db")


def test_every_format_is_kept_with_the_tests():
    kept = {path.name for path in FORMATS.iterdir()}
    assert {f"format{number}.db.gz" for number in range(1, schema.FORMAT)} <= kept
    assert {f"format{number}-decided.db.gz" for number in range(3, schema.FORMAT)} <= kept
