"""What changed between two codings of one article, and why."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from dragoman.explain.changes import compare_records
from dragoman.model.events import Alternative, Trace
from dragoman.model.text import Attested, Basis
from dragoman.pipeline import Pipeline
from store.builders import document, event, record, visit
from store.strategies import records

quick = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)
TEXT = "Iran condemned Israel on Monday. Iran attacked a port and killed 12 people."


def coded(*events):
    return record(document("https://example.org/port", TEXT), events=events)


def by(frame, event, location="accuse.yaml:12", **trace):
    return replace(event, trace=Trace(frame=frame, location=location, **trace))


def condemned(type="ACCUSE", **more):
    return event(document("https://example.org/port", TEXT), 1, "condemned", type, actor=["TUR"], **more)


def attacked(**more):
    return event(document("https://example.org/port", TEXT), 2, "attacked", "ASSAULT", actor=["TUR"], **more)


@quick
@given(records())
def test_a_coding_differs_in_nothing_from_itself(one):
    assert compare_records(one, one) == ()


@quick
@given(records())
def test_other_ids_are_no_change(one):
    def renumbered(entries):
        return tuple(replace(entry, id=f"x{number}") for number, entry in enumerate(entries))

    other = replace(one, **{part: renumbered(getattr(one, part)) for part in ("positions", "claims")})
    assert compare_records(one, other) == ()


@quick
@given(records(), records())
def test_what_one_direction_gains_the_other_loses(one, other):
    other = replace(other, document=one.document)
    there, back = compare_records(one, other), compare_records(other, one)

    def count(changes, kind):
        return sum(change.kind == kind for change in changes)

    assert (count(there, "gained"), count(there, "lost")) == (count(back, "lost"), count(back, "gained"))


def test_a_type_that_changed_names_both_frames_with_their_lines():
    lost = Alternative(frame="accuse.blame", code="ACCUSE", reason="a condition is not met", detail="object")
    (change,) = compare_records(
        coded(by("accuse.blame", condemned())),
        coded(by("reject.refuse", condemned("REJECT"), "reject.yaml:4", alternatives=(lost,))),
    )
    assert (change.part, change.kind, change.field, change.old, change.new) == (
        *("event", "changed", "type"),
        *("ACCUSE", "REJECT"),
    )
    assert change.why == (
        "frame accuse.blame (accuse.yaml:12) (refused now: a condition is not met, object);"
        " frame reject.refuse (reject.yaml:4) now does"
    )


def test_an_edited_frame_and_a_codebook_rule_are_named():
    (edited,) = compare_records(
        coded(by("accuse.blame", condemned())), coded(by("accuse.blame", condemned("REJECT"), "accuse.yaml:30"))
    )
    assert edited.why == "frame accuse.blame was edited or moved (accuse.yaml:12 → accuse.yaml:30)"
    (ruled,) = compare_records(
        coded(by("accuse.blame", condemned())),
        coded(by("accuse.blame", condemned("REJECT"), conventions=("mere-words",))),
    )
    assert ruled.why == "codebook rule mere-words now applies"


def test_a_date_names_the_rules_of_both_sides():
    day = TEXT.index("Monday")
    words = document("https://example.org/port", TEXT).evidence(day, day + 6)
    before, after = (
        coded(replace(condemned(), date=Attested(value=value, basis=Basis.DERIVED, rule=rule, evidence=(words,))))
        for value, rule in (("2025-09-15", "time.weekday/before-published"), ("2025-09-22", "time.weekday/after"))
    )
    (change,) = compare_records(before, after)
    assert (change.field, change.old, change.new) == ("date", "2025-09-15", "2025-09-22")
    assert change.why == "rule time.weekday/before-published from “Monday” → rule time.weekday/after from “Monday”"


def test_entries_gained_and_lost_are_told_whole():
    lost, gained = compare_records(coded(condemned()), coded(attacked()))
    assert [(one.kind, one.type, one.words[0].text) for one in (lost, gained)] == [
        ("lost", "ACCUSE", "condemned"),
        ("gained", "ASSAULT", "attacked"),
    ]
    assert "Türkiye [TUR]" in gained.new
    assert lost.why == "frame test (test.yaml:1) gave it; nothing does now"


def test_an_event_whose_words_another_has_taken_says_so():
    both = coded(condemned(), replace(condemned("REJECT"), id="e2"))
    (change,) = compare_records(both, coded(condemned()))
    assert (change.kind, change.type) == ("lost", "REJECT")
    assert "its words are those of ACCUSE at “condemned”" in change.why


def test_of_events_at_the_same_words_those_of_the_same_type_are_one():
    one, other = condemned(), replace(condemned("REJECT"), id="e2")
    assert compare_records(coded(one, other), coded(replace(other, id="e1"), replace(one, id="e2"))) == ()


def test_a_commitment_of_the_same_agreement_is_not_changed_by_its_new_number():
    before = visit()
    after = replace(
        before,
        agreements=tuple(replace(one, id="a9") for one in before.agreements),
        commitments=tuple(replace(one, agreement="a9" if one.agreement else None) for one in before.commitments),
    )
    assert compare_records(before, after) == ()


def test_records_of_two_texts_are_refused():
    other = replace(visit(), document=replace(visit().document, text="Another text."))
    with pytest.raises(ValueError, match="different texts"):
        compare_records(visit(), other)


def test_a_lexicon_of_ones_own_is_the_reason_in_a_real_coding(pipeline, tmp_path, code):
    (tmp_path / "mine.yaml").write_text(
        "- id: mine.oppose\n  code: THREATEN\n  gloss: Opposes loudly.\n  verbs: [oppose]\n"
        "  roles: {object: content}\n  when: {object: [plan]}\n"
        '  yes:\n    - text: "[Iran](actor) opposed the plan."\n'
    )
    text = "Iran opposed the plan of Israel."
    before = code(text)
    changes = compare_records(before, Pipeline.load(lexicon=tmp_path).code(before.document))
    (change,) = [one for one in changes if one.field == "type"]
    assert (change.old, change.new) == ("REJECT", "THREATEN")
    assert "mine.oppose (mine.yaml:1) now does" in change.why
