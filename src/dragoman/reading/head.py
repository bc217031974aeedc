"""The head of an article: headline, byline, date line and dateline, found line by line.

Comes in: the whole text. Goes out: each field with the words it stands in. Only the first lines are
looked at; what the body says about dates is for the annotator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from dragoman import data
from dragoman.data import marked_yaml
from dragoman.model.text import Basis, Span
from dragoman.reading.dateline import Dateline, dateline_alone, dateline_at
from dragoman.reading.dates import DateWords, date_line
from dragoman.reading.found import Found

_LINE = re.compile(r"[^\r\n]+")
_HEADING_MARK = re.compile(r"#{1,6}\s+")  # Markdown
_LINES = 15  # looked at from the top
_BODY_LINES = 4  # paragraphs that may hold the dateline: a summary can come first
_LONGEST_HEADLINE = 180
_LONGEST_BYLINE = 100
_WRAPPED = 100  # running text that is broken into lines has shorter ones than this
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])[.…;,:][”’\"')\]]*$")  # but not after an abbreviation such as U.S.


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the head of a text. A title's spans are all the lines that repeat it."""

    title: Found | None = None
    byline: Found | None = None
    published: Found | None = None
    dateline: Found | None = None
    source: Found | None = None


def read_head(text: str, given_title: str | None = None) -> Head:
    """Read the head of a text; with a title given, only lines that repeat it are its title.

    >>> head = read_head("Leaders meet\\n\\n17 September 2025\\n\\nGENEVA (Reuters) - They met.")
    >>> head.title.value, head.published.value, head.dateline.value, head.source.value
    ('Leaders meet', '2025-09-17', 'Geneva', 'Reuters')
    """
    reader = _HeadReader(text, given_title)
    for line in reader.lines:
        if not reader.goes_on_after(line):
            break
    return reader.head()


class _HeadReader:
    """Takes the lines one by one and keeps what each turns out to be."""

    def __init__(self, text: str, given_title: str | None) -> None:
        self.text = text
        self.lines = list(islice(_lines(text), _LINES))
        self.wording = _plain(given_title) if given_title else None
        self.title: list[Span] = []
        self.byline: Found | None = None
        self.day: DateWords | None = None
        self.dateline: Dateline | None = None
        self.body = 0  # paragraphs of the body seen so far

    def goes_on_after(self, line: Span) -> bool:
        """Keep what the line says; False once the head has ended."""
        if self._is_title(line):
            self.title.append(line)
        elif self.body == 0 and self._says_who_or_when(line):
            pass
        else:
            self.dateline = self.dateline or self._dateline(line)
            # A first line that is none of these cannot be followed by a headline.
            self.body += _is_body(self.text[line.start : line.end]) or not self.title
        return self.body == 0 or (self.dateline is None and self.body < _BODY_LINES)

    def _is_title(self, line: Span) -> bool:
        words = _plain(self.text[line.start : line.end])
        if self.wording is None and self.body == 0 and self._is_headline(line):
            self.wording = words
        return words == self.wording

    def _is_headline(self, line: Span) -> bool:
        """Short, not a sentence, and set off from what follows."""
        words = self.text[line.start : line.end]
        if len(words) > _LONGEST_HEADLINE or len(words.split()) == 1 or _SENTENCE_END.search(words):
            return False
        if self._is_other_field(line):
            return False
        following = next((other for other in self.lines if other.start > line.end), None)
        if following is None:
            return False
        if self.text.count("\n", line.end, following.start) > 1:
            return True
        again = _plain(self.text[following.start : following.end]) == _plain(words)
        return again or following.end - following.start > _WRAPPED or self._is_other_field(following)

    def _is_other_field(self, line: Span) -> bool:
        found = self._dateline(line) or _byline(self.text, line) or date_line(self.text, line.start, line.end)
        return found is not None

    def _says_who_or_when(self, line: Span) -> bool:
        byline = self.byline or _byline(self.text, line)
        day = self.day or date_line(self.text, line.start, line.end)
        found = (byline, day) != (self.byline, self.day)
        self.byline, self.day = byline, day
        return found

    def _dateline(self, line: Span) -> Dateline | None:
        opening = dateline_at(self.text, line.start, line.end)
        if opening or self.body:
            return opening
        return dateline_alone(self.text, line.start, line.end, first=not self.title)

    def head(self) -> Head:
        title = None
        if self.title:
            first = self.title[0]
            words = " ".join(self.text[first.start : first.end].split())
            title = Found(words, "read.first-line", Basis.STATED, tuple(self.title))
        dateline = self.dateline
        return Head(
            title=title,
            byline=self.byline,
            published=_published(self.day) or (dateline.published if dateline else None),
            dateline=dateline.place if dateline else None,
            source=dateline.agency if dateline else None,
        )


def _lines(text: str) -> Iterator[Span]:
    """Lines with something on them, without surrounding white space or a Markdown heading's mark."""
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        mark = _HEADING_MARK.match(text, start, end)
        if start < end:
            yield Span(mark.end() if mark else start, end)


def _plain(words: str) -> str:
    return " ".join(words.split())


def _is_body(words: str) -> bool:
    return len(words) > _WRAPPED or bool(_SENTENCE_END.search(words))


def _published(day: DateWords | None) -> Found | None:
    if day is None:
        return None
    basis = Basis.DERIVED if day.short_year else Basis.STATED
    return Found(day.value, "read.date-line", basis, (Span(day.start, day.end),))


@cache
def _byline_pattern() -> re.Pattern[str]:
    cues = marked_yaml.load(data.path("reading", "head.yaml"))["byline"]
    cue = "|".join(re.escape(cue) for cue in sorted(cues, key=len, reverse=True))
    name = r"[^\W\d_]+(?:[.’'-][^\W\d_]+)*\.?"
    names = rf"(?!(?:{cue})\b){name}(?:(?:\s+|,\s+){name}){{1,7}}"
    return re.compile(rf"(?i:{cue})\s*:?\s+(?P<names>{names})(?=\s*(?:$|[|·•–—(]|\s-\s))")


def _byline(text: str, line: Span) -> Found | None:
    """The writers' names in a line such as "By Ada Day and Bo Li | 17 September 2025"."""
    if line.end - line.start > _LONGEST_BYLINE:
        return None
    match = _byline_pattern().match(text, line.start, line.end)
    if match is None or not all(word[0].isupper() for word in match["names"].split() if len(word) > 3):
        return None
    return Found(match["names"], "read.byline", Basis.STATED, (Span(*match.span("names")),))
