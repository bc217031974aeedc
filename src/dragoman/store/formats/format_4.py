"""Format 3 to format 4: the log of corrections."""

from __future__ import annotations

from alembic import op

revision = "4"
down_revision = "3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of the log."""
    from dragoman.store.correction_tables import correction_addresses, corrections

    for table in (corrections, correction_addresses):
        table.create(op.get_bind())
