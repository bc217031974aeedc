"""The words of a phrase that names an agreement: before the noun, behind it in a title, and what it is about.

Comes in: the noun. Goes out: tokens, in text order, each kind for what it says of the name.
"""

from __future__ import annotations

from dragoman.annotate.annotation import Annotation
from dragoman.coding.agreements.words import cues
from dragoman.coding.circumstances import Circumstances
from dragoman.model.syntax import Token

_NAMING = ("nmod", "compound", "amod", "nummod", "npadvmod")
_TITLE_JOINTS = frozenset({"of", "on", "for", "and", "the", "against", "concerning", "-"})


class Wording:
    """Words around agreement nouns of one document."""

    def __init__(self, annotation: Annotation, circumstances: Circumstances) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.circumstances = circumstances

    def naming(self, noun: Token) -> list[Token]:
        """The words before the noun that name or date it."""
        return self._joined(self._before(noun))

    def behind(self, noun: Token) -> list[Token]:
        """What belongs to the name behind the noun: the rest of a title, "of understanding"."""
        return self.title(noun) or self._understanding(noun)

    def _before(self, noun: Token) -> list[Token]:
        if noun.dep == "compound":
            found = []
            for token in reversed(self.parse.tokens[: noun.i]):
                if token.pos not in ("PROPN", "NUM") and not (token.dep == "compound" and token.pos == "NOUN"):
                    break
                found.append(token)
            return found[::-1]
        before = [c for c in self.parse.children(noun) if c.i < noun.i and c.dep in _NAMING]
        return [t for c in before if not self._is_idle(c) for t in self.parse.subtree(c)]

    def _joined(self, naming: list[Token]) -> list[Token]:
        """With what a dash joins to the first of the words, and a year before it: "the 1979 Egypt–Israel treaty"."""
        tokens = self.parse.tokens
        while naming and naming[0].i > 1 and tokens[naming[0].i - 1].text in ("-", "–"):
            if tokens[naming[0].i - 1].end != naming[0].start:
                break
            naming = [*tokens[naming[0].i - 2 : naming[0].i], *naming]
            before = tokens[naming[0].i - 1] if naming[0].i else None
            if before is not None and self.circumstances.timexes_at([before]) and before.sentence == naming[0].sentence:
                naming = [before, *naming]
        return naming

    def _is_idle(self, word: Token) -> bool:
        """ "New", "five": words before the noun that name nothing, unless a title writes them in capitals."""
        if word.dep == "nummod":
            return not self.circumstances.timexes_at([word]) and word.lower.isalpha()
        return word.text in cues()["descriptive"]

    def number(self, noun: Token) -> list[Token]:
        """ "Resolution 425", but not "the deal 10 days ago"."""
        after = self.parse.tokens[noun.i + 1 : noun.i + 2]
        if after and after[0].text.isdigit() and noun.lemma in cues()["numbered"]:
            return after
        return []

    def title(self, noun: Token) -> list[Token]:
        """The rest of a title in capitals: "the Treaty on the Non-Proliferation of Nuclear Weapons"."""
        if not noun.text[0].isupper():
            return []
        found: list[Token] = []
        for token in self.parse.tokens[noun.i + 1 :]:
            capital = token.text[0].isupper() and token.pos in ("PROPN", "NOUN", "ADJ", "VERB")
            joint = token.lower in _TITLE_JOINTS
            if not (capital or joint) or token.sentence != noun.sentence:
                break
            if token.lower == "and" and self.parse.tokens[token.i + 1].entity in ("GPE", "PERSON"):
                break
            found.append(token)
        if not found or found[0].lower not in _TITLE_JOINTS:
            return []
        while found and not found[-1].text[0].isupper():
            found.pop()
        timed = self.circumstances.timexes_at(found)
        return [t for t in found if not timed or t.i < timed[0][0].i - 1]

    def _understanding(self, noun: Token) -> list[Token]:
        """ "Memorandum of understanding", "cessation of hostilities": the noun is only half the word."""
        after = self.parse.tokens[noun.i + 1 : noun.i + 3]
        whole = len(after) == 2 and after[0].lower == "of" and after[1].lemma in cues()["completing"]
        return after if whole else []

    def about(self, noun: Token) -> list[Token]:
        """What it is about, where a phrase with "on" says so: "the agreement on sending troops to Libya"."""
        children = self.parse.children(noun)
        phrases = [c for c in children if c.dep == "prep" and c.lower in ("on", "over", "about") and c.i > noun.i]
        found = [t for c in phrases for t in self.parse.subtree(c)[1:]]
        return [] if self.circumstances.timexes_at(found[:2]) else found

    def is_political(self, noun: Token) -> bool:
        """ "A deal to free the hostages": what is to be done is the business of states."""
        deeds = [c for c in self.parse.children(noun) if c.dep in ("acl", "relcl") and c.tag == "VB"]
        return any(t.lemma in cues()["political-subjects"] for c in deeds for t in self.parse.subtree(c))

    def told_of(self, noun: Token) -> list[Token]:
        return [
            w
            for p in self.parse.children(noun)
            if p.lower in ("of", "on", "for", "to")
            for c in self.parse.children(p)
            for w in self.parse.subtree(c)[:6]
        ]
