"""Text that wants to be more than text: refused with its line, or shown as it was written, and never run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from helpers.hostile import CODE, MARKUP, Location, change_records
from helpers.project import Project
from helpers.rich_clinic import ROUTINE, STRETCH, read_yaml, rich_project
from helpers.server import serve_folder
from playwright.sync_api import Browser, Page, expect

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

PLAIN = "\"a\" 'b' & x < y > z * w # | _c_ {: onclick=alert() } $d$ ~~e~~ \\n (:f:)"
PLAIN_NAME = "& 'single' _low_ (a/b) +1, 2"
LONG = "Donaudampfschifffahrtsgesellschaftskapitän" * 4
HANDLERS = "\" onmouseover=\"alert(1)\" ' onmouseover='alert(1)' x="
# What nobody can see is refused as a file is read, whatever else is taken out.
SEEN = [text for text in CODE.values() if text.isprintable()]
EVERYTHING = " ".join(["Wolpertinger", *SEEN, *MARKUP.values(), PLAIN, HANDLERS, LONG])
IN_OUR_MARKUP = " [[prayer-stretch|<b>{{ 7*7 }}</b>]] *<i>{{ 77 }}</i>*"

Ways = dict[str, dict[str, list[Location]]]


@pytest.fixture(scope="module")
def plain_site(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Project, Ways, str]]:
    """A site with odd but harmless letters in every text: its project, what was changed, its address."""
    project = rich_project(tmp_path_factory.mktemp("plain") / "project")
    take_style_checks_out(project)
    changed = change_records(project.top, lambda text: f"{text} {PLAIN}", lambda name: f"{name} {PLAIN_NAME}")
    result = project.build()
    assert result.returncode == 0, result.stdout + result.stderr
    for address in serve_folder(project.path("site")):
        yield project, changed, address


@pytest.fixture(scope="module")
def unchecked_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, str]]:
    """A site with everything hostile in every text, made with all checks of text taken out."""
    project = rich_project(tmp_path_factory.mktemp("unchecked") / "project")
    change_records(project.top, lambda text: f"{text} {EVERYTHING}{IN_OUR_MARKUP}", lambda name: f"{name} {EVERYTHING}")
    change_references(project)
    take_checks_out(project)
    result = project.build()
    assert result.returncode == 0, result.stdout + result.stderr
    for address in serve_folder(project.path("site")):
        yield project, address


def change_references(project: Project) -> None:
    references = json.loads(project.read("stretches/references.json"))
    # The first one is printed on the sheet, whose fonts lack some of these letters.
    for field in ("title", "container-title", "publisher", "note", "genre", "page", "volume"):
        references[1][field] = f"{references[1].get(field, '')} {EVERYTHING}"
    references[1]["author"] = [{"family": EVERYTHING, "given": EVERYTHING}, {"literal": EVERYTHING}]
    project.write("stretches/references.json", json.dumps(references))


def take_checks_out(project: Project) -> None:
    for check in ("check_text", "check_name"):
        project.replace("hooks/stretchbook/text/letters.py", f"def {check}(value: str) -> str:\n",
                        f"def {check}(value: str) -> str:\n    return value\n")  # fmt: skip
    project.replace("hooks/stretchbook/text/markup.py", "def foreign_markup(text: str) -> str | None:\n",
                    "def foreign_markup(text: str) -> str | None:\n    return None\n")  # fmt: skip
    project.append("hooks/stretchbook/checks/safety.py", "\nCOPIED_SHARE = 99\n")
    take_style_checks_out(project)
    project.append("hooks/stretchbook/text/quantities.py", '\n_QUANTITY = re.compile("(?!)")\n')
    project.replace("hooks/stretchbook/book/references.py", "        yield from _text_faults(source, loc, text)\n",
                    "        del loc, text\n")  # fmt: skip
    for file in (
        project.path("hooks/stretchbook/text/letters.py"),
        *project.path("hooks/stretchbook/model").glob("*.py"),
    ):
        text = re.sub(r"max_length=\d+", "max_length=99_999", file.read_text(encoding="utf-8"))
        project.write(file.relative_to(project.top).as_posix(), text)


def take_style_checks_out(project: Project) -> None:
    """The same odd letters at the end of every text are neither short, nor easy to read, nor unlike each other."""
    limits = "\nMOST_WORDS = dict.fromkeys(MOST_WORDS, 9_999)\n"
    project.append("hooks/stretchbook/checks/reading_age.py", f"{limits}HARDEST_GRADE = 9_999\n")
    project.append("hooks/stretchbook/checks/first_questions.py", limits)
    project.replace("hooks/stretchbook/checks/first_questions.py", '.endswith("?")', "")
    project.append(
        "hooks/stretchbook/checks/strips.py",
        "\nMOST_OF_FAMILY = MOST_OF_SIGN = MOST_WORDS = MOST_EMERGENCY_WORDS = 9_999\n",
    )
    project.append("hooks/stretchbook/checks/repeats.py", "\nFEWEST_WORDS = 9_999\n")


def pages_of(project: Project) -> list[str]:
    """The pages on which the changed texts stand."""
    entries = {kind: read_yaml(project.path(f"stretches/{kind}.yml"))[0]["id"]
               for kind in ("muscles", "muscle-groups", "conditions")}  # fmt: skip
    return ["", "stretches/", "stretches/open-hand/", "routines/", "routines/tea-break/", "references/", "conditions/",
            "muscles/", "learn/when-to-seek-help/", "learn/what-the-evidence-says/", "learn/glossary/",
            "learn/before-your-first-stretch/",
            f"muscles/{entries['muscles']}/", f"muscles/{entries['muscle-groups']}/",
            f"conditions/{entries['conditions']}/"]  # fmt: skip


def watched(browser: Browser, width: int = 1280) -> tuple[Page, list[str]]:
    """A tab, and what ran in it that must not: dialogs, and errors of scripts."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    ran: list[str] = []

    def note(dialog: Any) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    page.on("pageerror", lambda error: ran.append(str(error)))
    return page, ran


