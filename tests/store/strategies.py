"""Records as the program could make them: every reference holds, every span lies in the text."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import get_args

from hypothesis import strategies as st

from dragoman.model.agreements import Agreement, AgreementKind, AgreementStatus, Claim, Commitment, Term
from dragoman.model.entities import (
    Actor,
    ActorKind,
    Mention,
    MentionForm,
    Office,
    Place,
    PlaceCandidate,
    Relation,
    Timex,
)
from dragoman.model.events import Alternative, Event, Magnitude, Status, Trace
from dragoman.model.problems import Problem
from dragoman.model.record import Record
from dragoman.model.statements import Position, Stance, Statement
from dragoman.model.text import Attested, Basis, Document, Evidence

# Letters whose case or accents change the length of a text, and what breaks lines and offsets.
texts = st.text(
    alphabet=st.one_of(st.sampled_from("İıŁß’“”\r\n\u0301🇹 \x00.,"), st.characters(exclude_categories=["Cs"])),
    min_size=1,
    max_size=120,
)
words = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
dates = st.sampled_from(["2025-09-17", "2024-12", "2025", "2025-09-15/2025-09-17", "soon"])
numbers = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def documents(draw, address=words):
    text, address = draw(texts), draw(address)
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(
        id=hashlib.sha256(f"{address}\n{digest}".encode()).hexdigest()[:16],
        address=address,
        text=text,
        digest=digest,
    )
    given = attested(document, words)
    return replace(
        document,
        title=draw(st.none() | given),
        published=draw(st.none() | attested(document, dates)),
        source=draw(st.none() | given),
        byline=draw(st.none() | given),
    )


@st.composite
def evidence(draw, document):
    if draw(st.integers(0, 9)) == 0:  # words that are not the document's own are kept as they are
        return Evidence("another", 3, 5, draw(words))
    start = draw(st.integers(0, len(document.text) - 1))
    return document.evidence(start, draw(st.integers(start + 1, len(document.text))))


def several(items, **limits):
    return st.lists(items, **{"max_size": 3, **limits}).map(tuple)


def attested(document, values):
    return st.builds(
        Attested,
        value=values,
        basis=st.sampled_from(Basis),
        rule=words,
        evidence=several(evidence(document)),
    )


def numbered(items, letter, **limits):
    """Items whose ids are a letter and their place in the list, as in a record."""
    return several(items, **limits).map(
        lambda made: tuple(replace(item, id=f"{letter}{n}") for n, item in enumerate(made, 1))
    )


@st.composite
def records(draw, address=words):
    document = draw(documents(address))
    quote = evidence(document)
    said = attested(document, words)
    dated = st.none() | attested(document, dates)
    office = st.builds(
        Office, title=words, organization=st.none() | words, basis=st.sampled_from(Basis), evidence=several(quote)
    )
    mention = st.builds(Mention, evidence=quote, form=st.sampled_from(MentionForm), rule=words)
    actor = st.builds(
        Actor,
        id=words,
        name=words,
        kind=st.sampled_from(ActorKind),
        country=st.none() | attested(document, st.sampled_from(["TUR", "SYR", "IGO"])),
        sectors=several(said),
        offices=several(office),
        mentions=several(mention),
    )
    actors = draw(several(actor, min_size=1).map(distinct))
    place = st.builds(
        Place,
        id=words,
        name=words,
        country=st.none() | st.sampled_from(["TUR", "SYR"]),
        latitude=st.none() | numbers,
        longitude=st.none() | numbers,
        mentions=several(quote),
        alternatives=several(st.builds(PlaceCandidate, score=numbers)),
    )
    places = draw(several(place, min_size=1).map(distinct))
    party = attested(document, st.sampled_from([one.id for one in actors]))
    parties = several(party)
    magnitude = st.builds(Magnitude, kind=words, value=numbers, unit=words, evidence=quote)
    event = st.builds(
        Event,
        id=words,
        triggers=several(quote, min_size=1),
        type=said,
        modes=several(said),
        contexts=several(said),
        actor=parties,
        recipient=parties,
        status=attested(document, st.sampled_from(Status)),
        date=dated,
        place=st.none() | attested(document, st.sampled_from([one.id for one in places])),
        magnitudes=several(magnitude),
        agenda=several(quote),
        attribution=st.none() | party,
        confidence=st.none() | st.floats(0, 1),
        trace=st.builds(Trace, alternatives=several(st.builds(Alternative))),
    )
    statement = st.builds(
        Statement,
        speaker=parties,
        speaker_words=st.none() | quote,
        content=several(quote, min_size=1),
        cue=st.none() | quote,
        addressee=parties,
        venue=st.none() | quote,
        date=dated,
        about=parties,
    )
    position = st.builds(
        Position,
        id=words,
        holder=parties,
        represents=parties,
        topic=said,
        stance=attested(document, st.sampled_from(Stance)),
        content=several(quote, min_size=1),
        date=dated,
        statement=st.none() | words,
        event=st.none() | words,
    )
    agreement = st.builds(
        Agreement,
        name=said,
        kind=st.sampled_from(get_args(AgreementKind)),
        entry=st.none() | said,
        parties=parties,
        mediators=several(party, max_size=1),
        date=dated,
        place=st.none() | attested(document, st.sampled_from([one.id for one in places])),
        status=st.none() | attested(document, st.sampled_from(get_args(AgreementStatus))),
        mentions=several(quote, max_size=1),
    )
    agreements = draw(numbered(agreement, "a", max_size=2))
    commitment = st.builds(
        Commitment,
        debtor=parties,
        action=quote,
        beneficiary=parties,
        deadline=dated,
        condition=st.none() | quote,
        status_claim=st.none() | attested(document, st.sampled_from(["pending", "violated"])),
        claimant=st.none() | party,
        attribution=parties,
        term=st.none() | st.builds(Term, words=quote, anchor=st.none() | quote, duration=st.none() | words),
        magnitudes=several(magnitude),
        agreement=st.sampled_from([None, *(one.id for one in agreements)]),
    )
    commitments = draw(numbered(commitment, "c"))
    claim = st.builds(
        Claim,
        status=attested(document, st.sampled_from(["fulfilled", "violated", "postponed", "disputed"])),
        claimant=parties,
        debtor=parties,
        deed=quote,
        agreement=st.sampled_from([None, *(one.id for one in agreements)]),
        commitment=st.sampled_from([None, *(one.id for one in commitments)]),
        deadline=dated,
        date=dated,
    )
    timex = st.builds(Timex, evidence=quote, value=st.none() | words, mod=st.none(), begin=st.none(), end=st.none())
    relation = st.builds(Relation, evidence=several(quote))
    return Record(
        document=document,
        actors=actors,
        events=draw(numbered(event, "e")),
        statements=draw(numbered(statement, "s")),
        positions=draw(numbered(position, "p")),
        agreements=agreements,
        commitments=commitments,
        claims=draw(numbered(claim, "k")),
        places=places,
        timexes=draw(several(timex)),
        relations=draw(several(relation)),
        problems=draw(several(st.builds(Problem))),
        version=draw(words),
    )


def distinct(items):
    """Items with different ids."""
    return tuple({item.id: item for item in items}.values())
