"""Articles that are sent: kept at once, coded beside the server, whatever happens meanwhile."""

import socket
import threading
import time

import httpx
import pytest

from dragoman.store import Store
from dragoman.store.roles import Role

from .corpus import article
from .served import PATIENCE, Served

TEXT = "Turkish Foreign Minister Hakan Fidan met Syrian President Ahmed al-Sharaa in Ankara on Monday."
PAGE = f"<html><head><title>Talks</title></head><body><article><h1>Talks in Ankara</h1><p>{TEXT}</p>" + (
    "<p>The two sides discussed the border for several hours, and agreed to meet again in the spring.</p>" * 5
)


def ended(client, job):
    """The job when it is no longer waiting."""
    patience = time.monotonic() + PATIENCE
    while True:
        found = client.get(f"/jobs/{job}").raise_for_status().json()
        if found["state"] != "waiting" or time.monotonic() > patience:
            return found
        time.sleep(0.1)


def test_an_article_is_kept_at_once_and_read_soon(served):
    with served.client(Role.CODER) as coder:
        sent = coder.post("/articles", json={"text": TEXT, "title": "Talks", "published": "2025-10-07"})
        assert sent.status_code == 202
        assert sent.headers["location"] == f"/api/v1/jobs/{sent.json()['id']}"
        job = ended(coder, sent.json()["id"])
        assert (job["state"], job["result"]["outcome"]) == ("done", "new")
        record = coder.get(f"/articles/{job['result']['document']}").json()
        assert [one["type"]["value"] for one in record["events"]] == ["CONSULT"]
        again = coder.post(
            "/articles", params={"wait": 30}, json={"text": TEXT, "title": "Talks", "published": "2025-10-07"}
        )
        assert again.status_code == 200
        assert again.json()["result"]["outcome"] == "known"


def test_a_file_is_sent_as_it_is(embedded):
    with embedded.client(Role.CODER) as coder:
        html = {"Content-Type": "text/html", "Expect": ""}
        sent = coder.post(
            "/articles",
            params={"wait": 60, "address": "https://example.org/talks"},
            content=PAGE.encode(),
            headers=html,
        ).json()
        record = coder.get(f"/articles/{sent['result']['document']}").json()
        assert record["document"]["address"] == "https://example.org/talks"
        assert TEXT in record["document"]["text"]
        feed = b"<?xml version='1.0'?><rss><channel></channel></rss>"
        failed = coder.post("/articles", params={"wait": 60}, content=feed, headers=html).json()
        assert failed["state"] == "failed"
        assert "no article" in failed["result"]["reason"]


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b'{"text": ', "application/json", 400),
        (b'{"text": 5}', "application/json", 422),
        (b'{"text": "x", "colour": "red"}', "application/json", 422),
        (b'{"text": "  "}', "application/json", 422),
        (b"", "text/plain", 422),
        (b"x", "image/png", 415),
        (b"x" * 300_001, "text/plain", 413),
    ],
)
def test_what_is_no_article_is_refused(embedded, content, kind, status):
    with embedded.client(Role.CODER) as coder:
        answer = coder.post("/articles", content=content, headers={"Content-Type": kind})
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_too_much_is_refused_however_it_comes(embedded):
    def endless():
        while True:
            yield b"x" * 50_000

    with embedded.client(Role.CODER) as coder:
        try:
            answer = coder.post("/articles", content=endless(), headers={"Content-Type": "text/plain"})
            assert answer.status_code == 413
        except httpx.TransportError:
            pass  # it was cut off while it was still being sent
        assert coder.get("/jobs").status_code == 200


def test_what_comes_too_slowly_is_cut_off_and_holds_up_nobody(embedded):
    head = (
        "POST /api/v1/articles HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 50\r\n"
        f"Authorization: Bearer {embedded.tokens[Role.CODER]}\r\n\r\n"
    )
    lines = [socket.create_connection(("127.0.0.1", embedded.port), timeout=30) for _ in range(20)]
    for line in lines:
        line.sendall(head.encode() + b"slow")
    began = time.monotonic()
    with embedded.client() as anyone:
        assert anyone.get("/events").status_code == 200
    assert time.monotonic() - began < 5
    for line in lines:
        assert line.recv(100).startswith(b"HTTP/1.1 408")
        line.close()


def test_nobody_sees_what_others_have_sent(embedded):
    with (
        embedded.client(Role.CODER) as coder,
        embedded.client(Role.EDITOR) as editor,
        embedded.client(Role.ADMIN) as admin,
    ):
        job = coder.post("/articles", json={"text": "Nobody met anybody."}).json()["id"]
        assert editor.get(f"/jobs/{job}").status_code == 404
        assert job not in editor.get("/jobs").text
        assert job in admin.get("/jobs").text


def test_readers_are_answered_while_articles_come_in(embedded):
    stop, faults, answers = threading.Event(), [], []

    def read():
        with embedded.client() as client:
            while not stop.is_set():
                page = client.get("/events", params={"limit": 20})
                if page.status_code != 200:
                    faults.append(page.text)
                answers.append(page.json()["total"])

    readers = [threading.Thread(target=read) for _ in range(4)]
    for one in readers:
        one.start()
    with embedded.client(Role.CODER) as coder:
        sent = [coder.post("/articles", json={"text": f"{TEXT} It was round {n}."}).json()["id"] for n in range(5)]
        with Store.open(embedded.where) as store:
            for number in range(2000, 2020):
                store.save(article(number))
        jobs = [ended(coder, one) for one in sent]
    stop.set()
    for one in readers:
        one.join()
    assert not faults
    assert answers == sorted(answers) or len(set(answers)) > 1
    assert {job["state"] for job in jobs} == {"done"}


def test_a_killed_server_has_lost_nothing_that_it_took(tmp_path):
    place = tmp_path / "dragoman.db"
    running = Served(place, tmp_path / "log", "--rate", "0")
    taken, stop = [], threading.Event()

    def send(first):
        number = first
        with running.client(Role.CODER) as coder:
            while not stop.is_set():
                try:
                    answer = coder.post("/articles", json={"text": f"{TEXT} It was round {number}."})
                    taken.append(answer.json()["id"])
                except httpx.TransportError:
                    return
                number += 1

    senders = [threading.Thread(target=send, args=(1000 * n,)) for n in range(4)]
    for one in senders:
        one.start()
    time.sleep(1.5)
    running.kill()
    stop.set()
    for one in senders:
        one.join()
    assert len(taken) > 3
    running.start()
    try:
        with running.client(Role.ADMIN) as admin:
            kept = {row["id"] for row in admin.get("/jobs", params={"limit": 1000}).json()["rows"]}
            assert set(taken) <= kept
            assert ended(admin, taken[0])["state"] == "done"
            audited = {row["subject"] for row in admin.get("/audit", params={"limit": 1000}).json()["rows"]}
            assert set(taken) <= audited
    finally:
        running.stop()


def test_a_server_of_several_processes_ends_whole(tmp_path):
    running = Served(tmp_path / "dragoman.db", tmp_path / "log", "--processes", "2", "--rate", "0")
    with running.client(Role.CODER) as coder:
        sent = coder.post("/articles", params={"wait": 60}, json={"text": TEXT, "published": "2025-10-07"})
        assert sent.json()["state"] == "done"
        totals = {coder.get("/reports").json()["total"] for _ in range(20)}
        assert totals == {1}
    running.kill()
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        try:
            httpx.get(f"{running.address}/api/v1/versions")
        except httpx.TransportError:
            break
        time.sleep(0.1)
    else:
        raise AssertionError("a process outlived the one that started it")
