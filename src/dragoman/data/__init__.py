"""Knowledge as files: ontology, lexicon, cues, time words, actors, places.

Everything here is meant to be read and edited by people who do not program.
"""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

# What is made of records, when they are asked for, changes none of them.
_AFTER = frozenset(
    {"brief", "digest", "evaluation", "export", "happenings", "meetings", "newcomers", "propose", "stories"}
)


def path(*parts: str) -> Path:
    """Where a file or folder of ours lies, e.g. ``path("lexicon", "consult.yaml")``."""
    return Path(str(files(__name__))).joinpath(*parts)


def content(*parts: str) -> Any:
    """What a YAML file of ours says; every value is text, so that a country code of NO stays one."""
    import yaml  # which commands that only ask the database need not wait for

    return yaml.load(path(*parts).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


def digest(*more: Path) -> str:
    """Eight hexadecimal digits that change with any word that articles are coded by (compiled files follow from it).

    ``more``: files and folders of the user's.
    """
    hashed = sha256()
    ours = sorted(folder for folder in path().iterdir() if folder.name not in _AFTER)
    for folder in (*ours, *more):
        for file in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            if file.suffix in (".yaml", ".csv", ".npz"):
                hashed.update(file.name.encode() + file.read_bytes())
    return hashed.hexdigest()[:8]
