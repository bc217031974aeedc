"""The notebook in the docs, run as a reader runs it."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

PATH = Path(__file__).parents[2] / "docs" / "tutorial.ipynb"


@pytest.fixture(scope="module")
def tutorial():
    return nbformat.read(PATH, as_version=4)


def test_it_is_kept_without_outputs(tutorial):
    assert all(not cell.outputs and cell.execution_count is None for cell in tutorial.cells if cell.cell_type == "code")


def test_it_runs_and_shows_what_it_says(tutorial):
    done = NotebookClient(tutorial, timeout=120, resources={"metadata": {"path": str(PATH.parent)}}).execute()
    outputs = [output for cell in done.cells if cell.cell_type == "code" for output in cell.outputs]
    printed = "".join(output.text for output in outputs if output.output_type == "stream" and output.name == "stdout")
    assert "e1 CONSULT ['hakan-fidan', 'ahmed-al-sharaa'] 2025-09-16 met" in printed
    assert printed.count("outcome='new'") == 4
    assert "no 'CONSLT'; one of CONSULT" in printed
    assert "actual → negated" in printed
    shown = [output.data for output in outputs if "data" in output]
    assert any("text/html" in data for data in shown)
    assert any("image/png" in data for data in shown)
    assert not [output.text for output in outputs if output.output_type == "stream" and output.name == "stderr"]
