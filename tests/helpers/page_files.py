"""What may lie among pages and records: files, links and pipes, and what is said of those that are refused."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

Make = Callable[[Path], object]


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


UTF8 = "Save it again with the encoding UTF-8."
NAME = "Rename it, in letters, digits and hyphens."
REFUSED: dict[str, tuple[Make, str]] = {
    "Latin-1": (
        write("content/a.md", "# A\n\né\n".encode("latin-1")), f"content/a.md:3:1: is not saved as UTF-8. {UTF8}",
    ),
    "UTF-16": (write("content/a.md", "# A\n".encode("utf-16")), f"content/a.md:1:1: is saved as UTF-16. {UTF8}"),
    "NUL": (
        write("content/a.md", "# A\n\na\0b\n"),
        f"content/a.md:3:2: is no plain text: it holds NUL bytes, as UTF-16 does. {UTF8}",
    ),
    "a byte-order mark in the middle": (
        write("content/a.md", "# A\n\na\ufeffb\n"),
        "content/a.md:3:2: holds a character that cannot be seen (U+FEFF). Remove it.",
    ),
    "a huge page": (
        write("content/a.md", "a" * 60_001), "content/a.md:1:1: is larger than 60 kB. Make several pages of it.",
    ),
    "a huge picture": (
        write("content/a.PNG", "a" * 500_001),
        "content/a.PNG:1:1: is larger than 500 kB, the most for its kind. Make it smaller, or leave it out.",
    ),
    "a huge drawing": (
        write("content/a.svg", "a" * 200_001), "content/a.svg:1:1: is larger than 200 kB, the most for its kind.",
    ),
    "a file for the host": (
        write("content/a", "elsewhere.invalid"),
        "content/a:1:1: is of no kind that pages show. Remove it. A file for the site's host is named in mkdocs.yml: ",
    ),
    "a setting for the host": (write("content/a.json", "{}"), "content/a.json:1:1: is of no kind that pages show."),
    "a pipe": (
        pipe("content/a.md"),
        "content/a.md:1:1: is not a file, but a pipe, a socket or a device. Move it out of this folder.",
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
        "content/a.md:2:1: `count` is not a setting of a page. ",
    ),
    "brackets without end": (
        write("content/a.md", "# A\n\n" + "[" * 50_000),
        "content/a.md:3:1: has more than 200 `[` in one paragraph. Part it by empty lines.",
    ),
    "a heading of brackets": (
        write("content/a.md", "# " + "[" * 50_000), "content/a.md:1:1: has more than 200 `[` in one paragraph. ",
    ),
    "definitions without end": (
        write("content/a.md", "# A\n\n" + "a\n: " * 10_000),
        "content/a.md:3:1: has more than 200 lines without an empty one. Part them by empty lines.",
    ),
    "tags without end": (
        write("content/a.md", "<a \n\n" * 2_000), "content/a.md:1:1: has more than 1000 `<`. Write it in Markdown",
    ),
    "settings without end": (
        write("mkdocs.yml", "site_name: A\n" + "#" * 100_000), "mkdocs.yml:1:1: is larger than 100 kB. Shorten it.",
    ),
    "settings that stand for themselves": (
        write("mkdocs.yml", "site_name: A\ndocs_dir: content\nextra: &a [*a]\n"),
        "mkdocs.yml:3:8: uses an anchor (`&` or `*`). Write the value out; put text with these signs in quotes.",
    ),
    "a name in another encoding": (
        write(os.fsdecode(b"content/caf\xe9.md")),
        f"content/caf\ufffd.md:1:1: has a name that is not in UTF-8, so that it can have no address. {NAME}",
    ),
    "a name of two lines": (
        write("content/a\nb.md"),
        f"content/a\ufffdb.md:1:1: has a name with a character that cannot be seen (U+000A). {NAME}",
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
        "mkdocs.yml:2:1: docs_dir: `contnet` is not a folder. Name the folder of the pages, or make it.",
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

LEFTOVERS = (
    "open-hand.yml~", "#open-hand.yml#", ".open-hand.yml.swp", "open-hand.yml.swo", "4913", "open-hand.yml.orig",
    "open-hand.yml.rej", "open-hand.yml.bak", "open-hand.yml.tmp", "open-hand.yml.save", "open-hand.yml___jb_tmp___",
    "~$open-hand.yml", ".goutputstream-A1B2C3", "Thumbs.db", "desktop.ini", "Desktop.ini", ".DS_Store",
    "._open-hand.yml", "__MACOSX", "open-hand_BACKUP_1234.yml", "open-hand.yml.sb-1a2b3c4d-AbCdEf",
)  # fmt: skip
