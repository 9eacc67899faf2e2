"""Sees to it that the tests have a Chromium: the one that is there, Debian's package, or Playwright's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from helpers.chromium import COMMANDS, found
from playwright.sync_api import sync_playwright


def _is_there() -> bool:
    if found():
        return True
    with sync_playwright() as playwright:
        return os.path.exists(playwright.chromium.executable_path)  # noqa: PTH110 a plain text, not a path of ours


def _from_debian() -> bool:
    if not shutil.which("apt-get"):
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    commands = (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", COMMANDS[0]],
    )
    return all(subprocess.run([*sudo, *command], check=False).returncode == 0 for command in commands)


def _from_playwright() -> bool:
    return subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode == 0


def main() -> int:
    """Give 0 once there is a browser."""
    if _is_there() or _from_debian() or _from_playwright():
        return 0
    print("No Chromium could be installed. Install one, or set CHROMIUM to its path.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
