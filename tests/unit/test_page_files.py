"""Which files are read, passed over or refused: pages, records, and what programs leave beside them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from helpers.broken_cases import copy_small_site, make_site
from helpers.page_files import LEFTOVERS, REFUSED, UTF8, Make, link, replaced, write
from mkdocs.config import load_config
from mkdocs.structure.files import File, get_files
from stretchbook.book.article import read_pages
from stretchbook.book.leftovers import is_leftover
from stretchbook.book.page_folder import PageFolder, address, destination
from stretchbook.book.page_settings import page_folder
from stretchbook.book.reader import read_book
from stretchbook.checks.all_checks import problems_of
from stretchbook.problems import Problem, ProblemsError
from stretchbook.settings.mkdocs_yml import read_settings


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """The hand clinic with settings and one page."""
    top = tmp_path / "clinic"
    copy_small_site(top)
    make_site(top)
    write("content/index.md", "# Hands\n")(top)
    return top


def told(top: Path) -> list[str]:
    """What the check says of a site, line by line."""
    try:
        pages = read_pages(page_folder(read_settings(top / "mkdocs.yml")))
    except ProblemsError as refusal:
        return [str(problem) for problem in refusal.problems]
    return [str(problem) for problem in problems_of(read_book(top / "stretches", pages))]


SOUND: dict[str, Make] = {
    "a byte-order mark": write("content/a.md", b"\xef\xbb\xbf---\ntitle: A\n---\n# A\n"),
    "ends of lines from Windows": write("content/a.md", b"---\r\ntitle: A\r\n---\r\n# A\r\n"),
    "ends of lines from old Macs": write("content/a.md", b"---\rtitle: A\r---\r# A\r"),
    "a space that does not break": write("content/a.md", "- \u00a0a: b\n\u00a0c\n"),
    "an empty page": write("content/a.md", ""),
    "a folder named like a page": write("content/a.md/b.md"),
    "an empty folder named like a page": lambda top: (top / "content/a.md").mkdir(),
    "another ending of pages": write("content/a.markdown"),
    "what nobody reads": write("content/A.MD", b"\xff"),
    "a hidden page": write("content/.a.md", b"\xff"),
    "a page in a hidden folder": write("content/.a/b.md", b"\xff"),
    "templates": write("content/templates/a.md", b"\xff"),
    "a page with a link to it": link("content/a.md", "index.md"),
    "a folder with a link to it": link("content/more", "../stretches"),
    "all pages behind a link": replaced("content", link("content", "real")),
    "all records behind a link": replaced("stretches", link("stretches", "real")),
    "a lock of Emacs": link("content/.#index.md", "me@host.1:2"),
    "a lock of Emacs beside a record": link("stretches/.#open-hand.yml", "me@host.1:2"),
    "a name with odd letters": write("content/ä #1 50%.md"),
}  # fmt: skip


@pytest.mark.parametrize("what", SOUND)
def test_the_check_passes(what: str, clinic: Path) -> None:
    SOUND[what](clinic)
    assert told(clinic) == []


@pytest.mark.parametrize("what", REFUSED)
def test_the_check_says_in_one_line(what: str, clinic: Path) -> None:
    make, line = REFUSED[what]
    make(clinic)
    [said] = told(clinic)
    assert said.startswith(line)


@pytest.mark.parametrize("name", LEFTOVERS)
def test_leftovers_are_passed_over_everywhere(name: str, clinic: Path) -> None:
    for folder in ("stretches", "stretches/routines", "content", "content/assets"):
        write(f"{folder}/{name}", b"\xff: [")(clinic)
    assert told(clinic) == []
    assert list(read_pages(page_folder(read_settings(clinic / "mkdocs.yml"))).files) == ["index.md"]


@pytest.mark.parametrize(
    "name",
    ["open-hand.yml", "4913.yml", "open-hand.yaml", "swp.md", "notes_local_2024.md", "tmp.md", "a.css", "save.png"],
)
def test_what_somebody_wrote_is_no_leftover(name: str) -> None:
    assert not is_leftover(name)


def test_a_reference_is_not_blamed_while_a_page_cannot_be_read(clinic: Path) -> None:
    spare = '[\n  {"id": "spare", "type": "book", "title": "Spare", "custom": {"kind": "overview"}},\n'
    references = (clinic / "stretches/references.json").read_text(encoding="utf-8")
    write("stretches/references.json", references.replace("[\n", spare, 1))(clinic)
    [uncited] = told(clinic)
    assert "cited by no record and no page" in uncited
    write("content/a.md", '{{ cite("spare") }} é\n'.encode("latin-1"))(clinic)
    assert told(clinic) == [f"content/a.md:1:21: is not saved as UTF-8. {UTF8}"]
    for call in ('{{ cite("spare") | safe }}', "{{ cite(name='spare') }}", '{{ cite("spare" }}', "{{ cite(x) }}"):
        write("content/a.md", f"{call}\n")(clinic)
        assert not [line for line in told(clinic) if "cited by" in line], call


def test_a_file_that_vanishes_while_it_is_read_is_a_problem_and_no_crash(
    clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("content/a.md")(clinic)
    listing = PageFolder.listing

    def and_then_it_goes(folder: PageFolder) -> Any:
        found = listing(folder)
        (clinic / "content/a.md").unlink(missing_ok=True)
        return found

    monkeypatch.setattr(PageFolder, "listing", and_then_it_goes)
    assert told(clinic) == ["content/a.md:1:1: was there a moment ago and is gone. Start again."]


def test_pages_may_lie_anywhere(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.move(clinic / "content", clinic.parent / "docs")
    write("../docs/a.md", b"\xff")(clinic)
    monkeypatch.setenv("PAGES_OF_THE_CLINIC", "../docs")
    for said in ("../docs", str(clinic.parent / "docs"), "!ENV [PAGES_OF_THE_CLINIC, content]"):
        write("mkdocs.yml", f"site_name: !ENV [NOBODY, A]\nx: !!python/name:os.system\ndocs_dir: {said}\n")(clinic)
        assert told(clinic) == [f"../docs/a.md:1:1: is not saved as UTF-8. {UTF8}"]
    write("base.yml", "docs_dir: ../docs\nexclude_docs: a.*\n")(clinic)
    write("mkdocs.yml", "INHERIT: base.yml\nsite_name: A\n")(clinic)
    assert told(clinic) == []


def test_the_same_files_are_read_as_by_mkdocs(clinic: Path) -> None:
    names = (
        "a.md", "b.markdown", "c.mdown", "d.mkd", "e.mkdn", "F.MD", "g.pdf", ".h.md", "i/.j/k.md", "l.md/m.md",
        "n/README.md", "n/o.md", "secret/p.md", "q/secret.md", "draft-r.md", "templates/s.md", "t/templates/u.md",
        "v w.md",
    )  # fmt: skip
    for name in names:
        write(f"content/{name}", f"# {name}\n")(clinic)
    link("content/x", "n")(clinic)
    settings = "site_name: A\ndocs_dir: content\nplugins: []\nexclude_docs: |\n  secret/\n  !q\ndraft_docs: draft-*\n"
    write("mkdocs.yml", settings)(clinic)
    pages = read_pages(page_folder(read_settings(clinic / "mkdocs.yml")))
    config = load_config(str(clinic / "mkdocs.yml"))
    files: list[File] = list(get_files(config))
    theirs = [file.src_uri for file in files if file.inclusion.is_in_serve()]  # type: ignore[no-untyped-call]
    assert list(pages.files) == theirs
    published = [file for file in files if file.is_documentation_page() and file.inclusion.is_included()]  # type: ignore[no-untyped-call]
    assert [article.address for article in pages.articles] == [file.url.removeprefix("./") for file in published]
    assert [destination(file.src_uri) for file in published] == [file.dest_uri for file in published]
    assert [pages.texts[file.src_uri] for file in published] == [file.content_string for file in published]
    assert address("index.md") == ""


def test_a_problem_is_named_by_its_file(clinic: Path) -> None:
    write("content/a.md", "---\ntitle: No\n---\n")(clinic)
    [problem] = read_pages(page_folder(read_settings(clinic / "mkdocs.yml"))).problems
    assert problem == Problem(
        "content/a.md", 2, 8, "title", "`No` without quotes reads as `false`.", "Put it in quotes: 'No'."
    )
