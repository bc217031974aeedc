"""The words of a deed owed: from its verb to the end of its objects, without what is told beside it."""

from __future__ import annotations

from dragoman.coding.owed.deadlines import Due
from dragoman.coding.owed.promises import words
from dragoman.model.syntax import Parse, Token
from dragoman.model.text import Evidence, Span

_VERBS = ("VERB", "AUX")


class Deeds:
    """Cuts the words of deeds out of one parsed text."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse

    def span(self, action: Token, due: Due | None, condition: Evidence | None) -> Span:
        """The words of the deed, from its verb, without the deadline, the condition and what follows them."""
        if action.pos in _VERBS:
            first = self._first(action)
            inside = [t for t in self.parse.subtree(action) if t.i >= first]
        else:
            owner = ("det", "poss")  # "his resignation", "a withdrawal"
            inside = [
                t
                for t in self.parse.subtree(action)
                if not (t.dep in owner and self.parse.head(t) is action and t.pos in ("DET", "PRON"))
            ]
        verbs = [action, *(c for c in self.parse.children(action) if c.dep == "xcomp" and c.tag == "VBG")]
        apart = [c for v in verbs for c in self.parse.children(v) if c.dep == "conj" and c.pos in _VERBS]
        if any(self._stands_alone(verb) for verb in apart):
            own = {t.i for c in apart for t in self.parse.subtree(c)}
            own |= {c.i for v in verbs for c in self.parse.children(v) if c.dep in ("cc", "punct") and c.i > action.i}
            inside = [t for t in inside if t.i not in own]
        cuts = [due.first if due is not None and not self._has_object_after(action, due.first) else None]
        cuts += [self._circumstance(action), self._aside(inside)]
        if condition is not None:
            cuts += [t.i for t in self.parse.tokens_in(condition.start, condition.end)[:1]]
        for cut in cuts:
            if cut is not None and cut > action.i:
                inside = [t for t in inside if t.i < cut] or inside
        while len(inside) > 1 and (inside[-1].dep == "cc" or (inside[-1].pos == "PUNCT" and not self._closes(inside))):
            inside.pop()
        return Span(inside[0].start, inside[-1].end)

    def _first(self, action: Token) -> int:
        """Where the words of a verb begin: with what is done to whom in a passive, with its "be", "not" or adverb."""
        children = self.parse.children(action)
        subject = next((c for c in children if c.dep == "nsubjpass"), None)
        agent = any(c.dep == "agent" for c in children)
        if subject is not None and not agent and subject.pos != "PRON":
            return self.parse.subtree(subject)[0].i
        beside = [
            c
            for c in children
            if c.i < action.i
            and ((c.dep in ("neg", "advmod") and c.lower not in words()["telling-adverbs"]) or c.lower == "be")
        ]
        known = [*beside, *(c for c in children if c.tag == "TO")]
        adjacent = [c.i for c in beside if all(t in known for t in self.parse.tokens[c.i : action.i])]
        return min([action.i, *adjacent])

    def _has_object_after(self, action: Token, place: int) -> bool:
        """ "Will send on Monday 200 tonnes": the words go on after the deadline."""
        return any(c.dep in ("dobj", "obj") and c.i > place for c in self.parse.children(action))

    def _closes(self, inside: list[Token]) -> bool:
        """Whether the last mark closes one that stands among the words."""
        last = inside[-1].text
        opening = {")": "(", "]": "[", "”": "“", "’": "‘"}.get(last)
        if opening is not None:
            return any(t.text == opening for t in inside)
        return last == '"' and sum(t.text == '"' for t in inside) % 2 == 0

    def _circumstance(self, action: Token) -> int | None:
        """ "... in addressing its challenges", "... in order to win time": what the deed is for, told after it."""
        for child in self.parse.children(action):
            if child.i < action.i:
                continue
            below = self.parse.children(child)
            if (
                child.dep == "prep"
                and child.lower == "in"
                and any(c.dep == "pcomp" or c.lower == "order" for c in below)
            ):
                return child.i
            first = self.parse.subtree(child)[0]
            if child.dep in ("parataxis", "ccomp") and self.parse.tokens[first.i - 1].text == ",":
                return first.i - 1  # "will send tanks, the minister said"
            if child.dep in ("prep", "advcl") and first.lower in words()["circumstances"]:
                return first.i
            if child.dep == "advcl" and first.lower in words()["circumstance-clauses"]:
                return first.i
            if child.dep == "advcl" and child.tag == "VBG" and self.parse.tokens[first.i - 1].text == ",":
                return first.i  # "..., ending a row of ten years"
            aside = child.dep in ("prep", "relcl", "appos") and self.parse.tokens[child.i - 1].text == ","
            if aside and action.pos not in _VERBS:
                return child.i
        return None

    def _aside(self, inside: list[Token]) -> int | None:
        """ "Will visit Paris, where he will meet ...": a clause behind a comma that the words end with."""
        end = max((t.i for t in inside if t.pos != "PUNCT"), default=0)
        for token in inside:
            if token.dep != "relcl":
                continue
            clause = self.parse.subtree(token)
            before = self.parse.tokens[clause[0].i - 1]
            if before.text == "," and clause[-1].i >= end:
                return before.i
        return None

    def _stands_alone(self, verb: Token) -> bool:
        """Whether a coordinated verb, with an auxiliary or subject of its own, tells another commitment."""
        return any(
            (c.dep == "aux" and c.tag != "TO") or c.dep in ("nsubj", "nsubjpass") for c in self.parse.children(verb)
        )
