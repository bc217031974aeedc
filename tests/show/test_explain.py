"""``explain`` prints what the coder kept: values, grounds, rules, words, and what lost."""

import io
import json
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from dragoman import explain
from dragoman.model.record import Record


def lines(record, event="e1"):
    return [" ".join(line.split()) for line in explain.text(record, event).splitlines()]


def test_every_field_shows_value_ground_rule_and_words_with_offsets(record):
    shown = lines(record)
    assert "type CONSULT stated consult.visit “visit” 69-74" in shown
    assert "mode visit stated consult.visit “visit” 69-74" in shown
    assert "context diplomatic derived context.words “envoy” 45-50" in shown
    assert "actor Işıl Çağrı [cagri] stated subject -> actor “Işıl Çağrı” 51-61" in shown
    assert "recipient سلمى الهاشمي [hashimi] stated object -> recipient “سلمى الهاشمي” 101-113" in shown
    assert "status actual assumed status.default –" in shown
    assert "date 2025-03-03 derived time.weekday-before-published “Monday” 86-92" in shown
    assert "place Doha [geonames:290030] stated place.city “Doha” 78-82" in shown
    assert "agenda talks stated “talks” 23-28" in shown
    assert "said by Qatar [QAT] stated said.by “Qatar” 117-122" in shown
    assert "confidence 0.83 –" in shown


def test_offsets_are_those_of_the_words(record):
    for reason in explain.explain(record, "e1").reasons:
        for words in reason.words:
            assert record.document.text[words.start : words.end] == words.text


def test_codes_of_an_actor_come_with_their_own_reasons(record):
    shown = lines(record)
    assert "country TUR derived actor.demonym-of-title “Turkish” 37-44" in shown
    assert "sector GOV derived actor.sector-of-title “envoy” 45-50" in shown
    assert "mention name actor.alias “Işıl Çağrı” 51-61" in shown


def test_an_uncertain_mention_is_marked(record):
    pronoun = record.actors[1].mentions[1].evidence
    first, *rest = record.events
    actor = replace(first.actor[0], value="TUR", evidence=(pronoun,))
    shown = lines(replace(record, events=(replace(first, actor=(actor,)), *rest)))
    assert any(line.startswith("mention pronoun, not certain actor.alias “We”") for line in shown)


def test_the_frame_the_conventions_and_the_losers_are_named(record):
    shown = lines(record)
    assert shown[0] == "e1 “paid a visit” 62-74; “in Doha for talks” 11-28"
    assert shown[1] == "frame consult.visit consult.yaml:12"
    assert "convention visit-outranks-meeting" in shown
    assert "merged headline told the same visit" in shown
    assert "not AGREE (agree.plan): role empty, nothing is promised" in shown
    assert "not Doha, IND [geonames:9] score 0.20 –" in shown


def test_numbers_are_explained(record):
    assert "magnitude killed: at least 12 persons stated “At least 12 people” 234-252" in lines(record, "e2")


def test_an_actor_or_place_missing_from_the_record_shows_by_its_id(record):
    shown = lines(replace(record, actors=(), places=()))
    assert "actor cagri stated subject -> actor “Işıl Çağrı” 51-61" in shown
    assert "place geonames:290030 stated place.city “Doha” 78-82" in shown


def test_an_unknown_event_names_the_known_ones(record):
    with pytest.raises(KeyError, match=r"no event, agreement or position e9 .* known ids: e1, e2, a1"):
        explain.explain(record, "e9")
    with pytest.raises(KeyError, match="holds nothing that can be explained"):
        explain.text(Record(document=record.document), "e1")


def test_the_dictionary_goes_into_json(record):
    found = json.loads(json.dumps(explain.as_dict(record, "e1")))
    assert found["trace"]["alternatives"][0]["reason"] == "role empty"
    date = next(reason for reason in found["reasons"] if reason["field"] == "date")
    assert date["value"] == "2025-03-03"
    assert (date["words"][0]["start"], date["words"][0]["end"]) == (86, 92)


@pytest.mark.parametrize("width", [80, 140])
def test_it_fits_the_terminal(record, width):
    out = io.StringIO()
    explain.terminal(record, "e1", Console(file=out, width=width))
    assert all(cell_len(line.rstrip()) <= width for line in out.getvalue().splitlines())
