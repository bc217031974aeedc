"""The site is built without a warning, asks nothing of other hosts, and has what the program has."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
import typer

import dragoman
from dragoman.cli import app
from dragoman.serve.routes import ROUTES
from tools.site import record

from .pages import ROOT

LOADS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", folder],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr  # a link or an anchor that leads nowhere is a warning, and those end it
    return folder


class Loaded(HTMLParser):
    """The addresses that a page loads by itself."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag in LOADS and given.get("rel") != "canonical":
            self.found.append(given.get(LOADS[tag]) or "")


def page(site, name):
    return (site / name / "index.html").read_text(encoding="utf-8")


def test_no_page_loads_anything_from_elsewhere(site):
    pages = list(site.rglob("*.html"))
    assert len(pages) > 30
    for one in pages:
        foreign = [at for at in Loaded(one.read_text(encoding="utf-8")).found if re.match(r"(https?:)?//", at)]
        assert foreign == [], one
    for style in site.rglob("*.css"):
        assert re.findall(r"(?:url\(|@import )[\"']?(?:https?:)?//[^)]*", style.read_text(encoding="utf-8")) == [], (
            style
        )


def test_every_command_and_option_is_told(site):
    told = page(site, "reference/cli")
    for name, command in typer.main.get_command(app).commands.items():
        assert re.search(rf">{name}( |<)", told), name
        for parameter in getattr(command, "params", []):
            for option in parameter.opts:
                if option.startswith("--") and option != "--help" and not getattr(parameter, "hidden", False):
                    assert f"<code>{option}</code>" in told, (name, option)


def test_every_route_is_told(site):
    told = page(site, "reference/rest")
    for route in ROUTES:
        assert f"{route.method.upper()} {route.path}" in told


def test_every_public_name_of_python_is_told(site):
    told = page(site, "reference/python")
    for name in dragoman.__all__:
        assert re.search(rf'id="dragoman\.[\w.]*\b{name}"', told), name


def test_every_field_of_the_record_is_told(site):
    told = page(site, "reference/record")
    for part in record.parts():
        assert f'id="{part.__name__.lower()}"' in told
        if not hasattr(part, "__members__"):
            assert [one.name for one in record.fields(part)] == list(part.__dataclass_fields__)
            assert all(f"<code>{one.name}</code>" in told for one in record.fields(part))
