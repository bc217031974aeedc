"""What is compared of two articles, and of two tellings: named figures, the same whichever comes first."""

from __future__ import annotations

import math
from functools import lru_cache

from dragoman.resolve.coreference import kin, lexis
from dragoman.resolve.coreference.company import Company, agreement, common, covered, differing
from dragoman.resolve.coreference.lexis import Floats
from dragoman.resolve.coreference.telling import Article, Telling, Words

_RECURRING = 3  # articles in which a name stands that tells groups of them apart
_TOP = 3  # words in common that say most
_CACHED = 1 << 16  # pairs of phrases


_IN_CONTEXT = {  # what is compared of two triggers as the embedding model reads them
    "trigger in its article": "in_article",
    "trigger in its sentence": "in_sentence",
    "trigger alone": "alone",
    "sentence in context": "sentence",
}


def of_articles(first: Article, second: Article, company: Company) -> dict[str, float]:
    """What two articles of some company have in common."""
    shared = first.words.keys() & second.words.keys()
    telling = sorted((company.weight(word) for word in shared), reverse=True)[:_TOP]
    ours, theirs = (_recurring(a.names - b.names, company) for a, b in ((first, second), (second, first)))
    return {
        "words in common": words_in_common(first, second),
        "words in common that few have": _cosine(first, second, company),
        "words of the shorter in the longer": covered(frozenset(first.words), frozenset(second.words)),
        "most telling words in common": sum(telling),
        "names in common": covered(first.names, second.names),
        "names in common that few have": company.total(first.names & second.names),
        "names that only one has": min(company.total(ours), company.total(theirs)),
        "numbers in common": len(first.numbers & second.numbers),
        "dates in common": len(first.days & second.days),
        "dates that differ": differing(first.days, second.days),
        "places in common": len(first.places & second.places),
        "places that differ": differing(first.places, second.places),
        "direction": _angle(first.direction, second.direction),
        "direction in this company": _angle(company.directions.get(first.id), company.directions.get(second.id)),
        "context": _angle(first.context, second.context),
        "context in this company": _angle(company.contexts.get(first.id), company.contexts.get(second.id)),
        "length": math.log1p(min(len(first.words), len(second.words))),
        "articles compared": math.log1p(len(company.articles)),
    }


def of_tellings(first: Telling, second: Telling, company: Company) -> dict[str, float]:
    """What two tellings have in common whose articles are in some company."""
    same_article = first.article is second.article
    kinship = kin.kinship(first.deed, second.deed)
    nearest = max(
        (kin.kinship(a, b) for a in first.trigger for b in second.trigger), key=lambda k: (k.same, k.wider, k.sisters)
    )
    found = {
        "articles in common": words_in_common(first.article, second.article),
        "same article": same_article,
        "sentences apart": abs(first.sentence - second.sentence) if same_article else -1,
        "how far up": min(first.sentence, second.sentence),
        "same word": first.deed == second.deed,
        "same stem": lexis.same_stem(first.deed, second.deed),
        "like words": lexis.alike(first.deed, second.deed),
        "same meaning": kinship.same,
        "wider meaning": kinship.wider,
        "sister meaning": kinship.sisters,
        "same meaning in the trigger": nearest.same,
        "wider meaning in the trigger": nearest.wider,
        "like words in the trigger": _nearest(first.trigger, second.trigger),
        "trigger in common": agreement(first.trigger, second.trigger),
        "rarity of the word": min(lexis.weight(first.deed), lexis.weight(second.deed)),
        "rarity of both words": lexis.weight(first.deed) + lexis.weight(second.deed),
        "spread of the words": company.spread(first.deed) + company.spread(second.deed),
        "verbs": first.is_verb + second.is_verb,
        "same type": agreement(first.types, second.types),
        "types known": bool(first.types) + bool(second.types),
        "trigger among what takes part": bool(first.trigger & second.parts) + bool(second.trigger & first.parts),
        "trigger in the sentence": bool(first.trigger & second.around) + bool(second.trigger & first.around),
        "turned round": max(covered(first.doers, second.undergoers), covered(second.doers, first.undergoers)),
    }
    for part, a, b in (
        ("doer", first.doers, second.doers),
        ("undergoer", first.undergoers, second.undergoers),
        ("other part", first.others, second.others),
        ("any part", first.parts, second.parts),
    ):
        found[f"same {part}"] = covered(a, b)
        found[f"like {part}"] = _nearest(a, b)
        found[f"{part} known"] = bool(a) + bool(b)
        found[f"{part} that few have"] = company.likeness(a, b)
    for name, sense in _IN_CONTEXT.items():
        found[name] = _angle(*(getattr(telling.senses, sense, None) for telling in (first, second)))
    inside = covered(first.parts, second.around), covered(second.parts, first.around)
    ours, theirs = (a.parts - b.around & a.names for a, b in ((first, second), (second, first)))
    return found | {
        "parts in the other sentence": max(inside),
        "parts in each other's sentence": min(inside),
        "most telling part in common": max(map(company.weight, first.parts & second.parts), default=0.0),
        "names that only one has": company.total(ours) + company.total(theirs),
        "sentence in common": agreement(first.around, second.around),
        "shorter sentence in the longer": covered(first.around, second.around),
        "words of the sentence in common": common(first.around & second.around),
        "sentence that few have": company.likeness(first.around, second.around),
        "like sentences": _angle(first.direction, second.direction),
        "names in common": agreement(first.names, second.names),
        "names that few have": company.likeness(first.names, second.names),
        "numbers in common": len(first.numbers & second.numbers),
        "numbers that differ": differing(first.numbers, second.numbers),
        "dates in common": len(first.days & second.days),
        "dates that differ": differing(first.days, second.days),
        "places in common": len(first.places & second.places),
        "places that differ": differing(first.places, second.places),
    }


#: Figures that are known only where an embedding model has read the articles.
NEED_CONTEXTS = frozenset({"context", "context in this company", *_IN_CONTEXT})


def words_in_common(first: Article, second: Article) -> float:
    """Likeness of two articles' words, weighed by what they say in whatever company; 0 to 1."""
    return _cosine(first, second)


def _recurring(names: Words, company: Company) -> Words:
    least = _RECURRING / max(1, len(company.articles))
    return frozenset(name for name in names if company.spread(name) >= least)


def _cosine(first: Article, second: Article, company: Company | None = None) -> float:
    weigh = company.weight if company else _squared
    shared = math.fsum(
        math.sqrt(first.words[w] * second.words[w]) * weigh(w) ** 2 for w in first.words.keys() & second.words.keys()
    )
    if company is None:
        lengths = [first.length, second.length]
    else:
        lengths = [math.fsum(n * weigh(w) ** 2 for w, n in article.words.items()) for article in (first, second)]
    return shared / math.sqrt(lengths[0] * lengths[1]) if all(lengths) else 0.0


def _squared(word: str) -> float:
    return lexis.weight(word) ** 2


@lru_cache(_CACHED)
def _nearest(first: Words, second: Words) -> float:
    """Of the words of two phrases, how alike the two nearest are; below 0 where a phrase is missing."""
    return max((lexis.alike(a, b) for a in first for b in second), default=-0.2)


def _angle(first: Floats | None, second: Floats | None) -> float:
    return float(first @ second) if first is not None and second is not None else -0.2
