"""Names, dates and places that a model quotes, as the built-in coder reads the same words.

A name is looked up among the references that the annotation has; nothing that the coder does not take for an actor, a
time or a place becomes one because a model says so.
"""

from __future__ import annotations

from dragoman.annotate.annotation import Annotation, Reference
from dragoman.coding.circumstances import iso_date
from dragoman.model.entities import MentionForm
from dragoman.model.text import Attested, Basis, Evidence, Span
from dragoman.propose.finding import TextWords, distance

_NAMED = (MentionForm.NAME, MentionForm.ACRONYM)


class Unfounded(Exception):
    """Words that a model gives and that do not hold; says why."""


class Readings:
    """One annotated document; ``rule`` is that of the proposal, and goes before the rule that reads the words."""

    def __init__(self, annotation: Annotation, rule: str) -> None:
        self.annotation = annotation
        self.rule = rule
        self.words = TextWords(annotation.document.text)

    def evidence(self, span: Span) -> Evidence:
        return self.annotation.document.evidence(span.start, span.end)

    def near(self, words: str, near: Span) -> Span:
        """Where words stand, as near as can be to another place; raises Unfounded if nowhere."""
        found = self.words.nearest(words, near)
        if found is None:
            raise Unfounded("is not in the text")
        return found

    def actors(self, name: str, near: Span) -> tuple[Attested[str], ...]:
        """Whom a name means; several where it means a set of actors.

        Raises Unfounded if the name is not in the text, or is nobody there whom the coder knows as an actor.
        """
        places = sorted(self.words.find(name), key=lambda span: distance(span, near))
        if not places:
            raise Unfounded("is not in the text")
        for span in places:
            reference = self._reference(span)
            if reference is not None and reference.actors:
                basis = Basis.STATED if reference.form in _NAMED and reference.certain else Basis.DERIVED
                rule = f"{self.rule}+{reference.rule}"
                words = (self.evidence(span),)
                return tuple(Attested(value=id, basis=basis, rule=rule, evidence=words) for id in reference.actors)
        raise Unfounded("is in the text, but no actor there")

    def date(self, words: str, near: Span) -> Attested[str]:
        """The date that words mean; raises Unfounded if they are not in the text or mean none."""
        span = self.near(words, near)
        for timex in self.annotation.timexes:
            if timex.evidence.span.overlaps(span) and timex.type != "SET" and timex.begin:
                rule = f"{self.rule}+date.{timex.rule}"
                return Attested(value=iso_date(timex), basis=Basis.DERIVED, rule=rule, evidence=(timex.evidence,))
        raise Unfounded("is in the text, but no date that can be settled")

    def place(self, words: str, near: Span) -> Attested[str]:
        """The place that a name means; raises Unfounded if it is not in the text or means none."""
        span = self.near(words, near)
        for place in self.annotation.places:
            for mention in place.mentions:
                if mention.span.contains(span) or span.contains(mention.span):
                    rule = f"{self.rule}+{place.rule}"
                    return Attested(value=place.id, basis=Basis.STATED, rule=rule, evidence=(mention,))
        raise Unfounded("is in the text, but no place there")

    def share_quoted(self, span: Span) -> float:
        """What part of the letters of a span stands between quotation marks, 0 to 1."""
        text = self.annotation.document.text
        letters = [place for place in range(span.start, span.end) if text[place].isalnum()]
        quoted = [place for place in letters if self.annotation.is_quoted(Span(place, place + 1))]
        return len(quoted) / len(letters)

    def _reference(self, span: Span) -> Reference | None:
        """The reference of the words: the one that has their span, or that of the word that heads them."""
        for reference in self.annotation.references:
            if (reference.start, reference.end) == (span.start, span.end):
                return reference
        parse = self.annotation.parse
        inside = {token.i: token for token in parse.tokens_in(span.start, span.end)}
        heads = (token for token in inside.values() if token.head == token.i or token.head not in inside)
        return next((found for token in heads if (found := self.annotation.reference_at(token))), None)
