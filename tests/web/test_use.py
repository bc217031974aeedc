"""What people come for: finding, understanding, correcting, sending; with the mouse and with the keyboard."""

import re

from playwright.sync_api import expect

from dragoman.store.roles import Role


def test_find_the_last_meeting_of_two_countries(open_page):
    """docs/page.md, "Three things in under a minute", tells these clicks and keys, and those of the two below."""
    page = open_page("/")
    page.get_by_placeholder("Who? Syria, or TUR and SYR").fill("TUR and SYR")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"dyad=TUR&dyad=SYR"))
    page.get_by_label("Type of event").select_option("CONSULT")
    first = page.get_by_role("row").nth(1)
    expect(first).to_contain_text("CONSULT")
    expect(first).to_contain_text("Kalın")
    page.reload()  # the address holds all of it
    expect(page.get_by_role("button", name="Without type CONSULT")).to_be_visible()


def test_see_why_an_event_was_coded(open_page):
    page = open_page("/events?dyad=TUR&dyad=SYR&type=CONSULT")
    page.get_by_role("row").nth(1).get_by_role("link").first.click()
    page.get_by_text("Why it was coded so").first.click()
    expect(page.get_by_text("Frame", exact=True)).to_be_visible()
    expect(page.locator("code", has_text="consult").first).to_be_visible()


def test_words_are_marked_where_they_stand_behind_letters_of_two_units(open_page, served):
    with served.client() as client:
        rows = client.get("/reports", params={"source": "Örnek", "type": "ASSAULT"}).json()["rows"]
    article, entry = rows[0]["id"].split(":")
    page = open_page(f"/articles/{article}?entry={entry}")
    expect(page.locator("mark.chosen").first).to_have_text("bombed")
    expect(page.get_by_role("heading", level=1)).to_contain_text("أحمد الشرع")


def test_review_with_one_key_a_decision_and_undo(editor):
    page = editor("/review")
    counted = page.locator("label", has=page.locator("progress"))
    expect(counted).to_contain_text("0 of")
    first = page.locator("blockquote").inner_text()
    page.keyboard.press("c")
    expect(page.locator("blockquote")).not_to_have_text(first)
    page.keyboard.press("u")
    expect(page.locator("blockquote")).to_have_text(first)
    page.keyboard.press("x")
    expect(page.locator("blockquote")).not_to_have_text(first)
    expect(page.get_by_role("status")).to_contain_text("reject")


def test_correct_a_wrong_recipient(editor, served):
    page = editor("/events?dyad=TUR&dyad=SYR&type=SUPPORT&status=ongoing")
    page.get_by_role("row").nth(1).get_by_role("link").first.click()
    page.get_by_text("Correct this report").first.click()
    page.get_by_label("Should be").fill("Russia")  # the field that is asked for first is the recipient
    page.get_by_label("Why").first.fill("the second paragraph says so")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Russia")
    with served.client() as client:
        made = client.get("/corrections", params={"state": "applied"}).json()["rows"][0]
    assert (made["kind"], made["reason"]) == ("edit", "the second paragraph says so")
    page.get_by_role("button", name="Undo this").click()
    expect(page.locator("h1")).to_contain_text("Syria")


def test_a_recipient_is_corrected_in_the_queue_with_two_keys(editor, served):
    page = editor("/review?dyad=TUR&dyad=SYR&type=CONSULT")
    page.keyboard.press("r")
    page.get_by_label("recipient:").select_option(index=1)
    expect(page.get_by_role("status")).to_contain_text("edit")
    with served.client() as client:
        assert client.get("/corrections", params={"state": "applied"}).json()["rows"][0]["kind"] == "edit"
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text("taken back")


def test_paste_an_article_and_read_what_it_says(open_page):
    page = open_page("/read", role=Role.CODER)
    text = "Egypt's foreign minister Badr Abdelatty met his Saudi counterpart in Cairo on Monday."
    page.get_by_label("Text").fill(text)
    page.get_by_label("Headline").fill("Talks in Cairo")
    page.get_by_label("Published").fill("2025-10-07")
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url("**/articles/**", timeout=90_000)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Talks in Cairo")
    expect(page.locator("mark.event").first).to_have_text("met")


def test_who_may_not_is_told_how(open_page):
    page = open_page("/review")
    expect(page.get_by_text("you need the role of editor")).to_be_visible()
    page.get_by_role("link", name="Sign in").last.click()
    expect(page.get_by_label("Password", exact=True)).to_be_visible()
    page.get_by_text("With a token instead").click()
    expect(page.get_by_label("Your token")).to_be_visible()


def test_everything_is_reached_by_keyboard(open_page):
    page = open_page("/events")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('td a')"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/(events|actors)/"))
