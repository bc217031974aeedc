"""The program as a process: how it starts, streams, stops and dies."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from sqlalchemy import text

from dragoman import query
from dragoman.store import Store

COMMAND = [sys.executable, "-c", "from dragoman.cli import app; app()"]


def start(database, *words, **streams):
    return subprocess.Popen(
        [*COMMAND, *map(str, words)],
        env={**os.environ, "DRAGOMAN_DB": str(database)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **streams,
    )


@pytest.fixture
def many(tmp_path):
    """More articles than anybody waits for."""
    path = tmp_path / "many.jsonl"
    with path.open("w") as lines:
        for number in range(5000):
            text = f"The envoys met for the {number}th time in Geneva. " * 20
            lines.write(json.dumps({"id": f"a{number}", "text": text}) + "\n")
    return path


def test_help_loads_nothing_heavy():
    heavy = "spacy", "rich.console", "msgspec", "sqlite3", "sqlalchemy", "yaml", "trafilatura"
    check = f"import sys, dragoman.cli; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", check], text=True).strip() == "[]"


def test_asking_loads_no_parser_and_no_other_database(filled):
    heavy = {"spacy", "alembic", "psycopg", "yaml"}
    ask = "import sys, dragoman.cli as c; c.app(['events'], standalone_mode=False)"
    check = f"{ask}; print({heavy} & {{*sys.modules}})"
    assert subprocess.check_output([sys.executable, "-c", check], text=True).endswith("set()\n")


def test_code_answers_line_by_line(database):
    process = start(database, "code", stdin=subprocess.PIPE)
    try:
        for id in ("first", "second"):
            process.stdin.write(json.dumps({"id": id, "text": "They met."}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["document"]["address"] == id
    finally:
        process.stdin.close()
        assert process.wait(20) == 0


def test_output_is_utf_8_whatever_the_locale(filled, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    for words in (["events"], ["events", "-f", "csv"], ["statements"]):
        out, err = start(filled, *words).communicate(timeout=20)
        assert (err, "Kalın" in out.decode()) == (b"", True)


def test_a_reader_that_leaves_ends_the_program_quietly(filled):
    process = start(filled, "events", "-f", "jsonl")
    process.stdout.close()
    assert b"Traceback" not in process.stderr.read()
    process.wait(20)


def test_an_interrupt_ends_with_a_summary_and_keeps_what_was_stored(many, database):
    process = start(database, "read", many)
    process.stdout.readline()  # it is at work
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"stopped with about" in err
    assert b"Traceback" not in err
    with Store.open(database) as store:
        stored = query.documents(store).total
    assert stored >= 1 + len(out.splitlines())


def test_a_killed_run_is_taken_up_where_it_ended(many, database):
    luck = random.Random(3)
    stored = 0
    for _ in range(2):
        process = start(database, "read", many)
        while b"already stored" in process.stdout.readline():
            pass
        time.sleep(luck.uniform(0, 0.3))
        process.kill()
        process.communicate()
        with Store.open(database) as store:
            rows = list(query.documents(store).rows)
            with store.reading() as connection:
                assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
            assert all(store.load(row.id).document.id == row.id for row in rows)
        assert len(rows) > stored
        stored = len(rows)


def test_a_locked_database_is_waited_for(filled, tmp_path):
    article = tmp_path / "talks.txt"
    article.write_text("They met.")
    other = sqlite3.connect(filled, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    process = start(filled, "read", article)
    time.sleep(2)
    assert process.poll() is None
    other.execute("COMMIT")
    process.communicate(timeout=30)
    assert process.returncode == 0
