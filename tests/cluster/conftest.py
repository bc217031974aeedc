"""Forty articles in files of every kind that a cluster reads, and a run over them."""

import gzip
import io
import json
from pathlib import Path

import duckdb
import pyarrow
import pytest
from pyarrow import parquet
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dragoman.cluster import run as runs
from dragoman.cluster.engines import Pool
from dragoman.cluster.folder import Folder
from dragoman.cluster.plan import Coding, Order
from dragoman.cluster.tables import NAMES
from dragoman.pipeline import version_of

STATES = ("Turkey", "Syria", "Israel", "Iran", "Iraq", "Jordan", "Egypt", "Qatar")


def article(number):
    """One of many on few deeds: some are copies, some tell the same deed in other words."""
    one, other = STATES[number % 4], STATES[4 + number % 3]
    day = 1 + number % 5
    texts = (
        f"{one} condemned {other} on Monday over a raid near the border. A minister of {other} visited Cairo.",
        f"{other} and {one} signed an agreement on trade in Doha. {one} promised to lift its sanctions by May.",
        f"The president of {one} met his counterpart of {other} in Ankara on {day} September 2025.",
        f'In a sharp statement {one} condemned {other}. "This must end," the foreign minister of {one} said.',
    )
    day_of = f"2025-09-{day:02}"
    return {"id": f"n{number}", "text": texts[number % 4], "published": day_of, "source": f"Paper {number % 6}"}


def lines(articles):
    return "".join(json.dumps(one) + "\n" for one in articles).encode()


def web_archive(articles, *, packed):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for one in articles:
        text = f"{one['text']} " + "The two sides have been at odds for years, and diplomats expect no quick turn. " * 4
        page = f"<html><head><title>News</title></head><body><article><p>{text}</p></article></body></html>"
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        url = f"https://news.example/{one['id']}"
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(page.encode()), http_headers=headers)
        )
    return out.getvalue()


def fill(folder):
    """Files of every kind; a line that is no JSON, articles that are there twice or more, a newer version of one."""
    articles = [article(number) for number in range(40)]
    newer = {**article(2), "text": "Turkey and Iraq signed nothing, officials in Ankara said on Tuesday."}
    below = folder / "below"
    below.mkdir(parents=True)
    (folder / "a.jsonl").write_bytes(lines(articles[:12]) + b"no JSON\n" + lines([*articles[3:5], articles[4]]))
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(lines([*articles[12:20], newer])))
    (below / "c.warc.gz").write_bytes(web_archive(articles[20:30], packed=True))
    parquet.write_table(pyarrow.Table.from_pylist(articles[30:]), folder / "d.parquet", row_group_size=4)
    return folder


def order(*inputs, **options):
    coding = Coding(version=version_of())
    return Order(inputs=tuple(map(str, inputs)), coding=coding, **{"shard": 6, "piece": 2, **options})


def coded(folder, wanted, engine):
    """A run from its beginning, or from where it was left, to its end."""
    plan = runs.begin(folder, wanted, engine)
    for result in runs.code(folder, plan, engine):
        assert isinstance(result, runs.Finished), result
    return plan


def rows(place, table):
    """The rows of a table as DuckDB reads them, in an order of their own."""
    found = duckdb.sql(f"SELECT * EXCLUDE (shard) FROM '{place}/{table}/*.parquet'").fetchall()
    return sorted(map(repr, found))


def everything(place):
    return {table: rows(place, table) for table in NAMES}


@pytest.fixture(scope="package")
def pool():
    engine = Pool(2)
    yield engine
    engine.close()


@pytest.fixture(scope="package")
def inputs(tmp_path_factory) -> Path:
    return fill(tmp_path_factory.mktemp("in"))


@pytest.fixture(scope="package")
def run(inputs, pool, tmp_path_factory) -> Path:
    """A run that nobody has disturbed."""
    place = tmp_path_factory.mktemp("run")
    coded(Folder(str(place)), order(inputs), pool)
    return place
