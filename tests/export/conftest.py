import pytest

from bench.stored_events import records
from dragoman.store import Store
from store.builders import raid, visit


@pytest.fixture(scope="session")
def made_up(tmp_path_factory):
    """A store with three hundred events of sixty articles."""
    with Store.open(tmp_path_factory.mktemp("made-up") / "made-up.db", create=True) as store:
        for record in records(60):
            store.save(record)
        yield store


@pytest.fixture(scope="module")
def two(fresh):
    """A store with two small articles, on every kind of database."""
    with Store.open(fresh(), create=True) as store:
        store.save(visit())
        store.save(raid())
        yield store


@pytest.fixture(scope="session")
def coded(code, tmp_path_factory):
    """A store with articles that the program coded."""
    with Store.open(tmp_path_factory.mktemp("coded") / "coded.db", create=True) as store:
        for record in (code(text) for text in TEXTS):
            store.save(record)
        yield store


TEXTS = (
    "Turkish Foreign Minister Hakan Fidan met Syrian President Ahmed al-Sharaa in Damascus on Monday. "
    "Fidan said Türkiye would send aid by Friday.",
)
