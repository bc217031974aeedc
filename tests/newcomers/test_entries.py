"""An entry tells everything that articles say of a newcomer, whatever the order they came in."""

from __future__ import annotations

import random

from dragoman.model.entities import Actor, ActorKind, Mention, MentionForm
from dragoman.model.entities import Office as StatedOffice
from dragoman.model.record import Record
from dragoman.model.text import Basis, Evidence
from dragoman.resolve.newcomers import Office, Sighting, Spelling, entries, seen
from dragoman.resolve.newcomers.entries import entry
from dragoman.resolve.newcomers.sightings import names
from stories.articles import TALKS, article

MAYOR, GOVERNOR = Office("mayor", None, "SYR"), Office("governor", "Harn province", "SYR")


def sighting(article: int, name: str, office: Office, day: str | None, actor: str = "ilse-maran") -> Sighting:
    return Sighting(
        actor=actor,
        name=name,
        kind=ActorKind.PERSON,
        country=office.country,
        names=(name,),
        offices=(office,),
        article=article,
        source=f"outlet {article % 2}",
        day=day,
    )


FOUND = [
    sighting(1, "Ilse Maran", MAYOR, "2025-03-01"),
    sighting(2, "Ilse Maran", MAYOR, "2025-02-01"),
    sighting(3, "Ilsa Maran", GOVERNOR, "2025-09-01"),
    sighting(4, "Ilse Maran", GOVERNOR, None),
]


def test_names_offices_and_days_are_kept_with_how_often_they_were_seen():
    [found] = entries(FOUND)
    assert found.name == "Ilse Maran"
    assert found.names == (Spelling("Ilse Maran", 3), Spelling("Ilsa Maran", 1))
    assert (found.first, found.last, len(found.articles), found.sources) == ("2025-02-01", "2025-09-01", 4, 2)
    held = {one.office: (one.articles, one.first, one.last) for one in found.offices}
    assert held == {MAYOR: (2, "2025-02-01", "2025-03-01"), GOVERNOR: (2, "2025-09-01", "2025-09-01")}


def test_a_title_with_capitals_is_the_same_office():
    written = sighting(5, "Ilse Maran", Office("Mayor", None, "SYR"), "2025-03-02")
    [found] = entries([*FOUND, written])
    assert [(one.office.title, one.articles) for one in found.offices] == [("mayor", 3), ("governor", 2)]


def test_the_order_of_articles_does_not_matter():
    shuffled = FOUND.copy()
    random.Random(6).shuffle(shuffled)
    assert entry("ilse-maran", shuffled) == entry("ilse-maran", FOUND)


def test_merged_actors_are_one_entry():
    other = sighting(5, "I. Maran", GOVERNOR, "2025-10-01", actor="i-maran")
    third = sighting(6, "Jana Holt", MAYOR, "2025-10-01", actor="jana-holt")
    found = {one.id: one for one in entries([other, *FOUND, third], {"i-maran": "ilse-maran"})}
    assert set(found) == {"ilse-maran", "jana-holt"}
    assert found["ilse-maran"].ids == ("i-maran", "ilse-maran")
    assert len(found["ilse-maran"].articles) == 5


def actor(id: str, kind: ActorKind, *, known: bool = False, office: bool = False) -> Actor:
    post = StatedOffice(title="mayor", organization=None, country=None, basis=Basis.STATED, rule="test")
    return Actor(id=id, name=id, kind=kind, country=None, sectors=(), known=known, offices=(post,) if office else ())


def test_only_actors_in_public_life_are_gathered():
    record = Record(
        document=article(TALKS),
        actors=(
            actor("witness", ActorKind.PERSON),
            actor("mayor", ActorKind.PERSON, office=True),
            actor("president", ActorKind.PERSON, office=True, known=True),
            actor("front", ActorKind.ARMED_GROUP),
            actor("fishermen", ActorKind.POPULATION),
            actor("NOR", ActorKind.STATE),
        ),
    )
    assert [one.id for one in seen(record)] == ["mayor", "front"]


def test_names_are_those_that_the_article_writes():
    def mention(text: str, form: MentionForm) -> Mention:
        return Mention(evidence=Evidence("d", 0, len(text), text), form=form, rule="test")

    held = Actor(
        id="ilse-maran",
        name="Ilse Maran",
        kind=ActorKind.PERSON,
        country=None,
        sectors=(),
        mentions=(
            mention("Ilse  Maran", MentionForm.NAME),
            mention("Maran", MentionForm.NAME),
            mention("the minister", MentionForm.OFFICE),
        ),
    )
    assert names(held) == ("Ilse Maran", "Maran")
