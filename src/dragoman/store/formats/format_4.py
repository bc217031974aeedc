"""Format 3 to format 4: a count of all that was written.

The new tables of record (tokens, audit, jobs, proposals) are made afterwards, see ``schema.py``.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, inspect

revision = "4"
down_revision = "3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the count, at 0."""
    key = BigInteger().with_variant(Integer(), "sqlite")
    op.create_table(
        "changes",
        Column("number", key, primary_key=True, autoincrement=False),
        if_not_exists=True,  # a database older than format 3 got all tables of this kind before
        sqlite_strict=True,
    )
    op.execute("DELETE FROM changes")
    op.execute("INSERT INTO changes (number) VALUES (0)")
    if inspect(op.get_bind()).has_table("corrections"):  # else it is made with its index afterwards
        op.create_index("ix_corrections_kind", "corrections", ["kind"], if_not_exists=True)
