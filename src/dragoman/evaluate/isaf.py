"""Records of press releases on raids in the form of the ISAF press release corpus (2009 to 2013).

Comes in: gold rows (``doc_id``, ``text``, ``title``). Goes out: rows with one ``record``: day, province, how many
were killed and captured at least, what kind of raid. Reference: Strick van Linschoten and Kuehn, "A Knock on
the Door", 2011. Only the corpus's form is made here: its counts ("several" is three), spellings and labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman import data
from dragoman.annotate.annotation import Annotation
from dragoman.coding.circumstances import Circumstances, first_day
from dragoman.coding.clause import Grammar
from dragoman.coding.magnitudes import persons, verbs_of
from dragoman.coding.status import read_status
from dragoman.model.events import Status
from dragoman.model.syntax import Token
from dragoman.pipeline import Pipeline
from dragoman.reading import Overrides, read_text
from dragoman.reading.dates import date_at

_SERIAL = re.compile(r"\b(?P<year>20\d\d)-(?P<month>\d\d)-[A-Z]+-\d+")
_DAY = re.compile(r"\b(?P<day>[A-Z][a-z]{2,8}\.? ?\d{1,2})\b(?:,?\s*(?P<year>20\d\d))?")
_HEAD = re.compile(
    r"[A-Z]{4,}(?: PROVINCE)?,? +(?:Afghanistan|AFGHANISTAN) *\([^)]*\)|For Immediate Release|Download PDF"
)
_RAID = re.compile(
    r"in search of|search(?:ing|ed)? for|target(?:ed|ing)|operation to (?:detain|capture|arrest)|captured? an? ", re.I
)
_AIR = re.compile(
    r"air ?strike|air weapons team|close air support|precision (?:air )?(?:strike|munition)|air assets", re.I
)
_NO_SHOTS = re.compile(r"without (?:firing|a shot|shots)|no shots|not fire|shots were not|not fired", re.I)


@cache
def _labels() -> dict[str, Any]:
    """How the corpus writes provinces and groups."""
    return data.content("evaluation", "isaf.yaml")  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class _Toll:
    """People killed or captured, as one sentence tells it."""

    sentence: int
    count: float
    leaders: int
    adds: bool  # "one additional insurgent was detained": besides those told before


def predict(rows: Iterable[dict[str, Any]], pipeline: Pipeline) -> Iterator[dict[str, Any]]:
    """One prediction row for each gold row."""
    for row in rows:
        overrides = Overrides(published=_published(row["text"]))
        annotation = pipeline.annotate(read_text(row["text"], address=row["doc_id"], overrides=overrides))
        yield {"doc_id": row["doc_id"], "record": _Reader(annotation, pipeline).record()}


def _published(text: str) -> str | None:
    """The day of the release's head; its year may stand only in the serial number."""
    serial = _SERIAL.search(text)
    for match in _DAY.finditer(text[:600]):
        year = match["year"] or (serial["year"] if serial else None)
        words = f"{match['day'].replace('.', '')}, {year}"
        if year and (found := date_at(words, 0)) is not None and found.value:
            return found.value
    return f"{serial['year']}-{serial['month']}" if serial else None


