"""The topics that the sentences of one annotated document name."""

from __future__ import annotations

from dragoman.annotate.annotation import Annotation
from dragoman.coding.topics import Named, Topics
from dragoman.model.entities import ActorKind, MentionForm
from dragoman.model.syntax import Token


class TopicFinder:
    """Looks each sentence through once."""

    def __init__(self, annotation: Annotation, topics: Topics) -> None:
        self.annotation = annotation
        self.topics = topics
        self._found: dict[int, list[Named]] = {}

    def in_sentence(self, sentence: int) -> list[Named]:
        """The topics of a sentence, in text order."""
        if sentence not in self._found:
            tokens = self.annotation.parse.sentence_tokens(sentence)
            found = self.topics.find(tokens, self._kinds_at)
            self._found[sentence] = [
                one for one in found if not (one.topic.is_context and self._is_name(one.head, tokens))
            ]
        return self._found[sentence]

    def everywhere(self) -> list[Named]:
        """The topics of the whole text."""
        return [named for n in range(len(self.annotation.parse.sentences)) for named in self.in_sentence(n)]

    def _kinds_at(self, token: Token) -> list[str]:
        reference = self.annotation.reference_at(token)
        actors = self.annotation.actor_by_id
        return [actors[one].kind.value for one in reference.actors if one in actors] if reference else []

    def _is_name(self, head: Token, tokens: list[Token]) -> bool:
        """ "The Director of National Intelligence", "the Foreign Minister": no word on what they are in charge of."""
        top = head
        while top.dep in ("compound", "nmod", "amod") and not self._kinds_at(top):
            top = self.annotation.parse.head(top)
        references = [r for t in tokens if (r := self.annotation.reference_at(t)) is not None]
        return ActorKind.PERSON in self._kinds_at(top) or any(
            r.start <= head.start and head.end <= r.end and r.form is not MentionForm.NOMINAL for r in references
        )
