"""Every shipped file of knowledge and every model has a data sheet, and no sheet is of what is not there."""

import subprocess

import pytest

from dragoman import data
from tools.site.data_sheets import SHEETS, page, sheets

from .pages import ROOT

CODE = {"__init__.py", "marked_yaml.py"}


def shipped():
    listed = subprocess.run(
        ["git", "ls-files", "src/dragoman/data"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    here = {data.path(*name.split("/")[3:]) for name in listed} or {
        one for one in data.path().rglob("*") if one.is_file()
    }
    here.add(data.path("compiled", "knowledge.db"))
    return {
        one.relative_to(data.path()).as_posix()
        for one in here
        if one.is_file() and one.name not in CODE and "__pycache__" not in one.parts
    }


def matched(pattern):
    return {one.relative_to(data.path()).as_posix() for one in data.path().glob(pattern) if one.is_file()}


def test_every_shipped_file_has_one_sheet():
    told = [name for sheet in sheets() for pattern in sheet["files"] for name in matched(pattern)]
    assert shipped() - set(told) == set(), f"{SHEETS.name} has no sheet for these"
    assert len(told) == len(set(told)), "one file in two sheets"


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet["name"])
def test_a_sheet_says_all_it_must(sheet):
    for key in ("what", "source", "licence", "date", "made", "used", "gaps"):
        assert sheet.get(key), f"{sheet['name']}: {key} is missing"
    for pattern in sheet["files"]:
        assert matched(pattern) or pattern in (ROOT / "pyproject.toml").read_text(), f"{pattern} is not there"


def test_the_page_shows_every_sheet():
    assert all(f"## {sheet['name']}" in page() for sheet in sheets())
