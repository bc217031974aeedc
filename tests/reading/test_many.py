"""Inputs that hold many articles: each article is read, each bad one is named, and addresses are stable."""

from __future__ import annotations

import csv
import gzip
import io
import json
import mailbox
import tracemalloc
import zipfile
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from email.message import EmailMessage
from multiprocessing import get_context
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dragoman.model.problems import Failure, UnreadableArticle
from dragoman.model.text import Document
from dragoman.reading import Fields, count, read_all
from dragoman.reading.fetch import Page

from .test_head import BODY, check_evidence, value
from .test_kinds import PARAGRAPHS, TITLE, page

DAY = "2025-09-17"


class Web:
    """Pages by address, instead of the network: what ``follow`` is for."""

    def __init__(self, /, **pages: str | bytes) -> None:
        self.pages = {f"https://news.example/{name}": content for name, content in pages.items()}
        self.asked: list[str] = []

    def __call__(self, url: str) -> Page:
        self.asked.append(url)
        if url not in self.pages:
            raise UnreadableArticle("could not be fetched: the server answered 404 Not Found; check the address")
        content = self.pages[url]
        content = content.encode() if isinstance(content, str) else content
        return Page(url, 200, {"content-type": "text/html"}, content, "2026-01-02T03:04:05+00:00")


def read(path: Path, web: Web | None = None, **options: object) -> tuple[list[Document], list[Failure]]:
    """What a file gives; reading it again gives the same addresses and ids."""
    found = list(read_all([str(path)], follow=web, **options))  # type: ignore[arg-type]
    again = list(read_all([str(path)], follow=web, **options))  # type: ignore[arg-type]
    documents = [item for item in found if isinstance(item, Document)]
    assert [item.id for item in documents] == [item.id for item in again if isinstance(item, Document)]
    for document in documents:
        check_evidence(document)
    return documents, [item for item in found if isinstance(item, Failure)]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Wire</title>
<item><title>One</title><link>https://news.example/one?utm_medium=rss#top</link></item>
<item><title>Two</title><link>https://news.example/two</link><pubDate>Thu, 18 Sep 2025 01:00:00 +0300</pubDate>
<content:encoded><![CDATA[<p>{body}</p><p>Nobody else spoke.</p>]]></content:encoded></item>
<item><title>Three</title><link>https://news.example/three</link></item>
<item><title>No address</title></item>
</channel></rss>""".replace("{body}", BODY)
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Wire</title>
<entry><title>One</title><link href="https://news.example/one"/><id>tag:1</id><updated>{DAY}T10:00:00Z</updated></entry>
</feed>"""


def test_a_feed_leads_to_its_articles(tmp_path: Path) -> None:
    path = write(tmp_path, "feed.xml", RSS)
    (one, two), failures = read(path, Web(one=page()))
    assert one.address == "https://news.example/one"
    assert (value(one.title), value(one.source), value(one.published)) == (TITLE, "The Daily", DAY)
    assert one.fetched == "2026-01-02T03:04:05+00:00"
    # The page of the second cannot be had, but the feed carries the article.
    assert two.text == "\n\n".join(["Two", BODY, "Nobody else spoke."])
    assert (value(two.source), value(two.published)) == ("The Wire", "2025-09-18")
    assert [failure.address for failure in failures] == ["https://news.example/three", f"{path}#4"]
    assert f"404 Not Found; check the address (named in {path})" in failures[0].reason
    assert "has no address" in failures[1].reason
    assert count([str(path)]) == 4


def test_a_feed_is_told_by_its_content(tmp_path: Path) -> None:
    for name in ("a.txt", "b", "c.atom"):
        (one,), _ = read(write(tmp_path, name, ATOM), Web(one=page()))
        assert one.address == "https://news.example/one"


