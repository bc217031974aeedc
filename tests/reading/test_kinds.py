from __future__ import annotations

import io
import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest

from dragoman.model.problems import Failure
from dragoman.model.text import Basis, Document
from dragoman.reading import Fields, Overrides, count, read_all

from .pdfs import make_pdf
from .test_head import BODY, check_evidence, value

TITLE = "Leaders meet in Vienna"
LINKED = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2025-09-17T22:30:00Z",
    "dateModified": "2025-09-20",
}
PARAGRAPHS = [BODY, BODY.replace("minister", "envoy"), "“We agreed,” he told reporters, “on all of it.”"]


def page(linked: object = LINKED, lang: str = "en") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{TITLE} | The Daily</title>'
        f'<meta property="og:site_name" content="The Daily"><meta name="author" content="Ada Day">'
        f'<script type="application/ld+json">{json.dumps({"@graph": [linked]})}</script></head><body>'
        "<nav><a href='/'>Home</a> <a href='/world'>World</a></nav>"
        f"<article><h1>{TITLE}</h1>{body}</article>"
        "<footer>All rights reserved. Cookie settings.</footer></body></html>"
    )


def one(path: Path, content: bytes | str, **options: object) -> Document:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (document,) = read_all([str(path)], **options)  # type: ignore[arg-type]
    assert isinstance(document, Document), document
    check_evidence(document)
    return document


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a"])
def test_a_page_gives_headline_and_body_without_its_surroundings(tmp_path: Path, name: str) -> None:
    document = one(tmp_path / name, page())
    assert document.text == "\n\n".join([TITLE, *PARAGRAPHS])
    assert document.title
    assert (document.title.value, document.title.rule) == (TITLE, "given.json-ld")
    assert document.title.evidence[0].start == 0
    assert document.published
    assert (document.published.value, document.published.rule) == ("2025-09-17", "given.json-ld")
    assert (value(document.byline), value(document.source)) == ("Ada Day", "The Daily")
    assert (document.language, document.media_type) == ("en", "text/html")


def test_a_page_without_json_ld_and_one_with_a_broken_one(tmp_path: Path) -> None:
    meta = '<meta property="article:published_time" content="2025-09-17T10:00:00+03:00"></head>'
    for text in (page({}), page().replace("@graph", '"')):
        document = one(tmp_path / "a.html", text.replace("</head>", meta))
        assert value(document.title) == TITLE
        assert document.published
        assert (document.published.value, document.published.rule) == ("2025-09-17", "given.htmldate")


def test_the_declared_encoding_of_a_page_counts(tmp_path: Path) -> None:
    text = page().replace('charset="utf-8"', 'charset="windows-1254"').replace("minister", "Kalın")
    assert "Kalın" in one(tmp_path / "a.html", text.encode("cp1254")).text


def test_language_of_a_page_is_that_of_its_text(tmp_path: Path) -> None:
    turkish = "Cumhurbaşkanı, iki ülke arasındaki anlaşmanın imzalandığını ve görüşmelerin süreceğini söyledi."
    assert one(tmp_path / "a.html", page().replace(BODY, turkish)).language == "tr"


def test_markdown_front_matter_is_metadata(tmp_path: Path) -> None:
    front = f"---\ntitle: {TITLE}\ndate: 2025-09-17\nsource: The Daily\nauthor: Ada Day\n---\n\n"
    document = one(tmp_path / "a.md", f"{front}# {TITLE}\n\n**VIENNA** {BODY}\n")
    assert document.text == f"# {TITLE}\n\n**VIENNA** {BODY}\n"
    assert document.title
    assert [e.start for e in document.title.evidence] == [2]
    assert [value(f) for f in (document.published, document.source, document.byline)] == [
        "2025-09-17",
        "The Daily",
        "Ada Day",
    ]
    assert one(tmp_path / "b.md", f"---\n\n{BODY}\n---\n").text.startswith("---")


