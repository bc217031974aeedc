"""Happenings depend on the reports and judgements there are, never on how they came."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from dragoman.resolve.happenings.groups import Judgement
from happenings.shelf import Shelf, pair

ITEMS = range(9)
_items = st.sampled_from(ITEMS)
_pairs = st.tuples(_items, _items).filter(lambda p: p[0] != p[1]).map(lambda p: pair(*p))
_likeness = st.dictionaries(_pairs, st.sampled_from([4.5, 6.0, 9.0]), max_size=30)
_verdicts = st.sampled_from([True, False, None])
_steps = st.lists(st.one_of(_items, st.tuples(_pairs, _verdicts)), max_size=40)


def shelf(likeness: Mapping[tuple[int, int], float], items=()) -> Shelf:
    made = Shelf(lambda one, other: likeness.get((one, other), 0.0))
    for item in items:
        made.put(item)
    return made


def groups(made: Shelf) -> set[frozenset[int]]:
    return {frozenset(made.headed(head)) for head in set(made.heads.values())}


@given(_likeness, _steps)
def test_any_coming_going_and_judging_gives_what_is_left_in_one_go(likeness, steps):
    made = shelf(likeness)
    for order, step in enumerate(steps):
        before = {head: set(made.headed(head)) for head in set(made.heads.values())}
        if isinstance(step, tuple):
            edge, verdict = step
            changed = made.judge(*edge, None if verdict is None else Judgement(verdict, order))
        elif step in made.leads:
            changed = made.take(step)
        else:
            changed = made.put(step)
        assert made.heads == made.at_once()
        after = {head: set(made.headed(head)) for head in set(made.heads.values())}
        assert {head for head in before.keys() | after.keys() if before.get(head) != after.get(head)} <= changed


@given(_likeness, st.permutations(ITEMS), st.dictionaries(_pairs, st.booleans(), max_size=8))
def test_the_order_of_arrival_does_not_matter(likeness, order, verdicts):
    made = shelf(likeness, order[:5])
    for number, (edge, same) in enumerate(verdicts.items()):
        made.judge(*edge, Judgement(same, number))
    for item in order[5:]:
        made.put(item)
    at_once = shelf(likeness)
    at_once.judged = dict(made.judged)
    for item in ITEMS:
        at_once.put(item)
    assert made.heads == at_once.heads


@given(_likeness, _pairs, st.booleans())
def test_a_judgement_taken_back_leaves_no_trace(likeness, edge, same):
    made = shelf(likeness, ITEMS)
    before = dict(made.heads), dict(made.leads)
    made.judge(*edge, Judgement(same, 1))
    made.judge(*edge, None)
    assert (made.heads, made.leads) == before


@given(_likeness, _pairs, st.booleans())
def test_what_people_say_of_two_reports_holds(likeness, edge, same):
    made = shelf(likeness, ITEMS)
    made.judge(*edge, Judgement(same, 1))
    assert (made.heads[edge[0]] == made.heads[edge[1]]) is same


def test_the_later_judgement_on_a_pair_holds():
    made = shelf({(0, 1): 9.0}, [0, 1])
    made.judge(0, 1, Judgement(False, 1))
    assert groups(made) == {frozenset({0}), frozenset({1})}
    made.judge(0, 1, Judgement(True, 2))
    assert groups(made) == {frozenset({0, 1})}


def test_two_reports_like_a_third_are_parted_all_the_same():
    made = shelf({(0, 1): 9.0, (0, 2): 6.0}, [0, 1, 2])
    made.judge(1, 2, Judgement(False, 1))
    assert groups(made) == {frozenset({0, 1}), frozenset({2})}


def test_what_is_like_the_report_split_off_goes_with_it():
    likeness = {(0, 1): 9.0, (0, 2): 6.0, (0, 3): 4.5, (2, 3): 9.0}
    made = shelf(likeness, [0, 1, 2, 3])
    made.judge(1, 2, Judgement(False, 1))
    assert groups(made) == {frozenset({0, 1}), frozenset({2, 3})}


def test_of_judgements_that_contradict_each_other_the_later_holds():
    made = shelf({}, [0, 1, 2])
    for order, (one, other, same) in enumerate([(0, 1, True), (1, 2, True), (0, 2, False)]):
        made.judge(one, other, Judgement(same, order))
    assert groups(made) == {frozenset({0}), frozenset({1, 2})}
