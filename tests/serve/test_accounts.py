"""People with a name and a password: how they get in, how long, and who is kept out."""

import re
import statistics
import time
from contextlib import contextmanager
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import delete, update
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.store import Store, people, secrets, serving_tables
from dragoman.store.roles import Role

from .corpus import article
from .served import PATIENCE, Served

PAGE = {"X-Requested-With": "dragoman"}
GOOD, OTHER = "a warm stone by the river", "eleven lamps and one moon"


@pytest.fixture(scope="module")
def server_of_people(tmp_path_factory):
    folder = tmp_path_factory.mktemp("people")
    with Store.open(folder / "dragoman.db", create=True) as store:
        store.save(article(1))
    server = Served(folder / "dragoman.db", folder / "log", "--rate", "0")
    yield server
    server.stop()


@pytest.fixture
def running(server_of_people):
    """A server with three people."""
    with Store.open(server_of_people.where) as store, store.writing() as connection:
        for table in (serving_tables.sessions, serving_tables.people):
            connection.execute(delete(table))
        connection.execute(delete(serving_tables.tokens).where(serving_tables.tokens.c.person.is_not(None)))
        for name, role in (("Ada", Role.ADMIN), ("Erol", Role.EDITOR), ("Rana", Role.READER)):
            people.add(connection, name, role, GOOD)
    return server_of_people


_addresses = (f"127.0.1.{number}" for number in range(1, 255))


@contextmanager
def browser(running, address=None, **headers):
    """What a page sends: cookies, and the header of ours; each from an address of its own."""
    transport = httpx.HTTPTransport(local_address=address or next(_addresses))
    base = f"{running.address}/api/v1"
    with httpx.Client(base_url=base, headers=PAGE | headers, timeout=PATIENCE, transport=transport) as client:
        yield client


def sign_in(client, name="Ada", password=GOOD):
    return client.post("/session", json={"name": name, "password": password})


def aged(running, **by):
    """Make all sessions older."""
    with Store.open(running.where) as store, store.writing() as connection:
        table = serving_tables.sessions
        connection.execute(update(table).values({name: secrets.now(-age) for name, age in by.items()}))


def test_a_person_signs_in_writes_in_his_name_and_signs_out(running):
    with browser(running) as erol:
        signed = sign_in(erol, "erol")  # however it is written
        assert signed.json()["name"] == "Erol"
        cookies = signed.headers.get_list("set-cookie")
        assert len(cookies) == 2
        assert all("HttpOnly" in one and "SameSite=strict" in one and "Path=/" in one for one in cookies)
        row = erol.get("/reports").json()["rows"][0]["id"]
        made = erol.post("/corrections", json={"kind": "confirm", "entry": row})
        assert (made.status_code, made.json()["author"]) == (201, "Erol")
        with browser(running) as ada:
            sign_in(ada)
            log = [(one["author"], one["operation"]) for one in ada.get("/audit").json()["rows"]]
            assert ("Erol", "decision") in log
            assert ("Erol", "sign in") in log
        secret = erol.cookies["dragoman"]
        assert erol.delete("/session").status_code == 204
        assert erol.get("/me").json() is None
        # The server forgets it, too: whoever has copied the cookie has nothing.
        assert erol.get("/account", headers={"Cookie": f"dragoman={secret}"}).status_code == 401


def test_what_is_kept_tells_no_password_and_no_session(running):
    with browser(running) as ada:
        sign_in(ada)
        secret = ada.cookies["dragoman"]
    with Store.open(running.where) as store, store.reading() as connection:
        rows = [
            str(row)
            for name in ("people", "sessions")
            for row in connection.execute(serving_tables.metadata.tables[name].select())
        ]
    assert any("$argon2id$v=19$m=65536,t=3,p=4$" in row for row in rows)
    assert not any(GOOD in row or secret in row for row in rows)


@pytest.mark.parametrize(
    ("password", "why"),
    [("short", "at least 12"), ("aaaaaaaaaaaaaaaa", "too easy"), ("x" * 501, "at most 500")],
)
def test_easy_passwords_are_refused(running, password, why):
    with browser(running) as ada:
        sign_in(ada)
        answer = ada.put("/account/password", json={"old": GOOD, "new": password})
        assert answer.status_code == 422
        assert why in answer.text or "500" in answer.text


