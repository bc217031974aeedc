"""Killed at any moment, or two at once: the database holds whole records only."""

import multiprocessing
import os
import random
import signal
import time
from dataclasses import replace

from sqlalchemy import text

from dragoman import query
from dragoman.query import Filter
from dragoman.store import Store

from .builders import document, event, record

# A fork is a process of its own with its own connection, and starts fast enough to be killed often.
processes = multiprocessing.get_context("fork")
KILLS = 25


def article(number):
    """An article big enough that its rows are written over some time."""
    doc = document(f"https://example.org/{number % 50}", f"They met for the {number}th time. " * 40)
    made = (event(doc, n, "met", "CONSULT", actor=["kalin"], recipient=["SYR"], modes=["visit"]) for n in range(1, 60))
    return record(doc, events=tuple(made))


def write(path, first, ready):
    with Store.open(path, create=True) as store:
        for number in range(first, first + 100_000):
            store.save(article(number))
            ready.set()  # what the first article loads is loaded


def test_a_killed_writer_leaves_whole_records(tmp_path):
    path = tmp_path / "dragoman.db"
    luck = random.Random(7)
    written = 0
    for kill in range(KILLS):
        ready = processes.Event()
        writer = processes.Process(target=write, args=(path, kill * 100_000, ready))
        writer.start()
        # The first kills may hit the making of the tables.
        if kill >= 3:
            ready.wait(20)
        time.sleep(luck.uniform(0.0, 0.2))
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        with Store.open(path, create=True) as store:
            check(store)
            written = ask(store, "SELECT count(*) FROM records")[0][0]
    assert written > 0  # it did write between the kills


def ask(store, question):
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(text(question))]


def check(store):
    assert ask(store, "PRAGMA integrity_check") == [("ok",)]
    assert ask(store, "PRAGMA foreign_key_check") == []
    documents = ask(store, "SELECT key, id, current FROM documents")
    addresses = ask(store, "SELECT count(DISTINCT address) FROM documents")[0]
    assert sum(current for _, _, current in documents) == addresses[0]
    assert query.documents(store, text="met", versions=True).total == len(documents)
    found = {row.id: row for row in query.events(store, Filter()).rows}
    expected = set()
    for _, id, current in documents:
        loaded = store.load(id)
        number = int(loaded.document.text.split()[4].removesuffix("th"))
        assert replace(loaded, document=replace(loaded.document, replaces=None)) == article(number)
        if current:
            expected |= {f"{id}:{one.id}" for one in loaded.events}
    assert found.keys() == expected
    assert all(len(row.actor) == len(row.recipient) == len(row.modes) == 1 for row in found.values())


def save_many(path, numbers, faults):
    try:
        with Store.open(path, create=True) as store:
            for number in numbers:
                store.save(article(number))
    except Exception as fault:
        faults.put(repr(fault))


def at_once(path, batches):
    """Save batches of articles, each in a process of its own."""
    faults = processes.Queue()
    writers = [processes.Process(target=save_many, args=(path, numbers, faults)) for numbers in batches]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert faults.empty(), faults.get()


def test_a_new_database_can_be_opened_by_several_at_once(tmp_path):
    for attempt in range(10):
        at_once(tmp_path / f"{attempt}.db", [()] * 5)


def test_two_writers_at_once_both_succeed(tmp_path):
    path = tmp_path / "dragoman.db"
    at_once(path, [range(30), range(15, 45)])
    with Store.open(path) as store:
        assert ask(store, "SELECT count(*) FROM records") == [(45,)]
        check(store)
