import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.store import Store
from store.builders import raid, visit


@pytest.fixture
def database(tmp_path, monkeypatch):
    """Where commands look for the database; nothing is there yet."""
    path = tmp_path / "dragoman.db"
    monkeypatch.setenv("DRAGOMAN_DB", str(path))
    return path


@pytest.fixture
def filled(database):
    """A database with two articles."""
    with Store.open(database, create=True) as store:
        store.save(visit())
        store.save(raid())
    return database


@pytest.fixture
def run(database):
    """Run a command in this process."""

    def run(*words, given=None):
        return CliRunner().invoke(app, [str(word) for word in words], input=given, env={"COLUMNS": "140"})

    return run
