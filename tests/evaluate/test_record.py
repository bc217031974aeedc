"""The record scorer: a right record gets every point, and each fault costs the point it should."""

import io
import json
import os
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from dragoman.evaluate.expected import ExpectedFault, check_against
from dragoman.evaluate.record import as_dict, compare, load_expected, report, run
from dragoman.model.agreements import Agreement, Commitment
from dragoman.model.entities import Actor, ActorKind, Mention, MentionForm, Office, Place
from dragoman.model.events import Event, Status, Trace
from dragoman.model.problems import UnreadableArticle
from dragoman.model.record import Record
from dragoman.model.statements import Statement
from dragoman.model.text import Attested, Basis, Document
from dragoman.resolve.assignment import assign

TEXT = (
    "Envoy in Lima\n\n"
    "Chile's envoy Rosa Paz visited Lima on 4 May. "
    'Peru accused Bolivia of delay. "We will sign the Andes pact," Paz said.\n\n'
    "The Andes pact of April obliges Peru to reopen the pass by June. The flood ended an old dispute.\n"
)
DOCUMENT = Document(id="d", address="a", text=TEXT, digest="0")


def span(words, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def ev(words, nth=0):
    return DOCUMENT.evidence(*span(words, nth))


def attested(value, words=None):
    return Attested(
        value=value,
        basis=Basis.STATED if words else Basis.ASSUMED,
        rule="test",
        evidence=(ev(words),) if words else (),
    )


def actor(id, name, country, kind=ActorKind.STATE, sector="GOV", mentions=(), offices=()):
    return Actor(
        id=id,
        name=name,
        kind=kind,
        country=attested(country),
        sectors=(attested(sector),),
        offices=offices,
        mentions=tuple(Mention(evidence=ev(*one), form=MentionForm.NAME, rule="test") for one in mentions),
    )


def event(id, type, words, by=(), to=(), modes=(), status=Status.ACTUAL, date=None, place=None):
    return Event(
        id=id,
        triggers=(ev(words),),
        type=attested(type),
        modes=tuple(map(attested, modes)),
        contexts=(),
        actor=tuple(map(attested, by)),
        recipient=tuple(map(attested, to)),
        status=attested(status),
        date=attested(date) if date else None,
        place=attested(place) if place else None,
        trace=Trace(frame="f", location="l"),
    )


EXPECTED = {
    "document": {"title": "Envoy in Lima", "dateline": None, "year_inferred": 2024, "year_rule": "prose"},
    "actors": [
        {
            "id": "paz",
            "name": "Rosa Paz",
            "kind": "person",
            "country": "CHL",
            "sectors": ["GOV"],
            "office": {"title": "Envoy", "country": "CHL"},
            "some_mentions": [span("Rosa Paz"), span("Paz", 1)],
        },
        {"id": "CHL", "name": "Chile", "kind": "state", "country": "CHL", "sectors": ["GOV"],
         "some_mentions": [span("Chile")]},
        {"id": "PER", "name": "Peru", "kind": "state", "country": "PER", "sectors": ["GOV"],
         "some_mentions": [span("Peru")]},
        {"id": "BOL", "name": "Bolivia", "country": "BOL", "some_mentions": [span("Bolivia")]},
    ],
    "events": [
        {"id": "e1", "type": "CONSULT", "modes": ["visit"], "contexts": ["diplomatic"], "actor": ["paz"],
         "recipient": ["PER"], "status": "actual", "date": "2024-05-04", "place": "Lima",
         "triggers": [span("visited"), span("Envoy in Lima")], "note": "told twice", "optional": False},
        {"id": "e2", "type": "ACCUSE", "modes": [], "actor": ["PER"], "recipient": ["BOL"],
         "status": "actual", "date": None, "place": None, "triggers": [span("accused")]},
        {"id": "e3", "type": "CONCEDE", "actor": [], "triggers": [span("ended")], "optional": True},
    ],
    "agenda_of_e1": [[0, 5]],
    "statements": [
        {"id": "s1", "kind": "direct", "speaker": ["paz"], "content": [span("We will sign the Andes pact")],
         "cue": span("said")},
    ],
    "agreements": [
        {"id": "a1", "name": "Andes pact", "name_span": span("Andes pact", 1), "parties": ["PER", "CHL"],
         "date": "2024-04", "status": None,
         "commitments": [
             {"id": "c1", "debtor": ["PER"], "action": span("reopen the pass"), "beneficiary": None,
              "deadline": "2024-06", "deadline_span": span("by June"), "status_claim": "pending"}
         ]},
    ],
    "commitments_without_agreement": [
        {"id": "c2", "debtor": ["CHL"], "action": span("sign the Andes pact"), "deadline": None}
    ],
    "relations": [],
}  # fmt: skip


def right_record():
    envoy = Office(title="envoy", organization=None, country="CHL", basis=Basis.STATED, rule="test")
    return Record(
        document=replace(
            DOCUMENT, title=attested("Envoy in Lima", "Envoy in Lima"), published=attested("2024-05-05")
        ),
        actors=(
            actor("CHL", "Chile", "CHL", mentions=[("Chile's",)]),
            actor("PER", "Peru", "PER", mentions=[("Peru",), ("Peru", 1)]),
            actor("BOL", "Bolivia", "BOL", mentions=[("Bolivia",)]),
            actor(
                "rosa-paz",
                "Rosa Paz",
                "CHL",
                ActorKind.PERSON,
                mentions=[("Chile's envoy Rosa Paz",), ("Paz", 1)],
                offices=(envoy,),
            ),
        ),
        events=(
            event("x2", "ACCUSE", "accused", ["PER"], ["BOL"]),
            event("x1", "CONSULT", "visited", ["rosa-paz"], ["PER"], ["visit"], date="2024-05-04", place="p1"),
        ),
        statements=(
            Statement(
                id="y1",
                kind="direct",
                speaker=(attested("rosa-paz"),),
                speaker_words=ev("Paz", 1),
                content=(ev("We will sign the Andes pact,"),),
                cue=ev("said"),
            ),
        ),
        agreements=(
            Agreement(
                id="z1",
                name=attested("Andes pact"),
                parties=(attested("PER"), attested("CHL")),
                date=attested("2024-04"),
                status=attested("in force"),
                mentions=(ev("Andes pact", 1),),
            ),
        ),
        commitments=(
            Commitment(id="k2", debtor=(attested("CHL"),), action=ev("sign the Andes pact")),
            Commitment(
                id="k1",
                debtor=(attested("PER"),),
                action=ev("reopen the pass"),
                deadline=attested("2024-06"),
                status_claim=attested("pending"),
                agreement="z1",
            ),
        ),
        places=(
            Place(id="p1", name="LIMA", kind="city", country="PER", admin1=None, latitude=None,
                  longitude=None, rule="test", mentions=()),
        ),
    )  # fmt: skip


@pytest.fixture
def load(tmp_path):
    def loaded(content):
        path = tmp_path / "expected.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return load_expected(path)

    return loaded


def wrong(comparison):
    """Every point lost, as ``label: right of all``, and every figure of what is too much."""
    return {
        count.label: (count.right, count.of)
        for count in comparison.counts()
        if (count.right if count.of is None else count.right < count.of)
    }


def changed(record, part, index, **fields):
    entries = list(getattr(record, part))
    entries[index] = replace(entries[index], **fields)
    return replace(record, **{part: tuple(entries)})


def test_a_right_record_loses_nothing(load):
    comparison = compare(load(EXPECTED), right_record())
    assert wrong(comparison) == {}
    counts = {count.label: (count.right, count.of) for count in comparison.counts()}
    assert counts["events found"] == (2, 2)
    assert counts["events with the right actor countries"] == (2, 2)
    assert counts["events with the right date"] == (1, 1)
    assert counts["statements with the right speaker"] == (1, 1)
    assert counts["commitments with the right deadline"] == (1, 1)
    assert counts["document: year"] == (1, 1)
    assert counts["events not in the annotation"] == (0, None)


def test_an_empty_record_gets_nothing(load):
    comparison = compare(load(EXPECTED), Record(document=DOCUMENT))
    for count in comparison.counts():
        assert count.right == 0, count


@pytest.mark.parametrize(
    ("part", "index", "fields", "lost"),
    [
        ("events", 1, {"actor": (attested("PER"),)}, {"events with the right actor countries": (1, 2)}),
        ("events", 1, {"recipient": ()}, {"events with the right recipient countries": (1, 2)}),
        ("events", 1, {"date": None}, {"events with the right date": (0, 1)}),
        ("events", 1, {"place": None}, {"events with the right place": (0, 1)}),
        ("events", 1, {"modes": ()}, {"events with the right modes": (1, 2)}),
        ("events", 0, {"status": attested(Status.FUTURE)}, {"events with the right status": (1, 2)}),
        ("events", 0, {"date": attested("2024-05-01")}, {}),
        ("statements", 0, {"speaker": (attested("CHL"),)}, {"statements with the right speaker": (0, 1)}),
        ("statements", 0, {"kind": "indirect"}, {"statements with the right kind": (0, 1)}),
        ("agreements", 0, {"date": attested("2024")}, {"agreements with the right date": (0, 1)}),
        ("agreements", 0, {"parties": ()}, {"agreements with the right party countries": (0, 1)}),
        ("commitments", 1, {"deadline": None}, {"commitments with the right deadline": (0, 1)}),
        ("commitments", 1, {"agreement": None}, {"commitments with the right agreement": (0, 1)}),
        ("actors", 3, {"kind": ActorKind.MEDIA}, {"actors with the right kind": (2, 3)}),
        ("actors", 3, {"offices": ()}, {"actors with the right office": (0, 1)}),
        ("actors", 3, {"sectors": ()}, {"actors with the right sectors": (2, 3)}),
    ],
)
def test_a_fault_costs_its_own_point_and_no_other(load, part, index, fields, lost):
    assert wrong(compare(load(EXPECTED), changed(right_record(), part, index, **fields))) == lost


def test_a_wrong_type_is_a_missing_event_and_one_too_many(load):
    comparison = compare(load(EXPECTED), changed(right_record(), "events", 0, type=attested("REJECT")))
    missing = next(match for match in comparison.matches if match.id == "e2")
    assert missing.found is None
    assert missing.near == ("x2 REJECT “accused”",)
    assert [extra.what for extra in comparison.extras] == ["REJECT “accused”"]


def test_the_same_type_in_another_sentence_is_another_event(load):
    comparison = compare(load(EXPECTED), changed(right_record(), "events", 0, triggers=(ev("obliges"),)))
    assert wrong(comparison)["events found"] == (1, 2)
    assert wrong(comparison)["events not in the annotation"] == (1, None)


def test_an_event_is_found_in_any_sentence_that_tells_it(load):
    told = changed(right_record(), "events", 1, triggers=(ev("in Lima"),))
    assert wrong(compare(load(EXPECTED), told)) == {}


def test_one_recorded_event_answers_to_one_expected_event(load):
    record = right_record()
    twin = replace(record.events[0], id="x3")
    comparison = compare(load(EXPECTED), replace(record, events=(*record.events, twin)))
    assert wrong(comparison) == {"events not in the annotation": (1, None)}


def test_of_two_candidates_the_one_with_the_right_actors_is_taken(load):
    record = right_record()
    worse = replace(record.events[0], id="x0", actor=(attested("BOL"),))
    comparison = compare(load(EXPECTED), replace(record, events=(worse, *record.events)))
    assert next(match.found for match in comparison.matches if match.id == "e2") == "x2"


def test_an_optional_event_counts_on_neither_side(load):
    record = right_record()
    found = replace(record, events=(*record.events, event("x3", "CONCEDE", "ended")))
    assert wrong(compare(load(EXPECTED), found)) == {}


def test_a_statement_needs_half_of_its_words(load):
    comparison = compare(load(EXPECTED), changed(right_record(), "statements", 0, content=(ev("We will"),)))
    assert wrong(comparison)["statements found"] == (0, 1)
    assert wrong(comparison)["statements not in the annotation"] == (1, None)


def test_an_actor_that_only_shares_an_id_is_not_the_expected_one(load):
    record = right_record()
    namesake = replace(record.actors[3], id="paz", name="Other", mentions=())
    record = replace(record, actors=(*record.actors, namesake))
    speaking = changed(record, "statements", 0, speaker=(attested("paz"),))
    assert wrong(compare(load(EXPECTED), speaking)) == {"statements with the right speaker": (0, 1)}


def test_agreements_and_commitments_beyond_the_annotation_are_counted(load):
    record = right_record()
    pact = replace(record.agreements[0], id="z2", name=attested("Lima pact"), mentions=())
    duty = replace(record.commitments[0], id="k3", action=ev("visited Lima"))
    more = replace(record, agreements=(*record.agreements, pact), commitments=(*record.commitments, duty))
    assert wrong(compare(load(EXPECTED), more)) == {
        "agreements not in the annotation": (1, None),
        "commitments not in the annotation": (1, None),
    }


def test_the_year_must_be_the_inferred_one(load):
    record = right_record()
    other = replace(record, document=replace(record.document, published=attested("2023-05-05")))
    assert wrong(compare(load(EXPECTED), other)) == {"document: year": (0, 1)}


def test_the_report_says_what_is_wrong_and_what_was_expected(load):
    record = changed(right_record(), "events", 1, date=attested("2024-05-03"))
    record = replace(record, statements=(), events=(record.events[1], event("x9", "AID", "reopen")))
    out = io.StringIO()
    report(compare(load(EXPECTED), record), Console(file=out, width=140))
    seen = " ".join(out.getvalue().split())
    assert "events found 1 of 2" in seen
    assert "date: 2024-05-03, expected 2024-05-04" in seen
    assert "s1 “We will sign the Andes pact” missing" in seen
    assert "not in the annotation x9 AID “reopen”" in seen


def test_the_comparison_goes_into_json(load):
    found = json.loads(json.dumps(as_dict(compare(load(EXPECTED), right_record()))))
    assert {"label": "events found", "right": 2, "of": 2} in found["counts"]
    assert found["matches"][0]["checks"][0]["field"] == "actor countries"


def without(content, *path):
    content = json.loads(json.dumps(content))
    inner = content
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return content


def with_value(value, *path):
    content = json.loads(json.dumps(EXPECTED))
    inner = content
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return content


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("{", "truncated"),
        ("[]", "Expected `object`"),
        (without(EXPECTED, "events"), "missing required field `events`"),
        (without(EXPECTED, "events", 1, "type"), r"missing required field `type` - at `\$.events\[1\]`"),
        (with_value("x", "events", 1, "triggers"), r"Expected `array`, got `str` - at `\$.events\[1\].triggers`"),
        (with_value([[9, 9]], "events", 1, "triggers"), r"\$.events\[1\].triggers\[0\]: \[9, 9\] is not a span"),
        (with_value(["XXX"], "events", 1, "actor"), r"\$.events\[1\].actor: there is no actor 'XXX'"),
        (with_value(["XXX"], "statements", 0, "speaker"), r"\$.statements\[0\].speaker: there is no actor"),
        (with_value("maybe", "events", 1, "status"), "Invalid enum value 'maybe'"),
        (with_value([], "events", 1, "recipeint"), "unknown field `recipeint`"),
        (with_value("e1", "events", 1, "id"), r"\$.events\[1\].id: 'e1' is used twice"),
        (
            with_value("c1", "commitments_without_agreement", 0, "id"),
            r"\$.commitments_without_agreement\[0\].id: 'c1' is used twice",
        ),
    ],
)
def test_a_fault_in_the_file_is_named_with_its_path(load, content, fault):
    with pytest.raises(ExpectedFault, match=fault):
        load(content)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ExpectedFault, match=r"none\.json: No such file"):
        load_expected(tmp_path / "none.json")


