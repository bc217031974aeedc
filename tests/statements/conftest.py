"""A reader of statements for short texts."""

from __future__ import annotations

import pytest

from dragoman.annotate.annotation import Annotation
from dragoman.annotate.parser import parse
from dragoman.annotate.quotations import find_quotations
from dragoman.coding.statements.coder import StatementCoder
from dragoman.model.text import Document


@pytest.fixture(scope="session")
def coder():
    return StatementCoder.load()


@pytest.fixture(scope="session")
def read(coder):
    """Text to statements, without actors."""

    def statements(text):
        document = Document(id="d", address="d", text=text, digest="")
        return coder.code(Annotation(document=document, parse=parse(text), quotations=find_quotations(text)))

    return statements
