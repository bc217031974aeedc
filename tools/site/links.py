"""Hook of mkdocs: links out of docs/, right where the files are read, go to a page of the site or to nothing."""

from __future__ import annotations

import re
from typing import Any

# What the site has a page of; anything else becomes its path, to be looked up with the code.
_PAGES = {
    "../README.md": "index.md",
    "../src/dragoman/data/lexicon/README.md": "reference/frames.md",
    "../src/dragoman/data/knowledge/README.md": "reference/knowledge-files.md",
    "../src/dragoman/data/ontology/plover.yaml": "reference/ontology.md",
    "data-sheets.yaml": "reference/data-sheets.md",
}
_LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?P<to>(?:\.\./|data-sheets)[^)#\s]*)(?:#[^)]*)?\)")
_NOTEBOOK = re.compile(r"\[(?P<text>[^\]]*)\]\(tutorial\.ipynb\)")


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Called by mkdocs with the text of each page."""
    if page.file.src_uri.startswith("reference/"):
        return markdown
    markdown = _NOTEBOOK.sub(r"\g<text> (`docs/tutorial.ipynb`)", markdown)
    return _LINK.sub(_elsewhere, markdown)


def _elsewhere(link: re.Match[str]) -> str:
    to = _PAGES.get(link["to"])
    return f"[{link['text']}]({to})" if to else f"{link['text']} (`{link['to'].removeprefix('../')}`)"
