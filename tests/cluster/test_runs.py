"""Runs over many files: what they write, and that nothing that ends on the way changes it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from dragoman.cluster import run as runs
from dragoman.cluster import station
from dragoman.cluster.engines import Dask, Pool
from dragoman.cluster.folder import Folder
from dragoman.cluster.plan import Coding
from dragoman.cluster.tables import KINDS
from dragoman.model.problems import DragomanError, Failure
from dragoman.model.record import Record
from dragoman.reading import read_text
from dragoman.workers import Workers

from .conftest import article, coded, everything, lines, order, rows

PROGRAM = Path(sys.executable).with_name("dragoman")


def below(process):
    """Processes that one has started, and those they have started, by Linux's own list."""
    found = [int(one) for file in Path(f"/proc/{process}/task").glob("*/children") for one in file.read_text().split()]
    return found + [other for child in found for other in below(child)]


def workers():
    """The processes of this one that hand articles to a coder of their own."""
    return [process for process in below(os.getpid()) if below(process) and is_worker(process)]


def is_worker(process):
    try:
        return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


@contextmanager
def killing(every, most):
    """Ends a worker now and then, and another the next time; gives the list of those that were ended."""
    over, killed = threading.Event(), []

    def kill():
        while not over.wait(every):
            for process in workers()[:: -1 if len(killed) % 2 else 1][: len(killed) < most]:
                os.kill(process, signal.SIGKILL)
                killed.append(process)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield killed
    finally:
        over.set()
        thread.join()


def test_every_article_of_a_shard_is_coded_once_and_what_fails_is_a_dead_letter(run):
    assert duckdb.sql(f"SELECT count(*), count(DISTINCT id) FROM '{run}/documents/*.parquet'").fetchall() == [(43, 41)]
    [(address, error, tries)] = duckdb.sql(f"SELECT address, error, tries FROM '{run}/failures/*.parquet'").fetchall()
    assert address.endswith("a.jsonl:13")
    assert "is not JSON" in error
    assert tries == 1


def test_the_tables_answer_questions_as_they_are(run):
    found = duckdb.sql(
        f"SELECT e.type, count(*) FROM '{run}/events/*.parquet' e JOIN '{run}/documents/*.parquet' d "
        "ON e.document = d.id WHERE list_contains(e.actor_id, 'TUR') AND e.published_first = DATE '2025-09-01' "
        "GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    assert ("ACCUSE", 1) in found


def test_nothing_but_the_tables_and_the_manifest_is_left(run):
    assert not [name for name in os.listdir(run) if name.startswith("_")]
    assert {len(list((run / name).glob("*"))) for name in [*KINDS, "records", "failures", "done"]} == {9}


@pytest.mark.parametrize("kind", [Pool, Dask])
def test_workers_that_are_killed_change_no_row(kind, inputs, run, tmp_path):
    engine = Pool(2) if kind is Pool else Dask(workers=2)
    try:
        with killing(every=4, most=2) as killed:
            coded(Folder(str(tmp_path)), order(inputs), engine)
    finally:
        engine.close()
    assert killed
    assert everything(tmp_path) == everything(run)


def test_a_run_that_is_killed_goes_on_where_it_was(inputs, run, tmp_path):
    words = [PROGRAM, "cluster", "run", inputs, "--out", tmp_path, "--shard", "6", "--piece", "2"]
    first = subprocess.Popen(words, start_new_session=True, stderr=subprocess.DEVNULL)
    patience = time.monotonic() + 60
    while not list((tmp_path / "done").glob("*")) and time.monotonic() < patience:
        time.sleep(0.05)
    first.kill()
    first.wait()
    left = runs.done(Folder(str(tmp_path)))
    ages = {name: (tmp_path / "done" / name).stat().st_mtime_ns for name in os.listdir(tmp_path / "done")}
    assert left
    with pytest.raises(DragomanError, match="not coded yet"):
        runs.whole(Folder(str(tmp_path)))
    second = subprocess.run([*words, "--workers", "2"], capture_output=True, text=True, check=False)
    assert second.returncode == 1, second.stderr  # a line is no JSON
    assert "43 articles in 9 of 9 shards, 1 failed" in second.stderr
    assert everything(tmp_path) == everything(run)
    assert all((tmp_path / "done" / name).stat().st_mtime_ns == age for name, age in ages.items())


def test_another_order_is_refused(inputs, run, pool):
    with pytest.raises(DragomanError, match="other inputs"):
        runs.begin(Folder(str(run)), order(inputs, shard=7), pool)


def test_workers_of_another_version_do_not_code(inputs, pool, tmp_path):
    folder, wanted = Folder(str(tmp_path)), replace(order(inputs), coding=Coding(version="0.0+other"))
    with pytest.raises(DragomanError, match=r"0\.0\+other, but a worker has"):
        list(runs.code(folder, runs.begin(folder, wanted, pool), pool))


def test_an_article_that_ends_its_coder_is_given_up_and_the_rest_goes_on():
    documents = [read_text(article(number)["text"], address=f"a{number}") for number in range(3)]
    over = threading.Event()
    with Workers(1) as coder:

        def kill():
            while not over.wait(0.05):
                for process in below(os.getpid()):
                    if is_worker(process) and not below(process) and process in pids(coder):
                        os.kill(process, signal.SIGKILL)

        killer = threading.Thread(target=kill)

        def articles():
            yield from documents[:2]
            time.sleep(2)  # until these are coded
            killer.start()
            time.sleep(0.3)
            yield documents[2]

        found = list(station.coded(coder, articles()))
        over.set()
        killer.join()
        found += station.coded(coder, [read_text(article(9)["text"], address="a9")])
    assert [type(one) for one, _ in found] == [Record, Record, Failure, Record]
    assert found[2][0].reason == "coding failed: it ended the coding process"
    assert [tries for _, tries in found] == [1, 1, 2, 1]


def pids(coder):
    return list((coder._pool._processes or {}).keys())


@pytest.fixture
def bucket(monkeypatch):
    """A bucket of a server that speaks S3's protocol."""
    from moto.server import ThreadedMotoServer

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    s3fs.S3FileSystem().mkdir("news")
    yield "s3://news"
    s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


def test_a_run_from_an_object_store_into_it(bucket, tmp_path):
    import s3fs

    store = s3fs.S3FileSystem()
    content = lines(article(number) for number in range(8))
    store.pipe_file("news/in/below/a.jsonl", content)
    (tmp_path / "a.jsonl").write_bytes(content)
    there, here = Folder(f"{bucket}/run"), Folder(str(tmp_path / "run"))
    engine = Pool(1)
    try:
        coded(there, order(f"{bucket}/in", shard=5), engine)
        coded(here, order(tmp_path / "a.jsonl", shard=5), engine)
    finally:
        engine.close()
    store.get("news/run", str(tmp_path / "copy"), recursive=True)
    assert len(rows(tmp_path / "copy", "documents")) == 8
    assert everything(tmp_path / "copy") == everything(tmp_path / "run")
    assert not store.exists("news/run/_work")