class _Reader:
    """Reads one release."""

    def __init__(self, annotation: Annotation, pipeline: Pipeline) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.grammar = Grammar(self.parse, pipeline.events.lexicon.words)
        self.text = annotation.document.text
        self.body = max((m.end() for m in _HEAD.finditer(self.text[:600])), default=0)  # what follows the head

    def record(self) -> dict[str, Any]:
        """The corpus's fields."""
        killed, captured = self._tolls("killed"), self._tolls("detained")
        core = min((t.sentence for t in (*killed, *captured)), default=0)
        dead, held = _total(killed), _total(captured)
        air = bool(_AIR.search(self.text))
        return {
            "start_date": self._date(core),
            "event_type": [_event_type(dead, held, air)],
            "province": self._province(core),
            "target_group": [self._group()],
            "min_killed": dead,
            "min_captured": held,
            "killq": dead > 0,
            "captureq": held > 0,
            "killcaptureraid": bool(_RAID.search(self.text)) and dead + held > 0,
            "airstrike": air,
            "noshotsfired": bool(_NO_SHOTS.search(self.text)),
            "min_leaders_killed": max((t.leaders for t in killed), default=0),
            "min_leaders_captured": max((t.leaders for t in captured), default=0),
        }

    def _tolls(self, kind: str) -> list[_Toll]:
        """Who the verbs of a kind were done to, sentence by sentence."""
        by_sentence: dict[int, list[Token]] = {}
        verbs = verbs_of(kind)
        for token in self.parse.tokens:
            if token.lemma not in verbs or token.pos not in ("VERB", "NOUN"):
                continue
            clause = self.grammar.clause(token)
            if read_status(clause, self.parse).status in (Status.NEGATED, Status.HYPOTHETICAL, Status.FUTURE):
                continue
            slot = "object" if token.pos == "VERB" else "of"
            for thing in clause.get(slot):
                by_sentence.setdefault(token.sentence, []).extend(self.grammar.coordinated(thing))
        return [self._toll(sentence, things) for sentence, things in sorted(by_sentence.items())]

    def _toll(self, sentence: int, things: list[Token]) -> _Toll:
        things = list({thing.i: thing for thing in things}.values())
        around = {t.lower for thing in things for t in self.parse.children(thing)}
        around |= {t.lower for t in self.parse.sentence_tokens(sentence)} & {"also"}
        leaders = [t for t in things if t.lemma in _labels()["leaders"]]
        return _Toll(
            sentence=sentence,
            count=sum(persons(thing, self.parse) or 2.0 for thing in things if thing.pos != "PRON"),
            leaders=int(sum(persons(leader, self.parse) or 2.0 for leader in leaders)),
            adds=not around.isdisjoint(_labels()["more"]),
        )

    def _date(self, sentence: int) -> str | None:
        """The earliest day of the raid's sentence, else of the first around it with one, else of the release."""
        circumstances = Circumstances(self.annotation)
        for told in (sentence, *range(min(sentence + 3, len(self.parse.sentences)))):
            timexes = circumstances.timexes_at(t for t in self.parse.sentence_tokens(told) if t.start >= self.body)
            days = [t.begin for _, t in timexes if t.type in ("DATE", "TIME") and t.begin and t.begin == t.end]
            if days:
                return min(days)
        published = self.annotation.document.published
        day = first_day(published.value) if published else None
        return day.isoformat() if day else None

    def _province(self, sentence: int) -> list[str]:
        """The province of the raid's first place, else of the first after the dateline."""
        span = self.parse.sentence_span(sentence) if self.parse.sentences else None
        places = [(m.start, p) for p in self.annotation.places for m in p.mentions if p.country == "AFG" and p.admin1]
        named = sorted((pair for pair in places if pair[0] >= self.body), key=lambda pair: pair[0])
        if span is None or not named:
            return []
        here = [p for start, p in named if span.start <= start < span.end]
        place = here[0] if here else named[0][1]
        name = (place.admin1 or "").lower()
        return [_labels()["provinces"].get(name, name)]

    def _group(self) -> str:
        """The armed group named first."""
        for reference in self.annotation.references:
            for actor in reference.actors:
                group = _labels()["groups"].get(actor.split("-")[0])
                if group:
                    return str(group)
        return ""


def _total(tolls: list[_Toll]) -> int:
    """The largest number that one sentence tells, and those that later ones add to it."""
    if not tolls:
        return 0
    told = max(t.count for t in tolls if not t.adds or t is tolls[0])
    return int(told + sum(t.count for t in tolls[1:] if t.adds))


def _event_type(killed: int, captured: int, air: bool) -> str:
    if killed and captured:
        return "captureandkill"
    if air:
        return "airstrike"
    return "insurgentskilled" if killed else "detention"
