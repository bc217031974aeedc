"""Articles for a server: each tells of one meeting, one attack, what was said and what is owed."""

from __future__ import annotations

from dragoman.model.agreements import Commitment
from dragoman.model.events import Magnitude
from dragoman.model.statements import Statement
from store.builders import document, event, record, several, stated, words


def article(number: int):
    day = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}"
    text = f"Kalın visited Damascus in round {number}. Israel bombed Syria and killed {number + 3}. "
    text += f"“We will not leave,” Kalın said. Syria must open gate {number} by Friday."
    doc = document(f"https://example.org/{number}", text, title=f"Round {number}", published=day)
    dead = Magnitude(
        kind="killed", value=number + 3, unit="persons", bound="exact", evidence=words(doc, str(number + 3))
    )
    return record(
        doc,
        events=(
            event(doc, 1, "visited", "CONSULT", actor=["kalin"], recipient=["SYR"], date=day, modes=["visit"]),
            event(doc, 2, "bombed", "ASSAULT", actor=["ISR"], recipient=["SYR"], date=day, magnitudes=(dead,)),
        ),
        statements=(
            Statement(
                id="s1",
                kind="direct",
                speaker=several("kalin"),
                speaker_words=None,
                content=(words(doc, "We will not leave"),),
                cue=None,
                about=several("SYR"),
                date=stated(day),
            ),
        ),
        commitments=(
            Commitment(
                id="c1",
                debtor=several("SYR"),
                action=words(doc, f"open gate {number}"),
                beneficiary=several("TUR"),
                deadline=stated(day),
            ),
        ),
    )


def articles(number: int):
    return [article(n) for n in range(number)]
