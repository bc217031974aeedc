"""The language of a text: what the words look like, and failing that what the page declares.

A declared language comes second because page templates declare "en" over articles in any language.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

DEFAULT = "en"
_SAMPLE = 2000  # characters; enough to be certain on every article we measured
_CERTAIN = 0.6  # headlines and single sentences full of names often stay below


@cache
def _identifier() -> LanguageIdentifier:
    # The model takes over half a second to load.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str, declared: str | None = None) -> str:
    """ISO 639 code of a text; ``declared`` is a language tag such as ``en-GB``.

    >>> language_of("Il presidente ha incontrato il ministro degli esteri a Roma.", "en")
    'it'
    >>> language_of("Putin met Xi", "tr-TR")
    'tr'
    """
    code, probability = _identifier().classify(text[:_SAMPLE])
    if probability >= _CERTAIN:
        return str(code)
    tag = (declared or "").replace("_", "-").partition("-")[0].strip().lower()
    return tag if tag.isalpha() and tag.isascii() and len(tag) in (2, 3) else DEFAULT
