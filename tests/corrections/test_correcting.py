"""What a person corrects is in the record, says who said so, and stays."""

from dataclasses import replace

import pytest

from dragoman.model.corrections import from_json, to_json
from dragoman.model.problems import DragomanError
from dragoman.model.text import Basis
from dragoman.resolve.correcting import actor_names, judgements, kept_apart
from dragoman.resolve.correcting.preparing import actors_judged
from store.builders import raid, several, visit

from .conftest import Desk, entry


def values(filled):
    return [one.value for one in filled]


def renumbered(record):
    """The same text coded by a newer version, that finds another event first: every number is another."""
    first = replace(record.events[-1], id="e1", triggers=(record.document.evidence(0, 5),))
    events = (first, *(replace(e, id=f"e{n}") for n, e in enumerate(record.events, 2)))
    statements = tuple(replace(s, id=f"s{n}") for n, s in enumerate(record.statements, 7))
    commitments = tuple(replace(c, id=f"c{n}") for n, c in enumerate(record.commitments, 4))
    return replace(record, events=events, statements=statements, commitments=commitments, version="2")


def republished(record, text):
    """A new version of the article, of which nothing is coded."""
    doc = replace(record.document, id="another", text=text, replaces=record.document.id)
    return replace(record, document=doc, events=(), statements=(), commitments=(), agreements=())


def test_an_edit_is_the_value_with_the_name_of_who_made_it(desk):
    desk.edit("e1", type="accuse", recipient="Türkiye", date="2025-09-16")
    event = entry(desk.record, "e1")
    assert (event.type.value, values(event.recipient), event.date.value) == ("ACCUSE", ["TUR"], "2025-09-16")
    assert event.type.basis is Basis.CORRECTED
    assert event.type.rule == "corrected.jane"
    assert values(event.modes) == []  # ACCUSE has no visits
    assert event.score == -3
    assert entry(desk.record, "e2") == entry(desk.coded, "e2")


def test_the_record_says_what_the_program_had(desk):
    desk.edit("e1", recipient="TUR")
    changed = next(one for one in desk.record.changed if one.field == "recipient")
    assert (changed.entry, changed.author, values(changed.had)) == ("e1", "jane", ["SYR"])


def test_all_kinds_of_entries_can_be_edited(desk):
    desk.edit("s1", speaker="sharaa", addressee=["TUR", "ISR"], kind="mixed", content="Türkiye did not threaten")
    desk.edit("c1", debtor="TUR", deadline="2025-09-26", status="fulfilled", action="open the border by Friday")
    desk.edit("e3", status="actual", place="Damascus", trigger="did not threaten", contexts=["military", "cyber"])
    statement, commitment, event = (entry(desk.record, id) for id in ("s1", "c1", "e3"))
    assert (values(statement.speaker), values(statement.addressee), statement.kind) == (
        ["sharaa"],
        ["TUR", "ISR"],
        "mixed",
    )
    assert [words.text for words in statement.content] == ["Türkiye did not threaten"]
    assert commitment.status_claim.value == "fulfilled"
    assert (commitment.deadline.value, commitment.action.text) == ("2025-09-26", "open the border by Friday")
    assert (event.place.value, event.triggers[0].text) == ("geonames:170654", "did not threaten")


def test_numbers_are_read_from_words_of_the_text(desk):
    desk.edit("c1", deadline=[])
    desk.edit("e1", magnitudes='detained at_least 2 persons "The sides"')
    (number,) = entry(desk.record, "e1").magnitudes
    assert (number.kind, number.bound, number.value, number.evidence.text) == ("detained", "at_least", 2, "The sides")
    assert entry(desk.record, "c1").deadline is None


def test_people_the_record_lacks_come_from_the_knowledge_base_or_are_new(desk):
    desk.edit("e2", actor=["kalin", "France", "+Homs Brigade (armed_group, SYR)"])
    actors = {actor.id: actor for actor in desk.record.actors}
    assert values(entry(desk.record, "e2").actor) == ["kalin", "FRA", "homs-brigade"]
    assert (actors["FRA"].name, actors["FRA"].known) == ("France", True)
    assert (actors["homs-brigade"].kind, actors["homs-brigade"].country.value) == ("armed_group", "SYR")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"type": "ACUSE"}, "near: ACCUSE"),
        ({"typ": "ACCUSE"}, "near: type"),
        ({"recipient": "Turkye"}, "TUR"),
        ({"type": "SANCTION", "recipient": []}, "SANCTION needs a recipient"),
        ({"modes": "boycott"}, "CONSULT has no mode"),
        ({"date": "2025-02-31"}, "not a date"),
        ({"trigger": "never said"}, "does not stand in the article"),
        ({"status": []}, "cannot be empty"),
        ({"magnitudes": "many"}, "kind, number, unit"),
    ],
)
def test_a_wrong_value_is_refused_with_the_way_out(desk, given, told):
    with pytest.raises(DragomanError, match=told):
        desk.edit("e1", **given)
    assert desk.log == []


