"""What an event is about: contexts from cue words in its own words and content."""

from __future__ import annotations

from pathlib import Path

from dragoman.coding.phrases import Phrases
from dragoman.data import marked_yaml
from dragoman.model.problems import KnowledgeFault
from dragoman.ontology import Ontology


def load_contexts(path: Path | None, ontology: Ontology) -> Phrases:
    """The cue phrases of every context; without a file there are none.

    Raises KnowledgeFault for a context that the ontology does not have.
    """
    if path is None:
        return Phrases({})
    content = marked_yaml.mapping(path)
    for context, line in content.lines.items():
        if context not in ontology.contexts:
            raise KnowledgeFault(f"{path}:{line}: the context {context!r} is not in the ontology; add it to `contexts`")
        if not isinstance(content[context], list):
            raise KnowledgeFault(f"{path}:{line}: {context} is a list of words, like [one, two]")
    return Phrases({context: content[context] for context in content.lines})
