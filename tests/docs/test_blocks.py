"""Every command and every piece of Python in the documentation does what its page says, on a small prepared corpus."""

import shutil

import pytest

from .pages import PAGES, blocks, files, named
from .shell import Shell

WITH_BLOCKS = [page for page in PAGES if any(block.not_run is None for block in blocks(page))]


@pytest.mark.parametrize("page", WITH_BLOCKS, ids=named)
def test_the_blocks_of_a_page_run(page, prepared, tmp_path):
    folder = tmp_path / "reader"
    shutil.copytree(prepared, folder, symlinks=True)
    for name, content in files(page).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    shell = Shell(folder)
    try:
        for block in blocks(page):
            if block.not_run is None:
                shell.run(block)
    finally:
        shell.stop()


def test_few_blocks_are_left_out():
    all_blocks = [block for page in PAGES for block in blocks(page)]
    left_out = [block for block in all_blocks if block.not_run]
    assert len(left_out) <= 0.25 * len(all_blocks), [(block.line, block.not_run) for block in left_out]