def test_a_pdf_gives_paragraphs_without_page_furniture(tmp_path: Path) -> None:
    wrapped = [
        "The minister said in the capital on Monday that the negoti-",
        "ations would go on, and that both sides had in the end",
    ]
    first, second = [[*wrapped, f"agreed on {topic}."] for topic in ("customs", "water")]
    pages = [["The Daily", TITLE, *first, "Page 1 of 2"], ["The Daily", *second, "Page 2 of 2"]]
    document = one(tmp_path / "a.pdf", make_pdf(pages, created="D:20250918101500Z", title="Microsoft Word - x.doc"))
    joined = " ".join([*wrapped, "agreed on"]).replace("negoti- ations", "negotiations")
    assert document.text == f"{TITLE}\n\n{joined} customs.\n\n{joined} water."
    assert value(document.title) == TITLE
    assert document.published
    assert (document.published.value, document.published.basis) == ("2025-09-18", Basis.ASSUMED)
    dated = one(tmp_path / "b.pdf", make_pdf([[TITLE, "17 September 2025", *first]], created="D:20250918"))
    assert value(dated.published) == "2025-09-17"


def test_json_fields_can_be_named_and_the_text_is_kept(tmp_path: Path) -> None:
    entry = {"key": 12, "body": f" {BODY}\r\n", "head": TITLE, "day": "Sep 17, 2025", "outlet": "The Daily"}
    fields = Fields(id="key", text="body", title="head", published="day", source="outlet")
    for name, content in (
        ("a.json", json.dumps(entry)),
        ("b.json", json.dumps([entry])),
        ("c.jsonl", json.dumps(entry)),
    ):
        document = one(tmp_path / name, content, fields=fields)
        assert (document.address, document.text) == ("12", entry["body"])
        assert [value(f) for f in (document.title, document.published, document.source)] == [
            TITLE,
            "2025-09-17",
            "The Daily",
        ]
        assert document.title
        assert (document.title.rule, document.title.evidence) == ("given.metadata", ())


def test_lines_of_json_without_id_are_known_by_url_or_line(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(f'{{"text": "{BODY}"}}\n{{"text": "{BODY}", "url": "https://example.org/a"}}\n')
    first, second = read_all([str(path)])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.address, second.address) == (f"{path.as_uri()}#1", "https://example.org/a")


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("c.txt", "a.txt", ".hidden.txt", "b/d.md", ".git/e.txt", "notes.docx"):
        (tmp_path / name).write_text(f"{name} {BODY}")
    (tmp_path / "f.jsonl").write_text('{"text": "One."}\n{"text": "Two."}')
    texts = [found.text.split()[0] for found in read_all([str(tmp_path)]) if isinstance(found, Document)]
    assert texts == ["a.txt", "c.txt", "One.", "Two.", "b/d.md"]
    assert count([str(tmp_path)]) == 5
    assert count([str(tmp_path), "-"]) is None
    assert count(["https://example.org/a", str(tmp_path / "no.txt")]) == 2


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (BODY, [BODY]),
        (page(), ["\n\n".join([TITLE, *PARAGRAPHS])]),
        ('{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        (json.dumps({"text": BODY * 200}), [BODY * 200]),
        (json.dumps([{"text": "One."}], indent=2), ["One."]),
        ('{"text": "One.\n{"text": "Two."}\n', [None, "Two."]),
        ("{Editor's note} One.", ["{Editor's note} One."]),
        ("", [None]),
    ],
)
def test_standard_input_is_told_apart(monkeypatch: pytest.MonkeyPatch, content: str, texts: list[str | None]) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content.encode())))
    found = list(read_all(["-"]))
    assert [None if isinstance(item, Failure) else item.text for item in found] == texts


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = self.path != "/gone"
        self.send_response(200 if found else 404)
        plain = self.path == "/plain"
        self.send_header("Content-Type", "text/plain; charset=windows-1254" if plain else "text/html")
        self.end_headers()
        self.wfile.write(f"Kalın. {BODY}".encode("cp1254") if plain else page().encode())

    def log_message(self, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_pages_are_fetched_and_a_missing_one_does_not_stop_the_rest(site: str) -> None:
    article, gone, plain = read_all([f"{site}/article", f"{site}/gone", f"{site}/plain"], Overrides(source="Site"))
    assert isinstance(article, Document)
    assert (article.address, value(article.title), value(article.source)) == (f"{site}/article", TITLE, "Site")
    assert isinstance(gone, Failure)
    assert "404" in gone.reason
    assert isinstance(plain, Document)
    assert plain.text == f"Kalın. {BODY}"
