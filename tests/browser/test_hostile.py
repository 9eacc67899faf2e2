"""Text that wants to be more than text: refused with its line, or shown as it was written, and never run."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import pytest
import yaml
from helpers.project import Project, copy_project
from helpers.server import serve_folder
from playwright.sync_api import Browser, Page, expect
from pydantic import BaseModel
from stretchbook.book.library import VOCABULARIES, Library, load

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

CODE = {
    "an expression": "{{ 7*7 }}",
    "half an expression": "7*7 }}",
    "a statement": "{% raw %}",
    "a comment": "{# hidden #}",
    "a script": "<script>alert(1)</script>",
    "an image with a handler": "<img src=x onerror=alert(1)>",
    "a closing tag": "</main>",
    "an HTML comment": "<!-- hidden -->",
    "an include": '--8<-- "mkdocs.yml"',
    "an include of a section": ';--8<-- "mkdocs.yml:1:2"',
    "an entity": "&lt;b&gt;",
    "a numbered entity": "&#x3c;b&#62;",
    "a turned direction": "\u202egnorw",
    "a space that nobody sees": "one\u200btwo",
    "a control character": "one\u0007two",
}
MARKUP = {
    "a Markdown link": "[words](javascript:alert(1))",
    "half a Markdown link": "](javascript:alert(1))",
    "half a link": "[[cat-cow",
    "strong Markdown": "**strong**",
    "code": "`code`",
}
FOREIGN_MARKUP = {**MARKUP, "a link to nowhere": "[[nobody]]", "a citation of nobody": "[@nobody1900]"}
PLAIN = "\"a\" 'b' & x < y > z * w # | _c_ {: onclick=alert() } $d$ ~~e~~ \\n (:f:)"
PLAIN_NAME = "& 'single' _low_ (a/b) +1, 2"
LONG = "Donaudampfschifffahrtsgesellschaftskapitän" * 4
HANDLERS = "\" onmouseover=\"alert(1)\" ' onmouseover='alert(1)' x="
EVERYTHING = " ".join(["Wolpertinger", *CODE.values(), *MARKUP.values(), PLAIN, HANDLERS, LONG])
IN_OUR_MARKUP = " [[childs-pose|<b>{{ 7*7 }}</b>]] *<i>{{ 77 }}</i>*"

STRETCH, ROUTINE = "stretches/cat-cow.yml", "stretches/routines/desk-break.yml"
UNUSED: dict[str, dict[str, Any]] = {
    STRETCH: {
        "harder": ["Do it with your knees a little off the floor."],
        "review": {"state": "reviewed", "by": "A reader", "on": "2026-01-01", "next": "2027-01-01"},
    },
    ROUTINE: {"review": {"state": "reviewed", "by": "A reader", "on": "2026-01-01", "next": "2027-01-01"}},
}
"""Texts that the real records do not have."""

Way = tuple[str | int, ...]
Change = Callable[[str], str]


def keep(text: str) -> str:
    return text


def ways_to_texts(value: Any, check: str, way: Way = (), field: str = "") -> Iterator[Way]:
    """Give the way to every text of a model whose field is checked by `check`: `check_text` or `check_name`."""
    if isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            yield from ways_to_texts(
                getattr(value, name), check, (*way, name), f"{info.annotation!r} {info.metadata!r}"
            )
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from ways_to_texts(part, check, (*way, key), field)
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from ways_to_texts(part, check, (*way, number), field)
    elif isinstance(value, str) and f"function {check} " in field:
        yield way


def records_to_change(library: Library) -> dict[str, tuple[BaseModel, Way]]:
    """A stretch, a routine and the first entry of every vocabulary, each with the way to it in its file."""
    found: dict[str, tuple[BaseModel, Way]] = {}
    for name in VOCABULARIES:
        entries = list(library.vocabularies[name].values())
        if entries:
            found[f"stretches/{name}.yml"] = (entries[0], (0,))
    return {**found, STRETCH: (library.stretches["cat-cow"], ()), ROUTINE: (library.routines["desk-break"], ())}


def change_records(project: Project, text: Change, name: Change = keep) -> dict[str, dict[str, list[Way]]]:
    """Change every text and every name; give the ways to what was changed, by file and by kind."""
    for file, more in UNUSED.items():
        save(project, file, {**read_yaml(project.read(file)), **more})
    changed: dict[str, dict[str, list[Way]]] = {}
    for file, (record, top) in records_to_change(load(project.path("stretches"))).items():
        data = read_yaml(project.read(file))
        changed[file] = {}
        for kind, change in (("text", text), ("name", name)):
            ways = [(*top, *way) for way in ways_to_texts(record, f"check_{kind}")]
            changed[file][kind] = ways if change is not keep else []
            for way in ways:
                change_at(data, way, change)
        save(project, file, data)
    return changed


def change_at(data: Any, way: Way, change: Change) -> None:
    for part in way[:-1]:
        data = data[part]
    data[way[-1]] = change(data[way[-1]])


def save(project: Project, file: str, data: Any) -> None:
    text = yaml.dump(data, Dumper=DUMPER, allow_unicode=True, sort_keys=False, width=100_000)
    project.write(file, text)


def read_yaml(text: str) -> Any:
    return yaml.load(text, Loader=LOADER)  # noqa: S506 a safe one


@lru_cache
def composed(text: str) -> Any:
    return yaml.compose(text, Loader=LOADER)


def line_of(text: str, way: Way) -> int:
    """The line, counted from 1, on which a value stands in a YAML file."""
    node = composed(text)
    for part in way:
        within = (
            dict(enumerate(node.value)) if isinstance(part, int) else {key.value: value for key, value in node.value}
        )
        node = within[part]
    return int(node.start_mark.line) + 1


# Refused, each at its line.


def refuses(project: Project, changed: dict[str, dict[str, list[Way]]]) -> None:
    result = project.check()
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    for file, kinds in changed.items():
        told = {int(line) for line in re.findall(rf"^{re.escape(file)}:(\d+):", result.stderr, re.MULTILINE)}
        untold = [way for ways in kinds.values() for way in ways if line_of(project.read(file), way) not in told]
        assert untold == [], file


def test_there_are_texts_everywhere(project: Project) -> None:
    changed = change_records(project, lambda text: text.upper(), lambda name: name.upper())
    steps = [way for way in changed[STRETCH]["text"] if way[0] == "steps"]
    assert len(steps) >= 2
    assert {("summary",), ("dose", "editorial", "move"), ("safety", "notes", 0), ("feel", "where")} <= {
        *changed[STRETCH]["text"]
    }
    assert {("name",), ("also_known_as", 0), ("sources", 0, "named"), ("review", "by")} <= {*changed[STRETCH]["name"]}
    assert {("for_whom",), ("skip_if", 0), ("items", 0, "note"), ("warm_up",)} <= {*changed[ROUTINE]["text"]}
    assert (0, "text") in changed["stretches/stop-signs.yml"]["text"]


@pytest.mark.parametrize("what", CODE)
def test_code_is_refused_in_every_text(project: Project, what: str) -> None:
    def add(text: str) -> str:
        return f"{text} {CODE[what]}"

    refuses(project, change_records(project, add, add))


@pytest.mark.parametrize("what", FOREIGN_MARKUP)
def test_markup_that_is_not_ours_is_refused_in_every_text(project: Project, what: str) -> None:
    refuses(project, change_records(project, lambda text: f"{text} {FOREIGN_MARKUP[what]}"))


@pytest.mark.parametrize("what", FOREIGN_MARKUP)
def test_markup_is_refused_in_every_name(project: Project, what: str) -> None:
    refuses(project, change_records(project, keep, lambda name: f"{name} {FOREIGN_MARKUP[what]}"))


@pytest.mark.parametrize("field", ["URL", "DOI", "id", "type"])
def test_an_unfit_field_of_a_reference_is_refused(project: Project, field: str) -> None:
    references = json.loads(project.read("stretches/references.json"))
    references[0][field] = "javascript:alert(1)"
    project.write("stretches/references.json", json.dumps(references, indent=1))
    lines = project.read("stretches/references.json").split("\n")
    line = next(number for number, text in enumerate(lines, 1) if "javascript:" in text)
    assert f"\nstretches/references.json:{line}:" in f"\n{project.check().stderr}"


# Shown as it was written.


@pytest.fixture(scope="module")
def plain_site(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Project, dict[str, dict[str, list[Way]]], str]]:
    """A site with odd but harmless letters in every text: its project, what was changed, its address."""
    project = copy_project(tmp_path_factory.mktemp("plain") / "project")
    take_style_checks_out(project)
    changed = change_records(project, lambda text: f"{text} {PLAIN}", lambda name: f"{name} {PLAIN_NAME}")
    result = project.build()
    assert result.returncode == 0, result.stdout + result.stderr
    for address in serve_folder(project.path("site")):
        yield project, changed, address


@pytest.fixture(scope="module")
def unchecked_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, str]]:
    """A site with everything hostile in every text, made with all checks of text taken out."""
    project = copy_project(tmp_path_factory.mktemp("unchecked") / "project")
    change_records(project, lambda text: f"{text} {EVERYTHING}{IN_OUR_MARKUP}", lambda name: f"{name} {EVERYTHING}")
    change_references(project)
    take_checks_out(project)
    result = project.build()
    assert result.returncode == 0, result.stdout + result.stderr
    for address in serve_folder(project.path("site")):
        yield project, address


def change_references(project: Project) -> None:
    references = json.loads(project.read("stretches/references.json"))
    for field in ("title", "container-title", "publisher", "note", "genre", "page", "volume"):
        references[0][field] = f"{references[0].get(field, '')} {EVERYTHING}"
    references[0]["author"] = [{"family": EVERYTHING, "given": EVERYTHING}, {"literal": EVERYTHING}]
    project.write("stretches/references.json", json.dumps(references))


def take_checks_out(project: Project) -> None:
    for check in ("check_text", "check_name"):
        project.replace("hooks/stretchbook/text/letters.py", f"def {check}(value: str) -> str:\n",
                        f"def {check}(value: str) -> str:\n    return value\n")  # fmt: skip
    project.replace("hooks/stretchbook/text/markup.py", "def foreign_markup(text: str) -> str | None:\n",
                    "def foreign_markup(text: str) -> str | None:\n    return None\n")  # fmt: skip
    project.append("hooks/stretchbook/book/safety_gate.py", "\n_COPIED_SHARE = 99\n")
    take_style_checks_out(project)
    project.append("hooks/stretchbook/text/quantities.py", '\n_QUANTITY = re.compile("(?!)")\n')
    project.replace("hooks/stretchbook/book/references.py", "        yield from _text_faults(source, way, text)\n",
                    "        del way, text\n")  # fmt: skip
    for file in (
        project.path("hooks/stretchbook/text/letters.py"),
        *project.path("hooks/stretchbook/model").glob("*.py"),
    ):
        text = re.sub(r"max_length=\d+", "max_length=99_999", file.read_text(encoding="utf-8"))
        file.write_text(text, encoding="utf-8")


def take_style_checks_out(project: Project) -> None:
    """The same odd letters at the end of every text are neither short, nor easy to read, nor unlike each other."""
    project.append("hooks/stretchbook/checks/reading_age.py", "\nMOST_WORDS = HARDEST_GRADE = 9_999\n")
    project.append("hooks/stretchbook/checks/repeats.py", "\nFEWEST_WORDS = 9_999\n")


def pages_of(project: Project) -> list[str]:
    """The pages on which the changed texts stand."""
    entries = {kind: read_yaml(project.read(f"stretches/{kind}.yml"))[0]["id"]
               for kind in ("muscles", "muscle-groups", "conditions")}  # fmt: skip
    return ["", "stretches/", "stretches/cat-cow/", "routines/", "routines/desk-break/", "references/", "conditions/",
            "muscles/", "learn/when-to-seek-help/", "learn/what-the-evidence-says/", "learn/glossary/",
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


@pytest.mark.parametrize(("file", "url"), [(STRETCH, "stretches/cat-cow/"), (ROUTINE, "routines/desk-break/")])
def test_harmless_text_is_shown_as_written(browser: Browser, plain_site: Any, file: str, url: str) -> None:
    project, changed, address = plain_site
    page, ran = watched(browser)
    page.goto(f"{address}/{url}")
    record = read_yaml(project.read(file))
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
    record = read_yaml(project.read(STRETCH))
    data = json.loads(project.read("site/search/index.json"))
    entries = [dict(zip(data["fields"], entry, strict=True)) for entry in data["entries"]]
    entry = next(entry for entry in entries if entry["address"] == "stretches/cat-cow/")
    assert (entry["title"], entry["also"]) == (record["name"], record["also_known_as"])
    assert entry["summary"] == record["summary"]


def test_harmless_text_is_in_the_data_as_written(plain_site: Any) -> None:
    project, _, _ = plain_site
    record = read_yaml(project.read(STRETCH))
    listed = json.loads(project.read("site/api/v1/stretches.json"))["stretches"]
    data = next(entry for entry in listed if entry["id"] == "cat-cow")
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
    page.goto(f"{address}/stretches/cat-cow/")
    record = read_yaml(project.read(STRETCH))
    assert page.title().startswith(record["name"].split("\u0007")[0])
    assert page.locator("main h1").text_content() == record["name"]
    assert said(page).count(EVERYTHING) > 20
    assert said(page).count("<b>{{ 7*7 }}</b> <i>{{ 77 }}</i>") > 20
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


@pytest.mark.parametrize("url", ["stretches/", "stretches/cat-cow/", "routines/desk-break/", "references/"])
def test_a_very_long_word_does_not_push_the_page_aside(browser: Browser, unchecked_site: Any, url: str) -> None:
    _, address = unchecked_site
    page, _ = watched(browser, width=360)
    page.goto(f"{address}/{url}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()
