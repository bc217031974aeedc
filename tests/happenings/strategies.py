"""Reports of all kinds, drawn from few values so that many of them are alike."""

from __future__ import annotations

from random import Random
from typing import Any

import msgspec
from hypothesis import strategies as st

from dragoman.resolve.happenings.sketches import Number, Party, Sketch, Where

PARTIES = [
    Party("ISR", "Israel", "ISR", "ISR", False, False),
    Party("ISR-MIL", "Israeli forces", "ISR", "ISR", False, False),
    Party("netanyahu", "Benjamin Netanyahu", "ISR", "ISR", True, False),
    Party("SYR", "Syria", "SYR", "SYR", False, False),
    Party("YPG", "YPG", "YPG", "SYR", False, False),
    Party("SYR-civilians", "civilians", "SYR-civilians", "SYR", False, True),
    Party("protesters", "protesters", "protesters", "", False, True),
]
PLACES = [
    Where("g:1", "Homs", "city", "SYR", "Homs", 34.7, 36.7),
    Where("g:2", "Damascus", "city", "SYR", "Damascus", 33.5, 36.3),
    Where("g:3", "Mezzeh", "facility", "SYR", "Damascus", 33.5, 36.2),
    Where("g:4", "Homs Governorate", "region", "SYR", "Homs", 34.7, 37.5),
    Where("g:5", "Syria", "country", "SYR", "", 35.0, 38.0),
    Where("g:6", "Israel", "country", "ISR", "", 31.5, 34.8),
]
WORDS = ["air", "base", "depot", "kill", "missil", "night", "soldier", "weapon"]
_DAY = 739500


def report(random: Random) -> Sketch:
    date = first = last = None
    if random.random() < 0.7:
        first = _DAY + random.randrange(7)
        last = first + random.choice([0, 0, 0, 2, 30, 400])
        date = f"{first}/{last}"
    return Sketch(
        document=random.choice("abcd"),
        event=random.choice(["e1", "e2", "e3"]),
        type=random.choice(["ASSAULT", "ASSAULT", "CONSULT"]),
        behaves=random.choice(["deed", "deed", "meeting", "speech"]),
        mutual=random.random() < 0.3,
        status=random.choice(["actual", "actual", "ongoing", "historical", "future"]),
        modes=_some(random, ["aerial", "drone", "phone"], 2),
        contexts=(),
        actors=_some(random, PARTIES, 2),
        recipients=_some(random, PARTIES, 2),
        date=date,
        first=first,
        last=last,
        published=random.choice([None, *range(_DAY, _DAY + 7)]),
        source=random.choice([None, "Agency", "Paper"]),
        place=random.choice([None, *PLACES]),
        numbers=tuple(
            Number(kind, random.choice([0.0, 3.0, 7.0, 40.0]), "persons", random.choice(["exact", "at_least", "about"]))
            for kind in _some(random, ["killed", "injured"], 2)
        ),
        words=tuple(sorted(_some(random, WORDS, 8))),
        triggers=(random.choice(["kill", "bomb"]),),
        frame=random.choice(["assault.kill", "assault.bomb"]),
        sentence=random.randrange(3),
        said_by=random.choice([None, *PARTIES]),
        official=random.random() < 0.5,
        confidence=random.choice([None, 0.5, 0.9]),
    )


def _some(random: Random, values: list[Any], most: int) -> tuple[Any, ...]:
    return tuple(random.sample(values, random.randint(0, most)))


def _pair(random: Random) -> tuple[Sketch, Sketch]:
    """A report, and one that tells some things differently."""
    one, other = report(random), report(random)
    kept = {name: getattr(one, name) for name in Sketch.__struct_fields__[2:] if random.random() < 0.75}
    return one, msgspec.structs.replace(other, **kept)


_randoms = st.integers(0, 2**48).map(Random)
reports = _randoms.map(report)
pairs = _randoms.map(_pair)
