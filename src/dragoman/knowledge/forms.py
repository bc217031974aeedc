"""The written forms of an entry: how print calls a country, a body or a person.

Comes in: entries. Goes out: each form folded and as written, with what it stands for. Surnames and spellings without
an Arabic article are made here; everything else stands in the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.knowledge.entries import Entry, Facet, Person, Sense, name_articles
from dragoman.knowledge.spelling import fold, phrase_key


def forms_of(entries: Iterable[Entry]) -> dict[str, list[tuple[str, Sense]]]:
    """Every written form of entries by its phrase key, with what it stands for."""
    by_key: dict[str, list[tuple[str, Sense]]] = {}
    for entry in entries:
        for written, facet in _people_forms(entry) if isinstance(entry, Person) else entry.forms:
            by_key.setdefault(phrase_key(written), []).append((written, Sense(entry.id, facet)))
    return by_key


def _people_forms(person: Person) -> Iterator[tuple[str, Facet]]:
    for form in _spellings((person.name, *person.aliases)):
        yield form, Facet.NAME if " " in form else Facet.SURNAME
    for form in _spellings((person.surname,)):
        if len(form) > 2:  # the "Un" of Kim Jong Un is no surname
            yield form, Facet.SURNAME


def _spellings(names: Iterable[str]) -> Iterator[str]:
    """Each name, and again without its Arabic article: "Bashar Assad" for "Bashar al-Assad"."""
    seen: set[str] = set()
    for name in names:
        bare = " ".join(_without_article(word) for word in name.split() if word.lower() not in name_articles())
        for form in (name, bare):
            if form and fold(form) not in seen:
                seen.add(fold(form))
                yield form


def _without_article(word: str) -> str:
    article, hyphen, rest = word.partition("-")
    return rest if hyphen and rest and article.lower() in name_articles() else word
