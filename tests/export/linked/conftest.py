"""A corpus that the real program made: samples, two articles of one event, and what exports have to take care of."""

from io import BytesIO
from pathlib import Path

import pytest

from dragoman import query
from dragoman.export.linked import EXPORTERS
from dragoman.query import Filter
from dragoman.reading import Overrides, read_text
from dragoman.store import Store
from store.builders import visit

SAMPLES = Path(__file__).parents[3] / "samples"
ARTICLES = {
    "https://one.example/ankara?q=a b": "Syria's President Ahmed al-Sharaa met Turkish President Recep Tayyip Erdogan "
    "in Ankara on Wednesday.",
    "https://two.example/talks": "Turkish President Recep Tayyip Erdogan and Syrian President Ahmed al-Sharaa met "
    "in Ankara on Wednesday, officials said.",
    "https://one.example/strikes": "😀 Israel bombed Syria on Tuesday, killing 12 soldiers. "
    "Israel did not attack Lebanon. Israel bombed Syria on Monday.",
    "https://one.example/region": "Russia attacked Ukraine in the Donbas on Friday.",
}
_BY_NAME = {exporter.name: exporter for exporter in EXPORTERS}


def exported(name, store, wanted=None):
    """The bytes of an export and how many entries it says it has."""
    file = BytesIO()
    count = _BY_NAME[name].write(store, wanted or Filter(), file)
    return file.getvalue(), count


@pytest.fixture(scope="session")
def coded(pipeline):
    """The records of the articles."""

    def code(text, address, **given):
        return pipeline.code(read_text(text, address=address, overrides=Overrides(**given)))

    samples = [
        code(path.read_text(encoding="utf-8").rpartition("---\n")[2], path.as_uri(), published=day, source="Samples")
        for path, day in ((SAMPLES / "damascus-visit.txt", "2025-09-18"), (SAMPLES / "doha-agreement.md", "2020-03-01"))
    ]
    return samples + [
        code(text, address, published="2025-09-19", title=text[:20], source=address.split("/")[2])
        for address, text in ARTICLES.items()
    ]


@pytest.fixture(scope="module")
def corpus(fresh, coded):
    with Store.open(fresh(), create=True) as store:
        for record in coded:
            store.save(record)
        yield store


@pytest.fixture
def passing(fresh):
    """A store with people of whom no office is told and whom the knowledge base does not have."""
    with Store.open(fresh(), create=True) as store:
        store.save(visit())
        (met,) = query.events_told(store, Filter(actor=("sharaa",))).rows
        assert {party.kind for party in met.actor} == {"person"}
        yield store
