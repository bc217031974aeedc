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
