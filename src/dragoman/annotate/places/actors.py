"""Which countries the actors that an article names belong to.

Comes in: a text and the knowledge base. Goes out: how many of the people and bodies named belong to each country.
A village lies rather in a country whose army, ministers and parties the article speaks of. Countries, their peoples
and their capitals are left out: they are names of places and count among those.
"""

from __future__ import annotations

from collections import Counter

from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.entries import Facet


def countries_of_actors(text: str, knowledge: Knowledge) -> dict[str, float]:
    """Parts of the actors named that belong to each country; they add up to less than 1, the less the fewer.

    >>> shares = countries_of_actors("Ayman Safadi met leaders of Hezbollah.", Knowledge.load())
    >>> sorted(shares)
    ['JOR', 'LBN']
    """
    named: dict[str, str] = {}
    for found in knowledge.scan(text):
        entries = {sense.entry for sense in found.values if sense.facet is not Facet.SURNAME}
        if len(entries) == 1:
            id = entries.pop()
            entry = knowledge.entry(id)
            of_state = any(sense.facet is Facet.METONYM for sense in found.values)
            if entry is not None and entry.country and (of_state or id not in knowledge.countries):
                named[id] = entry.country
    counts = Counter(named.values())
    return {country: count / (counts.total() + 1) for country, count in counts.items()}
