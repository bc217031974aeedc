"""What an event is about, and what people take positions on: contexts and topics, found by their phrases.

Comes in: ``contexts.yaml`` of a scheme, our ``topics.yaml`` and a user's. Goes out: contexts among the words of an
event; topics, each with the words that name it, among the words of a sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dragoman import data
from dragoman.coding.phrases import Found, Phrases
from dragoman.coding.topic_reader import KIND, Topic, read_topics
from dragoman.data import marked_yaml
from dragoman.model.problems import KnowledgeFault
from dragoman.model.syntax import Token
from dragoman.ontology import Ontology, plover

FILE = "topics.yaml"
_NEAR = 6  # words from a deed to what it is done to, as topics.yaml says


def load_contexts(path: Path | None, ontology: Ontology) -> Phrases:
    """The cue phrases of every context; without a file there are none.

    Raises KnowledgeFault for a context that the ontology does not have.
    """
    return Phrases(_contexts(path, ontology))


def _contexts(path: Path | None, ontology: Ontology) -> dict[str, list[str]]:
    if path is None:
        return {}
    content = marked_yaml.mapping(path)
    for context, line in content.lines.items():
        if context not in ontology.contexts:
            raise KnowledgeFault(f"{path}:{line}: the context {context!r} is not in the ontology; add it to `contexts`")
        if not isinstance(content[context], list):
            raise KnowledgeFault(f"{path}:{line}: {context} is a list of words, like [one, two]")
    return {context: content[context] for context in content.lines}


@dataclass(frozen=True, slots=True)
class Named:
    """A topic in a text: the word that carries it, and all words that name it."""

    topic: Topic
    head: Token
    phrases: tuple[Found, ...]

    @property
    def words(self) -> frozenset[int]:
        """Indices of the tokens that name it."""
        return frozenset(i for phrase in self.phrases for i in range(phrase.first.i, phrase.last.i + 1))


@dataclass(frozen=True)
class Topics:
    """All topics, by id; a context is one too."""

    by_id: dict[str, Topic]

    @classmethod
    def load(cls, contexts: Path | None, ontology: Ontology, knowledge: Path | None = None) -> Topics:
        """Read the contexts of a scheme, our topics, and over them those in a folder of the user's.

        Raises KnowledgeFault listing each fault as ``file:line: what, and what to do``.
        """
        by_context = _contexts(contexts, ontology)
        names = dict.fromkeys((*sorted(ontology.contexts), *by_context))
        known = {name: Topic.of_context(name, by_context.get(name, [])) for name in names}
        for file in (data.path("coding", FILE), *([knowledge / FILE] if knowledge else [])):
            if file.is_file():
                known |= read_topics(
                    file, known.keys() | plover().contexts
                )  # whatever the scheme, ours are within those
        return cls(known)

    def find(self, tokens: list[Token], kinds_at: Callable[[Token], Iterable[str]]) -> list[Named]:
        """Topics among the words of a sentence; words that name a topic only as part of another's are left out.

        ``kinds_at``: kinds of the actors that a token refers to.
        """
        found = [*self._by_words(tokens), *self._by_deeds(tokens, kinds_at)]
        found.sort(key=lambda named: (named.head.i, -len(named.words)))
        return [one for one in found if not any(self._is_part(one, other) for other in found)]

    def _is_part(self, one: Named, other: Named) -> bool:
        """Whether the words of one name no topic of their own beside those of another of the same kind."""
        mine, theirs = one.topic, other.topic
        if not one.words <= other.words or mine.id == theirs.id:
            return one.words < other.words
        if one.words == other.words:
            return mine.id in self.above(theirs.id) or (mine.is_context and not theirs.is_context)
        return mine.is_context or mine.id in self.above(theirs.id) or mine.within == theirs.within

    def above(self, topic: str) -> frozenset[str]:
        """Ids of the wider topics and the context that a topic belongs to."""
        found: list[str] = []
        wider = self.by_id[topic].within
        while wider and wider not in found:
            found.append(wider)
            wider = self.by_id[wider].within if wider in self.by_id else None
        return frozenset(found)

    def below(self, topic: str) -> list[str]:
        """A topic's id and those of all that belong to it."""
        return [topic, *(id for id in self.by_id if topic in self.above(id))]

    @cached_property
    def _words(self) -> Phrases:
        return Phrases({id: list(topic.words) for id, topic in self.by_id.items()})

    @cached_property
    def _deeds(self) -> Phrases:
        """Phrases of deeds; a label is a topic's id and the number of the list."""
        return Phrases(
            {
                f"{id} {number}": [phrase for phrase in phrases if not phrase.startswith(KIND)]
                for id, topic in self.by_id.items()
                for number, phrases in enumerate(topic.together)
            }
        )

    @cached_property
    def _kinds(self) -> dict[str, list[str]]:
        """Kind of actor → labels as in ``_deeds``."""
        labels: dict[str, list[str]] = defaultdict(list)
        for id, topic in self.by_id.items():
            for number, phrases in enumerate(topic.together):
                for phrase in phrases:
                    if phrase.startswith(KIND):
                        labels[phrase.removeprefix(KIND)].append(f"{id} {number}")
        return labels

    def _by_words(self, tokens: list[Token]) -> Iterator[Named]:
        for found in self._words.occurrences(tokens):
            yield Named(self.by_id[found.label], _head(found, tokens), (found,))

    def _by_deeds(self, tokens: list[Token], kinds_at: Callable[[Token], Iterable[str]]) -> Iterator[Named]:
        """ "Withdraw" near "troops": the nearest phrase of each list beside each deed."""
        places: dict[str, list[Found]] = defaultdict(list)
        for found in self._deeds.occurrences(tokens):
            places[found.label].append(found)
        if not places:
            return
        for token in tokens:
            for kind in kinds_at(token):
                for label in self._kinds.get(kind, ()):
                    places[label].append(Found(label, token, token))
        for id, topic in self.by_id.items():
            for deed in places.get(f"{id} 0", ()):
                others = [_nearest(deed, places.get(f"{id} {number}", ())) for number in range(1, len(topic.together))]
                near = [other for other in others if other is not None]
                if len(near) == len(others):
                    yield Named(topic, _head(deed, tokens), (deed, *near))


def _nearest(deed: Found, others: Iterable[Found]) -> Found | None:
    """The phrase that stands near, rather after the deed than before it, where its doer may stand."""
    near = [other for other in others if 0 < _between(deed, other) <= _NEAR and not _owns_another(other, deed)]
    return min(near, key=lambda other: (other.first.i < deed.first.i, _between(deed, other)), default=None)


def _owns_another(other: Found, deed: Found) -> bool:
    """Whether it only says whose a third thing is: "rebuild Syria's army" rebuilds no state."""
    return other.last.dep == "poss" and not deed.first.i <= other.last.head <= deed.last.i


def _between(deed: Found, other: Found) -> int:
    """Words from one phrase to the other; 0 where they overlap."""
    return max(other.first.i - deed.last.i, deed.first.i - other.last.i, 0)


def _head(found: Found, tokens: list[Token]) -> Token:
    """The word of a phrase that the others hang on."""
    inside = [t for t in tokens if found.first.i <= t.i <= found.last.i]
    return next((t for t in inside if not found.first.i <= t.head <= found.last.i or t.head == t.i), inside[0])
