"""What programs read: pages, single things, long lists; what is wrong is told; nothing is sent twice."""

import json

import pytest

from dragoman.store import Store

from .corpus import article


def walked(client, path, **asked):
    """All rows of a list, page by page, and the totals that the pages told."""
    rows, totals, cursor = [], set(), None
    while True:
        page = client.get(path, params=asked | ({"cursor": cursor} if cursor else {})).raise_for_status().json()
        rows += page["rows"]
        totals.add(page["total"])
        cursor = page["next"]
        if cursor is None:
            return rows, totals


LISTS = [
    *("/events", "/reports", "/statements", "/commitments", "/articles", "/stories"),
    *("/positions", "/due", "/meetings", "/agreements", "/actors", "/outlets", "/corrections", "/review"),
]


@pytest.mark.parametrize("path", LISTS)
def test_pages_make_the_whole_list_each_row_once(anyone, path):
    whole = anyone.get(path, params={"limit": 1000}).raise_for_status().json()
    rows, totals = walked(anyone, path, limit=7)
    assert rows == whole["rows"]
    assert totals == {whole["total"]}
    assert len(rows) == whole["total"]


def test_events_come_with_all_that_the_page_of_events_shows(anyone):
    page = anyone.get("/events", params={"type": "ASSAULT", "actor": "ISR", "limit": 2}).json()
    assert page["total"] == 30
    first = page["rows"][0]
    assert [one["id"] for one in first["actor"]] == ["ISR"]
    assert "bombed" in first["quote"]
    full = anyone.get(f"/events/{first['id']}").raise_for_status().json()
    assert full["happening"]["id"] == first["id"]
    assert full["reports"][0]["report"]["quote"] == first["quote"]


def test_what_can_be_asked_of_rows_on_the_command_line_can_be_asked_here(anyone):
    assert anyone.get("/events", params={"dyad": ["ISR", "SYR"]}).json()["total"] == 30
    assert anyone.get("/events", params={"since": "2025-03", "until": "2025-03"}).json()["total"] == 6
    assert anyone.get("/events", params={"text": "bombed 32"}).json()["total"] == 2
    assert anyone.get("/statements", params={"actor": "kalin"}).json()["total"] == 30
    assert anyone.get("/due", params={"party": "SYR", "today": "2025-06-01", "overdue": "true"}).json()["total"] > 0
    assert anyone.get("/search", params={"q": "gate"}).json()["articles"]["total"] == 30
    assert anyone.get("/actors", params={"text": "kal"}).json()["rows"][0]["id"] == "kalin"


def test_a_record_comes_whole_and_says_why(anyone):
    id = anyone.get("/articles", params={"limit": 1}).json()["rows"][0]["id"]
    record = anyone.get(f"/articles/{id[:8]}").raise_for_status().json()
    assert record["document"]["id"] == id
    evidence = record["events"][0]["triggers"][0]
    assert record["document"]["text"][evidence["start"] : evidence["end"]] == evidence["text"]
    assert anyone.get(f"/articles/{id}/explain/e1").json()["event"] == "e1"


@pytest.mark.parametrize(
    ("path", "parameter", "allowed"),
    [
        ("/events?type=CONSULTATION", "type", "CONSULT"),
        ("/events?since=2025-02-30", "since", None),
        ("/events?limit=0", "limit", None),
        ("/events?colour=red", "colour", "actor"),
        ("/events?dyad=TUR", "dyad", None),
        ("/events?text=%00", "text", None),
        ("/due?overdue=maybe", "overdue", "true"),
        ("/search", "q", None),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(anyone, path, parameter, allowed):
    answer = anyone.get(path)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["parameter"] == parameter
    assert allowed is None or allowed in problem["allowed"]


def test_a_cursor_that_is_not_of_the_list_is_refused(anyone):
    cursor = anyone.get("/actors", params={"limit": 1}).json()["next"]
    for wrong in ("nonsense", "AAAA", cursor + "x"):
        assert anyone.get("/events", params={"cursor": wrong}).status_code == 400
    assert anyone.get("/reports", params={"cursor": cursor}).status_code == 400


@pytest.mark.parametrize("path", ["/events/none:e1", "/events/none", "/articles/none", "/actors/none", "/nothing"])
def test_what_is_not_there_is_a_problem_of_its_own(anyone, path):
    answer = anyone.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_nothing_is_sent_again_until_something_is_written(served, anyone):
    first = anyone.get("/events")
    tag = first.headers["etag"]
    again = anyone.get("/events", headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    with Store.open(served.where) as store:
        store.save(article(900))
    changed = anyone.get("/events", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.json()["total"] == first.json()["total"] + 2


def test_pages_stay_in_step_while_articles_come_in(served, anyone):
    before, _ = walked(anyone, "/reports", limit=1000)
    page = anyone.get("/reports", params={"limit": 10}).json()
    rows = page["rows"]
    with Store.open(served.where) as store:
        number = 1000
        while page["next"]:
            store.save(article(number))  # before and behind where the reader is
            number += 1
            page = anyone.get("/reports", params={"limit": 10, "cursor": page["next"]}).json()
            rows += page["rows"]
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids))
    assert {row["id"] for row in before} <= set(ids)


@pytest.mark.parametrize("name", ["events", "reports", "statements", "positions", "commitments", "articles"])
def test_a_long_list_has_all_that_the_pages_have(anyone, name):
    answer = anyone.get(f"/bulk/{name}")
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert [json.loads(line) for line in answer.text.splitlines()] == walked(anyone, f"/{name}", limit=1000)[0]
    assert anyone.get(f"/bulk/{name}", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


def test_long_lists_can_be_asked_for_by_filter_and_left_half_read(anyone):
    lines = anyone.get("/bulk/events", params={"type": "ASSAULT"}).text.splitlines()
    assert {json.loads(line)["type"] for line in lines} == {"ASSAULT"}
    assert anyone.get("/bulk/events?type=NONE").status_code == 422
    for _ in range(6):  # more than can be sent at once
        with anyone.stream("GET", "/bulk/records") as answer:
            next(answer.iter_raw(100))
    assert anyone.head("/bulk/records").content == b""
    assert len(anyone.get("/bulk/records").text.splitlines()) == anyone.get("/articles").json()["total"]


def test_every_answer_tells_browsers_to_be_careful(anyone):
    for path in ("/events", "/events?type=X", "/nothing"):
        headers = anyone.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers


def test_offices_are_told_of_public_figures_only(anyone):
    found = anyone.get("/actors/hakan-fidan/offices").json()
    assert found["known"]
    assert ("Foreign Minister", "2023-06-03") in [(row["title"], row["start"]) for row in found["rows"]]
    starts = [row["start"] for row in found["rows"]]
    assert starts == sorted(starts, reverse=True)
    assert anyone.get("/actors/a-man-of-damascus/offices").status_code == 404
    assert "hakan-fidan" in [row["person"] for row in anyone.get("/actors/TUR/offices").json()["rows"]]


def test_the_ledger_is_asked_by_how_things_stand(anyone):
    every = anyone.get("/due", params={"limit": 1000}).json()["rows"]
    assert every
    states = ("pending", "fulfilled", "violated", "disputed", "postponed")
    found = {state: anyone.get("/due", params={"state": state, "limit": 1000}).json()["rows"] for state in states}
    assert all(row["status"] == state for state, rows in found.items() for row in rows)
    assert sum(map(len, found.values())) == len(every)
    assert anyone.get("/due", params={"state": "kept"}).status_code == 422
