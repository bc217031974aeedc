"""The stories of articles that are all at hand: who is compared with whom, and who is together.

Articles that share a band are compared, but in each band only with those of its *front*, its first members by rank.
So the work grows with the number of articles, not with its square, and whether two articles are compared depends on
what there is, never on the order in which it came. The store keeps the same stories up to date article by article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from dragoman.resolve.pivots import clusters
from dragoman.resolve.stories.likeness import compare
from dragoman.resolve.stories.settings import settings
from dragoman.resolve.stories.signature import Signature, bands, rank


def stories(articles: Mapping[str, Signature]) -> dict[str, str]:
    """The id of every article → that of the article that leads its story."""
    ranked = sorted(articles, key=lambda article: (rank(articles[article], article), article))
    alike: dict[str, dict[str, float]] = defaultdict(dict)
    found: dict[int, list[str]] = defaultdict(list)
    for article in ranked:
        for earlier in dict.fromkeys(other for band in bands(articles[article]) for other in found[band]):
            if likeness := compare(articles[article], articles[earlier]):
                alike[article][earlier] = alike[earlier][article] = likeness.alike
        for band in set(bands(articles[article])):
            if len(found[band]) < settings().front:
                found[band].append(article)
    return clusters(ranked, alike)
