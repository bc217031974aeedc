"""An article put to a model piece by piece, and what of the answers holds."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.annotate.paragraphs import paragraphs
from dragoman.model.proposals import PREFIX, Inquiry
from dragoman.model.record import Record
from dragoman.model.text import Document, Span
from dragoman.pipeline import Pipeline
from dragoman.propose import answers
from dragoman.propose.checking import Checker
from dragoman.propose.endpoint import Answer, Endpoint, Messages, NoAnswer, OutOfBudget
from dragoman.propose.prompts import Prompt


@dataclass(frozen=True, slots=True)
class Proposed:
    """What came of asking: a record of its own, never the article's, and how it came about."""

    record: Record
    inquiry: Inquiry

    @property
    def is_answered(self) -> bool:
        """Whether any piece of the article was answered."""
        return len(self.inquiry.unanswered) < self.inquiry.pieces


class Proposer:
    """Asks one model about any number of articles."""

    def __init__(self, pipeline: Pipeline, endpoint: Endpoint) -> None:
        self.pipeline = pipeline
        self.endpoint = endpoint
        self.prompt = Prompt(pipeline.scheme.ontology)

    @property
    def version(self) -> str:
        """Of what it proposes: the model and the digest of what it is told."""
        return f"{PREFIX}{self.endpoint.settings.model}@{self.prompt.digest}"

    def questions(self, document: Document) -> list[Messages]:
        """What is sent for an article, one list of messages for each piece."""
        published = document.published.value if document.published else None
        return [self.prompt.messages(document.text[p.start : p.end], published) for p in self._pieces(document)]

    def propose(self, document: Document) -> Proposed:
        """Ask about an article; a piece without an answer does not cost the others.

        Raises OutOfBudget if a limit is reached before the first piece is answered.
        """
        annotation = self.pipeline.annotate(document)
        settings = self.endpoint.settings
        checker = Checker(
            annotation,
            self.pipeline.scheme.ontology,
            rule=f"proposed.{settings.model}",
            location=f"prompt@{self.prompt.digest}",
        )
        self.endpoint.budget.start()
        pieces = self._pieces(document)
        unanswered: list[str] = []
        for number, (piece, messages) in enumerate(zip(pieces, self.questions(annotation.document), strict=True), 1):
            try:
                self._take(checker, number, piece, self.endpoint.ask(messages, self.prompt.schema))
            except OutOfBudget as fault:
                if len(unanswered) == number - 1:
                    raise
                unanswered += [str(fault)] * (len(pieces) - number + 1)
                break
            except NoAnswer as fault:
                unanswered.append(str(fault))
        record = Record(
            document=annotation.document,
            actors=annotation.actors,
            events=checker.events,
            statements=checker.statements,
            commitments=checker.commitments,
            places=annotation.places,
            timexes=annotation.timexes,
            relations=annotation.relations,
            scheme=self.pipeline.scheme.ontology.name,
            version=self.version,
        )
        inquiry = Inquiry(
            model=settings.model,
            endpoint=settings.shown,
            prompt=self.prompt.digest,
            checked_by=self.pipeline.version,
            pieces=len(pieces),
            unanswered=tuple(unanswered),
            refusals=tuple(checker.refusals),
            spent=self.endpoint.budget.for_article,
        )
        return Proposed(record, inquiry)

    def _take(self, checker: Checker, number: int, piece: Span, answer: Answer) -> None:
        """All entries of the answer for one piece."""
        try:
            for part, place, entry in answers.read(answer.text):
                if isinstance(entry, str):
                    checker.refuse(part, place, entry)
                else:
                    checker.take(part, place, entry, piece)
        except answers.UnreadableAnswer as fault:
            cut = "" if answer.is_whole else "; it was cut off at the longest answer allowed: raise answer_tokens"
            checker.refuse("answer", number, f"{fault}{cut}", given=answer.text)

    def _pieces(self, document: Document) -> list[Span]:
        """The text in pieces of whole paragraphs, as far as these are short enough."""
        most = self.endpoint.settings.piece
        pieces: list[Span] = []
        for start, end in paragraphs(document.text):
            if pieces and end - pieces[-1].start <= most:
                pieces[-1] = Span(pieces[-1].start, end)
            else:
                pieces += [Span(at, min(at + most, end)) for at in range(start, end, most)]
        return pieces
