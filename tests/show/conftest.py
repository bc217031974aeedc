"""A record built by hand from an invented article, with every kind of entry in it."""

import pytest

from dragoman.model.agreements import Agreement, Commitment
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
from dragoman.model.statements import Statement
from dragoman.model.text import Attested, Basis, Document

TEXT = """Işıl Çağrı in Doha for talks

DOHA — Turkish envoy Işıl Çağrı paid a visit to Doha on Monday and met سلمى الهاشمي of Qatar.

"We will send <script>alert('tea')</script> & 200 tonnes of flour by Friday," Çağrı said. "It is | little."

At least 12 people were killed in attacks near Güneş. Qatar accused nobody. The Lakeside accord of March \
obliges Türkiye to open the bridge before the end of the year if the river allows it.
"""

DOCUMENT = Document(id="doc1", address="https://example.org/a?b=1&c=2", text=TEXT, digest="0" * 64)


def ev(words, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return DOCUMENT.evidence(start, start + len(words))


def stated(value, words, rule="test.stated", nth=0):
    return Attested(value=value, basis=Basis.STATED, rule=rule, evidence=(ev(words, nth),))


def derived(value, words, rule="test.derived"):
    return Attested(value=value, basis=Basis.DERIVED, rule=rule, evidence=(ev(words),))


def assumed(value, rule="test.default"):
    return Attested(value=value, basis=Basis.ASSUMED, rule=rule)


def mention(words, form=MentionForm.NAME, nth=0, certain=True):
    return Mention(evidence=ev(words, nth), form=form, rule="actor.alias", certain=certain)


def make_record():
    actors = (
        Actor(
            id="cagri",
            name="Işıl Çağrı",
            kind=ActorKind.PERSON,
            country=derived("TUR", "Turkish", "actor.demonym-of-title"),
            sectors=(derived("GOV", "envoy", "actor.sector-of-title"),),
            offices=(
                Office(title="envoy", organization="Foreign Ministry", country="TUR", basis=Basis.STATED, rule="r"),
            ),
            acts_for="TUR",
            mentions=(mention("Işıl Çağrı"), mention("Işıl Çağrı", nth=1), mention("Çağrı", nth=2)),
        ),
        Actor(
            id="TUR",
            name="Türkiye",
            kind=ActorKind.STATE,
            country=stated("TUR", "Türkiye"),
            sectors=(assumed("GOV"),),
            known=True,
            mentions=(mention("Türkiye"), mention("We", MentionForm.PRONOUN, certain=False)),
        ),
        Actor(
            id="QAT",
            name="Qatar",
            kind=ActorKind.STATE,
            country=stated("QAT", "Qatar"),
            sectors=(assumed("GOV"),),
            known=True,
            mentions=(mention("Qatar"),),
        ),
        Actor(
            id="hashimi",
            name="سلمى الهاشمي",
            kind=ActorKind.PERSON,
            country=derived("QAT", "Qatar"),
            sectors=(),
            mentions=(mention("سلمى الهاشمي"),),
        ),
        Actor(id="people", name="people", kind=ActorKind.POPULATION, country=None, sectors=()),
    )
    visit = Event(
        id="e1",
        triggers=(ev("paid a visit"), ev("in Doha for talks")),
        type=stated("CONSULT", "visit", "consult.visit"),
        modes=(stated("visit", "visit", "consult.visit"),),
        contexts=(derived("diplomatic", "envoy", "context.words"),),
        actor=(stated("cagri", "Işıl Çağrı", "subject -> actor", nth=1),),
        recipient=(stated("hashimi", "سلمى الهاشمي", "object -> recipient"),),
        status=assumed(Status.ACTUAL, "status.default"),
        date=derived("2025-03-03", "Monday", "time.weekday-before-published"),
        place=stated("geonames:290030", "Doha", nth=1, rule="place.city"),
        agenda=(ev("talks"),),
        attribution=stated("QAT", "Qatar", "said.by"),
        confidence=0.83,
        trace=Trace(
            frame="consult.visit",
            location="consult.yaml:12",
            conventions=("visit-outranks-meeting",),
            merged=("headline told the same visit",),
            alternatives=(
                Alternative(frame="agree.plan", code="AGREE", reason="role empty", detail="nothing is promised"),
            ),
        ),
    )
    killed = Event(
        id="e2",
        triggers=(ev("attacks"),),
        type=stated("ASSAULT", "attacks", "assault.attack"),
        modes=(),
        contexts=(),
        actor=(),
        recipient=(),
        status=stated(Status.HYPOTHETICAL, "were"),
        date=None,
        place=assumed("place:Güneş"),
        magnitudes=(
            Magnitude(kind="killed", value=12, unit="persons", bound="at_least", evidence=ev("At least 12 people")),
        ),
        trace=Trace(frame="assault.attack", location="assault.yaml:3"),
    )
    statement = Statement(
        id="s1",
        kind="direct",
        speaker=(stated("cagri", "Çağrı", nth=2),),
        speaker_words=ev("Çağrı", 2),
        content=(
            ev("We will send <script>alert('tea')</script> & 200 tonnes of flour by Friday"),
            ev("It is | little"),
        ),
        cue=ev("said"),
        addressee=(stated("QAT", "Qatar"),),
        rule="statement.direct",
    )
    return Record(
        document=Document(
            id="doc1",
            address=DOCUMENT.address,
            text=TEXT,
            digest=DOCUMENT.digest,
            title=stated("Işıl Çağrı in Doha for talks", "Işıl Çağrı in Doha for talks"),
            published=derived("2025-03-04", "Monday", "published.after-last-day"),
            dateline=stated("Doha", "DOHA"),
            source=assumed("The Daily <Sample>", "given.source"),
        ),
        actors=actors,
        events=(visit, killed),
        statements=(statement,),
        agreements=(
            Agreement(
                id="a1",
                name=stated("Lakeside accord", "Lakeside accord"),
                parties=(stated("TUR", "Türkiye"), stated("QAT", "Qatar")),
                date=derived("2025-03", "of March"),
                status=assumed("in force"),
                mentions=(ev("Lakeside accord"),),
            ),
        ),
        commitments=(
            Commitment(
                id="c1",
                debtor=(stated("TUR", "Türkiye"),),
                action=ev("open the bridge"),
                beneficiary=(stated("QAT", "Qatar"),),
                deadline=derived("2025-12-31", "before the end of the year"),
                condition=ev("if the river allows it"),
                status_claim=assumed("pending"),
                claimant=stated("QAT", "Qatar"),
                agreement="a1",
            ),
            Commitment(id="c2", debtor=(stated("TUR", "We"),), action=ev("send <script>alert('tea')</script>")),
        ),
        focus=(derived("geonames:290030", "Doha", "focus.headline"),),
        places=(
            Place(
                id="geonames:290030",
                name="Doha",
                kind="city",
                country="QAT",
                admin1="Baladīyat ad Dawḩah",
                latitude=25.28,
                longitude=51.53,
                rule="place.capital",
                mentions=(ev("Doha"),),
                alternatives=(PlaceCandidate(gazetteer_id="geonames:9", name="Doha", country="IND", score=0.2),),
            ),
            Place(
                id="place:Güneş",
                name="Güneş",
                kind="city",
                country=None,
                admin1=None,
                latitude=None,
                longitude=None,
                rule="place.unknown",
                mentions=(ev("Güneş"),),
            ),
        ),
        timexes=(Timex(evidence=ev("Monday"), type="DATE", value="2025-03-03", rule="time.weekday"),),
        relations=(Relation(kind="member_of", child="cagri", parent="TUR", rule="r"),),
        problems=(Problem(rule="document.no-date", message="no date was given"),),
    )


@pytest.fixture
def record():
    return make_record()
