"""The page of an event: its words, why it is so, correcting it, citing it. All by an admin, who leaves it as it was."""

import json
import re

import pytest
from playwright.sync_api import expect

from dragoman.store.tokens import Role


@pytest.fixture
def admin(served):
    with served.client(Role.ADMIN) as client:
        yield client


@pytest.fixture
def bombing(admin):
    """The report of a raid in an article with letters of two units."""
    return admin.get("/reports", params={"source": "Örnek", "type": "ASSAULT"}).json()["rows"][0]["id"]


def sheet(page, report):
    return page.locator(f'[data-report="{report}"]')


def test_each_field_is_marked_in_the_words_it_was_read_from(open_page, bombing):
    page = open_page(f"/events/{bombing}")
    report = sheet(page, bombing)
    expect(report.locator("mark", has_text="bombed").first).to_have_attribute("data-fields", re.compile("type"))
    report.get_by_role("button", name="date").click()
    expect(report.locator("mark.chosen")).to_have_text("Tuesday")


def test_a_field_is_corrected_with_a_reason_signed_and_taken_back(open_page, admin, bombing):
    page = open_page(f"/events/{bombing}", role=Role.ADMIN)
    page.get_by_text("Correct this report").click()
    page.get_by_role("combobox", name="Field").select_option("place")
    page.get_by_label("Should be").fill("Homs")
    page.get_by_label("Why").first.fill("said on the radio")
    page.get_by_role("button", name="Correct", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Done: edit")
    log = page.locator(".log")
    expect(log).to_contain_text("said on the radio")
    expect(log).to_contain_text("admin-")
    assert admin.get(f"/events/{bombing}").json()["place"]["name"] == "Homs"
    log.get_by_role("button", name="Undo").first.click()
    expect(log).to_contain_text("undone")
    assert admin.get(f"/events/{bombing}").json()["place"]["name"] == "Aleppo"


def test_what_cannot_be_is_told_and_nothing_is_stored(open_page, admin, bombing):
    before = admin.get("/corrections").json()["total"]
    page = open_page(f"/events/{bombing}")
    expect(page.get_by_text("Correct this report")).to_have_count(0)  # who only reads may not
    answer = admin.post("/corrections", json={"kind": "edit", "entry": bombing, "fields": {"date": ["last week"]}})
    assert "is not a date" in answer.json()["detail"]
    assert admin.get("/corrections").json()["total"] == before


def test_reports_are_merged_seen_side_by_side_and_split_off(open_page, admin):
    one, other = (
        row["id"]
        for row in admin.get("/reports", params={"dyad": ["TUR", "SYR"], "type": "CONSULT"}).json()["rows"][:2]
    )
    page = open_page(f"/events/{one}", role=Role.ADMIN)
    page.get_by_text("Merge with another event").click()
    page.get_by_label("Its id or address").fill(f"https://news.example/events/{other}")
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_role("heading", name="Reports, side by side")).to_be_visible()
    expect(page.locator("[data-report]")).to_have_count(2)
    sheet(page, other).get_by_text("Correct this report").click()
    sheet(page, other).get_by_role("button", name="split it off").click()
    expect(page.locator("[data-report]")).to_have_count(1)
    for made in admin.get("/corrections", params={"state": "applied", "article": one.split(":")[0]}).json()["rows"]:
        if made["kind"] in ("merge", "split"):
            admin.post("/corrections", json={"kind": "undo", "correction": made["id"]})


def test_an_event_is_cited_as_text_for_bibtex_and_for_zotero(open_page, served, bombing):
    page = open_page(f"/events/{bombing}")
    cited = page.locator(".cite")
    expect(cited).to_contain_text("Örnek, “Kalın Şam'da")
    page.get_by_role("button", name="BibTeX").click()
    expect(cited).to_contain_text("@misc{dragoman-")
    page.get_by_role("button", name="CSL-JSON").click()
    (entry,) = json.loads(cited.inner_text())
    assert entry["issued"] == {"date-parts": [[2025, 10, 1]]}
    assert page.request.get(entry["URL"]).ok


def test_words_selected_in_the_text_become_those_of_the_event(open_page, admin, bombing):
    """They land where they were selected, behind letters of two units."""
    document, entry = bombing.split(":")
    page = open_page("/review?source=Örnek&type=ASSAULT", role=Role.ADMIN)
    expect(page.locator("mark.chosen").first).to_have_text("bombed")
    page.evaluate(
        """() => {
            const walk = document.createTreeWalker(document.querySelector(".review .text"), NodeFilter.SHOW_TEXT);
            for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                const at = node.data.indexOf("Aleppo");
                if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + 6);
            }
        }"""
    )
    page.keyboard.press("w")
    expect(page.get_by_role("status").first).to_contain_text("edit")
    record = admin.get(f"/articles/{document}").json()
    (words,) = next(one for one in record["events"] if one["id"] == entry)["triggers"]
    assert words["text"] == "Aleppo"
    assert record["document"]["text"][words["start"] : words["end"]] == "Aleppo"
    page.keyboard.press("u")
    expect(page.locator("mark.chosen").first).to_have_text("bombed")
