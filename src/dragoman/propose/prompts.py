"""What a model is told: the texts of ``data/propose`` with the ontology's codes, and the article between two marks.

The marks are made anew for each question, so that no article can hold them and step out of its place.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from string import Template
from typing import Any

from dragoman import data
from dragoman.digest.sentences import meaning
from dragoman.ontology import EventType, Ontology
from dragoman.propose import answers
from dragoman.propose.endpoint import Messages

_DIGITS = 12  # hexadecimal, of a digest


@dataclass(frozen=True)
class Prompt:
    """The instructions for one ontology."""

    ontology: Ontology

    @cached_property
    def schema(self) -> dict[str, Any]:
        """JSON Schema of the answer."""
        return answers.schema(self.ontology)

    @cached_property
    def digest(self) -> str:
        """Changes with anything that a model is told, the article apart."""
        told = [self._system("mark"), _template("article.txt").template, json.dumps(self.schema)]
        return sha256("\0".join(told).encode()).hexdigest()[:_DIGITS]

    def messages(self, article: str, published: str | None) -> Messages:
        """The question for one piece of an article; ``published`` is its date, ISO 8601."""
        mark = _mark(article)
        asked = _template("article.txt").substitute(mark=mark, article=article, published=published or "unknown")
        return [{"role": "system", "content": self._system(mark)}, {"role": "user", "content": asked}]

    def _system(self, mark: str) -> str:
        return _template("system.txt").substitute(
            mark=mark,
            types="\n".join(map(_told, self.ontology.types.values())),
            contexts=", ".join(sorted(self.ontology.contexts)),
        )


def _template(name: str) -> Template:
    return Template(data.path("propose", name).read_text(encoding="utf-8"))


def _mark(article: str) -> str:
    """A mark that the article does not hold."""
    while (mark := f"=== {secrets.token_hex(16)} ===") in article:
        pass
    return mark


def _told(type: EventType) -> str:
    """A type with what it means, and its modes."""
    line = f"- {type.name}" + (f": {what}" if (what := meaning(type)) else "")
    line += " (needs a recipient)" * type.needs_recipient
    modes = [mode + (f" ({what})" if (what := meaning(type, mode)) else "") for mode in type.modes]
    return line + (f"; modes: {', '.join(modes)}" if modes else "")
