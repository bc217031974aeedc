"""A corpus that the real program made: the samples, two articles of one event, and what exports have to take care of."""

from io import BytesIO
from pathlib import Path

import pytest

from dragoman.export.linked import EXPORTERS
from dragoman.query import Filter
from dragoman.reading import Overrides, read_text
from dragoman.store import Store

SAMPLES = Path(__file__).parents[3] / "samples"
ARTICLES = {
    "https://one.example/ankara?q=a b": "Syria's President Ahmed al-Sharaa met Turkish President Recep Tayyip Erdogan "
    "in Ankara on Wednesday.",
    "https://two.example/talks": "Turkish President Recep Tayyip Erdogan and Syrian President Ahmed al-Sharaa met "
    "in Ankara on Wednesday, officials said.",
    "https://one.example/strikes": "😀 Israel bombed Syria on Tuesday, killing 12 soldiers. "
    "Israel did not attack Lebanon. Israel bombed Syria on Monday.",
    "https://one.example/baker": "Turkish police arrested Mehmet Ozturk in Ankara on Thursday.",
    "https://one.example/region": "Russia attacked Ukraine in the Donbas on Friday.",
}
_BY_NAME = {exporter.name: exporter for exporter in EXPORTERS}


def exported(name, store, wanted=None):
    """The bytes of an export and how many entries it says it has."""
    file = BytesIO()
    count = _BY_NAME[name].write(store, wanted or Filter(), file)
    return file.getvalue(), count


@pytest.fixture(scope="module")
def corpus(fresh, pipeline):
    with Store.open(fresh(), create=True) as store:
        for path in sorted(SAMPLES.glob("*.txt")) + sorted(SAMPLES.glob("*.md")):
            text = path.read_text(encoding="utf-8").rpartition("---\n")[2]
            overrides = Overrides(published="2020-03-01" if path.suffix == ".md" else "2025-09-18", source="Samples")
            store.save(pipeline.code(read_text(text, address=path.as_uri(), overrides=overrides)))
        for address, text in ARTICLES.items():
            overrides = Overrides(published="2025-09-19", title=text[:20], source=address.split("/")[2])
            store.save(pipeline.code(read_text(text, address=address, overrides=overrides)))
        yield store
