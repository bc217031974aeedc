"""Gathering: polls feeds, sitemaps and pages, politely, and stores each article once."""

from __future__ import annotations

from dragoman.gather.memory import FeedStatus, Memory
from dragoman.gather.politeness import Follower, Visitor
from dragoman.gather.settings import Settings
from dragoman.gather.watch import Polled, Watch

__all__ = ["FeedStatus", "Follower", "Memory", "Polled", "Settings", "Visitor", "Watch"]
