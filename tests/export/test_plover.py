"""PLOVER as JSON lines: in the field's words, and back without loss."""

import json
from dataclasses import replace

import pandas
import pytest

from corrections.test_store import correct
from dragoman.export.tabular.plover_import import bring_in
from dragoman.model.problems import DragomanError
from dragoman.query import Filter, documents, events, events_told
from dragoman.store import Outcome, Store
from export.written import written
from store.builders import document, raid, record, visit


def brought(lines, fresh):
    store = Store.open(fresh(), create=True)
    outcomes = list(bring_in(store, lines.splitlines(), "events.jsonl"))
    return store, outcomes


def ids(store):
    return [row.id for row in documents(store).rows]


@pytest.mark.parametrize("name", ["two", "made_up", "coded"])
def test_a_store_comes_back(name, request, fresh):
    store = request.getfixturevalue(name)
    first = written(store, "plover")
    other, outcomes = brought(first, fresh)
    with other:
        assert set(outcomes) == {Outcome.NEW}
        assert written(other, "plover") == first
        for id in ids(other):
            assert other.load(id) == store.load(id)
        assert list(events(other, Filter()).rows) == list(events(store, Filter()).rows)
        assert list(events_told(other, Filter()).rows) == list(events_told(store, Filter()).rows)


def test_only_what_fits_travels(made_up, fresh):
    wanted = {"type": ("CONSULT", "ASSAULT"), "status": ("actual",)}
    first = written(made_up, "plover", **wanted)
    other, _ = brought(first, fresh)
    with other:
        assert written(other, "plover") == first
        kinds = {row.type for row in events(other, Filter()).rows}
    assert kinds == {"CONSULT", "ASSAULT"}


def test_each_line_says_in_plovers_words_what_happened(two):
    visit, *_, threat, raid = map(json.loads, written(two, "plover").splitlines())
    assert visit["type"] == "CONSULT"
    assert visit["modes"] == ["visit"]
    assert visit["quad"] == "verbal cooperation"
    assert visit["date"] == "2025-09-17"
    assert [one["name"] for one in visit["actor"]] == ["İbrahim Kalın"]
    assert visit["place"] == {"name": "Damascus", "country": "SYR", "latitude": 33.5, "longitude": 36.3}
    assert threat["auxiliary"] == "negation"
    assert raid["magnitudes"] == [{"kind": "killed", "value": 12, "unit": "persons", "bound": "exact"}]


def test_the_text_travels_once_for_an_article(two):
    carried = [json.loads(line)["dragoman"] for line in written(two, "plover").splitlines()]
    assert [one["article"] is not None for one in carried] == [True, False, False, True]


def test_pandas_reads_it(made_up, tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_bytes(written(made_up, "plover"))
    assert len(pandas.read_json(path, lines=True)) == 300


def test_what_is_there_stays(two, fresh):
    lines = written(two, "plover")
    other, _ = brought(lines, fresh)
    with other:
        assert list(bring_in(other, lines.splitlines(), "x")) == [Outcome.KNOWN, Outcome.KNOWN]
        assert written(other, "plover") == lines


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda lines: lines[1:], "events.jsonl:1: the article .* is not on a line before it"),
        (lambda lines: [*lines, lines[0]], "events.jsonl:5: article .* is on an earlier line"),
        (
            lambda lines: [lines[0], lines[1], lines[1]],
            "events.jsonl:3: event e2 of this article is on an earlier line",
        ),
        (
            lambda lines: [lines[0].replace(b'"text":"visited"', b'"text":"invaded"')],
            "events.jsonl:1: .*does not have .*invaded",
        ),
        (lambda lines: [lines[0][:-9]], "events.jsonl:1: not a line of JSON"),
        (lambda lines: [b'{"type":"CONSULT"}'], "events.jsonl:1: no object 'dragoman'"),
        (lambda lines: [lines[0].replace(b'"basis":"stated"', b'"basis":"dreamt"')], "events.jsonl:1: .*dreamt"),
    ],
)
def test_a_faulty_file_is_refused_by_its_line(two, fresh, change, complaint):
    with pytest.raises(DragomanError, match=complaint):
        brought(b"\n".join(change(written(two, "plover").splitlines())), fresh)


def test_records_of_another_scheme_are_refused(fresh):

    with Store.open(fresh(), create=True) as store:
        store.save(replace(raid(), scheme="CAMEO"))
        with pytest.raises(DragomanError, match=r"coded in CAMEO.*dragoman recode --scheme plover"):
            written(store, "plover")


def test_what_people_corrected_travels_as_corrected(fresh):
    with Store.open(fresh(), create=True) as store:
        store.save(visit())
        correct(store, lambda desk: desk.edit("e1", date="2025-09-16"))
        first = written(store, "plover")
        other, _ = brought(first, fresh)
        with other:
            assert written(other, "plover") == first
            assert other.load(visit().document.id) == store.load(visit().document.id)
            assert other.load(visit().document.id).events[0].date.value == "2025-09-16"


def test_a_newer_version_of_an_article_comes_back(fresh):
    with Store.open(fresh(), create=True) as store:
        store.save(visit())
        store.save(record(document(visit().document.address, "Sharaa bombed it.", title="New")))
        changed = raid()
        store.save(changed)
        first = written(store, "plover")
        other, _ = brought(first, fresh)
        with other:
            assert written(other, "plover") == first
