"""Files with many articles: unpacked within limits, each article a job of its own, whatever the archive would like."""

import csv
import gzip
import io
import stat
import time
import zipfile

import pytest

from dragoman.store.roles import Role

from .served import PATIENCE
from .test_sending import TEXT, ended

_RECORD = b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <x:y>\r\nContent-Length: 200000000\r\n\r\n"
ANY = {"Content-Type": "application/octet-stream"}


def packed(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def send(client, name, content):
    answer = client.post("/articles", params={"name": name}, content=content, headers=ANY)
    assert answer.status_code == 202, answer.text
    return ended(client, answer.json()["id"])


def inside(client, job):
    """What was in a file, when all of it is done."""
    patience = time.monotonic() + PATIENCE
    while True:
        rows = client.get("/jobs", params={"parent": job, "limit": 1001}).json()["rows"]
        if all(row["state"] != "waiting" for row in rows) or time.monotonic() > patience:
            return {row["name"]: row for row in rows}
        time.sleep(0.1)


@pytest.fixture
def coder(embedded):
    with embedded.client(Role.CODER) as client:
        yield client


def test_each_article_of_an_archive_is_a_job_with_its_own_end(coder):
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../../tmp/escaped.txt", f"{TEXT} That was the first.")
        archive.writestr("/etc/absolute.txt", f"{TEXT} That was the second.")
        archive.writestr(link, "/etc/passwd")
        archive.writestr("inner.zip", packed(**{"a.txt": TEXT}))
        archive.writestr("bomb.txt", b"x" * 50_000_000)
        archive.writestr("<img src=x onerror=alert(1)>\u202etxt.exe.txt", b"\x00\x01")
    job = send(coder, "week.zip", out.getvalue())
    assert (job["state"], job["result"]["articles"], job["result"]["failures"]) == ("done", 3, 3)
    found = inside(coder, job["id"])
    done = [row for row in found.values() if row["state"] == "done"]
    assert len(done) == 3
    texts = [coder.get(f"/articles/{row['result']['document']}").json()["document"]["text"] for row in done]
    assert sum(TEXT in text for text in texts) == 2
    assert "/etc/passwd" in texts  # a link is the words that it is, and leads nowhere
    assert "root:" not in "".join(texts)
    failed = {name: row["result"]["reason"] for name, row in found.items() if row["state"] == "failed"}
    assert "200 times its size" in failed["week.zip#bomb.txt"]
    assert "archive within an archive" in failed["week.zip#inner.zip"]
    assert "binary" in failed["week.zip#<img src=x onerror=alert(1)>\ufffdtxt.exe.txt"]  # shown, never turned round


def test_a_bomb_ends_with_a_word_and_little_work(coder):
    for name, content in {
        "a.jsonl.gz": gzip.compress(b'{"text": "' + b"x" * 200_000_000),
        "b.txt.gz": gzip.compress(b"x" * 200_000_000),
        "c.warc.gz": gzip.compress(_RECORD + b"x" * 200_000_000),
        "d.zip": packed(**{f"{n}.txt": b"x" * 12_000_000 for n in range(20)}),
    }.items():
        began = time.monotonic()
        job = send(coder, name, content)
        assert job["state"] == "failed", name
        assert time.monotonic() - began < 20
        assert "times its size" in job["result"]["reason"] or "larger than" in job["result"]["reason"], job


def test_a_table_is_read_row_by_row_up_to_a_limit(coder):
    rows = io.StringIO()
    csv.writer(rows).writerows([["text"], *([f"Nobody met anybody in round {n}."] for n in range(1500))])
    job = send(coder, "rows.csv", rows.getvalue().encode())
    assert job["result"]["articles"] == 1000
    assert coder.delete(f"/jobs/{job['id']}").status_code == 200
    last = [row for row in inside(coder, job["id"]).values() if row["state"] == "failed"]
    assert "holds more than 1,000" in last[0]["result"]["reason"]


def test_what_is_cancelled_is_not_coded_and_holds_up_nobody(coder, embedded):
    lines = "".join(f'{{"text": "Nobody met anybody, they said again in round {n}."}}\n' for n in range(400))
    job = send(coder, "lines.jsonl", lines.encode())
    began = time.monotonic()
    single = coder.post("/articles", params={"wait": 60}, json={"text": f"{TEXT} It did not wait."}).json()
    assert single["state"] == "done"  # before the hundreds that came before it
    assert time.monotonic() - began < 20
    with embedded.client(Role.EDITOR) as other:
        assert other.delete(f"/jobs/{job['id']}").status_code == 404  # it is not his
    coder.delete(f"/jobs/{job['id']}")
    states = [row["state"] for row in inside(coder, job["id"]).values()]
    assert states.count("cancelled") > 100
    waiting = coder.post("/articles", json={"text": f"{TEXT} Or was it so?"}).json()
    coder.delete(f"/jobs/{waiting['id']}")
    assert coder.get(f"/jobs/{waiting['id']}").json()["state"] in ("cancelled", "done")


def test_what_a_file_names_is_not_fetched(coder):
    job = send(coder, "list.urls", b"http://127.0.0.1:1/a\nhttp://example.org/b\n")
    assert job["state"] == "failed"
    assert "not fetched" in job["result"]["reason"]
