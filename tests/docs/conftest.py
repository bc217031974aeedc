"""A reader's folder: the articles that the pages speak of, in all the forms they name, and a database with them."""

import csv
import gzip
import json
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from .pages import ROOT

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """The folder, made once; tests copy it. Articles ``3f2a91`` and ``77b0c2`` are in it, by their addresses."""
    folder = tmp_path_factory.mktemp("docs") / "prepared"
    folder.mkdir()
    shutil.copytree(HERE / "corpus", folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "samples", folder / "samples")
    articles = [json.loads(line) for line in (folder / "articles.jsonl").read_text().splitlines()]
    _in_every_form(folder, articles)
    # Read with a lexicon and coded anew without it, so that there is an older coding to compare with.
    for command in (["read", "articles.jsonl", "--lexicon", "mine/lexicon"], ["recode"]):
        subprocess.run(
            [Path(sys.executable).with_name("dragoman"), *command, "--db", "dragoman.db"],
            cwd=folder,
            check=True,
            capture_output=True,
        )
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


def _in_every_form(folder, articles):
    for name in ("folder", "articles"):
        (folder / name).mkdir()
    for number, article in enumerate(articles):
        (folder / ("folder" if number % 2 else "articles") / f"{number}.txt").write_text(_text(article))
    (folder / "article.txt").write_text(_text(articles[1]))
    (folder / "notes.txt").write_text(_text(articles[2]))
    for name in ("article.html", "page.html"):
        (folder / name).write_text(_page(articles[3]))
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        archive.writestr("a.txt", _text(articles[4]))
    (folder / "news.jsonl.gz").write_bytes(gzip.compress((folder / "articles.jsonl").read_bytes()))
    with (folder / "cc-news.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for article in articles[:2]:
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    f"{article['id']}.html", "response", payload=BytesIO(_page(article).encode()), http_headers=head
                )
            )
    shutil.copy(folder / "cc-news.warc.gz", folder / "CC-NEWS-20250917000000-00001.warc.gz")
    for name, columns in (("table.csv", ("id", "published", "text")), ("articles.csv", ("key", "published", "body"))):
        with (folder / name).open("w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(columns)
            rows.writerows([f"{one['id']}#row", one["published"], one["text"]] for one in articles[5:7])


def _text(article):
    return f"{article['title']}\n\n{article['source']}, {article['published']}\n\n{article['text']}\n"


def _page(article):
    paragraphs = "".join(f"<p>{part}</p>" for part in article["text"].split("\n\n"))
    return (
        f'<!doctype html><html lang="en"><head><title>{article["title"]}</title>'
        f'<meta property="article:published_time" content="{article["published"]}"></head>'
        f"<body><article><h1>{article['title']}</h1>{paragraphs}</article></body></html>"
    )
