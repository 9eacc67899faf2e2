"""A page of `mkdocs serve` that is open while somebody writes."""

from __future__ import annotations

from pathlib import Path

from helpers.serving import DEADLINE, FAULT, RECORD, RIGHT, TROUBLES, WRONG, clinic, serve
from playwright.sync_api import Browser, expect


def test_an_open_page_recovers_by_itself_and_breaks_again(browser: Browser, tmp_path: Path) -> None:
    project = clinic(tmp_path / "project")
    project.replace(RECORD, RIGHT, WRONG)
    server = serve(project, tmp_path)
    try:
        server.wait_for(FAULT)
        page = browser.new_page()
        page.goto(f"{server.address}/stretches/open-hand/")
        heading = page.locator("main h1")
        expect(heading).to_have_text(TROUBLES)
        server.project.replace(RECORD, WRONG, RIGHT)
        expect(heading).to_have_text("Open hand", timeout=DEADLINE * 1000)
        expect(page.locator("[data-strip]")).to_be_visible()
        server.project.replace(RECORD, RIGHT, WRONG)
        expect(heading).to_have_text(TROUBLES, timeout=DEADLINE * 1000)
        expect(page.locator("main")).to_contain_text(FAULT)
        page.close()
    finally:
        server.process.kill()
        server.process.wait()
