"""The only place where the stages meet: from a document to its record."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.annotate import parser
from dragoman.annotate.annotation import Annotation
from dragoman.model.record import Record
from dragoman.model.text import Document

VERSION = "0.1.0"


@dataclass(frozen=True)
class Pipeline:
    """Everything needed to code documents, loaded once."""

    version: str

    @classmethod
    def load(cls) -> Pipeline:
        return cls(version=VERSION)

    def annotate(self, document: Document) -> Annotation:
        return Annotation(document=document, parse=parser.parse(document.text))

    def code(self, document: Document) -> Record:
        """Everything one article tells us, with the words that say so."""
        annotation = self.annotate(document)
        return Record(document=annotation.document, version=self.version)
