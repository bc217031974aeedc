"""Which newcomers may be one and the same: suggestions with reasons, for a person to accept or refuse.

Likeness of names merges nobody. Named reasons are weighed, for and against, and their weights are in
``data/newcomers/merging.yaml``. Only actors that share a key of their names are compared; where many do, each is
compared with its neighbours in the order of names (the sorted-neighbourhood method: Hernández & Stolfo, "The
merge/purge problem for large databases", SIGMOD 1995), so the work does not grow with the square of the actors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import exp

from rapidfuzz import fuzz

from dragoman.model.entities import ActorKind
from dragoman.resolve.newcomers.entries import Newcomer
from dragoman.resolve.newcomers.settings import settings
from dragoman.resolve.newcomers.spelling import Spelled, key, spelled

_SPELLINGS = 5  # the commonest, of each actor


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for a merge, or against it."""

    name: str  # of the weight
    weight: float  # log-odds; below 0 against
    what: str  # what the articles say: "Abdul Rahman al-Ahmed, Abdulrahman al Ahmad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Two newcomers that may be one."""

    one: Newcomer  # with the more articles
    other: Newcomer
    score: float  # 0 to 1
    reasons: tuple[Reason, ...]


def suggestions(
    newcomers: Iterable[Newcomer], apart: Collection[tuple[str, str]] = frozenset()
) -> tuple[Suggestion, ...]:
    """The pairs that may be one, the likeliest first.

    ``apart``: pairs of ids, the smaller one first, of actors that a person said are two.
    """
    found = []
    for one, other in _pairs(newcomers):
        if not any((min(a, b), max(a, b)) in apart for a in one.ids for b in other.ids):
            suggestion = weigh(one, other)
            if suggestion.score >= settings().least:
                found.append(suggestion)
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.one.id, pair.other.id)))


def weigh(one: Newcomer, other: Newcomer) -> Suggestion:
    """The reasons for and against, and the score they come to; the same in either order."""
    one, other = sorted((one, other), key=lambda actor: (-len(actor.articles), actor.id))
    reasons = tuple(
        Reason(name, weight, what) for name, weight, what in (*_names(one, other), *_facts(one, other)) if weight
    )
    odds = settings().weights["start"] + sum(reason.weight for reason in reasons)
    return Suggestion(one=one, other=other, score=1 / (1 + exp(-odds)), reasons=reasons)


Weighed = tuple[str, float, str]


def _names(one: Newcomer, other: Newcomer) -> Iterator[Weighed]:
    """The reasons in the two spellings that are most alike."""
    weights = settings().weights
    pairs = ((mine, theirs) for mine in _spellings(one) for theirs in _spellings(other))
    mine, theirs = max(pairs, key=lambda pair: (_alike(*map(spelled, pair)), pair))
    written, a, b = f"{mine}, {theirs}", spelled(mine), spelled(theirs)
    alike = max(0.0, (_alike(a, b) - settings().unlike) / (1 - settings().unlike))
    yield "spelling", weights["spelling"] * alike, written
    if one.kind is not ActorKind.PERSON:
        if _is_acronym(a, b):
            yield "initials", weights["initials"], written
        return
    if a.family == b.family:
        yield "family", weights["family"], written
    if a.anyhow != b.anyhow and not _given_fit(a, b):
        yield "given", weights["given"], written


def _facts(one: Newcomer, other: Newcomer) -> Iterator[Weighed]:
    """The reasons in what articles state."""
    weights = settings().weights
    shared = [country for country in one.countries if country in other.countries]
    if shared:
        yield "country", weights["country"], ", ".join(shared)
    elif one.countries and other.countries:
        yield "other-country", weights["other-country"], f"{one.countries[0]}, {other.countries[0]}"
    posts = {held.office.title.casefold(): held.office.title for held in one.offices}
    same = [posts[title] for held in other.offices if (title := held.office.title.casefold()) in posts]
    if same:
        yield "office", weights["office"], ", ".join(dict.fromkeys(same))
    bodies = {held.office.organization for held in one.offices} & {held.office.organization for held in other.offices}
    if bodies := bodies - {None}:
        yield "organization", weights["organization"], ", ".join(sorted(map(str, bodies)))
    if together := one.articles & other.articles:
        yield "together", weights["together"], f"{len(together)} articles name both"


def _alike(one: Spelled, other: Spelled) -> float:
    """Likeness of two names, 0 to 1, however their words are joined or put in order."""
    pairs = ((one.words, other.words), (sorted(one.words), sorted(other.words)))
    return max(fuzz.ratio("".join(mine), "".join(theirs)) for mine, theirs in pairs) / 100


def _given_fit(one: Spelled, other: Spelled) -> bool:
    """Whether given names may be one: the same consonants, an initial, a part left out."""
    mine, theirs = (" ".join(name.words[:-1]) for name in (one, other))
    if not mine or not theirs or one.given == other.given:
        return True
    keys = [{key(word) for word in name.words[:-1]} for name in (one, other)]
    if keys[0] <= keys[1] or keys[1] <= keys[0]:
        return True
    short, long = sorted((mine, theirs), key=len)
    return len(short) == 1 and long.startswith(short)


def _is_acronym(one: Spelled, other: Spelled) -> bool:
    short, long = sorted((one, other), key=lambda name: len(name.words))
    return len(short.words) == 1 and len(long.words) > 1 and short.words[0] == long.initials


def _spellings(newcomer: Newcomer) -> list[str]:
    """The names to compare; of a person who is called by more, the family name alone tells nothing."""
    names = [newcomer.name, *(one.name for one in newcomer.names)]
    written = [name for name in dict.fromkeys(names) if spelled(name).words] or [newcomer.name]
    full = [name for name in written if len(spelled(name).words) > 1]
    return (full if full and newcomer.kind is ActorKind.PERSON else written)[:_SPELLINGS]


def _pairs(newcomers: Iterable[Newcomer]) -> Iterator[tuple[Newcomer, Newcomer]]:
    """Those that share a key, each pair once."""
    blocks: dict[tuple[int, str], list[Newcomer]] = defaultdict(list)
    for newcomer in newcomers:
        for block in _keys(newcomer):
            blocks[block].append(newcomer)
    compared: set[tuple[str, str]] = set()
    for members in blocks.values():
        for one, other in _within(members):
            pair = (min(one.id, other.id), max(one.id, other.id))
            if pair not in compared:
                compared.add(pair)
                yield one, other


def _within(block: list[Newcomer]) -> Iterator[tuple[Newcomer, Newcomer]]:
    if len(block) <= settings().block:
        yield from combinations(block, 2)
        return
    ordered = sorted(block, key=lambda actor: (spelled(actor.name).whole, actor.id))
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 : place + 1 + settings().near]:
            yield one, other


def _keys(newcomer: Newcomer) -> set[tuple[int, str]]:
    """Under what an actor is compared: the whole name, a person's family name, a body's initials."""
    kind = next((number for number, kinds in enumerate(settings().kinds) if newcomer.kind in kinds), -1)
    found: set[tuple[int, str]] = set()
    for name in map(spelled, _spellings(newcomer)):
        found |= {(kind, f"whole {name.whole}"), (kind, f"anyhow {name.anyhow}")}
        if newcomer.kind is ActorKind.PERSON:
            found.add((kind, f"family {name.family}"))
        else:
            found.add((kind, f"initials {name.words[0] if len(name.words) == 1 else name.initials}"))
    return found
