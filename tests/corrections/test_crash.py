"""A review that is killed loses at most the decision that was being typed."""

import os
import random
import subprocess
import sys
from dataclasses import replace

from dragoman.model.text import Document
from dragoman.store import Store, correction_log
from store.builders import record, visit

KILLS = 3


def many(store):
    """Articles enough for all sittings."""
    for number in range(12):
        made = visit()
        doc: Document = replace(made.document, id=f"{number:016}", address=f"https://example.org/{number}")
        moved = tuple(
            replace(one, triggers=tuple(replace(words, document=doc.id) for words in one.triggers))
            for one in made.events
        )
        store.save(record(doc, events=moved))


def test_every_answered_decision_is_stored_and_the_next_sitting_goes_on(tmp_path):
    path, luck, answered = tmp_path / "dragoman.db", random.Random(3), 0
    with Store.open(path, create=True) as store:
        many(store)
    for _ in range(KILLS):
        sitting = subprocess.Popen(
            [sys.executable, "-c", "from dragoman.cli import app; app()", "review", "--db", path, "--author", "jane"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "COLUMNS": "100"},
            text=True,
        )
        shown(sitting, answered)
        for _ in range(luck.randint(1, 5)):
            sitting.stdin.write(luck.choice(["c\n", "x no\n"]))
            sitting.stdin.flush()
            answered += 1
            shown(sitting, answered)  # the next event comes only when the decision is stored
        sitting.stdin.write("c")  # being typed
        sitting.stdin.flush()
        sitting.kill()
        sitting.wait()
        with Store.open(path) as store, store.reading() as connection:
            assert len(correction_log.every(connection)) == answered


def shown(sitting, answered):
    """Wait until the event after so many decisions is shown."""
    while f" {answered + 1} of 36 " not in (line := sitting.stdout.readline()):
        assert line, "the review ended"
