"""Described things: noun phrases by what their head noun names, titles with names, pronouns, adverbs of place.

In: an annotation. Out: marks. A noun counts only where it heads its phrase: the "oil" of "oil tanker"
and the "tanker" of "tanker crew" name nothing by themselves.
"""

from __future__ import annotations

from dragoman.annotate.actors import tree
from dragoman.annotate.annotation import Annotation, Reference
from dragoman.annotate.mentions.book import ThingBook
from dragoman.annotate.mentions.marks import Marks
from dragoman.model.entities import ActorKind, MentionForm
from dragoman.model.mentions import MentionKind
from dragoman.model.syntax import Token

_FORMS = frozenset({MentionForm.OFFICE, MentionForm.NOMINAL, MentionForm.SET, MentionForm.DEMONYM})
_MODIFIES = frozenset({"compound", "amod", "nmod"})


class Phrases:
    """Marks the descriptions and pronouns of one article."""

    def __init__(self, annotation: Annotation, book: ThingBook, marks: Marks) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.tokens = annotation.parse.tokens
        self.book = book
        self.marks = marks

    def mark(self) -> None:
        for reference in self.annotation.references:
            if reference.form in _FORMS and reference.rule != "actor.demonym":
                self._referred(reference)
            elif reference.form in (MentionForm.NAME, MentionForm.ACRONYM):
                self._titled(reference)
        for token in self.tokens:
            self._pronoun(token)
            self._craft(token)
            if token.pos in ("NOUN", "PROPN"):
                self._noun(token)

    def _referred(self, reference: Reference) -> None:
        """A description of an actor; one soldier is a person, though the record counts him with soldiers."""
        tokens = self.parse.tokens_in(reference.start, reference.end)
        head = self.tokens[reference.head]
        if head.pos == "PRON" or head.tag == "PRP":
            return
        actor = self.annotation.actor_by_id[reference.actors[0]]
        kind = MentionKind.PERSON if actor.kind is ActorKind.PERSON else MentionKind.GROUP
        if kind is MentionKind.GROUP:
            kind = self.book.kind_of(head) or kind
        if head.is_plural_noun and kind is MentionKind.PERSON:
            kind = MentionKind.GROUP
        self.marks.add(
            tokens[0].i, tokens[-1].i + 1, kind, "mention.description",
            actors=reference.actors, certain=reference.certain,
        )  # fmt: skip

    def _titled(self, reference: Reference) -> None:
        """A person's name with the titles before it: "Maj. Gen. X", "the Iraqi commander X"."""
        actor = self.annotation.actor_by_id[reference.actors[0]]
        tokens = self.parse.tokens_in(reference.start, reference.end)
        first, last = tokens[0].i, tokens[-1].i + 1
        if actor.kind is not ActorKind.PERSON and reference.rule != "actor.private-person":
            return
        edge = tree.left_edge(self.parse, first, last)
        if edge < first:
            self.marks.add(edge, last, MentionKind.PERSON, "mention.titled-name", actors=reference.actors)

    def _pronoun(self, token: Token) -> None:
        """A personal pronoun names somebody even where nobody says whom."""
        words = self.book.words
        reference = self.annotation.reference_at(token)
        actors = reference.actors if reference is not None and reference.form is not MentionForm.NAME else ()
        if token.lower in words["persons"] and token.tag in ("PRP", "PRP$"):
            self.marks.add(token.i, token.i + 1, MentionKind.PERSON, "mention.pronoun", actors=actors, certain=False)
        elif token.lower in words["groups"] and token.tag in ("PRP", "PRP$"):
            self.marks.add(token.i, token.i + 1, MentionKind.GROUP, "mention.pronoun", actors=actors, certain=False)
        elif token.lower in words["resolved"] and actors and reference is not None:
            actor = self.annotation.actor_by_id[actors[0]]
            kind = MentionKind.PERSON if actor.kind is ActorKind.PERSON else MentionKind.GROUP
            self.marks.add(token.i, token.i + 1, kind, "mention.pronoun", actors=actors, certain=False)
        elif token.lower in words["places"] and token.dep not in ("expl", "nsubj"):
            self.marks.add(token.i, token.i + 1, MentionKind.PLACE, "mention.place-adverb", certain=False)

    def _noun(self, token: Token) -> None:
        """A noun that heads a phrase, by the kind it names; a thing of war is more than a vehicle."""
        kind = self.book.kind_of(token)
        if kind is None or self.marks.covers(token.i, kind) or not self._is_head(token):
            return
        first, last = tree.left_edge(self.parse, token.i, token.i + 1), token.i + 1
        if kind is MentionKind.DOCUMENT and last < len(self.tokens) and self.tokens[last].pos == "NUM":
            last += 1  # "Resolution 2328"
        if kind is MentionKind.VEHICLE and any(t.lower in self.book.words["war"] for t in self.tokens[first:last]):
            kind = MentionKind.PLATFORM
        self.marks.add(first, last, kind, f"mention.{kind}-noun", certain=token.text[0].islower())

    def _craft(self, token: Token) -> None:
        """A ship by its prefix and name, an aircraft by its type: "HMS Daring", "F-16s"."""
        if token.text in self.book.words["ship_prefixes"]:
            last = token.i + 1
            while last < len(self.tokens) and self.tokens[last].pos == "PROPN" and last < token.i + 4:
                last += 1
            if last > token.i + 1:
                self.marks.add(token.i, last, MentionKind.PLATFORM, "mention.ship", also=True)
        elif any(pattern.fullmatch(token.text) for pattern in self.book.patterns["aircraft"]) and token.pos in (
            "PROPN",
            "NOUN",
        ):
            self.marks.add(token.i, token.i + 1, MentionKind.PLATFORM, "mention.aircraft-type", also=True)

    def _is_head(self, token: Token) -> bool:
        following = self.tokens[token.i + 1] if token.i + 1 < len(self.tokens) else token
        if following.text == "-" or token.text.endswith("-"):
            return False
        return not (token.dep in _MODIFIES and token.head > token.i)
