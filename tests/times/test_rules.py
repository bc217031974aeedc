"""Every rule in ``data/times/rules.yaml`` finds its examples and leaves what it says it leaves."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from dragoman import data
from dragoman.annotate.times.grammar import Grammar
from dragoman.model.problems import KnowledgeFault

from .conftest import Read

_FILE = yaml.safe_load(data.path("times", "rules.yaml").read_text("utf-8"))
RULES: list[dict[str, Any]] = [*_FILE["rules"], *_FILE["continuations"]]
FINDS = [(rule["id"], text, str(value)) for rule in RULES for text, value in rule["finds"].items()]
LEAVES = [(rule["id"], text) for rule in RULES for text in rule.get("leaves", ())]


@pytest.mark.parametrize(("rule", "text", "value"), FINDS)
def test_rule_finds_its_example(read: Read, grammar: Grammar, rule: str, text: str, value: str):
    assert value in [t.value for t in read(text)]
    matching = [r.id for r in (*grammar.rules, *grammar.continuations) if r.pattern.search(text)]
    assert f"time.{rule}" in matching


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return Grammar.load()


@pytest.mark.parametrize(("rule", "text"), LEAVES)
def test_rule_leaves_what_only_looks_like_it(read: Read, rule: str, text: str):
    assert rule not in [t.rule.removeprefix("time.").split("/")[0] for t in read(text)]


def test_rule_ids_are_unique():
    ids = [rule["id"] for rule in RULES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ({"id": "a", "pattern": "{mouth}"}, "no word class or shape is called 'mouth'"),
        ({"id": "a", "pattern": "{month}", "gives": {"yeer": 1}}, "unknown fields \\['yeer'\\]"),
        ({"id": "a", "pattern": "(?:{month}|{day})"}, "no word that it cannot do without"),
        ({"id": "a", "pattern": "{month}", "if": ["blue"]}, "unknown condition 'blue'"),
        ({"id": "a", "pattern": "({month}"}, "rule a: missing \\)"),
    ],
)
def test_faulty_rule_is_named(entry: dict[str, Any], fault: str):
    words = {"month": {"may": 5}}
    rules = {"shapes": {"day": r"\d"}, "rules": [entry], "continuations": []}
    with pytest.raises(KnowledgeFault, match=fault):
        Grammar(words, rules, {"joints": [], "modifiers": []})
