"""Whether a deed happened, and what codebook rules make of it."""

import pytest

from conftest import ids, only
from dragoman.model.events import Status

CASES = [
    ("Israel attacked Syria.", "ASSAULT", Status.ACTUAL),
    ("Israel did not attack Syria.", "ASSAULT", Status.NEGATED),
    ("Israel might attack Syria.", "ASSAULT", Status.HYPOTHETICAL),
    ("If Israel attacks Syria, prices rise.", "ASSAULT", Status.HYPOTHETICAL),
    ("Israel is bombing Syria.", "ASSAULT", Status.ONGOING),
    ("Continued attacks by Israel on Syria worried doctors.", "ASSAULT", Status.ONGOING),
    ("Israel failed to attack Syria.", "ASSAULT", Status.NEGATED),
    ("Israel attacked Syria in June 2019.", "ASSAULT", Status.HISTORICAL),
]


@pytest.mark.parametrize(("text", "kind", "status"), CASES)
def test_status(code, text, kind, status):
    event = only(code(text))
    assert (event.type.value, event.status.value) == (kind, status)


CONVENTIONS = [
    ("Iran will send food to Iraq.", "AGREE", "future-cooperation-is-agreement"),
    ("Iran will not help Iraq.", "REJECT", "negated-cooperation-is-rejection"),
    ("Russia will bomb Georgia.", "THREATEN", "announced-hostility-is-threat"),
    ("Germany to send food to Sudan", "AGREE", "future-cooperation-is-agreement"),
]


@pytest.mark.parametrize(("text", "kind", "rule"), CONVENTIONS)
def test_conventions_change_the_code_and_say_so(code, text, kind, rule):
    event = only(code(text))
    assert (event.type.value, event.trace.conventions) == (kind, (rule,))


def test_the_words_behind_a_status_are_kept(code):
    event = only(code("Israel did not attack Syria."))
    assert [words.text for words in event.status.evidence] == ["not"]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Israel refused to meet Syria.", "meet"),
        ("Israel refused to help Syria.", "assist"),
    ],
)
def test_what_is_refused_gives_the_mode(code, text, mode):
    assert ids(only(code(text)).modes) == [mode]
