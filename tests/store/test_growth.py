"""Saving an article takes no longer in a large database: no question of it goes through a whole table."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import event, text

from dragoman.review import Reviewer
from dragoman.store import Store

from .builders import document, raid, record, visit
from .builders import event as event_of

_SCANNED = re.compile(r"SCAN (\w+)")
# Read to its end: what people set, and the one row that counts what was written. Asked only whether it has any row:
# what they judged.
_FEW = {"settings", "report_judgements", "changes"}


@pytest.fixture
def watched(tmp_path):
    """A database, and what it was asked since."""
    asked = {}
    with Store.open(tmp_path / "growing.db", create=True) as store:

        def note(connection, cursor, statement, parameters, context, executemany):
            asked[statement] = parameters[0] if executemany else parameters

        event.listen(store.database.engine, "before_cursor_execute", note)
        yield store, asked


def scanned(store, asked):
    """Tables that a question goes through from one end to the other, by question."""
    found = {}
    with store.reading() as connection:
        names = set(connection.execute(text("SELECT name FROM sqlite_schema WHERE type = 'table'")).scalars())
        driver = connection.connection.driver_connection
        for statement, parameters in list(asked.items()):
            if statement.split(None, 1)[0] in ("SELECT", "UPDATE", "DELETE", "INSERT", "WITH"):
                steps = driver.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
                tables = {name for step in steps for name in _SCANNED.findall(step[3])} & names
                if tables - _FEW:
                    found[statement] = tables
    return found


def changed(text_):
    doc = document("a", text_)
    return record(doc, events=(event_of(doc, 1, "met", "CONSULT"),))


def test_saving_articles_new_changed_and_coded_anew(watched):
    store, asked = watched
    store.save(visit())
    store.save(raid())
    store.save(changed("They met."))
    asked.clear()
    store.save(changed("They met and talked."))
    store.save(replace(visit(), version="2"))
    store.save(changed("They met, talked and ate."))
    assert scanned(store, asked) == {}


def test_a_correction(watched):
    store, asked = watched
    store.save(visit())
    store.save(raid())
    asked.clear()
    made = Reviewer(store, "anna").reject(visit().document.id, visit().events[0].id)
    assert scanned(store, asked) == {}
    asked.clear()
    Reviewer(store, "anna").undo(made.id)
    assert scanned(store, asked) == {}
