"""What merging costs at a hundred million events, before there are so many: ``python -m bench.merge_at_scale``.

Made-up keys of events, skewed as news is: dyads by a power law with a few that fill the front pages, types by the
shares that coded corpora have, days with busy weeks. A report meets others by type, status and days (three to a key),
and by its sides: those that name both sides by the pair, those that name one by that side. Blocks are made as
``resolve.happenings.blocks`` makes them for such reports, a stretch of days at a time, so that memory stays the same
however many events there are, and the pairs in them are counted. What a pair costs is measured with the real code on
coded articles; the product is the estimate.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.generated import generate
from dragoman.pipeline import Pipeline
from dragoman.reading import Overrides, read_text
from dragoman.resolve.happenings import Sketch, blocks, fuse, likeness, packed, shelves, sketches

_STATES = 200
_TYPES = np.array([15, 14, 12, 10, 9, 8, 7, 6, 5, 4, 3, 2.5, 2, 1.5, 0.6, 0.4])  # shares of 16 types, in hundredths
_BUCKET = 3  # days that share a key: see resolve/happenings/blocks.py
_STRETCH = 30  # days made at a time
_BINS = (1, 2, 10, 100, 1_000, 10_000, 100_000)


def main() -> None:
    """Print the results and write them where asked."""
    arguments = argparse.ArgumentParser(prog="python -m bench.merge_at_scale", description=__doc__)
    arguments.add_argument("--events", type=int, default=100_000_000)
    arguments.add_argument("--days", type=int, default=3650)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--sample", type=int, default=600, help="articles of which the time per pair is measured")
    arguments.add_argument("--out", type=Path, help="a file for the results, besides the screen")
    given = arguments.parse_args()
    began = time.perf_counter()
    keys = simulate(given.events, given.days, given.seed)
    keys["seconds_of_simulation"] = round(time.perf_counter() - began, 1)
    pairs = measure(given.sample)
    hours = keys["pairs"] * pairs["microseconds_a_pair"] / 3.6e9
    told = keys["events"] * pairs["microseconds_a_report"] / 3.6e9
    results = {
        "simulated": keys,
        "measured": pairs,
        "estimate": {
            "core_hours_comparing": round(hours, 1),
            "core_hours_keys_and_telling": round(told, 1),
            "core_hours_against_leads_only": round(keys["pairs_with_leads"] * pairs["microseconds_a_pair"] / 3.6e9, 1),
            "shuffled_gigabytes": round(keys["events"] * pairs["bytes_a_sketch"] * pairs["partitions_a_report"] / 1e9),
            "leading_process_gigabytes": round(24 * keys["edges"] / 1e9, 1),
        },
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    text = json.dumps(results, indent=2)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", encoding="utf-8")


def simulate(events: int, days: int, seed: int) -> dict[str, Any]:
    """Count the blocks that so many events give, and the pairs in them."""
    luck = np.random.default_rng(seed)
    one, other, share = _dyads(luck)
    busy = luck.gamma(3, 1, days) * np.exp(np.cumsum(luck.normal(0, 0.05, days)))  # quiet days and busy months
    of_day = luck.multinomial(events, busy / busy.sum())
    found = _Counted()
    for first in range(0, days, _STRETCH):
        of_stretch = of_day[first : first + _STRETCH]
        # What fills the front pages changes from month to month.
        now = share * luck.gamma(0.7, 1, len(share))
        found.add(luck, of_stretch, first, one, other, now / now.sum())
    return found.told(events, days)


def _dyads(luck: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """The sides of all dyads and how often news is of each: Zipf's law with exponent 1.1, the order by chance."""
    one, other = np.array(list(combinations(range(_STATES), 2))).T
    share = 1 / np.arange(1, len(one) + 1) ** 1.1
    return one, other, luck.permutation(share / share.sum())


