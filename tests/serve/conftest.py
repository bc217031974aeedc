import pytest

from dragoman.store import Store

from .corpus import articles
from .served import Served


@pytest.fixture(scope="module")
def served(fresh, tmp_path_factory):
    """A server of a small corpus, without a limit to the rate; on SQLite and on PostgreSQL."""
    where = fresh()
    with Store.open(where, create=True) as store:
        for record in articles(30):
            store.save(record)
    options = ("--rate", "0", "--largest", "300000", "--patience", "1")
    running = Served(where, tmp_path_factory.mktemp("served") / "log", *options)
    yield running
    running.stop()


@pytest.fixture
def anyone(served):
    with served.client() as client:
        yield client