def test_an_annotation_of_another_article_is_refused(load):
    expected = load(EXPECTED)
    check_against(expected, TEXT)
    with pytest.raises(ExpectedFault, match="beyond the article"):
        check_against(expected, TEXT[:100])


@pytest.fixture
def files(tmp_path):
    annotation, article = tmp_path / "expected.json", tmp_path / "article.txt"
    annotation.write_text(json.dumps(EXPECTED), encoding="utf-8")
    article.write_bytes(TEXT.encode())
    return annotation, article


def test_an_article_is_read_and_coded_before_it_is_compared(files):
    comparison = run(*files, published="2024-05-05")
    year = next(check for check in comparison.document if check.field == "year")
    assert year.right
    assert [match.id for match in comparison.part("event")] == ["e1", "e2"]


def test_an_article_that_cannot_be_read_is_named(files):
    annotation, article = files
    article.write_bytes(b"\x00\x01" * 50)
    with pytest.raises(UnreadableArticle, match=r"article\.txt: is binary"):
        run(annotation, article)


def test_another_article_is_refused_before_it_is_coded(files):
    annotation, article = files
    article.write_text("Too short.", encoding="utf-8")
    with pytest.raises(ExpectedFault, match="beyond the article"):
        run(annotation, article)


@given(st.lists(st.lists(st.integers(-3, 9), min_size=3, max_size=3), max_size=4))
def test_no_assignment_is_worth_more(table):
    found = assign(table, range(3), lambda row, column: row[column])
    assert len(set(found.values())) == len(found)
    size = max(len(table), 3)
    best = max(
        sum(max(0, table[i][j]) for i, j in enumerate(order) if i < len(table) and j < 3)
        for order in permutations(range(size))
    )
    assert sum(table[i][j] for i, j in found.items()) == best


def test_the_shared_annotation_is_in_the_form():
    shared = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[3] / "shared")) / "inputs"
    if not shared.is_dir():
        pytest.skip(f"the shared inputs are not at {shared}; set DRAGOMAN_SHARED")
    expected = load_expected(shared / "seed.expected.json")
    check_against(expected, (shared / "seed.txt").read_bytes().decode("utf-8"))
    assert sum(not one.optional for one in expected.events) == 11
    assert len(expected.statements) == 7
