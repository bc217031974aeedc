"""Who says what in headlines and turns of a conversation, told by a colon or a dash.

Comes in: a parsed text and the cue lexicon. Goes out: attributions for "Minister: No talks before June" and
"No talks before June - minister".
"""

from __future__ import annotations

from dragoman.annotate.annotation import Annotation
from dragoman.annotate.paragraphs import paragraphs
from dragoman.annotate.quotations import MARKS
from dragoman.coding.statements.attribution import Attribution
from dragoman.coding.statements.cues import Cues
from dragoman.model.syntax import Token
from dragoman.model.text import Span

_NAME_WORDS = 6
_SPEAKING = ("PERSON", "ORG", "GPE", "NORP")
_IN_NAMES = ("PROPN", "ADP", "NOUN", "ADJ", "PART")
_DASHES = ("-", "–", "—", "--", "―")


class HeadlineAttributor:
    """Finds the attributions of signs between a speaker and what is said."""

    def __init__(self, annotation: Annotation, cues: Cues) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.cues = cues

    def find(self) -> list[Attribution]:
        """Every such attribution, in text order."""
        found: list[Attribution] = []
        for start, end in paragraphs(self.annotation.document.text):
            tokens = [t for t in self.parse.tokens_in(start, end) if t.pos != "SPACE"]
            attribution = self._turn(tokens) or self._signed(tokens)
            found += [attribution] if attribution else []
        return found

    def _turn(self, tokens: list[Token]) -> Attribution | None:
        """A speaker, a colon and the rest of the paragraph."""
        place = next((n for n, t in enumerate(tokens[: _NAME_WORDS + 1]) if t.text == ":"), 0)
        name, rest = [t for t in tokens[:place] if t.text not in MARKS], tokens[place + 1 :]
        head = self._speaker(name)
        if head is None or not rest or (self._is_place(name) and not any(map(self._argues, rest))):
            return None
        return self._attribution(tokens[place], head, rest, "statement.turn")

    def _is_place(self, name: list[Token]) -> bool:
        """A country or town alone, which may be only where something happened: "Sudan: 20 killed"."""
        return all(t.entity in ("GPE", "LOC") for t in name)

    def _argues(self, token: Token) -> bool:
        """A word that somebody speaks: "will", "not", "no", "we", or a quotation mark."""
        return (
            token.tag == "MD" or token.dep == "neg" or token.lower in ("no", "we", "our", "us") or token.text in MARKS
        )

    def _signed(self, tokens: list[Token]) -> Attribution | None:
        """A headline, a dash and the speaker."""
        dashes = [n for n, t in enumerate(tokens) if t.text in _DASHES and n >= len(tokens) - _NAME_WORDS - 1]
        if not dashes or dashes[-1] < 2:
            return None
        place = dashes[-1]
        head = self._speaker(tokens[place + 1 :])
        said = tokens[:place]
        if head is None or any(t.text in (".", ":") for t in said) or not self._is_spaced(tokens[place]):
            return None
        if not any(t.pos in ("VERB", "AUX") or t.dep == "det" for t in said):  # "Damascus - Syria"
            return None
        return self._attribution(tokens[place], head, said, "statement.signed")

    def _is_spaced(self, dash: Token) -> bool:
        return (
            self.parse.text[dash.start - 1 : dash.start].isspace()
            and self.parse.text[dash.end : dash.end + 1].isspace()
        )

    def _speaker(self, name: list[Token]) -> Token | None:
        """The head of words that are nothing but a speaker."""
        if not 0 < len(name) <= _NAME_WORDS or any(t.pos not in _IN_NAMES for t in name):
            return None
        if (
            any(t.lower in self.cues.words["labels"] for t in name)
            or not name[0].text[0].isupper()
            or "".join(t.text for t in name) in ("Q", "A")
        ):
            return None
        inside = {t.i for t in name}
        heads = [t for t in name if t.head not in inside or t.head == t.i]
        head = heads[-1] if heads else name[-1]
        speaks = any(t.entity in _SPEAKING or self.annotation.reference_at(t) for t in name)
        speaks = speaks or all(t.pos == "PROPN" for t in name) or head.lemma in self.cues.words["headline-speakers"]
        return head if speaks and head.pos in ("PROPN", "NOUN") else None

    def _attribution(self, sign: Token, speaker: Token, said: list[Token], rule: str) -> Attribution:
        return Attribution(sign, "say", "signature", speaker, (Span(said[0].start, said[-1].end),), rule)