def test_an_unknown_entry_is_refused_with_those_there_are(desk):
    with pytest.raises(DragomanError, match="e1, e2, e3"):
        desk.reject("e9")


def test_what_is_rejected_goes_and_what_hangs_on_it_lets_go(desk):
    desk.reject("e2")
    desk.reject("a1")
    assert [event.id for event in desk.record.events] == ["e1", "e3"]
    assert entry(desk.record, "c1").agreement is None


def test_what_is_added_is_told_by_words_of_the_text(desk):
    added = desk.add("event", "agreed", type="AGREE", actor=["TUR", "SYR"], date="2025-09-17")
    event = entry(desk.record, f"e-{added.id}")
    assert (event.type.value, event.triggers[0].text, event.score) == ("AGREE", "agreed", 2.5)
    with pytest.raises(DragomanError, match="does not stand"):
        desk.add("event", "quarrelled", type="REJECT")
    with pytest.raises(DragomanError, match="already"):
        desk.add("event", "agreed", type="AGREE")
    with pytest.raises(DragomanError, match="needs a type"):
        desk.add("event", "open")
    statement = desk.add("statement", "The sides agreed", speaker="SYR")
    assert values(entry(desk.record, f"s-{statement.id}").speaker) == ["SYR"]
    agreement = desk.add("agreement", "The sides", name="Sides deal", parties=["SYR", "TUR"], status="signed")
    assert entry(desk.record, f"a-{agreement.id}").name.value == "Sides deal"


def test_corrections_survive_recoding_with_other_numbers(desk):
    desk.edit("e1", recipient="TUR")
    desk.edit("s1", speaker="sharaa")
    desk.reject("e2")
    desk.confirm("c1")
    again = Desk(renumbered(desk.coded), desk.log)
    assert values(entry(again.record, "e2").recipient) == ["TUR"]
    assert values(entry(again.record, "s7").speaker) == ["sharaa"]
    assert [event.id for event in again.record.events] == ["e1", "e2", "e4"]
    assert set(again.state.states.values()) == {"applied"}


def test_what_a_person_left_stays_though_the_program_finds_it_no_more(desk):
    edited, confirmed = desk.edit("e1", recipient="France"), desk.confirm("s1")
    added = desk.add("event", "agreed", type="AGREE", actor="SYR")
    desk.reject("e2")
    without = Desk(replace(desk.coded, events=(), statements=(), actors=()), desk.log)
    kept = entry(without.record, f"e-{edited.id}")
    assert replace(kept, id="e1") == entry(desk.record, "e1")
    assert replace(entry(without.record, f"s-{confirmed.id}"), id="s1") == entry(desk.record, "s1")
    assert [event.id for event in without.record.events] == [f"e-{edited.id}", f"e-{added.id}"]
    assert {"FRA", "kalin", "SYR"} <= {actor.id for actor in without.record.actors}
    assert without.state.states["r4"] == "idle"


def test_a_confirmed_entry_keeps_what_was_confirmed(desk):
    desk.confirm("e1")
    other = replace(desk.coded.events[0], recipient=several("ISR"), date=None)
    again = Desk(replace(desk.coded, events=(other, *desk.coded.events[1:])), desk.log)
    event = entry(again.record, "e1")
    assert (values(event.recipient), event.date.value) == (["SYR"], "2025-09-17")
    assert event.recipient[0].rule == "confirmed.jane"
    assert event.confidence == 1


def test_an_event_that_the_program_learns_to_find_is_not_there_twice(desk):
    added = desk.add("event", "agreed", type="AGREE", actor="SYR")
    moved = desk.edit("e1", trigger="visited Damascus")
    doc = desk.coded.document
    start = doc.text.index("agreed")
    found = replace(entry(desk.record, f"e-{added.id}"), id="e9", triggers=(doc.evidence(start, start + 6),), actor=())
    longer = replace(desk.coded.events[0], triggers=entry(desk.record, "e1").triggers)
    again = Desk(replace(desk.coded, events=(longer, *desk.coded.events[1:], found)), desk.log)
    assert [event.id for event in again.record.events] == ["e1", "e2", "e3", "e9"]
    assert values(entry(again.record, "e9").actor) == ["SYR"]
    assert again.state.states == {added.id: "applied", moved.id: "applied"}


def test_corrections_are_found_again_in_a_new_version_of_the_article(desk):
    edited = desk.edit("e1", date="2025-09-16")
    text = "Updated: this story has a new beginning.\n" + desk.coded.document.text
    again = Desk(republished(desk.coded, text), desk.log)
    event = entry(again.record, f"e-{edited.id}")
    assert (event.triggers[0].text, event.triggers[0].start) == ("visited", text.index("visited"))
    assert event.triggers[0].document == "another"
    assert event.date.value == "2025-09-16"


