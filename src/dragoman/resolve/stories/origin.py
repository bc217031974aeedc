"""Whose text an article is: the agency that it credits, or the outlet that printed it.

A credit counts only where credits stand: at the head of the text, in the byline, in its last lines, or in the
source that came with the article. An agency that the text quotes ("told Reuters") is no credit. The names of agencies
and the forms of credits are in ``data/stories/agencies.yaml``.

*Independent sources* of a story or an event are the distinct origins of its stories. The origin of a story is the
agency that any of its articles credits, or else the outlet that had it first. So the copies of an agency's text are
one source, whoever prints them, and so are the several articles of one outlet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal
from urllib.parse import urlsplit

from dragoman import data
from dragoman.model.text import Document, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What an article says of where its text comes from."""

    agency: str | None  # id in the file of agencies; None where several agencies were used
    name: str  # "Reuters"
    rule: str  # "origin." and where it stands: head, foot, signed, several, source
    evidence: Evidence | None  # None for a source given with the article


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One article of a story, as far as its origin matters."""

    id: str
    outlet: str | None
    published: str | None  # a day in a form that sorts
    agency: str | None  # name of the agency that it credits


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Origin:
    """Whose text a story is."""

    kind: Literal["wire", "outlet", "article"]
    name: str  # of the agency or the outlet; the id of the only article where neither is known


def credit(document: Document) -> Credit | None:
    """The agency whose text an article says it is; None where it says nothing."""
    forms = _forms()
    for rule, zone in (("head", _head), ("source", None), ("several", _head), ("several", _foot), ("foot", _foot)):
        found = _source(document, forms) if zone is None else _find(document, rule, zone(document, forms), forms)
        if found is not None:
            return found
    return None


def outlet(document: Document) -> str | None:
    """Who printed an article: the source given with it, or the host of its address."""
    if document.source is not None:
        return document.source.value
    host = urlsplit(document.address).hostname if "://" in document.address else None
    return host.removeprefix("www.") if host else None


def origin(articles: Iterable[Printed]) -> Origin:
    """The origin of one story's articles, of which there is at least one."""
    first, *others = sorted(articles, key=lambda article: (article.published or "9", article.id))
    for article in (first, *others):
        if article.agency:
            return Origin(kind="wire", name=article.agency)
    named = next((article.outlet for article in (first, *others) if article.outlet), None)
    return Origin(kind="outlet", name=named) if named else Origin(kind="article", name=first.id)


Zone = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Forms:
    """The file of agencies, ready to search with."""

    names: dict[str, str]  # id → name
    ids: dict[str, str]  # name in a credit, in capitals → id
    patterns: dict[str, tuple[tuple[str | None, re.Pattern[str]], ...]]  # rule → agency, if only one, and expression
    head: int
    foot: int


@cache
def _forms() -> _Forms:
    entry = data.content("stories", "agencies.yaml")
    ids = {name.upper(): id for id, agency in entry["agencies"].items() for name in agency["names"]}
    names = {name for agency in entry["agencies"].values() for one in agency["names"] for name in (one, one.upper())}
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))

    def compiled(agency: str | None, expressions: Iterable[str]) -> Iterator[tuple[str | None, re.Pattern[str]]]:
        for expression in expressions:
            yield agency, re.compile(expression.replace("AGENCY", rf"(?P<agency>\b(?:{listed})(?!\w))"), re.MULTILINE)

    credits = entry["credits"]
    patterns = {rule: tuple(compiled(None, credits[rule])) for rule in ("head", "foot", "several")}
    for agency, expressions in credits["signed"].items():
        patterns["foot"] += tuple(compiled(agency, expressions))
    reach = entry["reach"]
    named = {id: agency["name"] for id, agency in entry["agencies"].items()}
    return _Forms(named, ids, patterns, int(reach["head"]), int(reach["foot"]))


def _find(document: Document, rule: str, zone: Zone, forms: _Forms) -> Credit | None:
    """The credit that stands first."""
    found = [
        (match, agency) for agency, pattern in forms.patterns[rule] if (match := pattern.search(document.text, *zone))
    ]
    if not found:
        return None
    match, agency = min(found, key=lambda pair: pair[0].start())
    if rule == "several":
        words = document.evidence(*match.span())
        return Credit(agency=None, name="agencies", rule="origin.several", evidence=words)
    start, end = match.span() if agency else match.span("agency")
    agency = agency or forms.ids[match["agency"].upper()]
    return Credit(
        agency=agency, name=forms.names[agency], rule=f"origin.{rule}", evidence=document.evidence(start, end)
    )


def _source(document: Document, forms: _Forms) -> Credit | None:
    source = document.source
    agency = forms.ids.get(source.value.upper()) if source else None
    if source is None or agency is None:
        return None
    words = next(iter(source.evidence), None)
    return Credit(agency=agency, name=forms.names[agency], rule="origin.source", evidence=words)


def _head(document: Document, forms: _Forms) -> Zone:
    """Whole lines from below the headline on."""
    start = max((part.end for part in document.title.evidence), default=0) if document.title else 0
    return start, _line_end(document.text, start + forms.head)


def _foot(document: Document, forms: _Forms) -> Zone:
    """From within the text to its end; not the head again."""
    end = len(document.text.rstrip())
    return max(end - forms.foot, min(end, _head(document, forms)[0])), end


def _line_end(text: str, place: int) -> int:
    found = text.find("\n", place)
    return len(text) if found < 0 else found
