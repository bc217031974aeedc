"""Reports that may be of one deed find each other by their keys."""

from __future__ import annotations

from hypothesis import given, settings

from dragoman.resolve.happenings import blocks, compare, packed, rank, unpacked
from happenings.strategies import pairs, reports


@settings(max_examples=3000)
@given(pairs)
def test_whatever_is_one_deed_shares_a_key(told):
    one, other = told
    if compare(one, other).same:
        assert blocks(one).sought & blocks(other).kept, compare(one, other).told()
        assert blocks(other).sought & blocks(one).kept, compare(one, other).told()


@settings(max_examples=500)
@given(pairs)
def test_finding_is_mutual(told):
    one, other = told
    assert bool(blocks(one).sought & blocks(other).kept) == bool(blocks(other).sought & blocks(one).kept)


@given(reports)
def test_keys_fit_a_database_and_are_few(report):
    kept, sought = blocks(report)
    assert len(kept) <= 200
    assert all(0 <= key < 2**63 for key in kept | sought)
    assert 0 <= rank(report) < 2**63


@given(reports)
def test_a_sketch_comes_back_as_it_went(report):
    assert unpacked(packed(report)) == report


@settings(max_examples=500)
@given(pairs)
def test_comparing_is_mutual(told):
    one, other = told
    if one.id != other.id:
        there, back = compare(one, other), compare(other, one)
        assert (there.same, there.points) == (back.same, back.points)
