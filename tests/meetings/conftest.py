import pytest

from dragoman.ontology import plover
from dragoman.resolve.meetings import meetings_of


@pytest.fixture(scope="session")
def meet(code):
    """The meetings of a text, those planned among them."""

    def meet(text, published="2025-09-20"):
        return meetings_of(code(text, published=published), plover())

    return meet


def held(meetings):
    return [meeting for meeting in meetings if not meeting.planned]


def the_one(meetings):
    """The one meeting that was held."""
    found = held(meetings)
    assert len(found) == 1, [(m.id, m.form.value, sorted(m.keys)) for m in found]
    return found[0]


def people(meeting, side):
    return [one.name for one in next(s for s in meeting.sides if s.id == side).participants]


def value(attested):
    return attested.value if attested else None
