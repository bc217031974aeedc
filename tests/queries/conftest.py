import pytest

from dragoman.store import Store


@pytest.fixture
def store(fresh):
    with Store.open(fresh(), create=True) as opened:
        yield opened