def test_a_correction_whose_words_are_gone_is_kept_as_stranded(desk):
    edited, rejected = desk.edit("e1", date="2025-09-16"), desk.reject("e3")
    again = Desk(republished(desk.coded, "Nothing of it was left in this article, though someone visited."), desk.log)
    assert again.record.events == ()
    assert again.state.stranded == (edited.id,)
    assert again.state.states[rejected.id] == "idle"


def test_undo_restores_and_undoing_that_brings_it_back(desk):
    before = desk.record
    edited = desk.edit("e1", type="ACCUSE", date="2025-09-16")
    after = desk.record
    undone = desk.undo(edited)
    assert desk.record == before
    desk.undo(undone)
    assert desk.record == after


def test_of_two_edits_of_one_field_the_later_holds_and_undoing_it_gives_the_earlier(desk):
    desk.edit("e1", date="2025-09-16")
    later = desk.edit("e1", date="2025-09-15")
    assert entry(desk.record, "e1").date.value == "2025-09-15"
    desk.undo(later)
    assert entry(desk.record, "e1").date.value == "2025-09-16"


def test_two_events_at_one_word_are_told_apart():
    record = visit()
    twin = replace(record.events[0], id="e2", actor=several("sharaa"))
    record = replace(record, events=(record.events[0], twin, *record.events[2:]))
    desk = Desk(record)
    desk.edit("e2", date="2025-01-01")
    desk.edit("e1", date="2025-01-02")
    assert entry(desk.record, "e2").date.value == "2025-01-01"
    assert entry(desk.record, "e1").date.value == "2025-01-02"


def test_a_corrected_speaker_holds_the_positions_of_the_statement(desk):
    from dragoman.model.statements import Position, Stance
    from store.builders import stated

    position = Position(
        id="p1",
        holder=several("kalin"),
        represents=several("TUR"),
        topic=stated("refugees"),
        stance=stated(Stance.OPPOSES),
        content=desk.coded.statements[0].content,
        statement="s1",
    )
    desk = Desk(replace(desk.coded, positions=(position,)))
    desk.edit("s1", speaker="sharaa")
    (held,) = desk.record.positions
    assert (values(held.holder), held.represents) == (["sharaa"], ())
    desk.reject("s1")
    assert desk.record.positions == ()


def test_corrections_go_to_json_and_back(desk):
    desk.edit("e1", type="ACCUSE", recipient="France", magnitudes='detained 2 persons "The sides"')
    desk.confirm("s1")
    desk.add("event", "agreed", type="AGREE")
    desk.undo(desk.reject("a1" if desk.coded.agreements[0].mentions else "c1"))
    assert [from_json(to_json(one)) for one in desk.log] == desk.log


def test_judgements_of_reports_name_documents_and_events(desk):
    other = Desk(raid())
    anchor = other.state.anchor("e1")
    merged = desk.logged(desk.preparer.judged("merge", "e2", [anchor], desk.signed()))
    held = {anchor: ("b", "e1"), desk.state.anchor("e2"): ("a", "e2")}
    (judgement,) = judgements(desk.log, held.get)
    assert (judgement.same, judgement.one, judgement.other) == (True, ("a", "e2"), ("b", "e1"))
    desk.logged(desk.preparer.judged("split", "e2", [anchor], desk.signed()))
    assert [one.same for one in judgements(desk.log, held.get)] == [False]
    desk.undo(merged)
    desk.undo(desk.log[1])
    assert judgements(desk.log, held.get) == ()


def test_merged_actors_go_by_one_name_however_they_came_together(desk):
    a, b, c, d = desk.coded.actors[:4]
    desk.logged(actors_judged("merge-actors", a, [b], desk.signed()))
    desk.logged(actors_judged("merge-actors", c, [a], desk.signed()))
    desk.logged(actors_judged("keep-apart", c, [d], desk.signed()))
    assert actor_names(desk.log) == {a.id: c.id, b.id: c.id}
    assert kept_apart(desk.log) == {(min(c.id, d.id), max(c.id, d.id))}
    desk.logged(actors_judged("keep-apart", a, [c], desk.signed()))
    assert actor_names(desk.log) == {b.id: a.id}
    desk.undo(desk.log[0])
    assert actor_names(desk.log) == {}


def test_what_was_added_and_undone_does_not_take_the_place_of_what_the_program_has_there(desk):
    added = desk.add("event", "threaten", type="AGREE", actor="SYR")
    undone = desk.undo(added)
    desk.edit("e3", date="2025-09-01")
    desk.undo(undone)
    assert entry(desk.record, "e3").date.value == "2025-09-01"
    assert entry(desk.record, f"e-{added.id}").date is None
