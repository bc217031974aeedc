"""Two hundred kills at random moments, at five kinds of work on both kinds of database; more with DRAGOMAN_KILLS.

What was acknowledged is there; nothing half-written is visible; every run goes on; and what is kept in step from
transaction to transaction is what one goes by in making it anew.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from dataclasses import replace
from functools import partial
from itertools import count

import pytest
from sqlalchemy import select, update

from dragoman import batch, query
from dragoman.model.problems import DragomanError
from dragoman.query import Filter
from dragoman.reading import Overrides, read_text
from dragoman.review import Reviewer
from dragoman.store import Store, copying, tables
from dragoman.store.correction_tables import corrections
from store.builders import document, event, record

# A fork is a process of its own with its own connection, and starts fast enough to be killed often.
processes = multiprocessing.get_context("fork")
KILLS = int(os.environ.get("DRAGOMAN_KILLS", "20"))  # of each of the five kinds of work, on each kind of database
STATES = ("Turkey", "Syria", "Israel", "Iran", "Iraq", "Jordan", "Egypt", "Qatar")


class Work:
    """What is done until it is killed; each finished step is written down as one line."""

    def __init__(self, place, folder, pipeline, seed):
        self.place, self.folder, self.pipeline = place, folder, pipeline
        self.luck = random.Random(seed)
        self.lines = os.open(folder / "acknowledged", os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def acknowledge(self, line):
        os.write(self.lines, f"{line}\n".encode())

    def reading(self, store):
        texts = (self.article(number) for number in count(self.luck.randrange(1000)))
        for result in batch.store_all(store, self.pipeline, texts):
            self.acknowledge(f"document {result.saved.id}")

    def article(self, number):
        one, other = random.Random(number % 30).sample(STATES, 2)
        text = f"{one} condemned {other} on Monday over raid {number % 30}. A minister of {other} visited Cairo."
        address, day = f"https://example.org/{number % 60}", f"2025-09-{1 + number % 28:02}"
        return read_text(text, address=address, overrides=Overrides(published=day, source=f"Paper {number % 5}"))

    def merging(self, store):
        while True:
            self.acknowledge(f"document {store.save(told(self.luck.randrange(40), self.luck.randrange(10_000))).id}")

    def reviewing(self, store):
        reviewer = Reviewer(store, "jane")
        while True:
            rows = list(query.events(store, Filter()).rows)
            row, other = self.luck.sample(rows, 2)
            one, another = tuple(row.id.split(":")), tuple(other.id.split(":"))
            steps = [
                partial(reviewer.confirm, *one),
                partial(reviewer.reject, *one),
                partial(reviewer.edit, *one, {"status": ["hypothetical"]}),
                partial(reviewer.merge, one, [another]),
                partial(reviewer.split, one, [another]),
                partial(reviewer.undo, self.luck.choice(logged(store) or ["r0"])),
            ]
            try:
                self.acknowledge(f"correction {self.luck.choice(steps)().id}")
            except DragomanError:
                continue  # there is nothing yet that could be undone, or it was undone before

    def migrating(self, store):
        store.close()
        while True:
            with Store.open(self.place) as older, older.writing() as connection:
                connection.execute(update(tables.derived_tables).values(version=0))
            Store.open(self.place).close()
            self.acknowledge("migrated")

    def backing_up(self, store):
        for number in count(self.luck.randrange(1_000_000) * 1000):
            file = self.folder / f"backup-{number}.db"
            copying.backup(store, file)
            self.acknowledge(f"backup {file.name}")


def told(address, number):
    """One of many articles on few deeds: they become events with many reports, and versions replace each other."""
    day, dead = 1 + number % 9, number % 7
    doc = document(f"https://example.org/m{address}", f"They met. They struck {dead} times. Article {number}.")
    met = event(doc, 1, "met", "CONSULT", actor=["kalin", "sharaa"], date=f"2025-09-{day:02}", modes=["visit"])
    struck = event(doc, 2, "struck", "ASSAULT", actor=["ISR"], recipient=["SYR"], date=f"2025-09-{day:02}")
    return record(doc, events=(met, struck) if number % 3 else (struck,))


def logged(store):
    with store.reading() as connection:
        return list(connection.execute(select(corrections.c.id)).scalars())


def run(work, doing, ready):
    with Store.open(work.place, create=True) as store:
        ready.set()
        getattr(work, doing)(store)


def everything(store):
    """What a user can see, by ids."""
    return {
        "articles": [replace(row, stored="") for row in query.documents(store, versions=True).rows],
        "reports": sorted(query.events(store, Filter()).rows, key=lambda row: row.id),
        "events": sorted(query.events_told(store, Filter()).rows, key=lambda row: row.id),
        "stories": sorted((row.articles, str(row)) for row in query.stories(store).rows),
        "corrections": query.corrections(store),
        "words": {word: query.documents(store, text=word, versions=True).total for word in ("met", "condemned")},
    }


def whole(store):
    """Every current article has exactly the rows of its record."""
    found = {row.id for row in query.events(store, Filter()).rows}
    current = [row.id for row in query.documents(store).rows]
    assert found == {f"{id}:{one.id}" for id in current for one in store.load(id).events}


@pytest.mark.parametrize("doing", ["reading", "merging", "reviewing", "migrating", "backing_up"])
def test_killed_at_any_moment(doing, fresh, tmp_path, pipeline):
    place, luck = fresh(), random.Random(len(doing))
    acknowledged = tmp_path / "acknowledged"
    with Store.open(place, create=True) as store:
        for number in range(0 if doing == "reading" else 40):
            store.save(told(number, number))
    for kill in range(KILLS):
        ready = processes.Event()
        working = processes.Process(target=run, args=(Work(place, tmp_path, pipeline, kill), doing, ready))
        working.start()
        assert ready.wait(60)
        if kill % 2:  # half of them are killed in their first step, half later
            patience, size = time.monotonic() + 60, acknowledged.stat().st_size
            while acknowledged.stat().st_size == size and time.monotonic() < patience:
                time.sleep(0.002)
        time.sleep(luck.uniform(0.0, 0.12))
        os.kill(working.pid, signal.SIGKILL)
        working.join()
        assert working.exitcode == -signal.SIGKILL, "it worked until it was killed"
        if kill % 8 == 7:
            with Store.open(place) as store:
                whole(store)
    lines = acknowledged.read_text().split("\n")
    assert len(lines) > KILLS / 2, "it did something between the kills"
    with Store.open(place) as store:
        documents = {row.id for row in query.documents(store, versions=True).rows}
        there = {f"document {id}" for id in documents} | {f"correction {id}" for id in logged(store)}
        there |= {"migrated", ""} | {f"backup {file.name}" for file in tmp_path.glob("backup-*.db")}
        assert set(lines) <= there
        before = everything(store)
        store.rebuild()
        assert everything(store) == before
        for file in tmp_path.glob("backup-*.db"):
            with Store.open(file) as copy:
                assert everything(copy)["articles"] == before["articles"]
