"""Every page opens, in light and dark, on wide and narrow screens, without a fault that a screen reader would meet."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from dragoman.store.roles import Role

from .browser import SIZES

PAGES = {
    "overview": "/",
    "events": "/events",
    "event": "/events/{event}",
    "article": "/articles/{article}?entry={entry}",
    "why": "/explain/{article}/{entry}",
    "dyad": "/dyads/TUR/SYR",
    "actor": "/actors/TUR",
    "commitments": "/due",
    "review": "/review",
    "read": "/read",
    "saved": "/saved",
    "account": "/account",
    "people": "/people",
    "nothing": "/no/such/page",
}


@pytest.fixture(scope="module")
def known(served):
    """Ids of an event to look at."""
    with served.client() as client:
        rows = client.get("/events", params={"dyad": ["TUR", "SYR"], "limit": 1}).json()["rows"]
    article, entry = rows[0]["id"].split(":")
    return {"event": rows[0]["id"], "article": article, "entry": entry}


def serious(page):
    """What axe finds that would keep somebody from using a page."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_fits_and_can_be_used_by_everybody(open_page, known, kept_pictures, name, size):
    page = open_page(PAGES[name].format(**known), role=Role.EDITOR, size=size)
    page.wait_for_selector("h1", state="attached")
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert serious(page) == []
        page.screenshot(path=kept_pictures / f"{name}-{size}-{scheme}.png", full_page=True)


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_what_is_folded_on_the_page_of_an_event_can_be_used_by_everybody(open_page, known, kept_pictures, size):
    page = open_page(PAGES["event"].format(**known), role=Role.EDITOR, size=size)
    for summary in page.locator("summary").all():
        summary.click()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    assert serious(page) == []
    page.screenshot(path=kept_pictures / f"event-unfolded-{size}-light.png", full_page=True)


def test_pages_need_nothing_from_elsewhere_and_run_no_inline_script(open_page, served):
    page = open_page("/")  # what it asks elsewhere fails the test
    policy = page.request.get("/").headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_the_whole_page_is_small(served):
    from dragoman.serve.pages import Pages

    packed = sum(len(file.packed or file.content) for file in Pages()._files.values())
    assert packed < 1_000_000
