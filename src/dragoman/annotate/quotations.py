"""Quotation marks to quotations.

Comes in: a text. Goes out: one Quotation for every quoted stretch of every paragraph, in text order,
without its marks. A quotation that runs on into the next paragraph gives one Quotation for each, all but
the last not ``closed``. Apostrophes, primes and marks that close nothing are not quotations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.annotate.annotation import Quotation
from dragoman.annotate.paragraphs import paragraphs

#: Every character that a quotation mark is made of.
MARKS = "\"'`“”„‟‘’‚«»‹›「」『』"
_MARK = re.compile(r"''|``|[\"'“”„‟‘’‚«»‹›「」『』]")
_SINGLE = frozenset("'‘’‚")
#: What may close what, besides a mark like the one that opened; the usual closer comes first.
_CLOSERS = {
    "“": ("”", '"', "''", "“"),
    "‟": ("”", '"'),
    "„": ("“", "”", '"'),
    '"': ('"', "”", "“"),
    "''": ("''", '"'),
    "``": ("''", '"'),
    "”": ("”",),  # Swedish and Finnish use
    "‘": ("’", "'"),
    "‚": ("‘", "’"),
    "'": ("'", "’"),
    "«": ("»",),
    "»": ("«",),  # German and Danish use
    "‹": ("›",),
    "›": ("‹",),
    "「": ("」",),
    "『": ("』",),
}
_ONLY_OPEN = frozenset(("“", "‟", "„", "``", "‘", "‚", "«", "‹", "「", "『"))
#: A word that only looks quoted: "the '90s", "'tis", "rock 'n' roll".
_ELISION = re.compile(r"\d\d?s\b|(?:n|em|til|tis|twas|cause|round)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    char: str
    opens: bool  # what stands round it lets it open
    closes: bool


@dataclass(slots=True)
class _Open:
    mark: _Mark
    start: int  # first character inside


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Everything between quotation marks.

    >>> [text[q.start:q.end] for text in ["“We can't,” he said. “Not 'now'.”"] for q in find_quotations(text)]
    ["We can't,", "Not 'now'.", 'now']
    """
    found: list[Quotation] = []
    unclosed: str | None = None
    for start, end in paragraphs(text):
        scan = _Paragraph(text, start, end)
        unclosed = scan.run(unclosed)
        found += scan.found
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


