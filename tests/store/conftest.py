import pytest

from dragoman.store import Store


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "dragoman.db", create=True) as opened:
        yield opened
