"""A small team at the page: accounts, roles, own tokens; and what they send to be read."""

import io
import re
import zipfile

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dragoman.store import Store, people
from dragoman.store.roles import Role
from gather.site import Reply, Site, article
from serve.served import Served

from .browser import SIZES

GOOD, OTHER = "a warm stone by the river", "eleven lamps and one moon"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("team")
    with Store.open(folder / "dragoman.db", create=True) as store, store.writing() as connection:
        people.add(connection, "Ada", Role.ADMIN, GOOD)
        people.add(connection, "Çağla أحمد", Role.CODER, GOOD)
    fetching = ("--fetch", "--fetch-from", "127.0.0.1/32", "--largest", "200000")
    running = Served(folder / "dragoman.db", folder / "log", "--rate", "0", *fetching)
    yield running
    running.stop()


@pytest.fixture
def somebody(chromium, served):
    """A browser of its own; signed in where a name is given."""
    contexts = []

    def came(name=None, path="/account", size="desk", scheme="light"):
        width, height = SIZES[size]
        context = chromium.new_context(
            base_url=served.address, viewport={"width": width, "height": height}, color_scheme=scheme
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        if name:
            signed = {"name": name, "password": GOOD}
            assert context.request.post("/api/v1/session", data=signed, headers={"X-Requested-With": "dragoman"}).ok
        page = context.new_page()
        page.goto(path)
        return page

    yield came
    for context in contexts:
        context.close()


def test_signing_in_and_out_by_keyboard(somebody):
    page = somebody(path="/account?back=/due")
    page.get_by_label("Name").focus()
    page.keyboard.type("ada")
    page.keyboard.press("Tab")
    page.keyboard.type("not this one at all")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("the name or the password is wrong")
    page.get_by_label("Password", exact=True).fill(GOOD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/due$"))
    expect(page.get_by_role("link", name="Ada")).to_be_visible()
    page.goto("/account")
    page.get_by_role("button", name="Sign out", exact=True).press("Enter")
    expect(page.get_by_label("Password", exact=True)).to_be_visible()


def test_no_link_leads_elsewhere_after_signing_in(somebody, served):
    page = somebody(path="/account?back=//evil.example/")
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Password", exact=True).fill(GOOD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{served.address}/")


def test_an_admin_lets_somebody_in_who_chooses_a_password(somebody):
    admin = somebody("Ada", "/people")
    admin.get_by_label("Name").fill("Mete <i>Öz")
    admin.get_by_label("Let somebody in").get_by_role("combobox").select_option("coder")
    admin.get_by_role("button", name="Let in", exact=True).click()
    link = admin.locator("code.link").inner_text()
    expect(admin.get_by_role("row", name="Mete")).to_contain_text("has to choose a password")
    mete = somebody(path=link)
    expect(mete).to_have_url(re.compile("/account$"))  # the code is in no address and no history
    expect(mete.get_by_label("Name")).to_have_value("Mete <i>Öz")
    mete.get_by_label("New password").fill(OTHER)
    mete.get_by_label("Once more").fill(OTHER + "x")
    mete.get_by_role("button", name="Begin").click()
    expect(mete.get_by_label("Once more")).to_be_focused()  # the browser says what is wrong
    mete.get_by_label("Once more").fill(OTHER)
    mete.get_by_role("button", name="Begin").click()
    expect(mete.get_by_role("link", name="Mete <i>Öz")).to_be_visible()
    admin.reload()
    admin.get_by_label("Role of Mete").select_option("editor")
    expect(admin.get_by_role("status")).to_contain_text("is editor now")
    mete.goto("/account")
    expect(mete.get_by_text("You are Mete <i>Öz, editor.")).to_be_visible()
    admin.get_by_role("button", name="Let Mete <i>Öz in no more").click()
    expect(admin.get_by_role("row", name="Mete")).to_contain_text("not let in since")
    mete.reload()
    expect(mete.get_by_label("Password", exact=True)).to_be_visible()
    admin.get_by_role("button", name="Remove Mete").click()
    admin.get_by_role("button", name="remove for ever").click()
    expect(admin.get_by_role("row", name="Mete")).to_contain_text("removed")
    admin.get_by_label("Role of Ada").select_option("reader")
    expect(admin.get_by_role("alert")).to_contain_text("only admin")


def test_own_tokens_sessions_and_password(somebody, served):
    page, elsewhere = somebody("Çağla أحمد"), somebody("Çağla أحمد")
    page.get_by_label("What for").fill("notebook")
    page.get_by_role("button", name="Make a token").click()
    token = page.locator("code.secret").inner_text()
    with served.client(Authorization=f"Bearer {token}") as program:
        assert program.get("/me").json()["name"] == "Çağla أحمد"
        page.get_by_role("button", name="Revoke Çağla أحمد:notebook").click()
        expect(page.get_by_role("status").first).to_contain_text("holds no more")
        assert program.get("/me").status_code == 401
    page.get_by_label("The one you have").fill(GOOD)
    page.get_by_label("New password").fill(OTHER)
    page.get_by_label("Once more").fill(OTHER)
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_role("status").first).to_contain_text("another one now")
    elsewhere.reload()
    expect(elsewhere.get_by_label("Password", exact=True)).to_be_visible()
    page.get_by_role("button", name="Sign out everywhere").click()
    expect(page.get_by_label("Password", exact=True)).to_be_visible()


