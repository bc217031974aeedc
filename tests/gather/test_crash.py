"""Killed at any moment, a watch goes on where it was: nothing is lost, stored twice or asked for twice without need."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections import Counter

from sqlalchemy import func, select

from dragoman import batch
from dragoman.gather import Memory, Settings, Visitor, Watch
from dragoman.store import Store
from dragoman.store.tables import documents, fetches

from .conftest import sources

# A fork is a process of its own with its own connections, and need not load the models again.
processes = multiprocessing.get_context("fork")
ARTICLES = 40
KILLS = 12


def run(path, place, pipeline):
    settings = Settings.load(path)
    with Store.open(place, create=True) as store:
        visitor = Visitor(contact=settings.watch.contact, interval=0.0, allow_private=True)

        def keep(document):
            return next(iter(batch.store_all(store, pipeline, [document])))

        for _ in Watch(settings, Memory(store), visitor, keep).run(once=True):
            pass


def test_a_watch_killed_at_any_moment_goes_on_where_it_was(site, tmp_path, fresh, pipeline):
    links = site.articles(ARTICLES, wait=0.01)
    path, place = tmp_path / "feeds.toml", fresh()
    path.write_text(sources(site.feed("/feed", links), every="1h"))
    luck = random.Random(3)
    for _ in range(KILLS):
        before = len(site.seen)
        running = processes.Process(target=run, args=(path, place, pipeline))
        running.start()
        while len(site.seen) == before and running.is_alive():  # it has begun to ask
            time.sleep(0.002)
        time.sleep(luck.uniform(0, 0.2))
        os.kill(running.pid, signal.SIGKILL)
        running.join()
    last = processes.Process(target=run, args=(path, place, pipeline))
    last.start()
    last.join()
    assert last.exitcode == 0
    counts = Counter(site.paths())
    assert all(counts[f"/{number}"] >= 1 for number in range(1, ARTICLES + 1))
    # At most what was on its way at each kill was asked for again, be it the feed, robots.txt or an article.
    assert sum(counts.values()) - (ARTICLES + 2) <= 2 * KILLS
    assert sum(counts[f"/{number}"] - 1 for number in range(1, ARTICLES + 1)) <= KILLS
    with Store.open(place) as store, store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(documents)).scalar() == ARTICLES
        assert {row.status for row in connection.execute(select(fetches))} == {"done"}
