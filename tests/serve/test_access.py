"""Who may come in, and how far."""

import socket
import subprocess
import sys

import httpx
import pytest

from dragoman.store import Store, tokens
from dragoman.store.roles import Role

from .corpus import article
from .served import Served, free_port

_DRAGOMAN = [sys.executable, "-c", "from dragoman.cli import app; app()"]
READER, CODER, EDITOR, ADMIN = Role


def dragoman(*words):
    command = [*_DRAGOMAN, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


@pytest.fixture
def place(tmp_path):
    """A database on SQLite alone: who may what does not depend on the database."""
    path = tmp_path / "dragoman.db"
    with Store.open(path, create=True) as store:
        store.save(article(1))
    return path


DEEDS = [
    ("GET", "/events", None, READER),
    ("POST", "/articles", {"text": "A man met a woman."}, CODER),
    ("GET", "/jobs", None, CODER),
    ("POST", "/corrections", {"kind": "confirm", "entry": "ffff:e1"}, EDITOR),
    ("POST", "/follows", {"name": "x", "filter": {"type": ["NONE"]}}, EDITOR),
    ("PUT", "/settings/type", {"value": None}, ADMIN),
    ("GET", "/tokens", None, ADMIN),
    ("GET", "/audit", None, ADMIN),
    ("DELETE", "/tokens/nobody", None, ADMIN),
]


def test_each_role_may_what_it_may_and_no_more(embedded):
    for role in Role:
        with embedded.client(role) as client:
            for method, path, body, needed in DEEDS:
                status = client.request(method, path, json=body).status_code
                assert (status == 403) == (not role.may(needed)), (role, method, path, status)
                assert status != 401


def test_writing_needs_a_token_where_reading_needs_none(embedded):
    with embedded.client() as anyone:
        for method, path, body, needed in DEEDS:
            status = anyone.request(method, path, json=body).status_code
            assert status == (200 if needed is READER else 401), (method, path)


def test_a_revoked_token_is_as_good_as_none(embedded):
    with embedded.client(ADMIN) as admin:
        made = admin.post("/tokens", json={"name": "Grace", "role": "editor"})
        assert made.status_code == 201
        bearer = {"Authorization": f"Bearer {made.json()['token']}"}
        with embedded.client() as grace:
            assert grace.get("/jobs", headers=bearer).status_code == 200
            assert admin.delete("/tokens/Grace").json()["revoked"]
            assert grace.get("/jobs", headers=bearer).status_code == 401
        assert admin.delete("/tokens/Grace").status_code == 404
        assert admin.post("/tokens", json={"name": "Grace", "role": "admin"}).status_code == 422
        assert made.json()["token"] not in admin.get("/tokens").text


def test_tokens_are_not_in_the_database_and_the_command_line_gives_and_takes_them(place):
    token = dragoman("tokens", "add", "Ada", "--role", "editor", "--db", place).stdout.strip()
    assert token.startswith(tokens.PREFIX)
    assert len(token) > 40
    assert all(token.encode() not in part.read_bytes() for part in place.parent.iterdir())
    assert "Ada" in dragoman("tokens", "list", "--db", place).stdout
    assert dragoman("tokens", "add", "Ada", "--db", place).returncode == 3
    assert dragoman("tokens", "add", "Bob", "--role", "king", "--db", place).returncode == 2
    with Store.open(place) as store, store.reading() as connection:
        assert tokens.known(connection, token).role is EDITOR
        assert tokens.known(connection, token + "x") is None
    assert dragoman("tokens", "revoke", "Ada", "--db", place).returncode == 0
    with Store.open(place) as store, store.reading() as connection:
        assert tokens.known(connection, token) is None


def test_an_address_that_others_reach_is_refused_without_accounts(place):
    refused = dragoman("serve", "--db", place, "--host", "0.0.0.0", "--port", free_port())
    assert refused.returncode == 3
    assert "dragoman users add" in refused.stderr
    assert "--public-read" in refused.stderr


def test_where_others_reach_it_reading_needs_a_token_too_unless_it_is_public(place, tmp_path):
    # 0.0.0.0 is reached over the loopback interface as well: nothing leaves this machine.
    closed = Served(place, tmp_path / "closed", "--host", "0.0.0.0")
    try:
        with closed.client() as stranger, closed.client(READER) as reader:
            assert stranger.get("/events").status_code == 401
            assert reader.get("/events").status_code == 200
            assert reader.get("/events", headers={"Host": "news.example.org"}).status_code == 200
    finally:
        closed.stop()
    public = Served(place, tmp_path / "public", "--host", "0.0.0.0", "--public-read", "--name", "news.example.org")
    try:
        with public.client(Host="news.example.org") as stranger:
            assert stranger.get("/events").status_code == 200
            assert stranger.post("/articles", json={"text": "x"}).status_code == 401
            assert stranger.get("/events", headers={"Host": "other.example.org"}).status_code == 421
    finally:
        public.stop()


def test_a_name_that_another_site_leads_here_is_not_ours(embedded):
    with embedded.client() as client:
        for host in ("evil.example.org", "evil.example.org:8000", "", "127.0.0.1.example.org"):
            answer = client.get("/events", headers={"Host": host})
            assert answer.status_code in (400, 421), host
        for host in ("localhost", f"localhost:{embedded.port}", "127.0.0.1", "[::1]:80"):
            assert client.get("/events", headers={"Host": host}).status_code == 200


def test_too_many_requests_are_put_off_and_wrong_tokens_sooner(place, tmp_path):
    running = Served(place, tmp_path / "log", "--rate", "5")
    try:
        with running.client() as client:
            answers = [client.get("/versions") for _ in range(60)]
            late = [one for one in answers if one.status_code == 429]
            assert len(late) >= 20
            assert int(late[0].headers["retry-after"]) >= 1
            assert late[0].headers["content-type"] == "application/problem+json"
            with running.client(READER) as reader:  # another caller has requests of his own
                assert reader.get("/events").status_code == 200
            guesses = [
                client.get("/events", headers={"Authorization": f"Bearer drg_{n}"}).status_code for n in range(15)
            ]
            assert guesses[:10] == [401] * 10
            assert guesses[-1] == 429
    finally:
        running.stop()


def test_other_methods_and_half_a_request_are_answered(embedded):
    with embedded.client() as anyone:
        answer = anyone.request("PATCH", "/events")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
        assert anyone.head("/events").status_code == 200
    with socket.create_connection(("127.0.0.1", embedded.port), timeout=20) as line:
        line.sendall(b"\x00\xff nonsense\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 400")
    assert httpx.get(f"{embedded.address}/api/v2/events").status_code == 404
