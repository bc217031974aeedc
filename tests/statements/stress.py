"""Quotations written by rule, with what a reader must find in them.

Ten styles of marks, each with and without a quotation inside; the attribution before, after, between, between two
sentences, or nowhere; and five ways to set the words: 500 texts in all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

STYLES = {
    "English": ("“", "”", "‘", "’"),
    "typed": ('"', '"', "'", "'"),
    "German": ("„", "“", "‚", "‘"),
    "French": ("«", "»", "‹", "›"),
    "French inner": ("‹", "›", "«", "»"),
    "Danish": ("»", "«", "›", "‹"),
    "British": ("‘", "’", "“", "”"),
    "British typed": ("'", "'", '"', '"'),
    "TeX": ("``", "''", "‘", "’"),
    "Japanese": ("「", "」", "『", "』"),
}
PLACES = ("before", "after", "between", "between sentences", "nowhere")
LAYOUTS = ("one sentence", "several sentences", "two paragraphs", "inside a report", "odd letters")

FIRST = (
    "We want peace in the valley",
    "The border will open again in May",
    "Nobody has told us where the aid is",
    "Our soldiers didn't cross the river",
    "There is a line between the two",
)
SECOND = (
    "It will come when both armies leave",
    "They must stop the shelling",
    "I cannot promise more than that",
    "The talks weren't easy",
)
NESTED = ("They told me {0}never again{1} in Geneva", "Some call it {0}a frozen war{1} and wait")
ODD = (
    "İzmir’s Ağrı road — all 40 km of it — is shut",
    "We (all of us 👩‍👩‍👧) paid 3.5 million U.S. dollars",
    "Ça n'est pas fini, it isn't over",
)
SPEAKERS = (
    # speaker, verb after the name, the words between verb and quotation
    ("the envoy", "said", ""),
    ("Kara", "told", " reporters in Doha"),
    ("a spokesman for the ministry", "added", ""),
    ("she", "replied", ""),
    ("both sides", "argued", " on Monday"),
    ("a senior official", "warned", ""),
)


@dataclass
class Case:
    """A text as it is built up, with the spans that are said in it."""

    name: str
    speaker: str | None = None
    cue: str | None = None
    text: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)

    def write(self, words: str) -> None:
        self.text += words

    def say(self, words: str) -> None:
        self.spans.append((len(self.text), len(self.text) + len(words)))
        self.text += words


def cases() -> Iterator[Case]:
    """Every combination, each with other words and speakers."""
    for number, (style, nested, place, layout) in enumerate(product(STYLES, (False, True), PLACES, LAYOUTS)):
        case = Case(f"{style}, {'nested' if nested else 'plain'}, {place}, {layout}")
        _Writer(case, number, STYLES[style], nested, layout).write(place)
        yield case


class _Writer:
    def __init__(self, case: Case, number: int, marks: tuple[str, str, str, str], nested: bool, layout: str) -> None:
        self.case = case
        self.opening, self.closing, *inner = marks
        self.layout = layout
        self.speaker, self.verb, self.rest = SPEAKERS[number % len(SPEAKERS)]
        self.first = FIRST[number % len(FIRST)]
        self.second = SECOND[number % len(SECOND)]
        if layout == "odd letters":
            self.first = ODD[number % len(ODD)]
        if nested:
            self.second = NESTED[number % len(NESTED)].format(*inner)
        self.comma_inside = self.opening in ("“", '"', "``")

    def write(self, place: str) -> None:
        if self.layout == "inside a report":
            self.case.write("The convoy reached the town on Friday. ")
        if place != "nowhere":
            self.case.speaker, self.case.cue = self.speaker, self.verb
        getattr(self, "_" + place.replace(" ", "_"))()
        if self.layout == "inside a report":
            self.case.write(" Rain fell over the hills.")

    def _before(self) -> None:
        self._attribution(capital=True)
        self.case.write(": ")
        self._whole(final=".")

    def _after(self) -> None:
        self._whole(final=",")
        self.case.write(" ")
        self._attribution()
        self.case.write(".")

    def _between(self) -> None:
        """ "First," she said, "but second." """
        self._quote(self.first, ",")
        self.case.write(" ")
        self._attribution()
        self.case.write(f", {self.opening}")
        self.case.say("but " + self.second[0].lower() + self.second[1:] + ".")
        self._close_or_go_on()

    def _between_sentences(self) -> None:
        """ "First," she said. "Second." """
        self._quote(self.first, ",")
        self.case.write(" ")
        self._attribution()
        self.case.write(f". {self.opening}")
        self.case.say(self.second + ".")
        self._close_or_go_on()

    def _nowhere(self) -> None:
        self._whole(final=".")

    # Parts

    def _attribution(self, *, capital: bool = False) -> None:
        name = self.speaker[0].upper() + self.speaker[1:] if capital else self.speaker
        self.case.speaker = name
        self.case.write(f"{name} {self.verb}{self.rest}")

    def _whole(self, final: str) -> None:
        """Both sentences, or both paragraphs, or one sentence, ended by a comma or a full stop."""
        if self.layout == "two paragraphs":
            self.case.write(self.opening)
            self.case.say(self.first + ".")
            self.case.write("\n\n")
            self._quote(self.second, final)
        elif self.layout == "several sentences":
            self._quote(f"{self.first}. {self.second}", final)
        else:
            self._quote(self.second if self.layout == "one sentence" else f"{self.first}, and {self.second}", final)

    def _quote(self, words: str, final: str) -> None:
        """One quotation; a comma before the attribution is not said, a full stop is."""
        self.case.write(self.opening)
        if final == ".":
            self.case.say(words + ".")
            self.case.write(self.closing)
        else:
            self.case.say(words)
            self.case.write(final + self.closing if self.comma_inside else self.closing + final)

    def _close_or_go_on(self) -> None:
        """The end of the last quotation; in two paragraphs it goes on with a mark of its own."""
        if self.layout == "two paragraphs":
            self.case.write(f"\n\n{self.opening}")
            self.case.say("We will see what comes of it.")
        elif self.layout == "several sentences":
            start, _ = self.case.spans.pop()
            self.case.write(" We will see.")
            self.case.spans.append((start, len(self.case.text)))
        self.case.write(self.closing)
