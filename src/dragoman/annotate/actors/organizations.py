"""Names of organizations nobody has told us about, and the acronyms that stand for longer names.

In: a parse, vocabulary, the names found so far. Out: further names. What an organization is, its last noun says; an
acronym in brackets stands for the name before it, and from then on by itself.
"""

from __future__ import annotations

from dragoman.annotate.actors import tree
from dragoman.annotate.actors.proper_name import ProperName
from dragoman.annotate.actors.roles import OrganizationNoun, RoleBook
from dragoman.knowledge.entries import Facet
from dragoman.knowledge.spelling import fold
from dragoman.model.syntax import Name, Parse, Token

_ACRONYM_LENGTH = range(2, 9)
RECOGNIZED = frozenset({"ORG"})  # labels of the parser


def span_of(parse: Parse, span: Name) -> tuple[int, int]:
    """The tokens of a recognized organization without articles, marks and possessive endings around them."""
    first, last = span.first, span.last
    while first < last and (parse.tokens[first].dep == "det" or not parse.tokens[first].text[0].isalnum()):
        first += 1
    last = next((token.i for token in parse.tokens[first:last] if token.text in ("(", ",")), last)
    while last > first and not parse.tokens[last - 1].text[0].isalnum():
        last -= 1
    if last - 1 > first and parse.tokens[last - 1].lower in ("'s", "’s"):
        last -= 1
    return first, last


def noun_of(parse: Parse, first: int, last: int, book: RoleBook) -> OrganizationNoun | None:
    """What the name says it is, by the noun it ends in ("... Front", "Union of ...")."""
    words = [token.text for token in parse.tokens[first:last]]
    for word in reversed(words):
        if word in book.organization_nouns:
            return book.organization_nouns[word]
    return None


def find_organizations(parse: Parse, book: RoleBook, taken: set[int]) -> list[ProperName]:
    """Recognized organizations that are not known and not just a country's generic body."""
    found: list[ProperName] = []
    for span in parse.names:
        if span.label not in RECOGNIZED:
            continue
        first, last = span_of(parse, span)
        noun = noun_of(parse, first, last, book) if last > first else None
        if noun is None or last - first < 2 or not taken.isdisjoint(range(first, last)):
            continue
        if book.index.lookup(parse.words(first, last)):
            continue
        found.append(ProperName(first, last, tree.head_of(parse, first, last), organization=noun))
        taken.update(range(first, last))
    return found


def with_acronyms(parse: Parse, names: list[ProperName], book: RoleBook) -> list[ProperName]:
    """Join "Name (ACR)" and every later ACR to the name."""
    by_first = {name.first: name for name in names}
    by_last = {name.last: name for name in names}
    meaning: dict[str, ProperName] = {}
    for token in parse.tokens[2:-1]:
        if parse.tokens[token.i - 1].text != "(" or not _is_acronym(token) or parse.tokens[token.i + 1].text != ")":
            continue
        long = by_last.get(token.i - 1) or _spelled_out(parse, token, book)
        if long is None or (by_first.get(token.i) and long.senses == ()):
            continue
        if not long.has(Facet.CAPITAL, Facet.CITY, Facet.SURNAME):
            by_first.setdefault(long.first, long)
            meaning.setdefault(fold(token.text), long)
    for token in parse.tokens:
        long = meaning.get(fold(token.text)) if _is_acronym(token) else None
        if long is None or long.first <= token.i < long.last:
            continue
        if token.i not in by_first or by_first[token.i].last == token.i + 1:
            by_first[token.i] = ProperName(token.i, token.i + 1, token.i, long.senses, long.organization, long)
    return sorted(by_first.values(), key=lambda name: name.first)


def _is_acronym(token: Token) -> bool:
    return token.text.isupper() and token.text.isalpha() and len(token.text) in _ACRONYM_LENGTH


def _spelled_out(parse: Parse, acronym: Token, book: RoleBook) -> ProperName | None:
    """The capitalised words before a bracket whose initials make the acronym."""
    letters = list(fold(acronym.text))
    first = acronym.i - 1
    words = 0
    while first > 0 and letters:
        token = parse.tokens[first - 1]
        if token.sentence != acronym.sentence:
            return None
        if token.text[0].isupper() and fold(token.text)[:1] == letters[-1]:
            letters.pop()
            words += 1
        elif token.lower not in book.words["lower_in_names"] and token.text != "-":
            return None
        first -= 1
    if letters or words < 2:
        return None
    last = acronym.i - 1
    noun = noun_of(parse, first, last, book) or book.organization_nouns["Organization"]
    return ProperName(first, last, tree.head_of(parse, first, last), organization=noun)
