from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from dragoman.model.problems import DragomanError, Failure, UnreadableArticle
from dragoman.model.text import Document
from dragoman.reading import Overrides, read_all, read_text

from .pdfs import make_pdf

GOOD = "Leaders met in Geneva on Monday and agreed to meet again."


def failures(*sources: object) -> list[Failure]:
    return [found for found in read_all(map(str, sources)) if isinstance(found, Failure)]


def file(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "is empty"),
        ("white.txt", b" \r\n\t\n ", "holds no text"),
        ("binary.txt", b"\x89PNG\r\n\x00\x00rest", "is binary"),
        ("cut.zip", b"PK\x03\x04\x00\x00rest", "is a damaged ZIP archive"),
        ("controls.txt", b"\x01\x02\x03\x04 abc", "is binary"),
        ("turkish.txt", "Kalın Şam'da".encode("cp1254"), "is not UTF-8 at byte 3; convert it"),
        ("half.txt", b"\xff\xfeA\x00B", "is not UTF-16-LE at byte 4"),
        ("cut.pdf", make_pdf([["A line of text in a page."]])[:400], "is a PDF that is cut off"),
        ("scanned.pdf", make_pdf([[], []]), "is a PDF without text"),
        ("broken.pdf", b"%PDF-1.4\nnothing of use\n%%EOF\n", "is a damaged PDF"),
        ("script.html", "<!doctype html><html><body><script>run()</script></body></html>", "without article text"),
        ("no.json", "{'text': 1}", "is not JSON"),
        ("none.json", "[]", "holds no JSON object"),
        ("number.json", "7", "holds no JSON object"),
        ("blank.jsonl", "\n\n", "holds no article"),
        ("fieldless.json", '{"id": "a"}', "has no field 'text'"),
        ("listed.json", '{"text": ["a"]}', "has no text in the field 'text'"),
        ("undated.json", '{"text": "Hello there.", "published": "N/A"}', "'N/A' in the field 'published'"),
        ("surrogate.json", r'{"text": "A \ud800 B"}', "is not JSON"),
    ],
)
def test_a_bad_file_gives_one_line_and_the_next_one_is_read(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    bad, good = file(tmp_path, name, content), file(tmp_path, "zz.txt", GOOD)
    failure, document = read_all([str(bad), str(good)])
    assert isinstance(failure, Failure)
    assert isinstance(document, Document)
    assert failure.address == str(bad)
    assert reason in failure.reason
    assert "\n" not in failure.reason
    assert document.text == GOOD


def test_a_missing_file_and_a_folder_with_nothing_to_read(tmp_path: Path) -> None:
    file(tmp_path, "table.xlsx", "x")
    missing, nothing = failures(tmp_path / "no.txt", tmp_path)
    assert "does not exist" in missing.reason
    assert "holds nothing to read" in nothing.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_we_may_not_read(tmp_path: Path) -> None:
    path = file(tmp_path, "secret.txt", GOOD)
    path.chmod(0)
    assert "may not be read" in failures(path)[0].reason


@pytest.mark.parametrize("name", ["big.txt", "big.html", "big.json", "big.jsonl"])
def test_fifty_megabytes_are_refused_at_once(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.write(b'{"text": "' if "json" in name else b"<html>")
        for _ in range(50):
            stream.write(b"word " * 200_000)
    started = time.monotonic()
    (failure,) = failures(path)
    assert "is larger than 20 MB" in failure.reason
    assert time.monotonic() - started < 2


def test_broken_json_lines_are_named_and_the_others_read(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a", "text": GOOD}),
        '{"id": "b", "text": ',
        '{"id": "c"}',
        "",
        '{"id": 7, "text": "Seven."}',
    ]
    path = file(tmp_path, "news.jsonl", "\n".join(lines))
    first, broken, fieldless, last = read_all([str(path)])
    assert isinstance(first, Document)
    assert first.address == "a"
    assert isinstance(broken, Failure)
    assert broken.address == f"{path}:2"
    assert isinstance(fieldless, Failure)
    assert fieldless.address == f"{path}:3"
    assert isinstance(last, Document)
    assert last.address == "7"


def test_a_line_that_is_too_long_does_not_swallow_the_next(tmp_path: Path) -> None:
    path = file(tmp_path, "news.jsonl", b'{"text": "' + b"x" * 45_000_000 + b'"}\n{"text": "Short one."}\n')
    long, short = read_all([str(path)])
    assert isinstance(long, Failure)
    assert isinstance(short, Document)
    assert short.text == "Short one."


@pytest.mark.parametrize("address", ["ftp://example.org/a", "file:///etc/hostname"])
def test_other_schemes_are_refused(address: str) -> None:
    assert "not an http or https address" in failures(address)[0].reason


def test_an_address_nobody_answers_at() -> None:
    assert "could not be fetched" in failures("http://127.0.0.1:9/article")[0].reason


def test_half_characters_are_refused() -> None:
    with pytest.raises(UnreadableArticle, match="position 2"):
        read_text("A \ud800 B")


def test_a_published_date_that_is_none_is_refused_before_reading() -> None:
    with pytest.raises(DragomanError, match="'yesterday' is not a date"):
        Overrides(published="yesterday")
