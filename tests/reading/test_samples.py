from __future__ import annotations

from pathlib import Path

from dragoman.model.text import Document
from dragoman.reading import read_all

from .test_head import check_evidence, value

SAMPLES = Path(__file__).parents[2] / "samples"


def test_the_samples_say_where_and_when_they_were_written() -> None:
    found = {}
    for document in read_all([str(SAMPLES)]):
        assert isinstance(document, Document)
        check_evidence(document)
        found[Path(document.address).name] = (value(document.published), value(document.dateline))
        assert document.title
        assert document.title.value in document.text
    assert found == {
        "damascus-visit.txt": ("2025-09-18", "Damascus"),
        "doha-agreement.md": ("2020-03-01", "Kabul"),
        "grain-initiative.html": ("2022-07-23", "Istanbul"),
    }
