"""A real browser, started alike everywhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping

from playwright.sync_api import Browser, Playwright

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch(playwright: Playwright, fonts: Mapping[str, str], *options: str) -> Browser:
    """Start a real Chromium, Debian's where there is one, else Playwright's own, that sees these fonts of a machine."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    return playwright.chromium.launch(
        executable_path=path, args=[*CHROMIUM_OPTIONS, *options], env={**os.environ, **fonts}
    )
