"""Three hundred strings that try to run in a page, as titles, names, outlets, quotations, places and addresses."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dragoman.store import Store
from serve.served import Served
from store.builders import document, event, record

ATTACKS = (Path(__file__).parent / "attacks.txt").read_text(encoding="utf-8").splitlines()
_RAN = """() => window.attacked === 1 || document.title === 'attacked'
    || document.querySelector('main script') !== null"""


def attacking(number, attack):
    """An article all of whose parts are an attack."""
    day = (date(2000, 1, 1) + timedelta(days=10 * number)).isoformat()  # so that they are not taken for one event
    doc = document(attack if number % 2 else f"https://news.example/{number}?{attack}", f"{attack} met {attack}.")
    doc = replace(doc, title=given(attack), source=given(attack), published=given(day))
    made = record(doc, events=(event(doc, 1, "met", "CONSULT", actor=["SYR"], recipient=["kalin"], date=day),))
    return replace(
        made,
        actors=tuple(replace(one, name=attack) for one in made.actors),
        places=tuple(replace(one, name=attack) for one in made.places),
    )


def given(value):
    from dragoman.model.text import Attested, Basis

    return Attested(value=value, basis=Basis.STATED, rule="given.test")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("attacked")
    with Store.open(folder / "dragoman.db", create=True) as store:
        for number, attack in enumerate(ATTACKS):
            store.save(attacking(number, attack))
    running = Served(folder / "dragoman.db", folder / "log", "--rate", "0")
    yield running
    running.stop()


def test_there_are_three_hundred():
    assert len(set(ATTACKS)) == 300


def test_none_of_them_runs(open_page, served):
    page = open_page("/")
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    seen, address = 0, "/events"
    while address:
        page.goto(address)
        page.wait_for_selector("tbody tr")
        seen += page.locator("tbody tr").count()
        assert not page.evaluate(_RAN), address
        following = page.get_by_role("link", name="Next page").first
        address = following.get_attribute("href") if following.count() else None
    assert seen == len(ATTACKS)
    with served.client() as client:
        articles = [row["id"] for row in client.get("/articles", params={"limit": 1000}).json()["rows"]]
        events = [row["id"] for row in client.get("/events", params={"limit": 20}).json()["rows"]]
    for address in [
        *(f"/articles/{id}?entry=e1" for id in articles[::12]),
        *(f"/events/{id}" for id in events[::4]),
        "/actors/SYR",
        "/dyads/SYR/TUR",
        f"/events?text={ATTACKS[0]}&source={ATTACKS[3]}",
    ]:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert not page.evaluate(_RAN), address
        hrefs = page.evaluate("[...document.links].map((link) => link.protocol)")
        assert set(hrefs) <= {"http:", "https:"}, address
    assert dialogs == []