def test_another_password_ends_all_other_sessions(running):
    with browser(running) as here, browser(running) as there:
        sign_in(here)
        sign_in(there)
        assert len(here.get("/account").json()["sessions"]) == 2
        assert here.put("/account/password", json={"old": OTHER, "new": OTHER}).status_code == 401
        assert here.put("/account/password", json={"old": GOOD, "new": OTHER}).status_code == 204
        assert here.get("/me").json()["name"] == "Ada"
        assert there.get("/me").json() is None
        assert sign_in(there).status_code == 401
        assert sign_in(there, password=OTHER).status_code == 200


def test_sessions_end_when_they_are_not_used_and_when_they_are_old(running):
    with browser(running) as ada:
        sign_in(ada)
        aged(running, seen=timedelta(hours=11))
        assert ada.get("/me").json()["name"] == "Ada"  # used again, so it counts from now on
        patience = time.monotonic() + 10
        while ada.get("/account").json()["sessions"][0]["seen"] < secrets.now(-timedelta(hours=1)):
            assert time.monotonic() < patience
        aged(running, seen=timedelta(hours=13))
        assert ada.get("/me").json() is None
        assert ada.post("/follows", json={"name": "x", "filter": {}}).status_code == 401
        sign_in(ada)
        aged(running, made=timedelta(days=8))
        assert ada.get("/me").json() is None


def test_signing_out_everywhere_or_one_browser(running):
    with browser(running) as here, browser(running, **{"User-Agent": "Phone"}) as there:
        sign_in(here)
        sign_in(there)
        mine = here.get("/account").json()
        other = next(one for one in mine["sessions"] if one["id"] != mine["session"])
        assert other["browser"] == "Phone"
        with browser(running) as erol:
            sign_in(erol, "Erol")
            assert erol.delete(f"/account/sessions/{other['id']}").json() == {"sessions": 0}  # not his
        assert there.get("/me").json()["name"] == "Ada"
        assert here.delete(f"/account/sessions/{other['id']}").json() == {"sessions": 1}
        assert there.get("/me").json() is None
        sign_in(there)
        assert here.delete("/account/sessions").json() == {"sessions": 2}
        assert here.get("/me").json() is there.get("/me").json() is None


def test_a_cookie_writes_for_pages_of_ours_only(running):
    with browser(running) as ada:
        sign_in(ada)
        for method, path, body in [
            ("POST", "/people", {"name": "Eve", "role": "admin"}),
            ("PUT", "/account/password", {"old": GOOD, "new": OTHER}),
            ("DELETE", "/account/sessions", None),
            ("POST", "/corrections", {"kind": "undo", "correction": "x"}),
            ("POST", "/pages", {"address": "http://example.org/"}),
            ("DELETE", "/jobs/x", None),
        ]:
            for headers in (
                {"X-Requested-With": ""},
                {"Sec-Fetch-Site": "cross-site"},
                {"Sec-Fetch-Site": "same-site"},
            ):
                answer = ada.request(method, path, json=body, headers=headers)
                assert answer.status_code == 403, (method, path, headers)
        for headers in ({"X-Requested-With": ""}, {"Sec-Fetch-Site": "cross-site"}):
            answer = ada.post("/session", json={"name": "Ada", "password": GOOD}, headers=headers)
            assert answer.status_code == 403  # nobody is signed in as somebody else unknowing
        assert ada.get("/me").json()["name"] == "Ada"


def test_what_is_taken_is_gone_at_once(running):
    with browser(running) as ada, browser(running) as erol:
        sign_in(ada)
        sign_in(erol, "Erol")
        token = erol.post("/account/tokens", json={"name": "laptop"}).json()
        assert token["name"] == "Erol:laptop"
        bearer = httpx.Client(base_url=erol.base_url, headers={"Authorization": f"Bearer {token['token']}"})
        assert bearer.get("/me").json()["name"] == "Erol"
        assert ada.patch("/people/Erol", json={"role": "coder"}).json()["role"] == "coder"
        for client in (erol, bearer):
            assert client.post("/corrections", json={"kind": "undo", "correction": "x"}).status_code == 403
        assert ada.patch("/people/Erol", json={"disabled": True}).json()["disabled"]
        assert bearer.get("/account").status_code == erol.get("/account").status_code == 401
        assert sign_in(erol, "Erol").status_code == 401
        ada.patch("/people/Erol", json={"disabled": False})
        assert bearer.get("/account").status_code == 200
        assert sign_in(erol, "Erol").status_code == 200
        assert ada.delete("/people/Erol").json()["removed"]
        assert bearer.get("/account").status_code == 401
        assert sign_in(erol, "Erol").status_code == 401
        assert ada.post("/people", json={"name": "EROL", "role": "reader"}).status_code == 422  # names mean one person
        assert ada.patch("/people/Nobody", json={"role": "admin"}).status_code == 404
        bearer.close()


