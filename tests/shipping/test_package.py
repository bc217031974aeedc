"""What is shipped: the wheel, the container file, the unit, the bill of materials, the Pythons that are promised."""

import configparser
import csv
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_is_pure_python_and_holds_all_that_is_needed(wheel):
    assert wheel.name.endswith("-py3-none-any.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "dragoman/data/compiled/knowledge.db" in names
    assert "dragoman/py.typed" in names
    for file in (ROOT / "src" / "dragoman" / "data").rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            assert file.relative_to(ROOT / "src").as_posix() in names
    assert not [name for name in names if name.startswith("tests") or name.endswith((".so", ".pyd"))]


def test_the_wheel_runs_from_where_it_lies(wheel, tmp_path):
    """Another folder, nothing of the source on the path."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    (tmp_path / "article.txt").write_text("Turkey's foreign minister met Syria's president in Damascus on Monday.")
    code = "import sys; from dragoman.cli import app; sys.argv = ['dragoman', 'read', 'article.txt']; app()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "installed"), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "CONSULT" in done.stdout


def test_the_code_needs_no_newer_python_than_is_promised():
    done = subprocess.run(
        [
            Path(sys.executable).with_name("vermin"),
            "--quiet",
            "--target=3.11-",
            "--violations",
            "--eval-annotations",
            "src",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_the_extras_that_the_documentation_names_are_there():
    told = re.findall(r"^\| (`[a-z`, ]+) \|", (ROOT / "docs" / "install.md").read_text(encoding="utf-8"), re.M)
    named = {extra for cell in told for extra in re.findall(r"[a-z]+", cell)}
    assert set(PROJECT["optional-dependencies"]) <= named


def test_the_citation_names_this_version():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert (cited["version"], cited["license"]) == (PROJECT["version"], PROJECT["license"])
    assert cited["title"]
    assert cited["authors"]


def test_the_container_runs_without_rights_and_says_how_it_is():
    steps = re.findall(r"^([A-Z]+) ", (ROOT / "Containerfile").read_text(encoding="utf-8"), re.M)
    assert steps.index("USER") < steps.index("ENTRYPOINT")
    assert steps.count("FROM") == 2  # what builds is not in the image
    assert "HEALTHCHECK" in steps


def test_the_unit_runs_the_server_without_rights():
    unit = configparser.ConfigParser(strict=False)
    unit.optionxform = str
    unit.read(ROOT / "deploy" / "dragoman.service", encoding="utf-8")
    service = unit["Service"]
    assert service["DynamicUser"] == service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert "dragoman serve" in service["ExecStart"].replace("/opt/dragoman/bin/", "")


def test_the_bill_of_materials_lists_what_the_package_needs_with_its_licence(tmp_path):
    subprocess.run([sys.executable, "tools/sbom.py", tmp_path], cwd=ROOT, check=True)
    bill = json.loads((tmp_path / "sbom.json").read_text(encoding="utf-8"))
    names = {one["name"].lower().replace("_", "-") for one in bill["components"]}
    assert bill["bomFormat"] == "CycloneDX"
    for line in PROJECT["dependencies"]:
        assert re.match(r"[\w-]+", line)[0].lower() in names, line
    assert "pytest" not in names  # a tool of development
    with (tmp_path / "licences.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["Name"].lower().replace("_", "-") for row in rows} >= {"spacy", "sqlalchemy"}
    assert [row["Name"] for row in rows if row["License"] in ("", "UNKNOWN")] == []
