"""How a name of a country, capital or city is used: as an actor, or as the place of something.

In: a name and its reading. Out: the form of the reference and the rule that tells the coder
whether it may fill any role, or only that of a host.
"""

from __future__ import annotations

from dragoman.annotate.actors.proper_name import ProperName
from dragoman.annotate.actors.reading import Reading
from dragoman.knowledge.entries import Facet, Sense
from dragoman.model.entities import MentionForm
from dragoman.model.syntax import Token


def form_and_rule(reading: Reading, name: ProperName, sense: Sense | None) -> tuple[MentionForm, str]:
    """Form and rule of a reference by name."""
    if sense is None:
        acronym = name.same_as is not None
        return (MentionForm.ACRONYM if acronym else MentionForm.NAME), "actor.named-organization"
    if sense.entry not in reading.knowledge.countries:
        acronym = name.same_as is not None or sense.facet is Facet.ACRONYM
        return (MentionForm.ACRONYM if acronym else MentionForm.NAME), f"kb.{sense.entry}"
    if sense.facet is Facet.ADJECTIVE:
        return MentionForm.DEMONYM, "actor.demonym"
    if sense.facet is Facet.PEOPLE:
        return MentionForm.DEMONYM, "actor.people-of-country"
    if sense.facet is Facet.CITY:
        return MentionForm.CAPITAL, "actor.city"
    if _is_place(reading, name, sense):
        return MentionForm.CAPITAL, "actor.place-as-host"
    if sense.facet is Facet.NAME:
        return MentionForm.NAME, "actor.country-name"
    return MentionForm.CAPITAL, "actor.capital-as-government"


def _is_place(reading: Reading, name: ProperName, sense: Sense) -> bool:
    """Whether something happens there, or somebody goes there, or it is the dateline."""
    parse = reading.parse
    token = parse.tokens[name.head]
    if _is_dateline(reading, name, token):
        return True
    while token.dep in ("conj", "appos") and token.head != token.i:
        token = parse.head(token)
    if sense.facet in (Facet.CAPITAL, Facet.CITY) and token.dep in ("compound", "amod", "nmod"):
        return True  # "the Minsk agreement"
    if token.dep != "pobj":
        return token.dep == "dobj" and parse.head(token).lemma in reading.book.words["motion"]
    preposition = parse.head(token)
    if preposition.lower in reading.book.words["locative"]:
        return True
    if preposition.lower == "of":
        return parse.head(preposition).lemma in reading.book.words["place_nouns"]
    if preposition.lower not in reading.book.words["motion_prepositions"]:
        return False
    above = parse.head(preposition)
    if above.dep == "prep":
        above = parse.head(above)
    return above.lemma in reading.book.words["motion"]


def _is_dateline(reading: Reading, name: ProperName, token: Token) -> bool:
    """A place alone in its paragraph, or at the head of one before a dash, a bracket or a date."""
    tokens = reading.parse.tokens
    first, last = reading.parse.sentences[token.sentence]
    if first == name.first and name.last == last:
        return True
    if name.first != first or not tokens[first].text.isupper() or name.last >= len(tokens):
        return False
    return tokens[name.last].text in (",", "(", "-", "–", "—", "--")