def test_tokens_of_a_person_may_no_more_and_are_his_alone(running):
    with browser(running) as rana, browser(running) as erol:
        sign_in(rana, "Rana")
        sign_in(erol, "Erol")
        assert rana.post("/account/tokens", json={"name": "x", "role": "admin"}).status_code == 422
        made = erol.post("/account/tokens", json={"name": "x", "role": "coder"}).json()
        assert made["role"] == "coder"
        assert rana.delete("/account/tokens/Erol:x").status_code == 404
        bearer = {"Authorization": f"Bearer {made['token']}"}
        with running.client() as program:
            sent = program.post("/articles", json={"text": "A man met a woman."}, headers=bearer)
            assert sent.json()["author"] == "Erol"
            assert program.post("/follows", json={"name": "x", "filter": {}}, headers=bearer).status_code == 403
        # Signed in with it, a page may no more than it, and no longer.
        with browser(running) as page:
            page.post("/session", json={"token": made["token"]})
            assert page.get("/me").json()["role"] == "coder"
            assert erol.delete("/account/tokens/Erol:x").json()["revoked"]
            assert page.get("/me").json() is None


def test_one_admin_is_left(running):
    with browser(running) as ada:
        sign_in(ada)
        for answer in (
            ada.delete("/people/Ada"),
            ada.patch("/people/Ada", json={"disabled": True}),
            ada.patch("/people/Ada", json={"role": "editor"}),
        ):
            assert answer.status_code == 422
            assert "only admin" in answer.text


def test_who_is_invited_chooses_a_password_once(running):
    with browser(running) as ada, browser(running) as mete:
        sign_in(ada)
        invited = ada.post("/people", json={"name": "Mete Öz", "role": "editor"}).json()
        assert not invited["person"]["has_password"]
        assert sign_in(mete, "Mete Öz", "").status_code == 401
        chosen = {"name": "Mete Öz", "code": invited["code"], "password": OTHER}
        assert mete.post("/welcome", json=chosen | {"name": "Ada"}).status_code == 403
        assert mete.post("/welcome", json=chosen | {"password": "short"}).status_code == 422
        assert mete.post("/welcome", json=chosen).json()["role"] == "editor"
        assert mete.get("/me").json()["name"] == "Mete Öz"
        assert mete.post("/welcome", json=chosen).status_code == 403
        again = ada.post("/people/Mete Öz/code").json()["code"]
        with Store.open(running.where) as store, store.writing() as connection:
            late = {"code_until": secrets.now(-timedelta(minutes=1))}
            connection.execute(update(serving_tables.people).values(late))
        assert mete.post("/welcome", json=chosen | {"code": again}).status_code == 403


def test_guesses_are_slowed_down_and_lock_nobody_out(running):
    one = "127.0.2.1"
    with browser(running, one) as ada, browser(running, one) as stranger:
        assert sign_in(ada).status_code == 200  # this browser is known from now on
        ada.delete("/session")
        answers = [sign_in(stranger, password=f"{GOOD} {n}").status_code for n in range(14)]
        assert answers[:10] == [401] * 10
        assert answers[-1] == 429
        refused = sign_in(stranger)
        assert refused.status_code == 429  # with the right one, too, or guessing would go on
        assert int(refused.headers["retry-after"]) > 0
        # The same address, the same name: who has signed in here before gets in.
        assert sign_in(ada).status_code == 200
        assert stranger.get("/events").status_code == 200
        # A cookie of one's own making makes no browser known, nor does that of somebody else.
        stranger.cookies.set("dragoman-device", "0123.4567")
        assert sign_in(stranger).status_code == 429
        stranger.cookies.set("dragoman-device", ada.cookies["dragoman-device"])
        assert sign_in(stranger, "Erol").status_code == 429


