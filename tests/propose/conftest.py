import pytest

from dragoman.propose import Budget, Endpoint, Proposer, Settings
from dragoman.reading import Overrides, read_text

from .talker import Talker

ARTICLE = """\
Turkish foreign minister Hakan Fidan met Syrian President Ahmad al-Sharaa in Damascus on Wednesday.

“We will not accept a divided Syria,” Fidan said. He added that the border would stay closed.

Turkey must withdraw its troops from northern Syria by the end of 2025, officials said.

Israeli jets struck the southern city of Daraa. Iran condemned the attack.
"""


@pytest.fixture
def model():
    running = Talker()
    yield running
    running.stop()


@pytest.fixture
def settings(model):
    """Settings for the server; nothing waits long, so that tests are fast."""

    def settings(**more):
        given = {"endpoint": model.url, "model": "test-1", "timeout": 1.0, "wait": 0.01, **more}
        return Settings.load(None, given)

    return settings


@pytest.fixture
def document():
    def document(text=ARTICLE, published="2025-09-20"):
        return read_text(text, address="test", overrides=Overrides(published=published))

    return document


@pytest.fixture
def ask(pipeline, settings, model, document):
    """What comes of an article when the model answers so."""

    def ask(*answers, text=ARTICLE, published="2025-09-20", **more):
        model.replies.clear()
        model.say(*answers)
        chosen = settings(**more)
        return Proposer(pipeline, Endpoint(chosen, Budget(chosen))).propose(document(text, published))

    return ask


def event(**fields):
    """An event as a model proposes it: a good one, but for the fields that are given."""
    good = {
        "quote": "Hakan Fidan met Syrian President Ahmad al-Sharaa in Damascus on Wednesday",
        "trigger": "met",
        "type": "CONSULT",
        "modes": ["visit"],
        "contexts": ["diplomatic"],
        "actor": ["Hakan Fidan"],
        "recipient": ["Ahmad al-Sharaa"],
        "status": "actual",
        "date": "on Wednesday",
        "place": "Damascus",
    }
    return good | fields


def statement(**fields):
    good = {"quote": "We will not accept a divided Syria", "speaker": ["Fidan"], "cue": "said", "addressee": []}
    return good | fields


def commitment(**fields):
    good = {
        "quote": "withdraw its troops from northern Syria",
        "debtor": ["Turkey"],
        "beneficiary": [],
        "deadline": "by the end of 2025",
        "condition": None,
    }
    return good | fields


def answer(*, events=(), statements=(), commitments=()):
    return {"events": list(events), "statements": list(statements), "commitments": list(commitments)}
