"""A small corpus in our own words, read and stored by the interface that is tested."""

import pytest

import dragoman

ARTICLES = [
    (
        "visit",
        "2025-09-18",
        "Wire One",
        "Fidan in Damascus",
        "Turkish Foreign Minister Hakan Fidan visited Damascus on Tuesday and met Syrian President Ahmed al-Sharaa. "
        '"We will not leave Syria alone," Fidan said. Turkey will send 200 tonnes of wheat to Syria by October 1.',
    ),
    (
        "raid",
        "2025-09-18",
        "Wire One",
        "Raid on Palmyra",
        "An Israeli air strike on the Syrian town of Palmyra on Wednesday killed 12 people, officials said.",
    ),
    (
        "raid-again",
        "2025-09-18",
        "Daily Two",
        "Palmyra hit",
        "An Israeli air strike on the Syrian town of Palmyra on Wednesday killed 15 people, Syria said.",
    ),
    (
        "deal",
        "2025-09-18",
        "Daily Two",
        "Azaz deal",
        "Turkey and Syria signed the Azaz border agreement in Damascus on Wednesday. Under the Azaz border agreement, "
        "Turkey will hand over 12 border posts by October 15. Turkey rejects the sanctions on Syria, Fidan said.",
    ),
    ("undated", None, None, None, "Iran accused Israel of an attack."),
]


def records():
    return [
        dragoman.read(text, published=published, source=source, title=title, address=address)
        for address, published, source, title, text in ARTICLES
    ]


@pytest.fixture(scope="session")
def coded():
    return records()


@pytest.fixture(scope="module")
def corpus(fresh, coded):
    with dragoman.open(fresh(), create=True) as opened:
        opened.add(*coded)
        yield opened
