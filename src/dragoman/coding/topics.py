"""What an event is about: contexts from cue words in its own words and content."""

from __future__ import annotations

from pathlib import Path

from dragoman.coding.phrases import Phrases
from dragoman.data import marked_yaml
from dragoman.data.marked_yaml import LINE
from dragoman.model.problems import KnowledgeFault
from dragoman.ontology import Ontology


def load_contexts(path: Path | None, ontology: Ontology) -> Phrases:
    """The cue phrases of every context; without a file there are none.

    Raises KnowledgeFault for a context that the ontology does not have.
    """
    content = (marked_yaml.load(path) or {}) if path else {}
    cues = {context: phrases for context, phrases in content.items() if context != LINE}
    if unknown := cues.keys() - ontology.contexts:
        raise KnowledgeFault(f"{path}: not in the ontology: {', '.join(sorted(unknown))}")
    return Phrases(cues)
