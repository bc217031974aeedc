"""The Python interface: texts read, a database asked, rows as tables. See docs/python.md."""

from dragoman.corpus.adding import Added
from dragoman.corpus.coding import read, read_file
from dragoman.corpus.corpus import Corpus, open
from dragoman.corpus.rows import Rows

__all__ = ["Added", "Corpus", "Rows", "open", "read", "read_file"]
