"""Actors of one article, resolved, with everything in the text that refers to them.

In: a document and its parse. Out: actors with country, sectors, offices and mentions; one
reference for each noun, name or pronoun that stands for an actor; standing relations. Names come
first, then the text is read from left to right. What a reference does in its clause is left to
the coder.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dragoman.annotate.actors import roles, tree
from dragoman.annotate.actors.bodies import Bodies
from dragoman.annotate.actors.cast import STATE_SECTORS
from dragoman.annotate.actors.context import Context
from dragoman.annotate.actors.descriptions import Descriptions
from dragoman.annotate.actors.discourse import Discourse
from dragoman.annotate.actors.offices import Offices
from dragoman.annotate.actors.officials import Officials
from dragoman.annotate.actors.people import People
from dragoman.annotate.actors.places import form_and_rule
from dragoman.annotate.actors.posts import Posts
from dragoman.annotate.actors.pronouns import Pronouns
from dragoman.annotate.actors.proper_name import ProperName
from dragoman.annotate.actors.reading import Reading
from dragoman.annotate.actors.relations import find_relations
from dragoman.annotate.actors.roles import RoleBook
from dragoman.annotate.annotation import Reference
from dragoman.knowledge.base import Knowledge
from dragoman.model.entities import Actor, ActorKind, Place, Relation
from dragoman.model.syntax import Parse, Token
from dragoman.model.text import Document


@dataclass(frozen=True, slots=True)
class ActorsFound:
    """Actors by first mention, references by position, relations."""

    actors: tuple[Actor, ...]
    references: tuple[Reference, ...]
    relations: tuple[Relation, ...]


class ActorFinder:
    """Finds and resolves actors; loaded once, used for any number of documents."""

    def __init__(self, knowledge: Knowledge, book: RoleBook) -> None:
        self.knowledge = knowledge
        self.book = book

    @classmethod
    def load(cls, user_folder: Path | None = None) -> ActorFinder:
        return cls(Knowledge.load(user_folder), roles.load())

    def find(self, document: Document, parse: Parse, places: Iterable[Place] = ()) -> ActorsFound:
        """All actors of a document; ``places``: those found in it, which may stand for their countries."""
        date = document.published.value if document.published else None
        reading = Reading(document, parse, self.knowledge, self.book, places)
        bodies = Bodies(reading)
        offices = Offices(reading, date)
        People(reading, Posts(reading, bodies), offices).resolve()
        for name in reading.names:
            _refer_by_name(reading, bodies, name)
        discourse = Discourse(reading.cast, parse, self.book.first_person, self.book.words["harming"])
        context = Context(reading, discourse)
        context.settle()
        _settle_countries(reading, context)
        officials = Officials(reading, discourse, context, offices)
        descriptions = Descriptions(reading, bodies, discourse, context, officials)
        _read_through(reading, descriptions, Pronouns(reading, discourse, context), discourse, context)
        _enter_employers(reading)
        return _finish(reading)


def _refer_by_name(reading: Reading, bodies: Bodies, name: ProperName) -> None:
    """A reference for a name that is no person's."""
    if name.head in reading.person_at or name.first in reading.leaning or _is_absorbed(reading, name):
        return
    draft = bodies.of_name(name)
    if draft is not None:
        form, rule = form_and_rule(reading, name, bodies.sense_of(name))
        draft.lost(name.rivals)
        reading.cast.refer(
            [draft.id], name.first, name.last, head=name.head, form=form, rule=rule, certain=name.certain
        )


def _is_absorbed(reading: Reading, name: ProperName) -> bool:
    """Whether a name only says whose body, office or people a role phrase means: "the Syrian army"."""
    return name.first in reading.absorbed


def _settle_countries(reading: Reading, context: Context) -> None:
    """A minister, judge or general whose country nothing states is of the country named beside it.

    A group or party of which nothing is known is of the country the article is about, if there is only one.
    """
    for draft in reading.cast.drafts.values():
        if draft.country is not None or draft.acts_for is not None:
            continue
        state = draft.sectors and draft.sectors[0].value in STATE_SECTORS
        if draft.kind is ActorKind.PERSON and state:
            country = context.only or context.beside(draft.mentions[0].evidence.start)
            draft.country = country
            draft.acts_for = country.value if country else None
        elif draft.kind in (ActorKind.ARMED_GROUP, ActorKind.PARTY) and reading.knowledge.entry(draft.id) is None:
            draft.country = context.only


def _read_through(
    reading: Reading, descriptions: Descriptions, pronouns: Pronouns, discourse: Discourse, context: Context
) -> None:
    """From left to right: descriptions and pronouns are resolved by what came before them."""
    speaker: str | None = None
    for token in reading.parse.tokens:
        if reading.quoted[token.i]:
            if not reading.quoted[token.i - 1]:
                speaker = pronouns.speaker_of(token) or _speaker_ahead(reading, pronouns, token) or speaker
            if speaker is not None:
                context.speakers[token.i] = speaker
        if token.i not in reading.cast.references:
            phrase = reading.phrase_by_head.get(token.i)
            if phrase is not None:
                descriptions.resolve(phrase)
            if token.i not in reading.cast.references:
                pronouns.resolve(token)
        reference = reading.cast.references.get(token.i)
        if reference is not None:
            discourse.add(token, reference)
        elif tree.is_subject(token) and token.pos in ("NOUN", "PROPN") and token.i not in reading.name_at:
            discourse.add_thing(token)


def _speaker_ahead(reading: Reading, pronouns: Pronouns, token: Token) -> str | None:
    """The speaker named after a quotation that runs over several sentences of a paragraph."""
    for other in reading.parse.tokens[token.i + 1 :]:
        if not reading.quoted[other.i]:
            return None
        found = pronouns.speaker_of(other)
        if found is not None:
            return found
    return None


def _enter_employers(reading: Reading) -> None:
    """The states and bodies that persons act for are actors too, read from the office or the person's name."""
    for draft in list(reading.cast.drafts.values()):
        employer = draft.acts_for
        if employer is None or employer in reading.cast.drafts or reading.knowledge.entry(employer) is None:
            continue
        if draft.mentions:
            stated = draft.country.evidence if draft.country else ()
            reading.cast.known(employer, stated[0] if stated else draft.mentions[0].evidence)


def _finish(reading: Reading) -> ActorsFound:
    references = tuple(sorted(reading.cast.references.values(), key=lambda r: (r.start, r.head)))
    used = {id for reference in references for id in reference.actors}
    used |= {draft.acts_for for draft in reading.cast.drafts.values() if draft.acts_for and draft.id in used}
    actors = [draft.finish() for draft in reading.cast.drafts.values() if draft.id in used]
    actors.sort(key=_first_position)
    return ActorsFound(tuple(actors), references, find_relations(reading))


def _first_position(actor: Actor) -> tuple[int, str]:
    if actor.mentions:
        return actor.mentions[0].evidence.start, actor.id
    evidence = actor.country.evidence if actor.country else ()
    return (evidence[0].start if evidence else 1 << 60), actor.id
