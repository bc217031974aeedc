"""What all tests share: the real program, loaded once."""

import os
from pathlib import Path

import pytest

from dragoman.pipeline import Pipeline
from dragoman.read import Overrides, read_text


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
