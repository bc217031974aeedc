"""Agreements and commitments of a record against passages annotated by hand.

The annotation lies in a folder (``eval/commitments``): ``passages.jsonl`` names stretches of articles,
``gold.jsonl`` what is in them, ``first.jsonl`` and ``second.jsonl`` what two annotators found on their
own. It holds offsets and no text; the articles are read from public corpora, and each passage's digest
says whether they are the right ones. Form and rules: ``GUIDE.md`` there.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.coding.circumstances import last_day
from dragoman.evaluate.gold import folder as corpora
from dragoman.evaluate.likeness import share
from dragoman.model.agreements import FROM_BASE
from dragoman.model.problems import DragomanError
from dragoman.model.record import Record
from dragoman.model.text import Span
from dragoman.pipeline import Pipeline
from dragoman.reading import Overrides, read_text
from dragoman.resolve.assignment import assign

#: Where the articles of a corpus lie.
_FILES = {"demo_wikinews": "demo_wikinews/articles.jsonl", "re3d": "re3d/dev.jsonl"}

Named = tuple[Span, ...]  # all places where the article names an actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of an article."""

    id: str
    split: str
    published: str | None
    text: str  # the whole article
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """An agreement as one reader found it."""

    names: tuple[Span, ...]
    parties: tuple[Named, ...]
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A commitment as one reader found it."""

    action: Span
    debtor: tuple[Named, ...]
    deadline: str | None
    has_term: bool  # words set a deadline, known or not


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one reader, or the program, found in one passage."""

    agreements: tuple[Agreed, ...]
    commitments: tuple[Owed, ...]


def passages(folder: Path, split: str | None = None) -> list[Passage]:
    """The passages with their articles.

    Raises DragomanError if the articles are not there or are not those that were annotated.
    """
    rows = [row for row in _rows(folder / "passages.jsonl") if split in (None, row["split"])]
    texts = _articles({row["corpus"] for row in rows})
    found = [
        Passage(
            id=row["id"],
            split=row["split"],
            published=row["published"],
            text=texts[row["corpus"], row["document"]],
            span=Span(row["start"], row["end"]),
        )
        for row in rows
    ]
    for row, passage in zip(rows, found, strict=True):
        words = passage.text[passage.span.start : passage.span.end]
        if hashlib.sha256(words.encode()).hexdigest() != row["sha256"]:
            raise DragomanError(f"{row['corpus']} {row['document']}: not the text that was annotated as {row['id']}")
    return found


def annotated(file: Path, chosen: Iterable[Passage]) -> dict[str, Reading]:
    """What a file of annotations says of passages, by their ids."""
    texts = {passage.id: passage.text for passage in chosen}
    return {row["passage"]: _annotation(row, texts[row["passage"]]) for row in _rows(file) if row["passage"] in texts}


def recorded(chosen: Sequence[Passage], pipeline: Pipeline) -> dict[str, Reading]:
    """What the program finds in passages, by their ids; it reads the whole article of each."""
    records: dict[str, Record] = {}
    for passage in chosen:
        if passage.text not in records:
            overrides = Overrides(published=passage.published)
            records[passage.text] = pipeline.code(read_text(passage.text, address=passage.id, overrides=overrides))
    return {passage.id: _within(records[passage.text], passage.span) for passage in chosen}


def score(gold: dict[str, Reading], found: dict[str, Reading]) -> dict[str, float]:
    """How well one reading agrees with another: F1, and shares of the matched that are right."""
    owed, agreed, marked = _Tally(), _Tally(), _Tally()
    deadline: list[bool] = []
    stated: list[bool] = []
    debtor: list[bool] = []
    parties: list[bool] = []
    for id, right in gold.items():
        told = found[id]
        marked.add(bool(right.commitments), bool(told.commitments), bool(right.commitments and told.commitments))
        pairs = _pairs(right.commitments, told.commitments, lambda a, b: share([a.action], [b.action]))
        owed.add(len(right.commitments), len(told.commitments), len(pairs))
        for one, other in pairs:
            same = _last(one.deadline) == _last(other.deadline)
            deadline.append(same)
            if one.has_term or other.has_term:
                stated.append(same and one.has_term == other.has_term)
            debtor.append(_same(one.debtor, other.debtor))
        deals = _pairs(right.agreements, told.agreements, _same_words)
        agreed.add(len(right.agreements), len(told.agreements), len(deals))
        parties += [_same(a.parties, b.parties) for a, b in deals]
    return {
        "passages": len(gold),
        "commitments in the gold": owed.gold,
        "commitment F1": owed.f1(),
        "commitment precision": owed.precision(),
        "commitment recall": owed.recall(),
        "passage has a commitment, F1": marked.f1(),
        "deadline right of matched": _mean(deadline),
        "deadline right where one is told": _mean(stated),
        "debtor right of matched": _mean(debtor),
        "agreements in the gold": agreed.gold,
        "agreement F1": agreed.f1(),
        "agreement precision": agreed.precision(),
        "agreement recall": agreed.recall(),
        "parties right of matched": _mean(parties),
    }


