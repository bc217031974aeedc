"""Short strings that every rendering shares."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.text import Document
from dragoman.show import words


def around(text, trigger, margin=20):
    start = text.index(trigger)
    document = Document(id="d", address="a", text=text, digest="0")
    return words.excerpt(document, document.evidence(start, start + len(trigger)), margin)


def test_an_excerpt_is_cut_between_words():
    found = around("The minister of one country went abroad and met the minister of another one.", "met")
    assert found.before == "…went abroad and "
    assert found.after == " the minister of…"


def test_an_excerpt_runs_over_wrapped_lines_but_not_into_the_next_paragraph():
    found = around("Headline\r\n\r\nThe envoy\r\nmet his host.\r\n\r\nNext.", "met")
    assert (found.before, found.words, found.after) == ("The envoy ", "met", " his host.")


@given(st.text(), st.integers(10, 60))
def test_a_shortened_text_is_one_line_and_no_longer_than_asked(text, length):
    short = words.shorten(text, length)
    assert len(short) <= length
    assert "\n" not in short


@given(st.text(min_size=1), st.data())
def test_an_excerpt_never_fails_and_holds_the_words(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    document = Document(id="d", address="a", text=text, digest="0")
    evidence = document.evidence(start, data.draw(st.integers(start + 1, len(text))))
    assert words.excerpt(document, evidence, 10).words == words.tidy(evidence.text)