@pytest.mark.parametrize(("size", "scheme"), [("desk", "light"), ("phone", "dark")])
@pytest.mark.parametrize("path", ["/account", "/people", "/read"])
def test_everybody_can_use_these_pages(somebody, kept_pictures, path, size, scheme):
    for who in ("Ada", None):
        page = somebody(who, path, size, scheme)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
        found = Axe().run(page).response["violations"]
        serious = [one for one in found if one["impact"] in ("serious", "critical")]
        assert [(one["id"], one["nodes"][0]["html"]) for one in serious] == []
        if kept_pictures:
            page.screenshot(path=kept_pictures / f"team-{path[1:]}-{who}-{size}-{scheme}.png", full_page=True)


def test_files_are_read_one_by_one_and_each_says_what_is_wrong(somebody):
    page = somebody("Ada", "/read")
    words = "Egypt's foreign minister Badr Abdelatty met his Saudi counterpart in Cairo on Monday."
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../one.txt", words)
        archive.writestr("two.txt", words.replace("Cairo", "Riyadh"))
        archive.writestr("<img src=x onerror=alert(1)>.txt", b"\0\1\2")
    page.locator("input[type=file]").set_input_files(
        [
            {"name": "week.zip", "mimeType": "application/zip", "buffer": out.getvalue()},
            {"name": "empty.txt", "mimeType": "text/plain", "buffer": b" "},
            {"name": "large.txt", "mimeType": "text/plain", "buffer": b"x" * 200_001},
        ]
    )
    sent = page.get_by_role("listitem")
    expect(sent.filter(has_text="large.txt")).to_contain_text("this server takes 200,000 at most")
    expect(sent.filter(has_text="empty.txt")).to_contain_text("the article is empty")
    week = page.locator("li.sheet", has_text="week.zip")
    expect(week).to_contain_text("3 of 3, 1 could not be read", timeout=60_000)
    expect(page.get_by_role("status")).to_have_text("All is read")
    week.get_by_text("each of them").click()
    expect(week).to_contain_text("week.zip#<img src=x onerror=alert(1)>.txt: is binary")
    week.get_by_role("link", name="what it says").first.click()
    expect(page.locator("mark.event").first).to_have_text("met")


def test_a_page_is_read_by_its_address(somebody):
    page = somebody("Ada", "/read")
    with Site() as site:
        site.replies["/away"] = Reply("", status=302, headers={"Location": "http://169.254.169.254/"})
        page.get_by_label("Address").fill(site.url + "/away")
        page.get_by_role("button", name="Fetch and read it").click()
        expect(page.get_by_role("listitem")).to_contain_text("leads to the private address 169.254.169.254")
        page.reload()
        page.get_by_label("Address").fill(site.add("/1", article(1)))
        page.get_by_role("button", name="Fetch and read it").click()
        page.wait_for_url("**/articles/**", timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Report 1")


def test_what_is_on_its_way_is_cancelled(somebody):
    page = somebody("Ada", "/read")
    lines = "".join(f'{{"text": "Nobody met anybody, they said again in round {n}."}}\n' for n in range(300))
    page.locator("input[type=file]").set_input_files(
        {"name": "lines.jsonl", "mimeType": "application/jsonl", "buffer": lines.encode()}
    )
    expect(page.get_by_role("listitem").first).to_contain_text("of 300", timeout=30_000)
    page.reload()  # what was sent goes on without the page
    page.goto("/read")
    page.locator("input[type=file]").set_input_files(
        {"name": "more.jsonl", "mimeType": "application/jsonl", "buffer": lines.replace("round", "Round").encode()}
    )
    more = page.locator("li.sheet", has_text="more.jsonl")
    more.get_by_role("button", name="Cancel").click()
    expect(more.get_by_role("button", name="Cancel")).to_have_count(0, timeout=30_000)
