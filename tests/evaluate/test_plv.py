"""A pair marked in a sentence is found again in its plain text."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.evaluate.plv import spans

WORDS = st.text("abc ", min_size=1, max_size=8).filter(str.strip)


@given(WORDS, WORDS, WORDS)
def test_marks_are_taken_out_and_the_words_stay_where_they_were(actor, between, recipient):
    text, first, second = spans(f"<s>{actor}</s>{between}<t>{recipient}</t>.")
    assert text == f"{actor}{between}{recipient}."
    assert text[first.start : first.end] == actor.strip()
    assert text[second.start : second.end] == recipient.strip()


def test_a_missing_mark_gives_no_span():
    assert spans("<s>Iran</s> spoke.")[1:] == (spans("<s>Iran</s> spoke.")[1], None)
