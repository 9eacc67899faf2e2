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


COMMANDS = ("chromium-headless-shell", "chromium", "chromium-browser")
"""What Debian calls it. The first is the same engine without a window around it, which takes a quarter less."""


def found() -> str | None:
    """Return the path of a Chromium of this machine, if it has one."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, COMMANDS)), None)


def launch(playwright: Playwright, fonts: Mapping[str, str], *options: str) -> Browser:
    """Start a real Chromium that sees these fonts of a machine: the one that is there, else Playwright's own."""
    return playwright.chromium.launch(
        executable_path=found(), args=[*CHROMIUM_OPTIONS, *options], env={**os.environ, **fonts}
    )
