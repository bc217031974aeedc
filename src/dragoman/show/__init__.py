"""A record put before a reader: on a terminal, as Markdown, as a page of HTML."""

from dragoman.show.html import html
from dragoman.show.markdown import markdown
from dragoman.show.meetings import meeting_in_full
from dragoman.show.terminal import EventRow, events_table, terminal

__all__ = ["EventRow", "events_table", "html", "markdown", "meeting_in_full", "terminal"]
