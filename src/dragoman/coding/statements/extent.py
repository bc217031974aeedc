"""How far the content of a reporting verb goes.

Comes in: a reporting verb and its complement in the syntax of a sentence. Goes out: the content's end, before
what the parser hung on it though it is the reporter's own ("said talks go on, adding that ...", "said talks go
on but gave no date"), and after what the parser hung on the verb though it was said.
"""

from __future__ import annotations

from dragoman.annotate.quotations import MARKS
from dragoman.coding.statements.cues import Cues
from dragoman.model.syntax import Parse, Token

_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
OBJECTS = ("dobj", "obj", "attr", "oprd")
_FORMS = {"ccomp": "that", "xcomp": "to", "dobj": "object"}  # complements as the lexicon names them
_LOOSE = (",", ";", "-", "–", "—", "--", "―")


class Extent:
    """Ends of content in one parsed text."""

    def __init__(self, parse: Parse, cues: Cues) -> None:
        self.parse = parse
        self.cues = cues

    def end(self, cue: Token, last: Token) -> int:
        """Where content ends whose last part the parser hung on the cue is ``last``."""
        tokens = self._kept(cue, last)
        end = tokens[-1].end
        for clause in self.parse.children(cue):
            if clause.i > last.i and (self._carries_on(cue, clause) or self._completes(last, clause)):
                end = max(end, self._kept(cue, clause)[-1].end)
        return end

    def _completes(self, last: Token, phrase: Token) -> bool:
        """What the parser hung on the cue beside its object: "blamed the delay on the court", not "on Monday"."""
        if last.dep not in OBJECTS or phrase.dep not in ("prep", "xcomp", "ccomp"):
            return False
        held = [c for c in self.parse.children(phrase) if phrase.dep == "prep" and c.dep in ("pobj", "pcomp")]
        return not any(c.entity in ("DATE", "TIME") or c.lemma in self.cues.words["venues"] for c in held)

    def _kept(self, cue: Token, last: Token) -> list[Token]:
        tokens = self.parse.subtree(last)
        cuts = [self._first(t) for t in tokens if t.i > last.i and self._is_reporters(cue, last, t)]
        kept = [t for t in tokens if t.i < min(cuts)] if cuts else tokens
        while len(kept) > 1 and (kept[-1].dep == "cc" or kept[-1].text in _LOOSE):
            kept.pop()
        return kept or tokens

    def _first(self, token: Token) -> int:
        return self.parse.subtree(token)[0].i

    def _is_reporters(self, cue: Token, last: Token, token: Token) -> bool:
        """Whether the words from this token on are not content any more."""
        if self.is_further_cue(token) or self._names_source(token):
            return True
        if token.dep == "conj" and token.pos in ("VERB", "AUX"):
            return self._takes_up(cue, last, token)
        if token.dep == "advcl":
            return self._has_contrast(token) and self._told_like(cue, last, token)
        return token.dep == "relcl" and last.dep != "ccomp" and self._comma_before(token)

    def _names_source(self, token: Token) -> bool:
        """ ", according to the police": another's account of the whole."""
        source = self.cues.sources.get(token.lower)
        return source is not None and bool(source.preposition) and self._comma_before(token)

    def _takes_up(self, cue: Token, last: Token, verb: Token) -> bool:
        """ "Said talks go on and warned ...", "asked for a photo and left": the verb goes on from the cue."""
        if self._root(verb) is not last:
            return False
        if not self._is_finite(verb):
            return cue.tag == verb.tag == "VBG" and self._is_finite(last)
        if not self._is_finite(last):
            return True
        if self._has_subject(verb) and not self._comma_before(verb):
            return False
        if self._told_like(cue, last, verb):
            return True
        reports = "that" in self.cues.verb(verb.lemma) and any(c.dep == "ccomp" for c in self.parse.children(verb))
        return reports and not self._has_subject(verb) and self._is_past(verb) == self._is_past(cue)

    def _told_like(self, cue: Token, last: Token, verb: Token) -> bool:
        """In the past like the cue, while what is said is not."""
        return self._is_past(cue) and self._is_past(verb) and self._is_finite(last) and not self._is_past(last)

    def _has_contrast(self, clause: Token) -> bool:
        return any(c.dep == "mark" and c.lower in self.cues.words["contrast"] for c in self.parse.children(clause))

    def _root(self, verb: Token) -> Token:
        while verb.dep == "conj":
            verb = self.parse.head(verb)
        return verb

    def _has_subject(self, verb: Token) -> bool:
        return any(c.dep in _SUBJECTS for c in self.parse.children(verb))

    def _finite(self, verb: Token) -> list[Token]:
        carriers = [c for c in self.parse.children(verb) if c.dep in ("aux", "auxpass")]
        return [t for t in (verb, *carriers) if t.tag in _FINITE]

    def _is_finite(self, verb: Token) -> bool:
        return bool(self._finite(verb))

    def _is_past(self, verb: Token) -> bool:
        return any(t.tag == "VBD" for t in self._finite(verb))

    def is_further_cue(self, token: Token) -> bool:
        """ ", adding that": a participle that reports more."""
        takes = self.cues.verb(token.lemma)
        before = self.parse.tokens[token.i - 1]
        if before.text.strip(MARKS) == "":
            before = self.parse.tokens[token.i - 2]
        return token.tag == "VBG" and before.lower == "," and ("that" in takes or "quotation" in takes)

    def _carries_on(self, cue: Token, clause: Token) -> bool:
        """Whether a clause that the parser hung on the cue is more of what was said.

        "Said that talks had begun, but Iran is waiting": a subject and no report of its own, and not told in
        the past as the cue is, unless no comma parts it. "Said talks failed because Iran waited": the reason.
        """
        children = self.parse.children(clause)
        takes = self.cues.verb(clause.lemma)
        if any(_FORMS.get(c.dep) in takes for c in children):
            return False
        if clause.dep == "advcl":
            return any(c.dep == "mark" and c.lower in self.cues.words["reasoning"] for c in children)
        if clause.dep != "conj" or not self._has_subject(clause):
            return False
        return (cue.tag == "VBD" and not self._is_past(clause)) or not self._comma_before(clause)

    def _comma_before(self, clause: Token) -> bool:
        first = self.parse.subtree(clause)[0].i
        return any(t.text == "," for t in self.parse.tokens[max(0, first - 2) : first])

    def governor(self, verb: Token) -> Token | None:
        """The cue whose content the parser hung a further cue on ("said talks had begun and warned ...")."""
        root = self._root(verb)
        if verb.dep == "conj" and root.dep in ("ccomp", "xcomp") and not self._has_subject(verb):
            cue = self.parse.head(root)
            if self.cues.verb(cue.lemma) and self._is_reporters(cue, root, verb):
                return cue
        if not self.is_further_cue(verb):
            return None
        below = verb
        for above in self.parse.ancestors(verb):
            if below.dep == "ccomp" and "that" in self.cues.verb(above.lemma):
                return above
            below = above
        return None
