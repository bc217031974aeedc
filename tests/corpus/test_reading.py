"""``import dragoman``, ``read`` and ``read_file``."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import dragoman
from conftest import ids, only
from dragoman.corpus import coding

SAMPLES = Path(__file__).parents[2] / "samples"


def test_importing_loads_nothing_else():
    check = "import sys, dragoman; print(sorted(name for name in sys.modules if name.startswith('dragoman.')))"
    assert subprocess.check_output([sys.executable, "-c", check], text=True).strip() == "[]"


def test_what_is_public_is_there():
    assert all(getattr(dragoman, name) for name in dragoman.__all__)
    assert set(dragoman.__all__) <= set(dir(dragoman))
    with pytest.raises(AttributeError, match="no attribute 'raed'"):
        dragoman.raed  # noqa: B018


def test_a_text_becomes_a_record():
    text = "Turkish Foreign Minister Hakan Fidan met Syrian President Ahmed al-Sharaa in Damascus on Tuesday."
    record = dragoman.read(text, published=date(2025, 9, 18), source="Wire One", title="Talks")
    event = only(record)
    assert (event.type.value, event.date.value) == ("CONSULT", "2025-09-16")
    assert ids(event.actor) == ["hakan-fidan", "ahmed-al-sharaa"]
    assert (record.document.source.value, record.document.title.value) == ("Wire One", "Talks")
    assert record.document.text == text


def test_in_a_scheme_of_choice():
    record = dragoman.read("Turkey and Syria signed an agreement on Tuesday.", published="2025-09-18", scheme="cameo")
    assert record.scheme == "CAMEO"


def test_models_are_loaded_once():
    assert coding.pipeline() is coding.pipeline(None, None, None)


def test_texts_without_an_address_are_told_apart_by_their_words():
    one, other = dragoman.read("They met."), dragoman.read("They parted.")
    assert one.document.address != other.document.address
    assert dragoman.read("They met.").document.id == one.document.id
    assert dragoman.read("They met.", address="wire/7").document.address == "wire/7"


@pytest.mark.parametrize(
    ("text", "given", "fault"),
    [("They met.", {"published": "tomorrow"}, "'tomorrow' is not a date"), (" ", {}, "holds no text")],
)
def test_what_cannot_be_read_is_said(text, given, fault):
    with pytest.raises(dragoman.DragomanError, match=fault):
        dragoman.read(text, **given)


def test_a_file_becomes_a_record():
    record = dragoman.read_file(SAMPLES / "doha-agreement.md")
    assert record.document.published.value == "2020-03-01"
    assert "AGREE" in {event.type.value for event in record.events}


def test_a_file_must_hold_one_article(tmp_path):
    several = tmp_path / "several.jsonl"
    several.write_text('{"id": 1, "text": "They met."}\n{"id": 2, "text": "They parted."}\n')
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    for path, fault in ((several, "more than one"), (empty, "is empty"), (tmp_path / "none", "does not exist")):
        with pytest.raises(dragoman.DragomanError, match=fault):
            dragoman.read_file(path)