class _Counted:
    """Blocks and pairs of all stretches of days."""

    def __init__(self) -> None:
        self.blocks = self.pairs = self.pairs_with_leads = self.edges = 0
        self.largest: list[int] = []
        self.sizes: Counter[int] = Counter()
        self.pairs_of_size: Counter[int] = Counter()

    def add(
        self,
        luck: np.random.Generator,
        of_day: NDArray[np.int64],
        first: int,
        one: NDArray[np.int64],
        other: NDArray[np.int64],
        share: NDArray[np.float64],
    ) -> None:
        """The events of some days; those of the last day meet none of the next stretch, which is a little too few."""
        count = int(of_day.sum())
        day = np.repeat(np.arange(first, first + len(of_day)), of_day)
        dyad = np.searchsorted(np.cumsum(share), luck.random(count)).clip(max=len(share) - 1)
        type = np.searchsorted(np.cumsum(_TYPES / _TYPES.sum()), luck.random(count)).clip(max=len(_TYPES) - 1)
        told = np.searchsorted([0.75, 0.87, 0.95], luck.random(count))  # as done, planned, thought of, denied
        both = luck.random(count) < 0.8  # name both sides
        stated = luck.random(count) < 0.6  # name a day; of the others it is one of three
        deed = type * 4 + told
        side = np.where(luck.random(count) < 0.5, one[dyad], other[dyad])
        pair = one[dyad] * _STATES + other[dyad]
        # A stated day may be told a day apart; a day that is not stated is one of three.
        last = (day + 1) // _BUCKET
        begin = np.where(stated, day, day - 2) // _BUCKET
        for bucket in (begin, begin + 1):
            there = bucket <= last
            base = (bucket * 64 + deed)[there]
            named, whose, who = both[there], pair[there], side[there]
            self._whole(base[named] * _STATES**2 + whose[named])
            self._half(base[~named] * _STATES + who[~named], base[named] * _STATES, whose[named])

    def _whole(self, keys: NDArray[np.int64]) -> None:
        """Blocks of those that name both sides: each is compared with each."""
        _, sizes = np.unique(keys, return_counts=True)
        self._count(sizes, sizes * (sizes - 1) // 2)

    def _half(self, halves: NDArray[np.int64], base: NDArray[np.int64], pairs: NDArray[np.int64]) -> None:
        """Blocks of those that name one side: compared with each other, and with all that name it among two."""
        keys, sizes = np.unique(halves, return_counts=True)
        wholes = np.concatenate([base + pairs // _STATES, base + pairs % _STATES])
        names, counts = np.unique(wholes, return_counts=True)
        places = np.searchsorted(names, keys).clip(max=max(len(names) - 1, 0))
        partners = np.where(names[places] == keys, counts[places], 0) if len(names) else np.zeros(len(keys), np.int64)
        self._count(sizes, sizes * (sizes - 1) // 2 + sizes * partners)

    def _count(self, sizes: NDArray[np.int64], pairs: NDArray[np.int64]) -> None:
        self.blocks += len(sizes)
        self.pairs += int(pairs.sum())
        # The larger a block, the more often each of its deeds is told: assumed are size ** 0.6 different ones.
        deeds = np.maximum(1, np.round(sizes**0.6)).astype(np.int64)
        self.pairs_with_leads += int(np.minimum(pairs, sizes * deeds).sum())
        self.edges += int((sizes * np.maximum(0, sizes / deeds - 1) / 2).sum())
        self.largest = sorted([*self.largest, *np.sort(sizes)[-20:].tolist()])[-20:]
        bins = np.searchsorted(_BINS, sizes, side="right") - 1
        for place in range(len(_BINS)):
            self.sizes[place] += int((bins == place).sum())
            self.pairs_of_size[place] += int(pairs[bins == place].sum())

    def told(self, events: int, days: int) -> dict[str, Any]:
        """The figures."""
        return {
            "events": events,
            "days": days,
            "blocks": self.blocks,
            "pairs": self.pairs,
            "pairs_an_event": round(self.pairs / events, 1),
            "pairs_with_leads": self.pairs_with_leads,
            "edges": self.edges,
            "largest_blocks": self.largest[::-1][:10],
            "by_size": {
                f"from {low:,}": {"blocks": self.sizes[place], "pairs": self.pairs_of_size[place]}
                for place, low in enumerate(_BINS)
                if self.sizes[place]
            },
        }


def measure(articles: int) -> dict[str, Any]:
    """What comparing, keys and telling cost with the real code, on reports of made-up articles that share a block."""
    drawn = list(_drawn(articles))
    kept: dict[int, list[int]] = {}
    began = time.process_time()
    keys = [(blocks(sketch), shelves(sketch)) for sketch in drawn]
    of_keys = time.process_time() - began
    for place, (key, _) in enumerate(keys):
        for block in key.kept:
            kept.setdefault(block, []).append(place)
    pairs = [pair for some in kept.values() for pair in combinations(some, 2)]
    pairs = sorted(set(pairs))
    random.Random(0).shuffle(pairs)
    likeness(*(drawn[place] for place in pairs[0]))  # reads its rules
    began = time.process_time()
    alike = sum(likeness(drawn[one], drawn[other]) > 0 for one, other in pairs)
    comparing = time.process_time() - began
    began = time.process_time()
    for sketch in drawn:
        fuse([sketch])
    telling = time.process_time() - began
    return {
        "reports": len(drawn),
        "pairs": len(pairs),
        "alike": alike,
        "microseconds_a_pair": round(1e6 * comparing / len(pairs), 1),
        "microseconds_a_report": round(1e6 * (of_keys + telling) / len(drawn), 1),
        "bytes_a_sketch": round(sum(len(packed(sketch)) for sketch in drawn) / len(drawn)),
        "partitions_a_report": round(sum(len(shelved) for _, shelved in keys) / len(keys), 2),
    }


def _drawn(articles: int) -> list[Sketch]:
    pipeline = Pipeline.load()
    found: list[Sketch] = []
    for one in generate(articles):
        overrides = Overrides(published=one.published, title=one.title, source=one.source)
        found += sketches(pipeline.code(read_text(one.text, address=one.id, overrides=overrides)))
    return found


if __name__ == "__main__":
    main()
