"""What all tests share: the real program, loaded once."""

import os
from pathlib import Path

import pytest

import postgres
from dragoman.pipeline import Pipeline
from dragoman.reading import Overrides, read_text


@pytest.fixture(scope="session")
def pipeline():
    return Pipeline.load()


@pytest.fixture(scope="session")
def code(pipeline):
    """The record of a text, published on a fixed day unless another (or None) is given."""

    def code(text, published="2025-09-20"):
        return pipeline.code(read_text(text, address="test", overrides=Overrides(published=published)))

    return code


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL server; tests that need it are skipped where none is installed."""
    programs = postgres.programs()
    if programs is None:
        pytest.skip(postgres.INSTALL)
    running = postgres.Server(programs)
    yield running
    running.stop()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def kind(request):
    """Every test that uses a database runs on both."""
    return request.param


@pytest.fixture(scope="module")
def fresh(kind, request, tmp_path_factory):
    """Gives places for new databases: a path, or a URL."""
    if kind == "sqlite":
        yield lambda: tmp_path_factory.mktemp("store") / "dragoman.db"
        return
    running, made = request.getfixturevalue("server"), []

    def place():
        made.append(running.fresh())
        return running.url(made[-1])

    yield place
    for name in made:
        running.drop(name)


@pytest.fixture(scope="session")
def shared():
    """The folder with the public gold data; tests that need it are skipped where it is not."""
    folder = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[2] / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no folder {folder}; set DRAGOMAN_SHARED to where the gold data is")
    return folder


def only(record):
    """The one event of a record."""
    assert len(record.events) == 1, [(e.type.value, e.triggers[0].text) for e in record.events]
    return record.events[0]


def ids(role):
    return [attested.value for attested in role]