@dataclass(slots=True)
class _Tally:
    gold: int = 0
    told: int = 0
    both: int = 0

    def add(self, gold: int, told: int, both: int) -> None:
        self.gold += gold
        self.told += told
        self.both += both

    def precision(self) -> float:
        return round(self.both / self.told, 4) if self.told else 0.0

    def recall(self) -> float:
        return round(self.both / self.gold, 4) if self.gold else 0.0

    def f1(self) -> float:
        return round(2 * self.both / (self.gold + self.told), 4) if self.gold + self.told else 0.0


def _mean(right: list[bool]) -> float:
    return round(sum(right) / len(right), 4) if right else 0.0


def _pairs(gold: Sequence[Any], told: Sequence[Any], worth: Any) -> list[tuple[Any, Any]]:
    return [(gold[i], told[j]) for i, j in assign(gold, told, worth).items()]


def _same_words(one: Agreed, other: Agreed) -> float:
    """Names of which one lies in the other, or that share half their words."""
    return max(
        (
            1.0 if a.contains(b) or b.contains(a) else share([a], [b])
            for a in one.names
            for b in other.names
            if a.overlaps(b)
        ),
        default=0.0,
    )


def _same(gold: tuple[Named, ...], told: tuple[Named, ...]) -> bool:
    """Somebody right is named, and nobody wrong."""
    return bool(told) and all(any(_one(a, b) for a in gold) for b in told)


def _one(some: Named, others: Named) -> bool:
    return any(a.overlaps(b) for a in some for b in others)


def _last(value: str | None) -> str | None:
    day = last_day(value) if value else None
    return day.isoformat() if day else value


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as fault:
        raise DragomanError(f"{file}: {fault.strerror or fault}") from fault
    for number, line in enumerate(lines, start=1):
        try:
            yield json.loads(line)
        except ValueError as fault:
            raise DragomanError(f"{file}:{number}: {fault}") from fault


def _articles(names: set[str]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for name in sorted(names):
        for row in _rows(corpora() / _FILES[name]):
            found[name, row["doc_id"]] = row["text"]
    return found


def _annotation(row: dict[str, Any], text: str) -> Reading:
    def named(spans: list[list[int]]) -> tuple[Named, ...]:
        return tuple(tuple(_everywhere(text, text[start:end])) for start, end in spans)

    return Reading(
        agreements=tuple(
            Agreed(names=(Span(*one["name"]),), parties=named(one["parties"]), date=one["date"])
            for one in row["agreements"]
        ),
        commitments=tuple(
            Owed(
                action=Span(*one["action"]),
                debtor=named(one["debtor"]),
                deadline=one["deadline"],
                has_term=one["deadline_words"] is not None,
            )
            for one in row["commitments"]
        ),
    )


def _everywhere(text: str, words: str) -> Iterator[Span]:
    for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
        yield Span(*match.span())


def _within(record: Record, span: Span) -> Reading:
    """What stands in a passage; parties that only the knowledge base names have no words anybody could annotate."""
    mentions = {actor.id: tuple(mention.evidence.span for mention in actor.mentions) for actor in record.actors}
    return Reading(
        agreements=tuple(
            Agreed(
                names=tuple(name.span for name in one.mentions),
                parties=tuple(
                    mentions[party.value] for party in one.parties if party.rule != FROM_BASE or mentions[party.value]
                ),
                date=one.date.value if one.date and one.date.rule != FROM_BASE else None,
            )
            for one in record.agreements
            if any(span.overlaps(name.span) for name in one.mentions)
        ),
        commitments=tuple(
            Owed(
                action=one.action.span,
                # A private person's name is no mention of the group it is recorded as, but it is what was read.
                debtor=tuple((*mentions[d.value], *(words.span for words in d.evidence)) for d in one.debtor),
                deadline=one.deadline.value if one.deadline else None,
                has_term=one.term is not None,
            )
            for one in record.commitments
            if span.overlaps(one.action.span)
        ),
    )
