"""Format 3 to format 4: a table for what large models propose.

Tables that are new are made afterwards, see ``schema.py``; those there were stay as they are.
"""

from __future__ import annotations

revision = "4"
down_revision = "3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is to be changed."""
