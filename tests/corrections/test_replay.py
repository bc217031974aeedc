"""The log replayed: in one go or step by step, in any order, after a recoding, with everything undone."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model.corrections import from_json, to_json
from dragoman.model.problems import DragomanError
from dragoman.resolve.correcting import corrected
from store.builders import visit, words

from .conftest import Desk

_EDITS = {
    "e1": {
        "type": ["ACCUSE", "THREATEN", "CONSULT"],
        "actor": ["TUR", "kalin"],
        "recipient": ["ISR", "TUR"],
        "date": ["2025-01-01", "2025-02"],
        "trigger": ["visited Damascus"],
        "status": ["future", "negated"],
    },
    "e2": {"recipient": ["SYR"], "date": ["2025-01-03"], "status": ["future"], "contexts": ["military"]},
    "e3": {"recipient": ["SYR", "ISR"], "trigger": ["did not threaten"]},
    "s1": {"speaker": ["sharaa", "TUR"], "kind": ["indirect"], "content": ["We cannot leave"]},
    "c1": {"debtor": ["TUR"], "deadline": ["2025-10"], "status": ["pending"]},
    "a1": {"name": ["Sides deal"], "status": ["signed"], "parties": ["SYR"]},
}
edits = st.sampled_from(
    [(id, field, value) for id, by_field in _EDITS.items() for field, values in by_field.items() for value in values]
)
steps = st.lists(
    st.one_of(
        edits.map(lambda one: ("edit", *one)),
        st.tuples(st.just("confirm"), st.sampled_from(sorted(_EDITS))),
        st.tuples(st.just("reject"), st.sampled_from(sorted(_EDITS))),
        st.tuples(st.just("add"), st.sampled_from(["agreed", "open", "threaten"])),
        st.tuples(st.just("undo"), st.integers(0, 8)),
    ),
    max_size=9,
)
many = settings(max_examples=60, deadline=None)


def record():
    made = visit()
    agreement = replace(made.agreements[0], mentions=(words(made.document, "sides agreed"),))
    return replace(made, agreements=(agreement,))


def played(desk, steps):
    """Take the steps that can be taken."""
    for kind, *what in steps:
        try:
            if kind == "edit":
                id, field, value = what
                desk.edit(id, **{field: value})
            elif kind == "confirm":
                desk.confirm(*what)
            elif kind == "reject":
                desk.reject(*what)
            elif kind == "add":
                desk.add("event", *what, type="AGREE", actor="SYR")
            elif desk.log:
                desk.undo(desk.log[what[0] % len(desk.log)])
        except DragomanError:
            continue
    return desk


@many
@given(steps)
def test_the_log_read_back_and_replayed_in_one_go_gives_what_the_steps_gave(steps):
    desk = Desk(record())
    seen = []
    for step in steps:
        played(desk, [step])
        seen.append((len(desk.log), desk.record))
    log = [from_json(to_json(one)) for one in desk.log]
    for length, then in seen:
        assert corrected(record(), log[:length]).record == then


@many
@given(steps)
def test_undoing_everything_restores_the_record_exactly(steps):
    desk = played(Desk(record()), steps)
    full = desk.record
    length = len(desk.log)
    for one in reversed(desk.log[:length]):
        desk.undo(one)
    assert desk.record == desk.coded
    for one in desk.log[length:][::-1]:
        desk.undo(one)
    assert desk.record == full


@many
@given(st.lists(edits, max_size=6, unique_by=lambda one: one[:2]), st.randoms())
def test_edits_of_different_fields_may_come_in_any_order(chosen, luck):
    one = played(Desk(record()), [("edit", *edit) for edit in chosen])
    luck.shuffle(chosen)
    other = played(Desk(record()), [("edit", *edit) for edit in chosen])
    assert without_log(one.record) == without_log(other.record)


def without_log(made):
    return replace(made, changed=())


def recoded(made, luck):
    """The same finds in another order and with other numbers, as a newer version might have them."""
    parts = {}
    for name, letter in (("events", "e"), ("statements", "s"), ("commitments", "c"), ("agreements", "a")):
        entries = list(getattr(made, name))
        luck.shuffle(entries)
        parts[name] = tuple(replace(one, id=f"{letter}{n}") for n, one in enumerate(entries, 11))
    new = {old.id: one.id for old in made.agreements for one in parts["agreements"] if one.name == old.name}
    parts["commitments"] = tuple(
        replace(one, agreement=new[one.agreement] if one.agreement else None) for one in parts["commitments"]
    )
    return replace(made, version="2", **parts)


def told(made):
    """What a record holds, without its numbers and their order."""

    def plain(entries):
        bare = [replace(one, id="") for one in entries]
        return sorted(repr(replace(one, agreement=None) if hasattr(one, "agreement") else one) for one in bare)

    return [plain(part) for part in (made.events, made.statements, made.commitments, made.agreements)]


@many
@given(steps, st.randoms())
def test_a_recoding_that_only_renumbers_keeps_every_correction(steps, luck):
    desk = played(Desk(record()), steps)
    again = corrected(recoded(desk.coded, luck), desk.log)
    assert told(again.record) == told(desk.record)
    assert again.states == desk.state.states


@many
@given(steps)
def test_replaying_on_the_corrected_record_changes_nothing(steps):
    desk = played(Desk(record()), steps)
    assert told(corrected(desk.record, desk.log).record) == told(desk.record)
