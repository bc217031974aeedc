"""What is promised is held by tests that exist."""

import ast
import re

import pytest

from .pages import ROOT

PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)


@pytest.mark.parametrize(("file", "name"), NAMED, ids=lambda part: part)
def test_a_named_test_exists(file, name):
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert name in {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}


def test_every_promise_names_a_test():
    promises = re.findall(r"^- (.+(?:\n  .+)*)", PAGE, re.M)
    assert len(promises) > 20
    assert [promise for promise in promises if "::test_" not in promise] == []
