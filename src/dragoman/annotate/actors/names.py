"""Proper names in a parsed text: known ones, people and organizations nobody has told us about.

In: parse, knowledge, vocabulary. Out: names in text order that do not overlap, each with its
readings. It tells a country's name from a man called Jordan, and joins a bracketed acronym to
the name it abbreviates. It does not decide who a surname belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.annotate.actors import organizations, tree
from dragoman.annotate.actors.proper_name import ProperName
from dragoman.annotate.actors.roles import RoleBook, Title
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.entries import Facet, Sense
from dragoman.knowledge.phrases import FoldedText, PhraseMatch, longest
from dragoman.model.entities import Place
from dragoman.model.syntax import Name, Parse, Token


def find_names(
    parse: Parse, folded: FoldedText, knowledge: Knowledge, book: RoleBook, places: Iterable[Place] = ()
) -> list[ProperName]:
    """All names, in text order.

    ``places``: those found in the text; a town or region that the knowledge base lacks stands for its country.
    """
    places = tuple(places)
    in_places = _inside_places(parse, places)
    persons = [
        span
        for span in (_person(parse, name, book) for name in parse.names if name.label == "PERSON")
        if span and not in_places.issuperset(range(*span))
    ]
    names: dict[int, ProperName] = {}
    for group in longest(knowledge.find(parse, folded)):
        name = _known(parse, group)
        if name is None or (_is_partial(name, knowledge) and _is_inside_longer(parse, name, persons, book)):
            continue
        if name.has(Facet.SURNAME) and (
            name.first in in_places
            or _ends_longer(parse, name, knowledge, book)
            or _is_role_word(parse, name, book)
            or _is_whereabouts(parse, name, book)
        ):
            continue
        if name.has(Facet.NAME, Facet.CAPITAL, Facet.CITY) and _is_inside_place(name, in_places, knowledge):
            continue
        names[name.first] = name
    taken = {i for name in names.values() for i in range(name.first, name.last)}
    for first, last in persons:
        if taken.isdisjoint(range(first, last)):
            names[first] = ProperName(first, last, tree.head_of(parse, first, last))
            taken.update(range(first, last))
    for name in organizations.find_organizations(parse, book, taken):
        names[name.first] = name
        taken.update(range(name.first, name.last))
    for name in _towns(parse, knowledge, places):
        if taken.isdisjoint(range(name.first, name.last)):
            names[name.first] = name
    ordered = sorted(names.values(), key=lambda name: name.first)
    return organizations.with_acronyms(parse, ordered, book)


def _inside_places(parse: Parse, places: Iterable[Place]) -> set[int]:
    """Tokens of the names of places that have several words and are known: "Bahir Dar" is nobody's name."""
    found: set[int] = set()
    for place in places:
        for mention in place.mentions if place.latitude is not None else ():
            tokens = parse.tokens_in(mention.start, mention.end)
            if len(tokens) > 1:
                found.update(token.i for token in tokens)
    return found


def _is_inside_place(name: ProperName, in_places: set[int], knowledge: Knowledge) -> bool:
    """Whether a country or capital only lends its name to another place: "Gulf of Mexico", "East Jerusalem"."""
    countries = all(sense.entry in knowledge.countries for sense in name.senses)
    around = {name.first - 1, name.last} & in_places
    return countries and bool(around) and in_places.issuperset(range(name.first, name.last))


def _is_role_word(parse: Parse, name: ProperName, book: RoleBook) -> bool:
    """Whether a word that is somebody's surname rather says what a person is: "Christian missionary", "King X"."""
    if any(sense.facet is not Facet.SURNAME for sense in name.senses) or name.last - name.first > 1:
        return False
    token = parse.tokens[name.first]
    following = parse.tokens[name.last] if name.last < len(parse.tokens) else token
    before_name = following.pos == "PROPN" and following.sentence == token.sentence and following.i != token.i
    return bool(book.index.lookup(token.text)) and (token.entity != "PERSON" or before_name)


def _is_whereabouts(parse: Parse, name: ProperName, book: RoleBook) -> bool:
    """Whether a word that is somebody's surname says where something is: "near Djibo"."""
    if any(sense.facet is not Facet.SURNAME for sense in name.senses):
        return False
    head = parse.tokens[name.head]
    return head.dep == "pobj" and parse.head(head).lower in book.words["locative"] and head.entity != "PERSON"


def _ends_longer(parse: Parse, name: ProperName, knowledge: Knowledge, book: RoleBook) -> bool:
    """Whether a surname ends a longer name that is not its bearer's: "Bahir Dar" is not Ishaq Dar.

    Titles, nationalities and whatever else we know may stand before a surname.
    """
    if not name.first:
        return False
    before, head = parse.tokens[name.first - 1], parse.tokens[name.head]
    joined = before.dep in ("compound", "nmod", "amod") and before.head == head.i
    if not joined or before.pos != "PROPN" or not before.text.istitle() or before.text.endswith("."):
        return False
    known = knowledge.candidates(before.text) or book.index.lookup(before.text)
    return not (known or before.lower in book.part_of_title or before.lower in book.former)


def _towns(parse: Parse, knowledge: Knowledge, places: Iterable[Place]) -> Iterator[ProperName]:
    """Towns and regions as names of the country they lie in."""
    for place in places:
        if place.kind not in ("city", "region") or place.country not in knowledge.countries:
            continue
        for mention in place.mentions:
            if span := parse.tokens_of(mention.start, mention.end):
                sense = Sense(place.country, Facet.CITY)
                yield ProperName(*span, tree.head_of(parse, *span), (sense,))


