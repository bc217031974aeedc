"""Formats 1 and 2, SQLite files, to format 3.

The tables of record stay; that of followed queries is new. The derived ones, which had no version of their own, go, and
are made anew.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column, Integer, Text

revision = "3"
down_revision = None
branch_labels = None
depends_on = None

_DERIVED = (
    *("search", "claim_actors", "claims", "stance_actors", "stances", "commitment_actors", "commitments"),
    *("agreement_actors", "agreements", "statement_actors", "statements", "event_actors", "events", "places", "actors"),
)


def upgrade() -> None:
    """Take the derived tables out, and write the condition of an index as questions put it."""
    for table in _DERIVED:
        op.drop_table(table, if_exists=True)
    op.create_table(
        "follows",
        Column("name", Text, primary_key=True),
        Column("what", Text, nullable=False),
        Column("filter", Text, nullable=False),
        Column("made", Text, nullable=False),
        Column("told", Integer),
        Column("digested", Text),
        sqlite_strict=True,
    )
    op.drop_index("documents_current", "documents")
    op.execute("CREATE UNIQUE INDEX documents_current ON documents (address) WHERE current = 1")
    op.create_table(
        "settings",
        sa.Column("key", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text(), nullable=False, index=True),
        sa.Column("value", sa.Text()),
        sa.Column("made", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