def test_neither_words_nor_time_tell_who_has_an_account(running):
    def tried(name):
        began = time.perf_counter()
        with browser(running) as client:
            answer = sign_in(client, name, OTHER)
        return time.perf_counter() - began, answer.status_code, answer.json()["detail"]

    tried("Ada")
    tries = [(tried("Ada"), tried("Nobody")) for _ in range(4)]
    assert len({answer[1:] for pair in tries for answer in pair}) == 1
    known, unknown = (statistics.median(pair[side][0] for pair in tries) for side in (0, 1))
    assert 0.4 < unknown / known < 2.5  # a password that is not compared would take a hundredth


def test_the_first_account_is_made_by_the_link_that_the_server_prints(tmp_path):
    path = tmp_path / "new.db"
    running = Served(path, tmp_path / "log", "--create")
    try:
        code = re.search(rb"/account#code=(\S+)", (tmp_path / "log").read_bytes())[1].decode()
        with browser(running) as first, browser(running) as second:
            assert first.get("/site").json()["empty"]
            guess = {"name": "Ada", "code": "guess", "password": GOOD}
            assert first.post("/welcome", json=guess).status_code == 403
            made = first.post("/welcome", json=guess | {"code": code})
            assert (made.json()["name"], made.json()["role"]) == ("Ada", "admin")
            assert not first.get("/site").json()["empty"]
            assert second.post("/welcome", json=guess | {"code": code, "name": "Eve"}).status_code == 403
            assert [one["name"] for one in first.get("/people").json()["rows"]] == ["Ada"]
    finally:
        running.stop()


def test_a_closed_server_is_read_by_people_alone_and_one_behind_a_proxy_too(running, tmp_path):
    closed = Served(running.where, tmp_path / "closed", "--closed")
    try:
        with browser(closed) as anyone:
            assert anyone.get("/events").status_code == 401
            assert anyone.get("/exports/events.csv").status_code == 401
            assert not anyone.get("/site").json()["open"]
            sign_in(anyone, "Rana")
            assert anyone.get("/events").status_code == 200
    finally:
        closed.stop()
    name = {"Host": "news.example.org", "X-Forwarded-Proto": "https"}
    proxied = Served(running.where, tmp_path / "proxied", "--name", "news.example.org", "--proxy", "127.0.0.1")
    try:
        with browser(proxied, "127.0.0.1", **name) as anyone:
            assert anyone.get("/events").status_code == 401  # through a proxy, others reach what is on this machine
            signed = sign_in(anyone, "Rana")
            assert "Secure" in signed.headers["set-cookie"]
            assert "__Host-dragoman=" in signed.headers["set-cookie"]
            secret = anyone.cookies["__Host-dragoman"]
            assert anyone.get("/events", headers={"Cookie": f"__Host-dragoman={secret}"}).status_code == 200
    finally:
        proxied.stop()


def test_accounts_at_the_command_line(tmp_path):
    path = tmp_path / "dragoman.db"

    def run(*words, typed=""):
        return CliRunner().invoke(app, [*words, "--db", str(path)], input=typed)

    def users(*words, typed=""):
        return run("users", *words, typed=typed)

    assert users("add", "Ada", "--role", "admin", typed=f"{GOOD}\n").exit_code == 0
    assert users("add", "Bo", "--role", "king", typed=f"{GOOD}\n").exit_code == 2
    refused = users("add", "Bo", typed="short\n")
    assert refused.exit_code == 3
    assert "at least 12" in refused.stderr
    code = users("add", "Bo", "--role", "editor", "--code").stdout.strip()
    with Store.open(path) as store, store.reading() as connection:
        assert people.has_code(connection, "Bo", code)
    listed = users("list").stdout
    assert "Ada" in listed
    assert "has to choose a password" in listed
    assert users("role", "Bo", "coder").exit_code == 0
    assert users("password", "Bo", typed=f"{OTHER}\n").exit_code == 0
    assert users("disable", "Bo").exit_code == users("enable", "Bo").exit_code == 0
    assert users("disable", "Ada").exit_code == 3
    assert users("remove", "Bo").exit_code == 0
    assert "removed" in users("list").stdout
    assert users("role", "Nobody", "coder").exit_code == 3
    token = run("tokens", "add", "script", "--role", "admin", "--person", "Ada")
    assert token.stdout.startswith("drg_")
    assert run("tokens", "add", "Ada").exit_code == 3  # it would write in her name
    assert GOOD.encode() not in path.read_bytes()
