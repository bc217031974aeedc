"""Records on disk: one SQLite file, whole articles only."""

from dragoman.store.database import Outcome, Saved, Store

__all__ = ["Outcome", "Saved", "Store"]