def test_the_date_in_a_feed_gives_way_to_that_in_the_data_of_the_page(tmp_path: Path) -> None:
    feed = RSS.replace("/two", "/one").replace("/one?utm_medium=rss#top", "/x")
    linked, *_ = read(write(tmp_path, "feed.xml", feed), Web(one=page()))[0]
    assert (value(linked.published), linked.published and linked.published.rule) == (DAY, "given.json-ld")
    plain = page({})  # where the page does not say
    linked, *_ = read(write(tmp_path, "feed.xml", feed), Web(one=plain))[0]
    assert (value(linked.published), linked.published and linked.published.rule) == ("2025-09-18", "given.feed")


SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://news.example/one</loc><lastmod>2025-09-30</lastmod>
<image:image><image:loc>https://news.example/picture.jpg</image:loc></image:image>
<news:news><news:publication><news:name>The Wire</news:name></news:publication>
<news:publication_date>2025-09-16T08:00:00+00:00</news:publication_date><news:title>One</news:title></news:news></url>
<url><loc>not an address</loc></url></urlset>"""


def test_sitemaps_and_their_indexes(tmp_path: Path) -> None:
    index = "<sitemapindex><sitemap><loc>https://news.example/map</loc></sitemap><sitemap><loc>https://news.example/self</loc></sitemap></sitemapindex>"
    web = Web(one=page({}), map=gzip.compress(SITEMAP.encode()), self=index.replace("/map", "/gone"))
    (one,), failures = read(write(tmp_path, "index.xml", index), web)
    assert one.address == "https://news.example/one"
    assert value(one.published) == "2025-09-16"  # that of publication, not that of the last change
    assert [failure.address for failure in failures] == [
        "https://news.example/map#2",
        "https://news.example/gone",
        "https://news.example/self",
    ]
    assert "without end" in failures[2].reason
    assert count([str(write(tmp_path, "map.xml", SITEMAP))]) == 2


def test_a_sitemap_that_is_cut_off_gives_what_comes_before(tmp_path: Path) -> None:
    path = write(tmp_path, "map.xml", SITEMAP[: SITEMAP.index("<url><loc>not")])
    (one,), (failure,) = read(path, Web(one=page()))
    assert one.address == "https://news.example/one"
    assert (failure.address, "is a damaged sitemap" in failure.reason) == (str(path), True)


def test_other_xml_is_refused(tmp_path: Path) -> None:
    _, (failure,) = read(write(tmp_path, "a.xml", "<?xml version='1.0'?><root/>"))
    assert "neither a feed nor a sitemap" in failure.reason


def test_a_list_of_addresses(tmp_path: Path) -> None:
    lines = "# ours\nhttps://news.example/one\n\nhttps://news.example/two#part  \n"
    web = Web(one=page(), two=page())
    (one, two), failures = read(write(tmp_path, "list.txt", lines), web)
    assert ([one.address, two.address], failures) == (["https://news.example/one", "https://news.example/two"], [])
    path = write(tmp_path, "list.urls", lines + "ftp://news.example/three\n")
    documents, (failure,) = read(path, web)
    assert len(documents) == 2
    assert failure.address == f"{path}:5"
    (text,), _ = read(write(tmp_path, "a.txt", f"https://news.example/one\n\n{BODY}"))
    assert text.text.endswith(BODY)  # an article that begins with an address is one


def gdelt(columns: int, url: int, first: list[str], address: str) -> str:
    cells = first + [""] * (columns - len(first))
    cells[url] = address
    return "\t".join(cells) + "\n"


@pytest.mark.parametrize(
    ("columns", "url", "first"),
    [
        (61, 60, ["1229", "20250917", "202509", "2025"]),
        (16, 5, ["1229", "20250917000000", "20250917001500", "1", "news.example"]),
        (27, 4, ["20250917000000-1", "20250917000000", "1", "news.example"]),
    ],
)
def test_the_tables_of_gdelt_give_each_address_once(tmp_path: Path, columns: int, url: int, first: list[str]) -> None:
    one, two = (gdelt(columns, url, first, f"https://news.example/{name}") for name in ("one", "two"))
    broken = "7\t8\n"
    nowhere = gdelt(columns, url, first, "BBC Monitoring")
    web = Web(one=page(), two=page())
    path = write(tmp_path, "20250917.export.CSV", one + two + one + broken + nowhere)
    documents, failures = read(path, web)
    assert [document.address for document in documents] == ["https://news.example/one", "https://news.example/two"]
    assert [failure.address for failure in failures] == [f"{path}:4", f"{path}:5"]
    with zipfile.ZipFile(tmp_path / "20250917.export.CSV.zip", "w") as archive:
        archive.write(path, path.name)
    assert len(read(tmp_path / "20250917.export.CSV.zip", web)[0]) == 2  # as GDELT publishes them


def test_gdelt_names_broadcasts_that_cannot_be_fetched(tmp_path: Path) -> None:
    rows = [["1", "20250917000000", "20250917001500", kind, "x"] for kind in ("1", "2")]
    lines = "".join(gdelt(16, 5, row, "https://news.example/one") for row in rows)
    web = Web(one=page())
    read(write(tmp_path, "a.mentions.CSV", lines), web)
    assert web.asked == ["https://news.example/one"] * 2  # once for each reading


def table(delimiter: str, rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([["key", "body", "day"], *rows])
    return out.getvalue()


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t"), ("a.csv", "|")])
def test_tables_of_text(tmp_path: Path, name: str, delimiter: str) -> None:
    fields = Fields(id="key", text="body", published="day")
    rows = [["1", f'{BODY}\n"Quoted", he; said|\there.', DAY], ["2", BODY], ["3", BODY, "soon"], ["4", BODY, ""]]
    path = write(tmp_path, name, table(delimiter, rows))
    (one, four), failures = read(path, fields=fields)
    assert (one.address, one.text, value(one.published)) == ("1", rows[0][1], DAY)
    assert (four.address, value(four.published)) == ("4", None)
    assert [failure.address for failure in failures] == [f"{path}:4", f"{path}:5"]
    assert "has 2 cells, but there are 3 columns" in failures[0].reason


def test_rows_without_id_are_known_by_address_or_line(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", f"text,url\n{BODY.replace(',', '')},\n\nOther words.,https://news.example/a\n")
    (one, two), _ = read(path)
    assert (one.address, two.address) == (f"{path.as_uri()}#2", "https://news.example/a")


def test_a_row_that_is_not_utf8_is_lost_alone(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", b"id,text\n1,Kal\xfdn spoke.\n2,Kal\xc4\xb1n spoke.\n")
    (two,), (failure,) = read(path)
    assert two.text == "Kalın spoke."
    assert (failure.address, failure.reason[:12]) == (f"{path}:2", "is not UTF-8")


def test_a_table_without_the_column_names_the_option(tmp_path: Path) -> None:
    _, (failure,) = read(write(tmp_path, "a.csv", "id,words\n1,Hello.\n"))
    assert "has no field 'text'; name the field that holds the text" in failure.reason


def test_parquet(tmp_path: Path) -> None:
    rows = {"id": [1, 2, 3], "text": [BODY, None, BODY], "published": [date(2025, 9, 17)] * 3, "x": [0.5] * 3}
    path = tmp_path / "a.parquet"
    parquet.write_table(pyarrow.table(rows), path)
    (one, three), (failure,) = read(path)
    assert (one.address, value(one.published), three.address) == ("1", DAY, "3")
    assert failure.address == f"{path}#2"
    spoilt = write(tmp_path, "b.parquet", path.read_bytes()[:-20])
    assert "is a damaged Parquet file" in read(spoilt)[1][0].reason


def test_parquet_without_its_library_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet.write_table(pyarrow.table({"text": [BODY]}), tmp_path / "a.parquet")
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    _, (failure,) = read(tmp_path / "a.parquet")
    assert "pip install 'dragoman[parquet]'" in failure.reason


def warc(records: list[tuple[str, str, str, bytes]], *, packed: bool) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for url, status, kind, body in records:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        written = {"WARC-Date": "2026-01-02T03:04:05Z"}
        record = writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), http_headers=headers, warc_headers_dict=written
        )
        writer.write_record(record)
    return out.getvalue()


RECORDS = [
    ("https://news.example/one#x", "200 OK", "text/html; charset=windows-1254", page({}).encode("cp1254")),
    ("https://news.example/picture", "200 OK", "image/png", b"\x89PNG"),
    ("https://news.example/moved", "301 Moved", "text/html", b"moved"),
    ("https://news.example/empty", "200 OK", "text/html", b"<html><body></body></html>"),
    ("https://news.example/two", "200 OK", "text/html", page().encode()),
]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "CC-NEWS"])
def test_web_archives(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, name, warc(RECORDS, packed=name != "a.warc"))
    (one, two), (failure,) = read(path)
    assert (one.address, two.address) == ("https://news.example/one", "https://news.example/two")
    assert (value(one.title), value(two.published)) == (TITLE, DAY)
    # The day of fetching is kept, and is no date of publication.
    assert (one.fetched, one.published) == ("2026-01-02T03:04:05Z", None)
    assert failure.address == f"{path}#4 https://news.example/empty"


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive_that_is_cut_off_gives_what_comes_before(tmp_path: Path, packed: bool) -> None:
    path = write(tmp_path, "a.warc", warc(RECORDS[:1] + RECORDS[4:], packed=packed)[:-500])
    (one,), (failure,) = read(path)
    assert one.address == "https://news.example/one"
    assert failure.address == str(path)
    assert "cut off" in failure.reason


def message(number: int, *, html: bool = True) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = f"{TITLE} – №{number}"
    mail["From"] = "The Daily <news@news.example>"
    mail["Date"] = "Thu, 18 Sep 2025 01:00:00 +0300"
    mail["Message-ID"] = f"<{number}@news.example>"
    mail.set_content(f"{BODY}\n\nFrom the start it was so.\n")
    if html:
        mail.add_alternative(page({}), subtype="html")
    return mail


def test_a_letter(tmp_path: Path) -> None:
    (letter,), _ = read(write(tmp_path, "a.eml", message(1).as_bytes()))
    assert letter.address == "mid:1@news.example"
    assert (value(letter.title), value(letter.source)) == (f"{TITLE} – №1", "The Daily")
    assert value(letter.published) == "2025-09-18"
    assert PARAGRAPHS[0] in letter.text
    (plain,), _ = read(write(tmp_path, "b.eml", message(2, html=False).as_bytes()))
    assert plain.text.startswith(BODY)


def test_a_mailbox(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "a.mbox")
    empty = EmailMessage()
    empty["Subject"] = "Nothing"
    for mail in (message(1, html=False), empty, message(2)):
        box.add(mail)
    box.close()
    (one, two), (failure,) = read(tmp_path / "a.mbox")
    assert (one.address, two.address) == ("mid:1@news.example", "mid:2@news.example")
    assert "From the start it was so." in one.text  # which mailboxes quote
    assert failure.address == f"{tmp_path / 'a.mbox'}#2"
    assert count([str(tmp_path / "a.mbox")]) == 2


def test_archives_hold_any_of_our_kinds(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../etc/a b.txt", BODY)
        archive.writestr("news.jsonl", json.dumps({"text": BODY}) + "\n{\n")
        archive.writestr("pages.warc.gz", warc(RECORDS[4:], packed=True))
        archive.writestr("inner.zip", b"PK\x05\x06" + b"\0" * 18)
        archive.writestr("bomb.txt", b"word " * 4_000_000)
        archive.writestr("picture.png", b"\x89PNG")
        archive.writestr("__MACOSX/._a.txt", "x")
    path = tmp_path / "a.zip"
    documents, failures = read(path)
    assert [document.address for document in documents] == [
        f"{path.as_uri()}#../../etc/a%20b.txt",
        f"{path.as_uri()}#news.jsonl#1",
        "https://news.example/two",
    ]
    assert [failure.address for failure in failures] == [
        f"{path}#news.jsonl:2",
        f"{path}#inner.zip",
        f"{path}#bomb.txt",
    ]
    assert "is an archive within an archive" in failures[1].reason
    assert "unpacks to more than 200 times its size" in failures[2].reason
    assert sorted(item.name for item in tmp_path.iterdir()) == ["a.zip"]  # nothing was unpacked to the disk


def test_a_member_that_is_damaged_is_lost_alone(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("one.txt", BODY)
        archive.writestr("two.txt", BODY.upper())
    content = (tmp_path / "a.zip").read_bytes().replace(BODY[:9].encode(), b"Otherwise", 1)
    path = write(tmp_path, "a.zip", content)
    (two,), (failure,) = read(path)
    assert two.text == BODY.upper()
    assert (failure.address, "damaged" in failure.reason) == (f"{path}#one.txt", True)


def test_packed_files(tmp_path: Path) -> None:
    (line,), _ = read(write(tmp_path, "a.jsonl.gz", gzip.compress(json.dumps({"text": BODY}).encode())))
    assert line.text == BODY
    path = write(tmp_path, "b.txt.gz", gzip.compress(gzip.compress(BODY.encode())))
    assert "is an archive within an archive" in read(path)[1][0].reason
    path = write(tmp_path, "c.txt.gz", gzip.compress(BODY.encode())[:-9])
    assert "cut off" in read(path)[1][0].reason
    folder = tmp_path / "all"
    folder.mkdir()
    write(folder, "a.txt.gz", gzip.compress(BODY.encode()))
    assert len(read(folder)[0]) == 1


PADDING = "Nothing else was said. " * 1_000
BIG = [(f"https://news.example/{n}", "200 OK", "text/html", f"<html><!--{PADDING}--></html>".encode()) for n in (1,)]


def letters(size: int) -> bytes:
    start, letter = b"From a Thu Sep 18 01:00:00 2025\n", message(1, html=False).as_bytes()
    return b"".join(start + letter.replace(b"<1@", b"<%d@" % n) + f"{PADDING}\n\n".encode() for n in range(size))


# Files of about as many articles as asked for, and how many; those that name addresses are read faster.
MADE = {
    "a.csv": (100, lambda size: ("text\n" + f"{PADDING}\n" * size).encode()),
    "a.jsonl.gz": (100, lambda size: gzip.compress(f'{{"text": "{PADDING}"}}\n'.encode() * size)),
    "a.mbox": (60, letters),
    "a.warc.gz": (100, lambda size: warc(BIG * size, packed=True)),
    "a.xml": (
        6_000,
        lambda size: f"<urlset>{'<url><loc>https://news.example/gone</loc></url>' * size}</urlset>".encode(),
    ),
    "a.urls": (6_000, lambda size: b"https://news.example/gone\n" * size),
    "a.export.CSV": (
        6_000,
        lambda size: gdelt(61, 60, ["1", "20250917", "202509", "2025"], "https://news.example/gone").encode() * size,
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_memory_does_not_grow_with_the_file(tmp_path: Path, name: str) -> None:
    # In a process of its own: in one with many tests behind it, Python's table of words may just then be made larger.
    with ProcessPoolExecutor(1, get_context("spawn")) as alone:
        peaks = alone.submit(peaks_of_reading, tmp_path, name).result()
    assert peaks[2] < 1.3 * peaks[1] + 300_000, peaks


def peaks_of_reading(folder: Path, name: str) -> list[int]:
    """Bytes at most that reading takes: twice for a tenth of a file, then for all of it."""
    size, made = MADE[name]
    peaks = []
    for part in (10, 10, 1):  # the first time pays for what is loaded once
        path = write(folder, name, made(size // part))
        tracemalloc.start()
        assert any(read_all([str(path)], follow=Web()))
        tracemalloc.reset_peak()
        for _ in read_all([str(path)], follow=lambda url: Web()(url)):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    return peaks
