"""Knowledge as files: ontology, lexicon, cues, time words, actors, places.

Everything here is meant to be read and edited by people who do not program.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def path(*parts: str) -> Path:
    """Where a file or folder of ours lies, e.g. ``path("lexicon", "consult.yaml")``."""
    return Path(str(files(__name__))).joinpath(*parts)
