"""The hand-written pages, read for what they cite and for what they say without a source."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from stretchbook.book.file_names import page_name_problems
from stretchbook.book.page_folder import PageFolder, address
from stretchbook.problems import Problem
from stretchbook.text.front_matter import FrontMatter, read_front_matter
from stretchbook.text.page_calls import Call, calls, is_plain
from stretchbook.text.page_limits import LARGEST_PAGE, limit_faults
from stretchbook.text.place import Lines
from stretchbook.text.plain_file import read_plain
from stretchbook.text.source import Source, decode

_GUIDE = "contribute/"
"""The folder of the pages that are about the program, and not about anybody's health."""

_CITE_LIKE = re.compile(r"""\bcite\s*\(\s*(?:\w+\s*=\s*)?["'](?P<id>[^"'\n]*)["']""")


@dataclass(frozen=True)
class Article:
    r"""One hand-written page: its file, its address from the root of the site, its title and all that it cites.

    `text` is the whole file, in which every line ends with `\n`; `front` are the settings at its top.
    """

    path: str
    address: str
    title: str
    cited: tuple[str, ...]
    text: str
    front: FrontMatter = field(default_factory=FrontMatter)

    @property
    def is_for_readers(self) -> bool:
        """Whether it is for readers: then it leads to its sources, and promises nothing."""
        return not self.address.startswith(_GUIDE)

    @property
    def body(self) -> str:
        """What stands below the front matter."""
        return self.text[self.front.start :]

    @property
    def lines_above(self) -> int:
        """How many lines the front matter has."""
        return Lines(self.text).place(self.front.start).line - 1


@dataclass(frozen=True)
class Pages:
    """The hand-written pages, as far as they can be read, in MkDocs' order.

    `texts` are those that MkDocs may read, by their files' paths below the folder: with `problems`, some are not
    there. `files` are all files of the folder that may be published, with how messages name them.
    """

    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    is_endless: bool = False
    """Whether links in the folder lead round in circles, so that nobody else may walk through it."""
    is_whole: bool = True
    """Whether every page could be read. If not, some may cite what no other page cites."""


NO_PAGES = Pages(is_whole=False)
"""For whoever reads records alone: which references pages cite is not known then."""


def read_pages(folder: PageFolder) -> Pages:
    """Read every page of a folder; there need be none."""
    listing = folder.listing()
    problems = [*listing.problems, *page_name_problems(folder, listing.files)]
    read: dict[str, Article] = {}
    unread, faulty = [], set()
    for uri in listing.pages:
        if folder.is_missing_in_menu(uri) and not folder.is_draft(uri):
            fix = "Name it under `nav` in mkdocs.yml, or under `not_in_nav`."
            problems.append(Problem(folder.shown(uri), 1, 1, "", "is in no menu.", fix))
        text, faults = read_text(folder, uri)
        if text is None:
            problems += faults
            unread.append(uri)
            continue
        read[uri] = made = read_article(text, folder, uri)
        faults += made.front.problems
        problems += faults
        if faults:
            faulty.add(uri)
    articles = tuple(article for uri, article in read.items() if not folder.is_draft(uri))
    texts = {uri: article.text for uri, article in read.items() if uri not in faulty}
    is_whole = not unread and not listing.is_endless and all(is_plain(article.body) for article in articles)
    files = {uri: folder.shown(uri) for uri in listing.files}
    return Pages(articles, tuple(problems), texts, files, listing.is_endless, is_whole)


def read_text(folder: PageFolder, uri: str) -> tuple[str | None, list[Problem]]:
    """Return a page's text as MkDocs reads it, and what is wrong with its letters; None where it cannot be read."""
    source = Source(folder.shown(uri))
    try:
        raw = read_plain(folder.folder / uri, LARGEST_PAGE)
    except FileNotFoundError:
        source.refuse((), "was there a moment ago and is gone.", "Start again.")
        return None, source.problems
    except OSError:
        source.refuse((), "cannot be read.", "Check that you may read it, or remove it.")
        return None, source.problems
    if len(raw) > LARGEST_PAGE:
        source.refuse((), f"is larger than {LARGEST_PAGE // 1000} kB.", "Make several pages of it.")
        return None, source.problems
    text = decode(raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n"), source, is_yaml=False)
    limits = list(limit_faults(text or ""))
    for place, message, fix in limits:
        source.refuse((), message, fix, place=place)
    return None if limits else text, source.problems


def read_article(text: str, folder: PageFolder, uri: str) -> Article:
    """Return the page that a text is, as it stands in the file `uri`."""
    path = folder.shown(uri)
    front = read_front_matter(text, path, folder.has_template)
    title = front.text_of("title") or _heading(text[front.start :]) or _name(uri)
    return Article(path, address(uri), title, _cited(text, front), text, front)


def _heading(text: str) -> str:
    """Return the words of the heading that a page begins with, as MkDocs finds it; empty where there is none."""
    first = re.match(r"\n*(#(?!#)[^\n]*|[^\n]+\n=+[ ]*(?=\n|\Z))", text)
    if not first:
        return ""
    tree = LexborHTMLParser(Markdown(extensions=["attr_list"]).convert(first[1]))
    heading = tree.css_first("h1")
    return heading.text().strip() if heading else ""


def _name(uri: str) -> str:
    """Return the title that MkDocs makes of a file's name."""
    stem = posixpath.splitext(posixpath.basename(uri))[0]
    if not address(uri):
        return "Home"
    name = ("index" if stem == "README" else stem).replace("-", " ").replace("_", " ")
    return name.capitalize() if name.lower() == name else name


def _cited(text: str, front: FrontMatter) -> tuple[str, ...]:
    """Return the ids that a page cites, whatever else stands in the braces."""
    read = calls(text[front.start :])
    if read is None:
        found = [match["id"] for match in _CITE_LIKE.finditer(text)]
    else:
        found = [word for call in read if call.name == "cite" for word in _words(call)]
    return tuple(dict.fromkeys(found))


def _words(call: Call) -> list[str]:
    return [value for value in call.arguments[:1] if isinstance(value, str)]
