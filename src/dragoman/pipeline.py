"""The only place where the stages meet: from a document to its record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from dragoman import data
from dragoman.annotate import parser
from dragoman.annotate.actors.finder import ActorFinder
from dragoman.annotate.annotation import Annotation
from dragoman.annotate.case import CaseRestorer
from dragoman.annotate.mentions.finder import MentionFinder
from dragoman.annotate.places.clearing import cleared
from dragoman.annotate.places.finder import PlaceFinder
from dragoman.annotate.quotations import find_quotations
from dragoman.annotate.times import TimeFinder, infer_published
from dragoman.coding.agreements.coder import AgreementCoder
from dragoman.coding.agreements.entries import KnownAgreements
from dragoman.coding.agreements.known import Completion
from dragoman.coding.agreements.treaties import TreatyReader
from dragoman.coding.coder import CodedEvents, EventCoder
from dragoman.coding.owed.claims import ClaimCoder
from dragoman.coding.owed.commitments import CommitmentCoder
from dragoman.coding.positions.coder import PositionCoder
from dragoman.coding.statements.coder import StatementCoder
from dragoman.coding.topics import Topics
from dragoman.model.mentions import ThingMention
from dragoman.model.problems import Failure, Problem
from dragoman.model.record import Record
from dragoman.model.text import Document
from dragoman.resolve.focus import focus_of
from dragoman.resolve.recoding import Recoding
from dragoman.resolve.settings import Settings
from dragoman.resolve.tellings import Tellings
from dragoman.scheme import Scheme

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Trial:
    """A record, and the frames that were tried for it."""

    record: Record
    coded: CodedEvents


@dataclass(frozen=True)
class Pipeline:
    """Everything needed to code documents, loaded once."""

    scheme: Scheme
    case: CaseRestorer
    times: TimeFinder
    places: PlaceFinder
    actors: ActorFinder
    statements: StatementCoder
    events: EventCoder
    known_agreements: KnownAgreements
    treaties: TreatyReader
    topics: Topics
    version: str  # of the program and of its knowledge: a change of either codes articles anew

    @classmethod
    def load(
        cls, scheme: str | Path | None = None, lexicon: Path | None = None, knowledge: Path | None = None
    ) -> Pipeline:
        """Load models and knowledge.

        ``scheme`` is the name of a coding scheme of ours or a folder with one (PLOVER by default);
        ``lexicon`` is a folder or file of frames to lay over those of the scheme; ``knowledge`` a folder
        with actors, places and topics to lay over ours, in files of the same names.

        Raises KnowledgeFault listing what is wrong in the user's files.
        """
        codebook = Scheme.load(scheme)
        actors = ActorFinder.load(knowledge)
        return cls(
            scheme=codebook,
            case=CaseRestorer(actors.knowledge),
            times=TimeFinder.load(),
            places=PlaceFinder.load(knowledge, actors.knowledge),
            actors=actors,
            statements=StatementCoder.load(),
            events=EventCoder.load(codebook, lexicon),
            known_agreements=KnownAgreements(actors.knowledge),
            treaties=TreatyReader(actors.knowledge),
            topics=Topics.load(codebook.rule_file("contexts.yaml"), codebook.coded, knowledge),
            version=_version(codebook, lexicon, knowledge),
        )

    def annotate(self, document: Document) -> Annotation:
        """Syntax, times, places, actors and quotation marks of a document."""
        parse = parser.parse(self.case.restore(document.text))
        timexes = self.times.find(document, parse)
        if document.published is None:
            document = replace(document, published=infer_published(document, parse, timexes))
        places = self.places.find(document, parse)
        found = self.actors.find(document, parse, places)
        places = cleared(places, found.actors, found.references)
        return Annotation(
            document=document,
            parse=parse,
            timexes=timexes,
            places=places,
            actors=found.actors,
            references=found.references,
            relations=found.relations,
            quotations=find_quotations(document.text),
            intervals=self.times.intervals(document, timexes),
        )

    def mentions(self, annotation: Annotation) -> tuple[ThingMention, ...]:
        """Everything the text names, typed, political actor or not; the record holds the actors alone."""
        return MentionFinder(self.actors.knowledge, self.actors.book).find(annotation)

    def code(self, document: Document) -> Record:
        """Everything one article tells us, with the words that say so."""
        return self.trial(document).record

    def code_all(self, items: Iterable[Document | T]) -> Iterator[Record | Failure | T]:
        """A record or a failure in the place of each document; anything else goes through as it is."""
        for item in items:
            yield self.code_or_say(item) if isinstance(item, Document) else item

    def code_or_say(self, document: Document) -> Record | Failure:
        """The record, or why there is none: a fault of ours in one article must not cost the others."""
        try:
            return self.code(document)
        except Exception as fault:
            return Failure(address=document.address, reason=f"coding failed: {type(fault).__name__}: {fault}")

    def trial(self, document: Document) -> Trial:
        """The record of a document, and what the coder made it from."""
        annotation = self.annotate(document)
        lexicon = self.events.lexicon
        statements = self.statements.code(annotation)
        coded = self.events.code(annotation, statements)
        told = Tellings(annotation, lexicon.ontology).join(coded.events)
        agreements = AgreementCoder(lexicon.words, self.known_agreements).code(annotation)
        treaty = self.treaties.read(document.text)
        completed = Completion(annotation, self.known_agreements, self.places.gazetteer).complete(agreements, treaty)
        events = Recoding(self.scheme, lexicon).recode(Settings(annotation, lexicon).fill(told))
        commitments = CommitmentCoder(lexicon.words).code(annotation, agreements, statements)
        record = Record(
            document=annotation.document,
            actors=completed.actors,
            events=events,
            statements=statements,
            positions=PositionCoder(lexicon, self.topics).code(annotation, statements, events),
            agreements=completed.agreements,
            commitments=commitments,
            claims=ClaimCoder(lexicon.words).code(annotation, statements, agreements, commitments),
            places=completed.places,
            focus=focus_of(annotation.document, annotation.places, events),
            timexes=annotation.timexes,
            relations=annotation.relations,
            problems=_problems(annotation.document),
            scheme=self.scheme.ontology.name,
            version=self.version,
        )
        return Trial(record, coded)


def version_of(scheme: str | Path | None = None, lexicon: Path | None = None, knowledge: Path | None = None) -> str:
    """The version that ``Pipeline.load`` would give, without loading anything heavy."""
    return _version(Scheme.load(scheme), lexicon, knowledge)


def _version(codebook: Scheme, lexicon: Path | None, knowledge: Path | None) -> str:
    users = [place for place in (codebook.folder, lexicon, knowledge) if place is not None]
    return f"{version('dragoman')}+{data.digest(*users)}"


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
