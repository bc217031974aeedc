"""Articles coded by several processes."""

import os
import signal
import subprocess
import sys
import time

import pytest

from dragoman import batch
from dragoman.model.problems import Failure, KnowledgeFault
from dragoman.model.record import Record
from dragoman.reading import read_text
from dragoman.store import Outcome, Store
from dragoman.workers import Workers

DEEDS = ("Iran condemned Israel.", "Syria invited Iraq to talks.", "Egypt and Jordan signed a treaty.")


def articles(count):
    return [read_text(f"{DEEDS[n % 3]} It was number {n}.", address=f"a{n}") for n in range(count)]


@pytest.fixture(scope="module")
def workers():
    with Workers(2) as workers:
        yield workers


def test_they_code_what_one_process_codes_in_the_same_order(workers, pipeline):
    documents = articles(40)
    assert list(workers.code_all(documents)) == [pipeline.code(document) for document in documents]
    assert workers.version == pipeline.version


def test_what_is_no_document_keeps_its_place(workers):
    one, other = articles(2)
    lost = Failure(address="x", reason="cannot be read")
    kinds = [type(result) for result in workers.code_all([lost, one, lost, other])]
    assert kinds == [Failure, Record, Failure, Record]


def test_they_read_only_a_little_ahead(workers):
    taken = 0

    def endless():
        nonlocal taken
        while True:
            taken += 1
            yield read_text("Iran condemned Israel.", address=f"a{taken}")

    results = workers.code_all(endless())
    for _ in range(3):
        next(results)
    assert taken < 30
    results.close()


def test_processes_that_are_killed_cost_no_article(workers):
    documents = articles(12)
    results = workers.code_all(iter(documents))
    found = [next(results)]
    for process in list(workers._pool._processes.values()):
        os.kill(process.pid, signal.SIGKILL)
    found += results
    assert [record.document.address for record in found] == [document.address for document in documents]


def test_faults_in_ones_own_files_are_told_before_anything_is_coded(tmp_path):
    (tmp_path / "mine.yaml").write_text("- id: mine.x\n  code: NONE\n")
    with pytest.raises(KnowledgeFault, match=r"mine\.yaml"):
        Workers(2, lexicon=tmp_path)


def test_a_batch_stores_each_once(workers, tmp_path):
    documents = articles(6)
    with Store.open(tmp_path / "d.db", create=True) as store:
        first = [one.saved.outcome for one in batch.store_all(store, workers, documents)]
        again = [one.saved.outcome for one in batch.store_all(store, workers, documents)]
        assert (first, again) == ([Outcome.NEW] * 6, [Outcome.KNOWN] * 6)
        assert store.load(documents[0].id) == next(workers.code_all(documents[:1]))


def test_they_end_when_their_parent_is_killed():
    script = (
        "from dragoman.workers import Workers\nimport time\n"
        "if __name__ == '__main__':\n    workers = Workers(1)\n"
        "    print(*workers._pool._processes, flush=True)\n    time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    for _ in range(100):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("the worker outlived its parent")


def test_an_article_that_hangs_is_told_and_the_others_are_coded():
    documents = articles(8)
    with Workers(2, patience=8) as workers:
        results = workers.code_all(iter(documents))
        found = [next(results)]
        # A stopped process is what one that never comes back looks like from here.
        for process in list(workers._pool._processes.values()):
            os.kill(process.pid, signal.SIGSTOP)
        found += results
    failed = [result for result in found if isinstance(result, Failure)]
    assert len(found) == 8
    assert [type(result) for result in found].count(Record) >= 7
    assert all("took too long" in failure.reason for failure in failed)
    assert [address(result) for result in found] == [document.address for document in documents]


def test_an_article_that_hangs_or_kills_whatever_codes_it_costs_no_other(tmp_path):
    """The real program with two traps in its coder, in processes of its own."""
    script = tmp_path / "trapped.py"
    script.write_text(_TRAPPED)
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, timeout=200)
    assert done.stdout.split("\n")[:-1] == [
        "a0 record",
        "hangs coding failed: it took too long, and its process was ended",
        "a2 record",
        "kills coding failed: it ended the coding process",
        "raises coding failed: ValueError: no",
        "a5 record",
    ]


def address(result):
    return result.address if isinstance(result, Failure) else result.document.address


_TRAPPED = """
import os, time
from dragoman.pipeline import Pipeline

coded = Pipeline.code

def code(self, document):
    if document.address == "hangs":
        time.sleep(1000)
    if document.address == "kills":
        os._exit(9)
    if document.address == "raises":
        raise ValueError("no")
    return coded(self, document)

Pipeline.code = code  # in the workers too: they run this file when they start

if __name__ == "__main__":
    from dragoman.model.problems import Failure
    from dragoman.reading import read_text
    from dragoman.workers import Workers

    names = ["a0", "hangs", "a2", "kills", "raises", "a5"]
    documents = [read_text("Iran condemned Israel.", address=name) for name in names]
    with Workers(2, patience=8) as workers:
        for name, result in zip(names, workers.code_all(documents)):
            print(name, result.reason if isinstance(result, Failure) else "record", flush=True)
"""
