"""All typed mentions of one article.

In: an annotation and the knowledge base. Out: mentions by position, which may nest. Nothing found here
becomes an actor or changes an event; a mention only says which actors of the record its words refer to.
"""

from __future__ import annotations

from dragoman.annotate.actors.roles import People, RoleBook
from dragoman.annotate.annotation import Annotation
from dragoman.annotate.mentions import book as things
from dragoman.annotate.mentions.amounts import Amounts
from dragoman.annotate.mentions.marks import Marks
from dragoman.annotate.mentions.names import Names
from dragoman.annotate.mentions.phrases import Phrases
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.phrases import FoldedText
from dragoman.model.mentions import MentionKind, ThingMention


class MentionFinder:
    """Finds typed mentions; loaded once, used for any number of articles."""

    def __init__(self, knowledge: Knowledge, roles: RoleBook) -> None:
        self.knowledge = knowledge
        self.roles = roles
        self.book = things.load()

    def find(self, annotation: Annotation) -> tuple[ThingMention, ...]:
        """Everything the article names, typed."""
        marks = Marks(annotation.document, annotation.parse)
        for timex in annotation.timexes:
            if span := annotation.parse.tokens_of(timex.evidence.start, timex.evidence.end):
                marks.add(*span, MentionKind.TIME, timex.rule or "mention.time")
        names = Names(annotation, self.knowledge, self.book, marks)
        folded = FoldedText(annotation.parse)
        names.mark(folded)
        self._peoples(annotation, folded, names)
        Phrases(annotation, self.book, marks).mark()
        Amounts(annotation, self.book, marks).mark()
        return marks.in_order()

    def _peoples(self, annotation: Annotation, folded: FoldedText, names: Names) -> None:
        """Faiths, peoples and languages: "Sunni", "Kurdish", "Arabic-speaking"."""
        for match in self.roles.index.find(annotation.parse, folded):
            if not isinstance(match.value, People) or match.value.modifier or match.first in names.in_body:
                continue
            if annotation.parse.tokens[match.first].text[0].isupper():
                names.nationality(match.first, match.last)
        for token in annotation.parse.tokens:
            if token.lower in self.book.words["languages"] and token.text[0].isupper():
                names.nationality(token.i, token.i + 1)
