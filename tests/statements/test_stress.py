"""No quotation written by rule loses or shifts a character, its speaker or its cue."""

from __future__ import annotations

import pytest

from .stress import cases

CASES = list(cases())


def test_there_are_five_hundred_different_texts():
    assert len({case.text for case in CASES}) == 500


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_quotation_is_found_to_the_letter(read, case):
    (statement,) = [s for s in read(case.text) if s.kind == "direct"]
    assert [(part.start, part.end) for part in statement.content] == case.spans
    assert [part.text for part in statement.content] == [case.text[start:end] for start, end in case.spans]
    assert (statement.speaker_words and statement.speaker_words.text) == case.speaker
    assert (statement.cue and statement.cue.text) == case.cue
