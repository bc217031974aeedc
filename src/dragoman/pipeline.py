"""The only place where the stages meet: from a document to its record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from dragoman import data
from dragoman.annotate import parser
from dragoman.annotate.actors.finder import ActorFinder
from dragoman.annotate.annotation import Annotation
from dragoman.annotate.case import CaseRestorer
from dragoman.annotate.places.finder import PlaceFinder
from dragoman.annotate.quotations import find_quotations
from dragoman.annotate.times import TimeFinder, infer_published
from dragoman.coding.agreements import AgreementCoder
from dragoman.coding.coder import EventCoder
from dragoman.coding.commitments import CommitmentCoder
from dragoman.coding.lexicon import Lexicon
from dragoman.coding.statements import StatementCoder
from dragoman.model.problems import Problem
from dragoman.model.record import Record
from dragoman.model.text import Document
from dragoman.resolve.settings import Settings
from dragoman.resolve.tellings import Tellings


@dataclass(frozen=True)
class Pipeline:
    """Everything needed to code documents, loaded once."""

    case: CaseRestorer
    times: TimeFinder
    places: PlaceFinder
    actors: ActorFinder
    statements: StatementCoder
    events: EventCoder
    version: str  # of the program and of its knowledge: a change of either codes articles anew

    @classmethod
    def load(cls, lexicon: Path | None = None) -> Pipeline:
        """Load models and knowledge; ``lexicon`` is a folder of frames to use in place of ours."""
        actors = ActorFinder.load()
        return cls(
            case=CaseRestorer(actors.knowledge),
            times=TimeFinder.load(),
            places=PlaceFinder.load(),
            actors=actors,
            statements=StatementCoder.load(),
            events=EventCoder(Lexicon.load(lexicon)),
            version=f"{version('dragoman')}+{data.digest()}",
        )

    def annotate(self, document: Document) -> Annotation:
        """Syntax, times, places, actors and quotation marks of a document."""
        parse = parser.parse(self.case.restore(document.text))
        timexes = self.times.find(document, parse)
        if document.published is None:
            document = replace(document, published=infer_published(document, parse, timexes))
        found = self.actors.find(document, parse)
        return Annotation(
            document=document,
            parse=parse,
            timexes=timexes,
            places=self.places.find(document, parse),
            actors=found.actors,
            references=found.references,
            relations=found.relations,
            quotations=find_quotations(document.text),
        )

    def code(self, document: Document) -> Record:
        """Everything one article tells us, with the words that say so."""
        annotation = self.annotate(document)
        lexicon = self.events.lexicon
        statements = self.statements.code(annotation)
        coded = self.events.code(annotation, statements)
        told = Tellings(annotation).join(coded.events)
        agreements = AgreementCoder(lexicon.words).code(annotation)
        return Record(
            document=annotation.document,
            actors=annotation.actors,
            events=Settings(annotation, lexicon).fill(told),
            statements=statements,
            agreements=tuple(found.agreement for found in agreements),
            commitments=CommitmentCoder(lexicon.words).code(annotation, agreements, coded.promises),
            places=annotation.places,
            timexes=annotation.timexes,
            relations=annotation.relations,
            problems=_problems(annotation.document),
            version=self.version,
        )


def _problems(document: Document) -> tuple[Problem, ...]:
    """What about the document makes its record less certain."""
    found: list[Problem] = []
    if document.language != "en":
        message = f"the text seems to be in {document.language!r}; only English is coded"
        found.append(Problem(rule="document.language", message=message))
    if document.published is None:
        message = "no date of publication is known, so relative dates stay open; give one with --published"
        found.append(Problem(rule="document.no-date", message=message))
    return tuple(found)
