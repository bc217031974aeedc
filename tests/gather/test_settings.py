"""The file of sources: what can be said in it, and how it says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.gather import Settings
from dragoman.model.problems import DragomanError

GOOD = """\
[watch]
contact = "desk@example.org"
every = "15m"

[[source]]
url = "https://news.example/rss"
name = "The Daily"
every = "90s"
limit = 20

[[source]]
url = "https://other.example/sitemap.xml"
kind = "sitemap"
"""


def load(folder: Path, text: str) -> Settings:
    path = folder / "feeds.toml"
    path.write_text(text)
    return Settings.load(path)


def test_a_file_of_sources_is_read(tmp_path: Path) -> None:
    settings = load(tmp_path, GOOD)
    first, second = settings.source
    assert (settings.watch.contact, settings.watch.every, settings.watch.robots) == ("desk@example.org", 900, True)
    assert (first.name, first.every, first.limit, first.kind) == ("The Daily", 90, 20, None)
    assert (second.kind, second.every) == ("sitemap", None)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('"15m"', '"15 minutes"', 3, "'15 minutes' is no length of time; write it as"),
        ('every = "15m"', "every = 15", 3, "15 is no length of time"),
        ('every = "90s"', 'evry = "90s"', 8, "no setting 'evry'; there are url, name, kind, every, limit"),
        ('every = "15m"', "robot = true", 3, "no setting 'robot'; there are contact"),
        ('contact = "desk@example.org"\n', "", 1, "'contact' is missing; add a line like"),
        ('url = "https://other.example/sitemap.xml"\n', "", 11, "'url' is missing"),
        ('kind = "sitemap"', 'kind = "sitemaps"', 13, "invalid enum value 'sitemaps'"),
        ("limit = 20", "limit = 0", 9, ">= 1"),
        ("https://other.example/sitemap.xml", "ftp://other.example", 11, "not an http or https address"),
        ("https://other.example/sitemap.xml", "https://news.example/rss", 12, "is named twice"),
        ("limit = 20", "limit 20", 9, "is not TOML"),
        ("[watch]", "[watching]", 1, "no setting 'watching'; there are watch, source"),
    ],
)
def test_a_fault_names_the_line_and_the_way_out(tmp_path: Path, old: str, new: str, line: int, reason: str) -> None:
    assert old in GOOD
    with pytest.raises(DragomanError) as fault:
        load(tmp_path, GOOD.replace(old, new, 1))
    assert str(fault.value).startswith(f"{tmp_path / 'feeds.toml'}:{line}: ")
    assert reason in str(fault.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DragomanError, match="does not exist"):
        Settings.load(tmp_path / "no.toml")
