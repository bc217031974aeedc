"""Words of articles are words, whatever stands in them; and nobody writes in another's name."""

import httpx
from playwright.sync_api import expect

from .articles import HOSTILE


def test_markup_in_an_article_is_shown_and_never_runs(open_page, served):
    with served.client() as client:
        rows = client.get("/articles", params={"text": "Fidan"}).json()["rows"]
    article = next(row["id"] for row in rows if row["address"].startswith("javascript:"))
    for path in (f"/articles/{article}", "/events?text=onerror", "/", "/actors/TUR"):
        page = open_page(path)
        page.wait_for_timeout(300)
        assert page.title() != "broken"
        assert page.locator("img[src=x]").count() == 0
        assert page.locator('a[href^="javascript:"]').count() == 0
    expect(open_page(f"/articles/{article}").get_by_role("heading", level=1)).to_contain_text("<img src=x")
    assert HOSTILE.count("broken") == 2


def test_a_cookie_alone_writes_nothing(served):
    from dragoman.store.roles import Role

    with httpx.Client(base_url=f"{served.address}/api/v1") as client:
        token = {"token": served.tokens[Role.EDITOR]}
        assert client.post("/session", json=token).status_code == 403  # as a form of another site would
        signed = client.post("/session", json=token, headers={"X-Requested-With": "dragoman"})
        assert "HttpOnly" in signed.headers["set-cookie"]
        assert "SameSite=strict" in signed.headers["set-cookie"]
        assert client.get("/me").json()["role"] == "editor"
        undo = {"kind": "undo", "correction": "x"}
        assert client.post("/corrections", json=undo).status_code == 403
        assert client.post("/corrections", json=undo, headers={"X-Requested-With": "dragoman"}).status_code == 422
        client.request("DELETE", "/session", headers={"X-Requested-With": "dragoman"})
        assert client.get("/me").json() is None


def test_exports_of_what_is_asked_for(served):
    with served.client() as client:
        table = client.get("/exports/events.csv", params={"dyad": ["TUR", "SYR"]})
        assert table.headers["content-disposition"].endswith('.csv"')
        assert "Kalın" in table.text
        assert client.get("/exports/nonsense").status_code == 404
        assert client.get("/exports/icalendar", params={"type": "CONSULT"}).status_code == 422
