from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.text import Span
from dragoman.propose.finding import TextWords

LETTERS = st.text("ab c\n\u00a0“”\"'’-–\u200b.", max_size=40)


@given(LETTERS, st.integers(0, 40), st.integers(0, 40))
def test_any_whole_words_of_a_text_are_found_where_they_stand(text, start, end):
    words = text[start:end]
    found = TextWords(text).find(words)
    cut = (start > 0 and text[start - 1 : start].isalnum() and words[:1].isalnum()) or (
        words[-1:].isalnum() and text[end : end + 1].isalnum()
    )
    if any(letter.isalnum() for letter in words) and not cut:
        assert Span(start, min(end, len(text))) in found


@given(LETTERS, LETTERS)
def test_what_is_found_is_the_words_but_for_marks_and_white_space(text, words):
    for span in TextWords(text).find(words):
        found = text[span.start : span.end]
        assert [letter for letter in found if letter.isalnum()] == [letter for letter in words if letter.isalnum()]
