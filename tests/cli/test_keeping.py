"""``backup`` and ``restore``, and every command on a server."""

import json

import pytest

from dragoman.store import Store
from store.builders import raid, visit


@pytest.fixture
def remote(server):
    """An empty database of a server."""
    name = server.fresh(prepared=False)
    yield server.url(name)
    server.drop(name)


def test_a_backup_is_written_and_restored(filled, run, tmp_path):
    events = run("events", "-f", "jsonl").stdout
    done = run("backup", tmp_path / "backup.db")
    assert (done.exit_code, done.stderr) == (0, f"dragoman: 2 articles in {tmp_path / 'backup.db'}\n")
    done = run("restore", tmp_path / "backup.db", "--db", tmp_path / "again.db")
    assert (done.exit_code, done.stderr) == (0, "dragoman: 2 articles restored\n")
    assert run("events", "-f", "jsonl", "--db", tmp_path / "again.db").stdout == events


def test_what_would_be_written_over_is_refused(filled, run):
    done = run("backup", filled)
    assert (done.exit_code, done.stderr) == (3, f"dragoman: {filled}: is there already; name another file\n")
    done = run("restore", filled)
    assert done.exit_code == 3
    assert "holds 2 articles; name a database that is empty" in done.stderr


def test_a_file_becomes_a_database_on_a_server(filled, run, remote):
    asked = [
        *(["events"], ["statements", "--text", "alone"], ["commitments"], ["agreements"], ["due"], ["positions"]),
        *(["meetings"], ["list"], ["show", visit().document.id[:8]], ["events", "--dyad", "TUR", "SYR"]),
    ]
    before = [run(*words, "--format", "json").stdout for words in asked]
    assert run("restore", filled, "--db", remote).exit_code == 0
    for words, expected in zip(asked, before, strict=True):
        done = run(*words, "--format", "json", "--db", remote)
        assert (done.exit_code, done.stdout) == (0, expected)
        assert json.loads(expected) or words == ["positions"]


def test_the_environment_may_name_a_server(run, remote, monkeypatch):
    monkeypatch.setenv("DRAGOMAN_DB", remote)
    done = run("events")
    assert (done.exit_code, "nothing of Dragoman in this database; 'dragoman read'" in done.stderr) == (3, True)
    with Store.open(remote, create=True) as store:
        store.save(raid())
    assert len(json.loads(run("events", "-f", "json").stdout)) == 1
