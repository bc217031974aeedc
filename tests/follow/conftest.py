"""A small corpus that comes in twice, in our own words, coded by the real program."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.reading import Overrides, read_text
from dragoman.store import Store

FIRST = [
    (
        "raid",
        "2025-09-18",
        "Wire One",
        "Raid on Palmyra",
        "Israel carried out an air strike on the Syrian town of Palmyra on Wednesday, killing 12 people, "
        "officials said.",
    ),
    (
        "visit",
        "2025-09-18",
        "Wire One",
        "Fidan in Damascus",
        "Turkish Foreign Minister Hakan Fidan visited Damascus on Tuesday and met Syrian President Ahmed al-Sharaa. "
        '"We will not leave Syria alone," Fidan said. Turkey will send 200 tonnes of wheat to Syria by October 1.',
    ),
    (
        "deal",
        "2025-09-18",
        "Daily Two",
        "Azaz deal",
        "Turkey and Syria signed the Azaz border agreement in Damascus on Wednesday. Under the Azaz border agreement, "
        "Turkey will hand over 12 border posts by October 15. Turkey supports the sanctions on Syria, Fidan said.",
    ),
]
SECOND = [
    (
        "raid",  # the same address: the outlet has changed the number
        "2025-09-18",
        "Wire One",
        "Raid on Palmyra",
        "Israel carried out an air strike on the Syrian town of Palmyra on Wednesday, killing 15 people, "
        "officials said.",
    ),
    (
        "second-visit",
        "2025-09-19",
        "Daily Two",
        "Fidan meets Sharaa",
        "Turkish Foreign Minister Hakan Fidan met Syrian President Ahmed al-Sharaa in Damascus on Tuesday. "
        "Turkey rejects the sanctions on Syria, Fidan said.",
    ),
    (
        "wheat",
        "2025-10-02",
        "Daily Two",
        "Wheat arrives",
        "Turkey has delivered the 200 tonnes of wheat it had promised to Syria, the Syrian minister said. Turkey will "
        "hand over 12 border posts by October 15, under the Azaz border agreement with Syria.",
    ),
    (
        "copy",
        "2025-09-19",
        "Paper Three",
        "Fidan on Syria",
        'Ankara has a plan. "We will not leave Syria alone," Turkish Foreign Minister Hakan Fidan said.',
    ),
]


def article(pipeline, name, published, source, title, text):
    """The record of an article."""
    overrides = Overrides(published=published, source=source, title=title)
    return pipeline.code(read_text(text, address=f"https://news.example/{name}", overrides=overrides))


@pytest.fixture(scope="session")
def readings(pipeline):
    """The records of both readings."""
    return [[article(pipeline, *one) for one in articles] for articles in (FIRST, SECOND)]


@pytest.fixture(scope="module")
def save():
    """Stores records in a database."""

    def save(place, records):
        with Store.open(place, create=True) as store:
            for record in records:
                store.save(record)

    return save


@pytest.fixture(scope="module")
def run():
    """Runs a command on a database; it must end well unless another exit code is expected."""

    def run(place, *words, exits=0):
        given = [str(word) for word in (*words, "--db", place)]
        result = CliRunner().invoke(app, given, env={"COLUMNS": "160"})
        assert result.exit_code == exits, result.output
        return result

    return run