class _Paragraph:
    """The marks of one paragraph, paired."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.found: list[Quotation] = []
        self.stack: list[_Open] = []
        self.marks = [self._mark(m.start(), m.end()) for m in _MARK.finditer(text, start, end)]

    def run(self, carried: str | None) -> str | None:
        """Pair the marks; ``carried`` is the mark left open by the paragraph before, as is what is returned."""
        if carried and self._runs_on(carried):
            self.stack.append(_Open(_Mark(self.start, self.start, carried, True, False), self.start))
        for place, mark in enumerate(self.marks):
            opened = self._closable(mark, place)
            if opened is not None:
                self._close(opened, mark.start)
            elif mark.opens and self._can_open(mark, place):
                self.stack.append(_Open(mark, mark.end))
        return self._leave_open()

    # Single marks

    def _mark(self, start: int, end: int) -> _Mark:
        char = self.text[start:end]
        before = self.text[start - 1] if start > self.start else " "
        after = self.text[end] if end < self.end else " "
        starts_word = not after.isspace() and after not in ",;:!?)]}"
        opens = (
            char in _CLOSERS
            and (starts_word or (char in "«‹" and before in " \u00a0([\n"))
            and not before.isalnum()
            and (char in _ONLY_OPEN or before not in ".,!?;:%")
        )
        closes = char not in _ONLY_OPEN - {"“", "‘", "«", "‹"} and (
            not before.isspace() or not (opens or starts_word) or (char in "»›" and not after.isalnum())
        )
        if char in _SINGLE:
            closes = closes and not after.isalnum()
            opens = opens and not (char in "'’" and _ELISION.match(self.text, end))
        return _Mark(start, end, char, opens, closes)

    def _runs_on(self, carried: str) -> bool:
        """Whether a quotation goes on here without a new opening mark: the first mark of its kind closes."""
        for mark in self.marks:
            if mark.char in _CLOSERS[carried]:
                return mark.closes and not mark.opens
            if mark.char == carried:
                return False
        return False

    # Pairs

    def _closable(self, mark: _Mark, place: int) -> int | None:
        """Index in the stack of the opening mark that this mark closes."""
        if not mark.closes:
            return None
        for index in range(len(self.stack) - 1, -1, -1):
            opener = self.stack[index].mark
            if mark.char not in _CLOSERS[opener.char]:
                continue
            usual = mark.char == _CLOSERS[opener.char][0]
            mistyped = self.text[mark.start - 1] in ",.!?" and mark.char in '"“”' and index == len(self.stack) - 1
            if not usual and (mark.opens or (self._usual_follows(opener.char, place) and not mistyped)):
                return None
            if mark.char in _SINGLE and self._is_possessive(mark) and self._better_follows(opener, place):
                return None
            if mark.opens and mark.char == opener.char and mark.start == self.stack[index].start:
                return None
            return index
        return None

    def _usual_follows(self, opener: str, place: int) -> bool:
        return any(m.char == _CLOSERS[opener][0] and m.closes for m in self.marks[place + 1 :])

    def _is_possessive(self, mark: _Mark) -> bool:
        """ "The leaders' talks": after an s, before a word in lower case."""
        rest = self.text[mark.end : self.end]
        return self.text[mark.start - 1] in "sS" and rest[:1].isspace() and rest.lstrip()[:1].islower()

    def _better_follows(self, opener: _Mark, place: int) -> bool:
        for mark in self.marks[place + 1 :]:
            if mark.char not in _SINGLE and mark.closes:
                return False
            if mark.char in _CLOSERS[opener.char] and mark.closes and not self._is_possessive(mark):
                return True
        return False

    def _can_open(self, mark: _Mark, place: int) -> bool:
        if mark.char in "”»›" and any(o.mark.char in "“«‹" for o in self.stack):
            return False
        if mark.char in _SINGLE:
            return self._closer_follows(mark, place) or self._is_repeated(mark)
        same = [index for index, opened in enumerate(self.stack) if opened.mark.char == mark.char]
        if same and not self._nests(mark, place):
            self._give_up(same[-1], mark.start)
        return True

    def _closer_follows(self, mark: _Mark, place: int) -> bool:
        """A single mark opens only what is closed before the quotation around it is."""
        around = {closer for opened in self.stack for closer in _CLOSERS[opened.mark.char]}
        for later in self.marks[place + 1 :]:
            if later.char in around and later.closes and not later.opens:
                return False
            if later.char in _CLOSERS[mark.char] and later.closes:
                return True
        return False

    def _is_repeated(self, mark: _Mark) -> bool:
        """Whether the next paragraph begins with the same mark, so that the quotation runs on into it."""
        return self.text[self.end :].lstrip()[:1] == mark.char and not self.stack

    def _nests(self, mark: _Mark, place: int) -> bool:
        """Whether enough closing marks follow for one quotation inside another of the same kind."""
        if mark.char == '"':
            return False
        closers = _CLOSERS[mark.char]
        later = self.marks[place:]
        opening = sum(m.char == mark.char and m.opens for m in later)
        return sum(m.char in closers and m.closes for m in later) > opening

    def _close(self, index: int, end: int) -> None:
        opened = self.stack[index]
        del self.stack[index:]
        self._add(opened.start, end, closed=True, depth=index)

    def _give_up(self, index: int, end: int) -> None:
        opened = self.stack[index]
        del self.stack[index:]
        self._add(opened.start, end, closed=False, depth=index)

    def _leave_open(self) -> str | None:
        if not self.stack:
            return None
        char = self.stack[0].mark.char
        self._give_up(0, self.end)
        return char

    def _add(self, start: int, end: int, *, closed: bool, depth: int) -> None:
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        if start < end:
            self.found.append(Quotation(start, end, closed, min(depth, 1)))