def _is_partial(name: ProperName, knowledge: Knowledge) -> bool:
    """Whether the name often stands inside longer names: a place, a demonym, a surname."""
    return name.has(Facet.SURNAME) or any(sense.entry in knowledge.countries for sense in name.senses)


def _is_inside_longer(parse: Parse, name: ProperName, persons: list[tuple[int, int]], book: RoleBook) -> bool:
    return (
        _is_part_of_person(name, persons)
        or _is_part_of_organization(parse, name, book)
        or (all(sense.facet is Facet.SURNAME for sense in name.senses) and _is_middle_name(parse, name, book))
    )


def _is_middle_name(parse: Parse, name: ProperName, book: RoleBook) -> bool:
    """Whether a surname stands in a longer name nobody recognized: "Haroon Rashid Aswad", "Prince Sultan Air Base"."""
    head = parse.tokens[name.head]
    above = parse.head(head)
    between = parse.tokens[name.last : above.i + 1]
    if head.dep != "compound" or not between or len(between) > 3:
        return False
    named = all(token.pos == "PROPN" and token.text.istitle() for token in between)
    return named and not book.index.lookup(parse.text[between[0].start : above.end])


def _known(parse: Parse, group: list[PhraseMatch[Sense]]) -> ProperName | None:
    first, last = group[0].first, group[0].last
    tokens = parse.tokens[first:last]
    acronym = tokens[0].text.isupper() and len(tokens[0].text) > 3  # "ECOWAS", however it was tagged
    if tokens[0].pos in ("VERB", "AUX", "PRON", "ADP", "DET", "SCONJ") and len(tokens) == 1 and not acronym:
        return None
    senses = tuple(dict.fromkeys(match.value for match in group))
    return ProperName(first, last, tree.head_of(parse, first, last), senses)


def _person(parse: Parse, name: Name, book: RoleBook) -> tuple[int, int] | None:
    """A recognized person's name without titles, demonyms and possessive endings around it."""
    first, last = name.first, name.last
    while last > first and not parse.tokens[last - 1].text[0].isalnum():
        last -= 1
    if last > first and parse.tokens[last - 1].lower in ("'s", "’s"):
        last -= 1
    while first < last and (count := _title_words(parse, first, last, book)):
        first += count
    first, last = _with_particles(parse, first, last, book)
    words = [token for token in parse.tokens[first:last] if token.text[0].isalnum()]
    if not words or not all(_is_name_word(token, book) for token in words):
        return None
    return first, last


def _with_particles(parse: Parse, first: int, last: int, book: RoleBook) -> tuple[int, int]:
    """Extend "Hans Van" to "Hans Van den Broek"."""
    end = last
    while first < end < len(parse.tokens) and parse.tokens[end].sentence == parse.tokens[first].sentence:
        joined = parse.tokens[end - 1].lower in book.words["name_particles"]
        if parse.tokens[end].lower in book.words["name_particles"]:
            end += 1
        elif joined and parse.tokens[end].text[0].isupper():
            end += 1
            last = end
        else:
            break
    return first, last


def _title_words(parse: Parse, first: int, last: int, book: RoleBook) -> int:
    """How many words at the start are no part of the name: an article, a mark, "interim", "Crown Prince"."""
    token = parse.tokens[first]
    if not token.text[0].isalnum() or token.dep == "det":
        return 1
    if token.lower in book.part_of_title or token.lower in book.former:
        return 1
    for end in range(last, first, -1):
        words = parse.words(first, end)
        if any(isinstance(sense, Title) for sense in book.index.lookup(words)):
            return end - first
    return 0


def _is_name_word(token: Token, book: RoleBook) -> bool:
    if token.text in book.words["institution_words"] or any(c.isdigit() for c in token.text):
        return False
    return token.text[0].isupper() or len(token.text) <= 3 or token.lower in book.words["lower_in_names"]


def _is_part_of_person(name: ProperName, persons: list[tuple[int, int]]) -> bool:
    """Whether a place or a bare surname is only a part of a longer personal name."""
    return any(
        first <= name.first and name.last <= last and (last - first) > (name.last - name.first)
        for first, last in persons
    )


def _is_part_of_organization(parse: Parse, name: ProperName, book: RoleBook) -> bool:
    """Whether a country, city or surname is only a part of an organization's longer name."""
    for span in parse.names:
        inside = span.first <= name.first and name.last <= span.last
        longer = span.last - span.first > name.last - name.first
        if inside and longer and span.label in organizations.RECOGNIZED:
            first, last = organizations.span_of(parse, span)
            noun = organizations.noun_of(parse, first, last, book)
            if first <= name.first and name.last <= last and noun and not _is_generic(parse, first, last, name, book):
                return True
    return False


def _is_generic(parse: Parse, first: int, last: int, name: ProperName, book: RoleBook) -> bool:
    """Whether the rest of the name only says which body of the country is meant: "Turkish Foreign Ministry"."""
    rest = [t for t in parse.tokens[first:last] if not name.first <= t.i < name.last and t.pos != "PART"]
    while rest and not rest[0].text[0].isupper():
        rest = rest[1:]
    while rest and rest[-1].lower in book.words["owner"] | {"the"}:
        rest = rest[:-1]
    return not rest or bool(book.index.lookup(parse.text[rest[0].start : rest[-1].end]))
