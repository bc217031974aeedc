"""Format 4 to format 5: people with passwords and their sessions; tokens of people; files that hold many articles.

The new table of record (people) is made afterwards, see ``schema.py``.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text, inspect

revision = "5"
down_revision = "4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, and the table of sessions."""
    _sessions()
    found = inspect(op.get_bind())
    for name, columns in {"tokens": ("person",), "jobs": ("name", "parent")}.items():
        if not found.has_table(name):  # then it is made whole afterwards
            continue
        held = {column["name"] for column in found.get_columns(name)}
        for column in columns:
            if column not in held:
                op.add_column(name, Column(column, _text()))
    if found.has_table("jobs"):
        op.create_index("jobs_parent", "jobs", ["parent"], if_not_exists=True)


def _sessions() -> None:
    needed = ("hash", "id", "made", "seen", "browser")
    columns = [
        Column(name, _text(), nullable=False, primary_key=name == "hash", unique=name == "id") for name in needed
    ]
    op.create_table(
        "sessions",
        *columns,
        Column("person", _text()),
        Column("token", _text()),
        if_not_exists=True,  # a database older than format 3 got all tables of this kind before
        sqlite_strict=True,
    )


def _text() -> Text:
    collated: Text = Text().with_variant(Text(collation="C"), "postgresql")
    return collated
