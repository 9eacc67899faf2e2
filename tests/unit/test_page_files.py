"""Which files are read, passed over or refused: pages, records, and what programs leave beside them."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from helpers.broken_cases import copy_small_site, make_site
from helpers.project import Project
from mkdocs.config import load_config
from mkdocs.structure.files import File, get_files
from stretchbook.book.article import read_pages
from stretchbook.book.leftovers import is_leftover
from stretchbook.book.opening import open_book, taken_addresses
from stretchbook.book.page_folder import PageFolder, address, destination
from stretchbook.book.page_settings import page_folder
from stretchbook.problems import Problem, ProblemsError
from stretchbook.settings.mkdocs_yml import read_settings

Make = Callable[[Path], object]


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """The hand clinic with settings and one page."""
    top = tmp_path / "clinic"
    copy_small_site(top)
    make_site(top)
    write("content/index.md", "# Hands\n")(top)
    return top


def write(name: str, text: str | bytes = "# Hands\n") -> Make:
    def make(top: Path) -> None:
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_bytes(text.encode() if isinstance(text, str) else text)

    return make


def link(name: str, to: str) -> Make:
    def make(top: Path) -> None:
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).symlink_to(to)

    return make


def pipe(name: str) -> Make:
    return lambda top: os.mkfifo(top / name)


def replaced(name: str, make: Make) -> Make:
    def both(top: Path) -> None:
        (top / name).rename(top / "real")
        make(top)

    return both


def told(top: Path) -> list[str]:
    """What the check says of a site, line by line."""
    try:
        pages = read_pages(page_folder(read_settings(top / "mkdocs.yml")))
        library = open_book(top / "stretches", pages)
    except ProblemsError as refusal:
        return [str(problem) for problem in refusal.problems]
    return [str(problem) for problem in taken_addresses(library, pages)]


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


_UTF8 = "Save it again with the encoding UTF-8."
_NAME = "Rename it, in letters, digits and hyphens."
REFUSED: dict[str, tuple[Make, str]] = {
    "Latin-1": (
        write("content/a.md", "# A\n\né\n".encode("latin-1")), f"content/a.md:3:1: is not saved as UTF-8. {_UTF8}",
    ),
    "UTF-16": (write("content/a.md", "# A\n".encode("utf-16")), f"content/a.md:1:1: is saved as UTF-16. {_UTF8}"),
    "NUL": (
        write("content/a.md", "# A\n\na\0b\n"),
        f"content/a.md:3:2: is no plain text: it holds NUL bytes, as UTF-16 does. {_UTF8}",
    ),
    "a byte-order mark in the middle": (
        write("content/a.md", "# A\n\na\ufeffb\n"),
        "content/a.md:3:2: holds a character that cannot be seen (U+FEFF). Remove it.",
    ),
    "a huge page": (
        write("content/a.md", "a" * 200_001), "content/a.md:1:1: is larger than 200 kB. Make several pages of it.",
    ),
    "a pipe": (
        pipe("content/a.md"),
        "content/a.md:1:1: is no file, but a pipe, a socket or a device. Move it out of this folder.",
    ),
    "a pipe among the records": (
        pipe("stretches/a.yml"),
        "stretches/a.yml:1:1: cannot be read. Check that it is a file and that you may read it.",
    ),
    "a page that is not there": (
        link("content/a.md", "b.md"),
        "content/a.md:1:1: is a link that leads nowhere. Remove it, or put a real file in its place.",
    ),
    "a picture that is not there": (
        link("content/a.png", "b.png"),
        "content/a.png:1:1: is a link that leads nowhere. Remove it, or put a real file in its place.",
    ),
    "round in a circle": (
        link("content/a/b", ".."),
        "content/a/b:1:1: is a link to a folder that it stands in itself. Remove it, or link to another one.",
    ),
    "everything": (
        link("content/a", "/"),
        "content/a:1:1: is a link to a folder that it stands in itself. Remove it, or link to another one.",
    ),
    "two files for one page": (
        write("content/README.md"),
        "content/index.md:1:1: gives the same page as `content/README.md`. Rename one of the two, or remove it.",
    ),
    "a file and a folder for one page": (
        lambda top: (write("content/a.md")(top), write("content/a/index.md")(top)),
        "content/a/index.md:1:1: gives the same page as `content/a.md`. Rename one of the two, or remove it.",
    ),
    "a page of a record": (
        write("content/stretches/open-hand.md"),
        "content/stretches/open-hand.md:1:1: stands where a record's page goes. Rename one of the two.",
    ),
    "data of records": (
        write("content/api/v1/index.json"),
        "content/api/v1/index.json:1:1: stands where a record's page goes. Rename one of the two.",
    ),
    "a setting that hides a macro": (
        write("content/a.md", '---\ncount: 5\n---\n{{ count("stretches") }}\n'),
        "content/a.md:2:8: count: `count` is a macro that this page calls, and this setting would hide it. Give",
    ),
    "a name in another encoding": (
        write(os.fsdecode(b"content/caf\xe9.md")),
        f"content/caf\ufffd.md:1:1: has a name that is not in UTF-8, so that it can have no address. {_NAME}",
    ),
    "a name of two lines": (
        write("content/a\nb.md"),
        f"content/a\ufffdb.md:1:1: has a name with a character that cannot be seen (U+000A). {_NAME}",
    ),
    "folders in folders": (
        write("content/" + "a/" * 40 + "b.md"), f"content/{'a/' * 30}a:1:1: lies deeper than 30 folders. Move it up.",
    ),
    "a page that is in no menu": (
        lambda top: (
            write("content/a.md")(top),
            write("mkdocs.yml", "docs_dir: content\nvalidation: {omitted_files: warn}\nnav: [{A: index.md}]\n")(top),
        ),
        "content/a.md:1:1: is in no menu. Name it under `nav` in mkdocs.yml, or under `not_in_nav`.",
    ),
    "no settings file": (
        lambda top: (top / "mkdocs.yml").unlink(),
        "mkdocs.yml:1:1: is missing. Bring it back; no site can be made without it.",
    ),
    "an empty settings file": (
        write("mkdocs.yml", "# Later.\n"),
        "mkdocs.yml:1:1: has no settings. Write each as `name: value`.",
    ),
    "settings that are no YAML": (
        write("mkdocs.yml", "a: b\nc: [\n"),
        "mkdocs.yml:3:1: cannot be read as YAML: ",
    ),
    "pages that are not there": (
        write("mkdocs.yml", "site_name: A\ndocs_dir: contnet\n"),
        "mkdocs.yml:2:1: docs_dir: `contnet` is no folder. Name the folder of the pages, or make it.",
    ),
    "pages behind a link in a circle": (
        replaced("content", link("content", "content")),
        "mkdocs.yml:2:1: docs_dir: `content` is a link that leads nowhere. Name the folder of the pages, or make it.",
    ),
    "the folder of everything": (
        write("mkdocs.yml", "docs_dir: .\n"),
        "mkdocs.yml:1:1: docs_dir: is the folder of this file. Put the pages in a folder of their own.",
    ),
    "a list for a folder": (
        write("mkdocs.yml", "docs_dir: [content]\n"),
        "mkdocs.yml:1:1: docs_dir: is not the name of a folder. Write it as text: content.",
    ),
    "records behind a link that leads nowhere": (
        replaced("stretches", link("stretches", "nowhere")),
        "stretches:1:1: is a link that leads nowhere. Let it lead to the folder of the records.",
    ),
    "a copy of a record": (
        write("stretches/open-hand - Copy.yml"),
        "stretches/open-hand - Copy.yml:1:1: has a name that cannot be an id. ",
    ),
    "a second copy of a record": (
        write("stretches/open-hand (1).yml"), "stretches/open-hand (1).yml:1:1: has a name that cannot be an id. ",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_the_check_says_in_one_line(what: str, clinic: Path) -> None:
    make, line = REFUSED[what]
    make(clinic)
    [said] = told(clinic)
    assert said.startswith(line)


LEFTOVERS = (
    "open-hand.yml~", "#open-hand.yml#", ".open-hand.yml.swp", "open-hand.yml.swo", "4913", "open-hand.yml.orig",
    "open-hand.yml.rej", "open-hand.yml.bak", "open-hand.yml.tmp", "open-hand.yml.save", "open-hand.yml___jb_tmp___",
    "~$open-hand.yml", ".goutputstream-A1B2C3", "Thumbs.db", "desktop.ini", "Desktop.ini", ".DS_Store",
    "._open-hand.yml", "__MACOSX", "open-hand_BACKUP_1234.yml", "open-hand.yml.sb-1a2b3c4d-AbCdEf",
)  # fmt: skip


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
    assert told(clinic) == [f"content/a.md:1:21: is not saved as UTF-8. {_UTF8}"]
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
        assert told(clinic) == [f"../docs/a.md:1:1: is not saved as UTF-8. {_UTF8}"]
    write("base.yml", "docs_dir: ../docs\nexclude_docs: a.*\n")(clinic)
    write("mkdocs.yml", "INHERIT: base.yml\nsite_name: A\n")(clinic)
    assert told(clinic) == []


def test_the_same_files_are_read_as_by_mkdocs(clinic: Path) -> None:
    names = (
        "a.md", "b.markdown", "c.mdown", "d.mkd", "e.mkdn", "F.MD", "g.txt", ".h.md", "i/.j/k.md", "l.md/m.md",
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


# The real build says what the check says.


@pytest.fixture
def untidy(project: Project) -> Project:
    """A project with what editors and file managers leave behind, and with pages as other editors save them."""
    about = project.path("content/about/index.md")
    about.write_bytes(
        b"\xef\xbb\xbf" + about.read_bytes().replace(b"\n", b"\r\n").replace(b"title: About", b"title: 2024")
    )
    for folder in ("stretches", "stretches/routines", "content", "content/assets", "overrides", "overrides/assets"):
        for name in LEFTOVERS:
            write(f"{folder}/{name}", "{{ junk")(project.top)
    link("content/.#index.md", "me@host.1:2")(project.top)
    project.path("content").rename(project.path("pages"))
    project.path("content").symlink_to("pages")
    return project


def test_leftovers_are_published_nowhere_and_odd_pages_are_read(untidy: Project) -> None:
    checked, built = untidy.check(), untidy.build()
    assert (checked.returncode, built.returncode) == (0, 0), checked.stderr + built.stdout + built.stderr
    assert [name for name in untidy.site() if any(part in LEFTOVERS for part in name.split("/"))] == []
    assert "<title>2024" in untidy.page("about/")


def test_all_broken_pages_are_told_at_once_by_check_and_build(project: Project) -> None:
    broken = [
        name
        for name, (_, line) in REFUSED.items()
        if line.startswith(("content/a", "content/caf", "stretches/a")) and not re.search("in no menu|/api/", line)
    ]
    for number, name in enumerate(broken):
        top = project.top.parent / str(number)
        (top / "content").mkdir(parents=True)
        (top / "stretches").mkdir()
        REFUSED[name][0](top)
        for folder in ("content", "stretches"):
            for made in (top / folder).iterdir():
                made.rename(project.path(f"content/{number}-{made.name}"))
    project.replace("mkdocs.yml", "not_in_nav: /search.md", "not_in_nav: /*")
    checked, built = project.check(), project.build()
    lines = checked.stderr.splitlines()
    assert (checked.returncode, built.returncode) == (1, 1)
    assert len(lines) == len(broken) + 1
    assert built.stdout.strip().splitlines() == lines
    assert "Traceback" not in checked.stderr + built.stderr
    assert not project.path("site").exists()


def test_a_problem_is_named_by_its_file(clinic: Path) -> None:
    write("content/a.md", "---\ntitle: No\n---\n")(clinic)
    [problem] = read_pages(page_folder(read_settings(clinic / "mkdocs.yml"))).problems
    assert problem == Problem(
        "content/a.md", 2, 8, "title", "`No` without quotes reads as `false`.", "Put it in quotes: 'No'."
    )
