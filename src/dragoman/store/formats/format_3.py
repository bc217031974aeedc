"""Formats 1 and 2, SQLite files, to format 3.

The tables of record stay; those that are new are made afterwards, see ``schema.py``. The derived ones, which had no
version of their own, go, and are made anew.
"""

from __future__ import annotations

from alembic import op

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
    op.execute("ALTER TABLE documents ADD COLUMN shown INTEGER")
    op.drop_index("documents_current", "documents")
    op.execute("CREATE UNIQUE INDEX documents_current ON documents (address) WHERE current = 1")
