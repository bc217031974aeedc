"""The learned model: which articles are of one story, which tellings of one event.

Articles are put into blocks by the words they have in common, blocks split into stories by a model of articles,
the tellings of a story joined by a model of tellings. Both models are boosted trees over named figures
(``features.py``), once without and once with those of an embedding model (``contexts.py``). See ``docs/model-card.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np

from dragoman import data
from dragoman.model.problems import KnowledgeFault
from dragoman.resolve.coreference import features
from dragoman.resolve.coreference.clusters import average_link, grouped
from dragoman.resolve.coreference.company import Company
from dragoman.resolve.coreference.telling import Article, Telling
from dragoman.resolve.coreference.trees import Trees

PLAIN, IN_CONTEXT = "coreference.npz", "coreference-in-context.npz"

BLOCK = 0.08  # likeness of words above which articles may be of one story
STORY = 0.4  # chance of being one story above which they are; these three by cross-validation over topics
EVENT = 0.35  # chance of being one event above which tellings are


@dataclass(frozen=True)
class CoreferenceModel:
    """Joins tellings of one event, from many articles."""

    stories: Trees
    events: Trees

    @classmethod
    def load(cls, path: Path | None = None, *, in_context: bool = False) -> CoreferenceModel:
        """Read the trees; ours by default, ``in_context`` those for articles that an embedding model has read.

        Raises KnowledgeFault if the file is missing or not of this form.
        """
        return _load(path or data.path("learned", IN_CONTEXT if in_context else PLAIN))

    def clusters(self, tellings: Iterable[Telling]) -> list[list[Telling]]:
        """Tellings of one event together, in an order that does not depend on how they came."""
        ranked = sorted(tellings, key=lambda telling: (telling.article.id, telling.id))
        articles = list({telling.article.id: telling.article for telling in ranked}.values())
        found: list[list[Telling]] = []
        for story in self.told_together(articles):
            inside = {article.id for article in story.articles}
            found += self._events([t for t in ranked if t.article.id in inside], story)
        return found

    def told_together(self, articles: Iterable[Article]) -> list[Company]:
        """Articles of one story together."""
        found: list[Company] = []
        for block in blocks(articles):
            pairs = list(combinations(range(len(block.articles)), 2))
            chances = self.stories.probabilities(
                [features.of_articles(block.articles[a], block.articles[b], block) for a, b in pairs]
            )
            groups = average_link(len(block.articles), dict(zip(pairs, chances, strict=True)), STORY)
            found += [Company(group) for group in grouped(block.articles, groups)]
        return found

    def _events(self, tellings: Sequence[Telling], story: Company) -> list[list[Telling]]:
        pairs = list(combinations(range(len(tellings)), 2))
        chances = self.events.probabilities([features.of_tellings(tellings[a], tellings[b], story) for a, b in pairs])
        return grouped(tellings, average_link(len(tellings), dict(zip(pairs, chances, strict=True)), EVENT))

    def likeness(self, first: Telling, second: Telling, story: Company) -> float:
        """How likely two tellings of a story are to tell of one event."""
        return self.events.probabilities([features.of_tellings(first, second, story)])[0]

    def why(self, first: Telling, second: Telling, story: Company) -> dict[str, float]:
        """What speaks for (above 0) and against their being one event, the weightiest first, in log-odds."""
        return self.events.why(features.of_tellings(first, second, story))


def blocks(articles: Iterable[Article]) -> list[Company]:
    """Articles that have enough words in common to be of one story."""
    ranked = sorted(articles, key=lambda article: article.id)
    alike = {
        (a, b): likeness
        for a, b in combinations(range(len(ranked)), 2)
        if (likeness := features.words_in_common(ranked[a], ranked[b])) > 0
    }
    return [Company(group) for group in grouped(ranked, average_link(len(ranked), alike, BLOCK))]


@cache
def _load(path: Path) -> CoreferenceModel:
    try:
        with np.load(path, allow_pickle=False) as stored:
            return CoreferenceModel(Trees.read(stored, "stories"), Trees.read(stored, "events"))
    except (OSError, KeyError, ValueError) as fault:
        raise KnowledgeFault(
            f"{path}: no trees of the coreference model ({fault}); make them with `python -m training.coreference`"
        ) from fault


def write(model: CoreferenceModel, path: Path) -> None:
    """Store a model as plain arrays."""
    parts = {**model.stories.stored("stories"), **model.events.stored("events")}
    np.savez_compressed(path, allow_pickle=False, **parts)
