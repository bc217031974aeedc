import gzip
from pathlib import Path

import pytest

from dragoman.store import Store, schema

FORMATS = Path(__file__).parent / "formats"


@pytest.fixture
def store(fresh):
    with Store.open(fresh(), create=True) as opened:
        yield opened


@pytest.fixture(params=range(1, schema.FORMAT))
def older(request, tmp_path):
    """A database that the program wrote when its format was this one."""
    path = tmp_path / "older.db"
    path.write_bytes(gzip.decompress((FORMATS / f"format{request.param}.db.gz").read_bytes()))
    return path
