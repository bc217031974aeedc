import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from dragoman.store import Store
from dragoman.store.roles import Role
from serve.served import Served

from . import browser
from .articles import corpus


@pytest.fixture(scope="package")
def served(tmp_path_factory):
    """A server of real articles, coded by the program."""
    folder = tmp_path_factory.mktemp("web")
    with Store.open(folder / "dragoman.db", create=True) as store:
        corpus(store)
    running = Served(folder / "dragoman.db", folder / "log", "--rate", "0")
    yield running
    running.stop()


@pytest.fixture(scope="package")
def chromium():
    program = browser.program()
    if program is None:
        pytest.skip(browser.INSTALL)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def open_page(chromium, served):
    """Opens pages of the server, for a role; each tells what went wrong in it when the test ends."""
    contexts, wrong = [], []

    def opened(path="/", role=None, size="desk", scheme="light"):
        width, height = browser.SIZES[size]
        context = chromium.new_context(
            base_url=served.address, viewport={"width": width, "height": height}, color_scheme=scheme
        )
        contexts.append(context)
        if role is not None:
            answer = context.request.post(
                "/api/v1/session", data={"token": served.tokens[role]}, headers={"X-Requested-With": "dragoman"}
            )
            assert answer.ok
        page = context.new_page()
        page.on("pageerror", lambda fault: wrong.append(str(fault)))
        page.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
        page.on("request", lambda asked: wrong.append(f"asks elsewhere: {asked.url}") if not ours(asked.url) else None)
        page.goto(path)
        page.wait_for_load_state("networkidle")
        return page

    def ours(address):
        return address.startswith((served.address, "blob:", "data:"))

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def editor(open_page):
    return lambda path, **more: open_page(path, role=Role.EDITOR, **more)


@pytest.fixture(scope="session")
def kept_pictures():
    """A folder for pictures of pages, for people to look at."""
    folder = Path(os.environ.get("DRAGOMAN_PICTURES", Path(__file__).parent / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
