"""Pronouns, relatives, "the former": which earlier words each stands for.

In: a token and the discourse before it. Out: a reference in the cast, or nothing where the word
stands for no actor ("it is clear that").
"""

from __future__ import annotations

from dragoman.annotate.actors import tree
from dragoman.annotate.actors.cast import STATE_SECTORS, Finding
from dragoman.annotate.actors.context import Context
from dragoman.annotate.actors.discourse import Discourse
from dragoman.annotate.actors.reading import Reading
from dragoman.model.entities import ActorKind, MentionForm
from dragoman.model.syntax import Token

_COMPLEMENT = frozenset({"ccomp", "xcomp", "advcl", "csubj", "acl"})


class Pronouns:
    """Resolves the pronouns of one article, in text order."""

    def __init__(self, reading: Reading, discourse: Discourse, context: Context) -> None:
        self.reading = reading
        self.book = reading.book
        self.discourse = discourse
        self.context = context
        self.cast = reading.cast

    def resolve(self, token: Token) -> None:
        """Record what a token refers to, if it is a pronoun that refers to an actor."""
        antecedent = self._antecedent(token)
        if antecedent is not None:
            form = MentionForm.SET if len(antecedent.actors) > 1 else MentionForm.PRONOUN
            self.cast.refer(
                antecedent.actors, token.i, token.i + 1, head=token.i, form=form,
                rule=antecedent.rule, certain=antecedent.certain,
            )  # fmt: skip

    def _antecedent(self, token: Token) -> Finding | None:
        if token.lower in self.book.first_person:
            return self._first_person(token)
        if token.tag in ("WP", "WDT", "WP$") and token.lower in self.book.relatives:
            return self._relative(token)
        if token.lower in self.book.ordinals and token.dep not in ("amod", "advmod", "compound"):
            return self._ordinal(token)
        if self._is_reciprocal(token):
            return self._reciprocal(token)
        pronoun = self.book.pronouns.get(token.lower)
        if pronoun is None or token.tag not in ("PRP", "PRP$"):
            return None
        if token.lower in self.book.reflexives:
            return self._reflexive(token)
        if pronoun.things and self._is_empty(token):
            return None
        return self.discourse.antecedent(token, pronoun)

    def _of_token(self, noun: Token | None, rule: str) -> Finding | None:
        reference = self.cast.references.get(noun.i) if noun is not None else None
        return Finding(reference.actors, MentionForm.PRONOUN, rule, reference.certain) if reference else None

    def _relative(self, token: Token) -> Finding | None:
        """The noun that the relative clause hangs on, and all nouns in a row with it for a plural verb."""
        verb = token
        for above in self.reading.parse.ancestors(token):
            verb = above
            if above.dep == "relcl":
                return self._of_token(self.reading.parse.head(verb), "actor.relative")
        return None

    def _ordinal(self, token: Token) -> Finding | None:
        if token.i == 0 or self.reading.parse.tokens[token.i - 1].lower != "the":
            return None
        two = self.discourse.last_two(token, self.book.ordinals)
        if not two:
            return None
        return Finding(
            (two[self.book.ordinals[token.lower]],), MentionForm.PRONOUN, "actor.former-latter", certain=False
        )

    def _is_reciprocal(self, token: Token) -> bool:
        before = self.reading.parse.tokens[token.i - 1] if token.i else token
        return (before.lower, token.lower) in self.book.reciprocals

    def _reciprocal(self, token: Token) -> Finding | None:
        verb = tree.governor(self.reading.parse, token)
        subject = tree.subject_of(self.reading.parse, verb) if verb is not None else None
        if subject is None:
            return None
        row = tree.conjuncts(self.reading.parse, subject)
        actors = [id for t in row if (r := self.cast.references.get(t.i)) for id in r.actors]
        return (
            Finding(tuple(dict.fromkeys(actors)), MentionForm.PRONOUN, "actor.reciprocal", certain=True)
            if actors
            else None
        )

    def _reflexive(self, token: Token) -> Finding | None:
        if token.lower in self.book.first_person:
            return self._first_person(token)
        subjects = tree.governing_subjects(self.reading.parse, token)
        return self._of_token(subjects[0] if subjects else None, "actor.reflexive")

    def _is_empty(self, token: Token) -> bool:
        """Whether "it" stands for nothing: "it is important to", "it seems that"."""
        if token.lower != "it" or not tree.is_subject(token):
            return token.dep == "expl"
        verb = self.reading.parse.head(token)
        children = self.reading.parse.children(verb)
        if verb.lemma in self.book.empty_it:
            return any(child.dep in _COMPLEMENT for child in children) or verb.lemma in ("rain", "snow")
        if verb.lemma != "be":
            return False
        said = [c for c in children if c.dep in ("acomp", "attr", "prep", "advmod", "npadvmod")]
        if any(c.lemma in self.book.willed for c in said):
            return False  # "it is willing to withdraw"
        clause = any(c.dep in _COMPLEMENT for c in children) or any(
            grand.dep in _COMPLEMENT or grand.dep == "relcl" for c in said for grand in self.reading.parse.children(c)
        )
        return clause or any(c.lemma in self.book.empty_it for c in said)

    # First person

    def _first_person(self, token: Token) -> Finding | None:
        """ "I" is the speaker; "we" is the speaker's state or body, and where there is none the speaker."""
        speaker = self.context.speakers.get(token.i)
        if speaker is None:
            return None
        draft = self.cast.drafts[speaker]
        if self.book.first_person[token.lower] and draft.kind is ActorKind.PERSON and draft.acts_for:
            state = draft.sectors and draft.sectors[0].value in STATE_SECTORS
            if state or draft.acts_for not in self.reading.knowledge.countries:
                self._enter(draft.acts_for, token)
                return Finding((draft.acts_for,), MentionForm.PRONOUN, "actor.first-person", certain=False)
        return Finding(
            (speaker,), MentionForm.PRONOUN, "actor.first-person", certain=not self.book.first_person[token.lower]
        )

    def _enter(self, id: str, token: Token) -> None:
        if id not in self.cast.drafts:
            self.cast.known(id, self.cast.evidence(token.i, token.i + 1))

    def speaker_of(self, token: Token) -> str | None:
        """Who speaks a quoted token: the subject of the verb outside the marks that governs it."""
        for above in self.reading.parse.ancestors(token):
            if self.reading.quoted[above.i]:
                continue
            for child in self.reading.parse.children(above):
                if tree.is_subject(child) and not self.reading.quoted[child.i]:
                    return self._actor_at(child)
            subject = tree.subject_of(self.reading.parse, above)
            if subject is not None and not self.reading.quoted[subject.i]:
                return self._actor_at(subject)
        return None

    def _actor_at(self, token: Token) -> str | None:
        reference = self.cast.references.get(token.i)
        return reference.actors[0] if reference is not None and len(reference.actors) == 1 else None
