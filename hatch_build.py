"""Build hook: compiles the knowledge base before a wheel or an editable install is made, unless it is up to date."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class KnowledgeHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs ``tools/build_knowledge.py`` for wheels; a source distribution carries the tables instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects files."""
        if self.target_name != "wheel":
            return
        sys.path.insert(0, str(Path(self.root) / "tools"))
        import build_knowledge  # only importable from here

        if not build_knowledge.is_current():
            build_knowledge.build()