PLACES = ("head", "header", "nav", "article", "dialog .sb-search__results")
MADE = (
    "b",
    "i",
    "img:not([alt=logo]):not([src*='figures/'])",
    "[onerror]",
    "[onclick]",
    "[onmouseover]",
    "[href^='javascript:' i]",
)


def made(page: Page) -> list[str]:
    """Whatever a hostile text has made of itself."""
    ways = [f"{place} {what}" for place in PLACES for what in MADE] + ["article script", "dialog script"]
    return [str(found.evaluate("element => element.outerHTML")) for found in page.locator(", ".join(ways)).all()]


def said(page: Page) -> str:
    return str(page.locator("main").text_content())


@pytest.mark.parametrize(("file", "url"), [(STRETCH, "stretches/open-hand/"), (ROUTINE, "routines/tea-break/")])
def test_harmless_text_is_shown_as_written(browser: Browser, plain_site: Any, file: str, url: str) -> None:
    project, changed, address = plain_site
    page, ran = watched(browser)
    page.goto(f"{address}/{url}")
    record = read_yaml(project.path(file))
    assert page.title() == f"{record['name']} · Stretchbook"
    expect(page.locator("main h1")).to_have_text(record["name"])
    description = page.locator('meta[name="description"]').get_attribute("content")
    assert description == record["summary"]
    assert said(page).count(PLAIN) >= len(changed[file]["text"])
    assert said(page).count(PLAIN_NAME) >= len(changed[file]["name"])
    assert made(page) == []
    assert ran == []
    page.close()


def test_harmless_text_is_in_the_search_index_as_written(plain_site: Any) -> None:
    project, _, _ = plain_site
    record = read_yaml(project.path(STRETCH))
    data = json.loads(project.read("site/search/index.json"))
    entries = [dict(zip(data["fields"], entry, strict=True)) for entry in data["entries"]]
    entry = next(entry for entry in entries if entry["address"] == "stretches/open-hand/")
    assert (entry["title"], entry["also"]) == (record["name"], record["also_known_as"])
    assert entry["summary"] == record["summary"]


def test_harmless_text_is_in_the_data_as_written(plain_site: Any) -> None:
    project, _, _ = plain_site
    record = read_yaml(project.path(STRETCH))
    listed = json.loads(project.read("site/api/v1/stretches.json"))["stretches"]
    data = next(entry for entry in listed if entry["id"] == "open-hand")
    assert (data["name"], data["summary"], data["steps"]) == (record["name"], record["summary"], record["steps"])


# Never run, even where nothing was refused.


def test_the_renderer_alone_runs_nothing(browser: Browser, unchecked_site: Any) -> None:
    project, address = unchecked_site
    page, ran = watched(browser)
    for url in pages_of(project):
        page.goto(f"{address}/{url}")
        text = said(page)
        assert "{{ 7*7 }}" in text, url
        assert "49" not in text.split("Wolpertinger", 1)[1][: len(EVERYTHING)], url
        assert "site_name" not in text, url
        assert made(page) == [], url
    assert ran == []
    page.close()


def test_the_renderer_alone_shows_it_as_written(browser: Browser, unchecked_site: Any) -> None:
    project, address = unchecked_site
    page, ran = watched(browser)
    page.goto(f"{address}/stretches/open-hand/")
    record = read_yaml(project.path(STRETCH))
    assert page.title().startswith(record["name"].split("\u0007")[0])
    assert page.locator("main h1").text_content() == record["name"]
    assert said(page).count(EVERYTHING) > 20
    assert said(page).count("<b>{{ 7*7 }}</b> <i>{{ 77 }}</i>") > 15
    assert "<script>alert(1)</script>" in str(page.locator('meta[name="description"]').get_attribute("content"))
    assert ran == []
    page.close()


def test_search_runs_nothing(browser: Browser, unchecked_site: Any) -> None:
    _, address = unchecked_site
    page, ran = watched(browser)
    page.goto(address)
    page.locator("header").get_by_role("link", name="Search").click()
    page.get_by_role("searchbox").fill("wolpertinger")
    expect(page.locator(".sb-search__results li").first).to_be_visible(timeout=60_000)
    expect(page.locator(".sb-search__results")).to_contain_text("<script>alert(1)</script>")
    assert made(page) == []
    assert ran == []
    page.close()


def test_the_finder_runs_nothing(browser: Browser, unchecked_site: Any) -> None:
    _, address = unchecked_site
    page, ran = watched(browser)
    page.goto(f"{address}/stretches/")
    page.get_by_label("Name or muscle").fill("wolpertinger")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^1 of \d+ stretches$"))
    assert made(page) == []
    assert ran == []
    page.close()


def test_a_very_long_word_does_not_push_a_page_aside(browser: Browser, unchecked_site: Any) -> None:
    _, address = unchecked_site
    page, _ = watched(browser, width=360)
    for url in ("stretches/", "stretches/open-hand/", "routines/tea-break/", "references/"):
        page.goto(f"{address}/{url}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, url
    page.close()
