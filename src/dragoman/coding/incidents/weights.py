"""What each trait is worth for each role: one row a weight, learned by logistic regression.

The file ``data/coding/incident_weights.csv`` is written by ``tools/fit_incidents.py`` and can be read by eye:
the weights of a thing's traits add up to the log-odds that it has the role.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from pathlib import Path

from dragoman import data
from dragoman.model.problems import KnowledgeFault

#: The row of each role's weight without any trait.
ALWAYS = "always"


class Weights:
    """Weights by trait, then by role."""

    def __init__(self, rows: Mapping[str, Mapping[str, float]]) -> None:
        self._rows = rows

    @classmethod
    def load(cls, path: Path | None = None) -> Weights:
        """Read the table.

        Raises KnowledgeFault naming the line that is wrong.
        """
        path = path or data.path("coding", "incident_weights.csv")
        rows: dict[str, dict[str, float]] = {}
        with path.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.reader(lines), start=1):
                if number == 1:
                    continue
                try:
                    role, trait, weight = row
                    rows.setdefault(trait, {})[role] = float(weight)
                except ValueError as fault:
                    raise KnowledgeFault(f"{path}:{number}: not a row of role, trait and weight ({fault})") from fault
        return cls(rows)

    def probabilities(self, traits: Iterable[str]) -> dict[str, float]:
        """For each role how likely a thing with these traits has it (0 to 1)."""
        odds = dict(self._rows[ALWAYS])
        for trait in traits:
            for role, weight in self._rows.get(trait, {}).items():
                odds[role] += weight
        return {role: 1 / (1 + math.exp(-value)) for role, value in odds.items()}
