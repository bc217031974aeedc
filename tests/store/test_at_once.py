"""Many read while one writes: nobody waits, nobody fails, everybody sees whole articles."""

import multiprocessing
import random
import time
from queue import Empty

from sqlalchemy import func, select

from dragoman.store import Store, packing, tables

from .builders import document, event, record

processes = multiprocessing.get_context("fork")
READERS = 8
SECONDS = 4
ENOUGH = 8  # articles written meanwhile


def article(number):
    """Version after version of a few articles, each with another number of events."""
    doc = document(f"https://example.org/{number % 7}", f"They met for the {number}th time.")
    made = (event(doc, n, "met", "CONSULT", actor=["kalin"], recipient=["SYR"]) for n in range(number % 23))
    return record(doc, events=tuple(made))


def write(where, written, end, reports):
    try:
        with Store.open(where) as store:
            while not end.is_set():
                store.save(article(7 + written.value))
                written.value += 1
    except Exception as fault:
        reports.put(("fault", repr(fault)))


def read(where, seed, end, reports):
    luck, longest, reads = random.Random(seed), 0.0, 0
    try:
        with Store.open(where) as store:
            check(store, "https://example.org/0")  # what is done only once
            while not end.is_set():
                begun = time.monotonic()
                check(store, f"https://example.org/{luck.randrange(7)}")
                longest, reads = max(longest, time.monotonic() - begun), reads + 1
                time.sleep(0.05)
        reports.put(("longest", longest))
        reports.put(("reads", reads))
    except Exception as fault:
        reports.put(("fault", repr(fault)))


def check(store, address):
    """The events of an article are those of its record, though they are asked for one after the other."""
    documents, records, events = tables.documents, tables.records, tables.events
    with store.reading() as connection:
        row = connection.execute(
            select(documents.c.key, documents.c.id, documents.c.text, records.c.record)
            .join_from(documents, records, records.c.document == documents.c.key)
            .where(documents.c.address == address, documents.c.current)
        ).one()
        time.sleep(0.005)
        counted = connection.execute(select(func.count()).where(events.c.document == row.key)).scalar_one()
        everybody = connection.execute(select(func.count()).where(documents.c.current)).scalar_one()
    assert counted == len(packing.read(row.id, row.record, row.text).events)
    assert everybody == 7


def test_readers_are_never_blocked_and_see_whole_articles(fresh):
    where = fresh()
    with Store.open(where, create=True) as store:
        for number in range(7):
            store.save(article(number))
    end, reports, written = processes.Event(), processes.Queue(), processes.Value("i", 0)
    workers = [processes.Process(target=write, args=(where, written, end, reports))]
    workers += [processes.Process(target=read, args=(where, n, end, reports)) for n in range(READERS)]
    for worker in workers:
        worker.start()
    time.sleep(SECONDS)
    patience = time.monotonic() + 60
    while written.value < ENOUGH and workers[0].is_alive() and time.monotonic() < patience:
        time.sleep(0.1)  # a busy machine takes longer
    end.set()
    found = []
    for worker in workers:
        worker.join(30)
    try:
        while True:
            found.append(reports.get(timeout=0.5))
    except Empty:
        pass
    assert [what for kind, what in found if kind == "fault"] == []
    waits = [what for kind, what in found if kind == "longest"]
    assert len(waits) == READERS
    assert max(waits) < 1.0
    assert written.value >= ENOUGH
    assert min(what for kind, what in found if kind == "reads") > 5
