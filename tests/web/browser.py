"""Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil

INSTALL = "no Chromium here; to test the page: apt-get install chromium"
SIZES = {"desk": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}


def program() -> str | None:
    """Where it is."""
    return shutil.which("chromium") or shutil.which("chromium-browser")
