import pytest

from dragoman.store import Store

from .corpus import articles
from .served import Served


def _running(where, folder):
    """A server of a small corpus, without a limit to the rate."""
    with Store.open(where, create=True) as store:
        for record in articles(30):
            store.save(record)
    return Served(where, folder / "log", "--rate", "0", "--largest", "300000", "--patience", "1")


@pytest.fixture(scope="module")
def served(fresh, tmp_path_factory):
    """On SQLite and on PostgreSQL."""
    running = _running(fresh(), tmp_path_factory.mktemp("served"))
    yield running
    running.stop()


@pytest.fixture(scope="package")
def embedded(tmp_path_factory):
    """On SQLite alone, for what does not depend on the database."""
    folder = tmp_path_factory.mktemp("embedded")
    running = _running(folder / "dragoman.db", folder)
    yield running
    running.stop()


@pytest.fixture
def anyone(served):
    with served.client() as client:
        yield client
