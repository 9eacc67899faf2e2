"""Reads the references: CSL-JSON 1.0.2, what Zotero exports.

Only what is printed is checked. The rest is kept where it describes the work itself, and passed over where it does
not, as other people's abstracts and somebody's own tags and notes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from stretchbook.model.reference import CREATORS, KINDS, STUDIES, Reference
from stretchbook.problems import Problem, suggestion
from stretchbook.text.ids import as_reference_id, ids_in, reference_id_rule
from stretchbook.text.issued_dates import EDTF, year_words
from stretchbook.text.letters import LONGEST_ID, REFERENCE_ID, mixed_word, piled_marks, unseen
from stretchbook.text.source import Location, Source

_DOI = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
# A host in other letters, or one after an `@`, can look like another host.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9._-]+(?::\d+)?(?:[/?#][^\s<>\"]*)?")
_TYPES = (
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication",
    "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard",
    "thesis", "treaty", "webpage",
)  # fmt: skip
"""Every type of CSL 1.0.2."""

_OTHER_TYPES = {
    "journalarticle": "article-journal", "magazinearticle": "article-magazine", "preprint": "article",
    "newspaperarticle": "article-newspaper", "booksection": "chapter", "inbook": "chapter", "incollection": "chapter",
    "conferencepaper": "paper-conference", "inproceedings": "paper-conference", "presentation": "speech",
    "videorecording": "motion_picture", "film": "motion_picture", "video": "motion_picture", "blogpost": "post-weblog",
    "forumpost": "post", "encyclopediaarticle": "entry-encyclopedia", "dictionaryentry": "entry-dictionary",
    "computerprogram": "software", "podcast": "broadcast", "radiobroadcast": "broadcast", "tvbroadcast": "broadcast",
    "statute": "legislation", "case": "legal_case", "letter": "personal_communication", "leaflet": "pamphlet",
    "email": "personal_communication", "artwork": "graphic", "audiorecording": "song", "phdthesis": "thesis",
    "mastersthesis": "thesis", "techreport": "report", "misc": "document", "website": "webpage", "brochure": "pamphlet",
    "booklet": "pamphlet", "data": "dataset", "guideline": "report", "trial": "article-journal",
}  # fmt: skip
"""What other programs call some of them."""

_CUSTOM = '"custom": {"kind": "trial", "about": "96 office workers with neck pain"}'
_TEXTS = ("title", "container-title", "event-title", "event", "publisher", "publisher-place", "genre", "status", "note")
_NUMBERS = ("edition", "number", "page", "volume")
"""Printed texts that may be numbers too."""

_NAMES = ("family", "literal", "given")
_NAME_PARTS = (*_NAMES, "suffix", "dropping-particle", "non-dropping-particle")
_PUBLISHED_TEXTS = frozenset({
    "chapter-number", "collection-number", "collection-title", "container-title-short", "dimensions", "division",
    "event-place", "ISBN", "ISSN", "issue", "jurisdiction", "language", "license", "medium", "number-of-pages",
    "number-of-volumes", "original-publisher", "original-publisher-place", "original-title", "page-first", "part",
    "part-title", "PMCID", "PMID", "printing", "reviewed-genre", "reviewed-title", "scale", "section", "supplement",
    "title-short", "version", "volume-title", "volume-title-short", "authority",
})  # fmt: skip
_PUBLISHED_DATES = ("accessed", "available-date", "event-date", "original-date", "submitted")
_LONGEST = 600
_LONGEST_ADDRESS = 2000
_TAKEN_ID = "convention"
"""What a source is called that is none, and therefore no id of one."""

_EXTRA = re.compile(
    r"(?:_[a-z]+|tex\.[\w.]+|[a-z]+(?:-[a-z]+)+|type|status|genre|medium|section|volume|number|issue|page"
    r"|PMID|PMCID|DOI|ISBN|ISSN|OCLC|arXiv(?: ID)?|ADS Bibcode|Citation Key|Place|Publisher|Pages|Number|Issue"
    r"|Google-Books-ID|Page Version ID|Library Catalog|Backup Publisher|Conference Name|Series Title|Medium|Section"
    r"|Accepted|Institution|Archive Location|Version Number|Last Modified|Company|original-date|container-title): \S.*"
)
"""A line of Zotero's field "Extra" that holds another field, and is no note for readers."""


def read_references(source: Source) -> dict[str, Reference]:
    """Return the references of a source by their ids; what is wrong goes into the source's problems."""
    if not isinstance(source.data, tuple):
        if source.is_read:
            source.refuse((), "must be a list of CSL-JSON items.", _list_mend(source.data))
        return {}
    references: dict[str, Reference] = {}
    alike: dict[str, str] = {}
    taken = {word.lower() for word in ids_in(source)}
    for number, item in enumerate(source.data):
        source.problems.extend(_faults(source, number, item, taken))
        name = _id(item)
        if name is None or not _is_id(name):
            continue
        first = alike.setdefault(name.lower(), name)
        if name in references:
            source.refuse((number, "id"), f"`{name}` is given twice.", "Keep one of the two.")
        elif first != name:
            source.refuse((number, "id"), f"`{name}` differs from `{first}` in capitals only.", "Choose another id.")
        references[name] = _published(item, name)
    return references


def _list_mend(data: Any) -> str:
    if isinstance(data, dict) and {"id", "type"} <= data.keys():
        return "Put [ before it and ] after it."
    if isinstance(data, dict) and any(isinstance(data.get(name), tuple) for name in ("items", "references")):
        return "Keep only the list, from [ to ]."
    return "Export it from Zotero as CSL JSON."


def _id(item: Any) -> str | None:
    name = item.get("id") if isinstance(item, dict) else None
    if isinstance(name, int) and not isinstance(name, bool):
        return str(name)
    return name.strip() if isinstance(name, str) and name.strip() else None


def _is_id(name: str) -> bool:
    return bool(REFERENCE_ID.fullmatch(name)) and len(name) <= LONGEST_ID


def _faults(source: Source, number: int, item: Any, taken: Collection[str]) -> Iterator[Problem]:
    if not isinstance(item, dict):
        yield source.problem((number,), "is not a CSL-JSON item.", "Export it from Zotero as CSL JSON.")
        return
    yield from _id_faults(source, number, item, taken)
    for name in ("type", "title"):
        if item.get(name) is None or (isinstance(item[name], str) and not item[name].strip()):
            yield source.problem((number, name), "is missing.", "Each reference needs an id, a type and a title.")
    kind = item.get("type")
    if kind is not None and kind not in _TYPES and not (isinstance(kind, str) and not kind.strip()):
        yield source.problem((number, "type"), f"`{kind}` is not a type we know.", _type_mend(str(kind)))
    yield from _shape_faults(source, number, item)
    yield from _kind_faults(source, number, item)
    yield from _address_faults(source, number, item)
    for loc, text in _printed(item, number):
        yield from _text_faults(source, loc, text)


def _id_faults(source: Source, number: int, item: Mapping[str, Any], taken: Collection[str]) -> Iterator[Problem]:
    name = _id(item)
    if name is None:
        yield source.problem((number, "id"), "is missing.", "Each reference needs an id, a type and a title.")
    elif name == _TAKEN_ID:
        yield source.problem((number, "id"), f"`{name}` stands for no source at all.", "Choose another id.")
    elif not _is_id(name):
        message = f"`{name}` is not an id." if len(name) <= LONGEST_ID else f"is longer than {LONGEST_ID} letters."
        meant = _proposed_id(name, item, taken)
        how = f"Use letters, digits, `-` and `_`: {meant}." if meant else reference_id_rule("")
        yield source.problem((number, "id"), message, f"{how} Write it so where it is cited too.")


def _proposed_id(name: str, item: Mapping[str, Any], taken: Collection[str]) -> str | None:
    """Return an id that nothing else has, made of the given one; in place of an address, of author and year."""
    people = Reference(item).creators or ({},)
    first = people[0] if isinstance(people[0], dict) else {}
    who = next((str(first[part]) for part in _NAMES if first.get(part)), "") or str(item.get("title", ""))
    year = re.sub(r"\D.*", "", year_words(item))
    of_author = f"{(as_reference_id(' '.join(who.split()[:3])) or 'source').lower()}{year}"
    own = None if "/" in name or len(name) > LONGEST_ID else as_reference_id(name)
    meant = [of_author, *(f"{of_author}{letter}" for letter in "bcdefgh")]
    return next((word for word in (own, *meant) if word and _is_id(word) and word.lower() not in taken), None)


def _type_mend(kind: str) -> str:
    other = _OTHER_TYPES.get(re.sub(r"[\W_]", "", kind.lower()))
    meant = other or suggestion(kind, _TYPES)
    return f"Did you mean `{meant}`?" if meant else f"Use one of: {', '.join(_TYPES)}."


def _kind_faults(source: Source, number: int, item: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what keeps readers from knowing what a reference is, and who it is about."""
    custom = item.get("custom")
    if custom is None:
        fix = f"Add {_CUSTOM}, with a kind of these: {', '.join(KINDS)}."
        yield source.problem((number, "custom"), "is missing.", fix)
        return
    if not isinstance(custom, dict):
        yield source.problem((number, "custom"), "does not say what this is.", f"Write {_CUSTOM}.")
        return
    kind, about = custom.get("kind"), custom.get("about")
    if kind is None:
        yield source.problem((number, "custom", "kind"), "is missing.", f"Say what it is: {', '.join(KINDS)}.")
    elif not isinstance(kind, str) or kind not in KINDS:
        yield source.problem(
            (number, "custom", "kind"), f"`{kind}` is not a kind we know.", f"Use one of: {', '.join(KINDS)}."
        )
    elif about is None and kind in STUDIES:
        yield source.problem((number, "custom", "about"), "is missing.", "Say who was studied, and how many.")
    if about is not None and (not isinstance(about, str) or not about.strip()):
        yield source.problem((number, "custom", "about"), "must be text.", "Say who was studied, in double quotes.")


def _address_faults(source: Source, number: int, item: Mapping[str, Any]) -> Iterator[Problem]:
    doi, url = item.get("DOI"), item.get("URL")
    if doi not in (None, "") and not _DOI.fullmatch(str(doi).strip()):
        fix = "Write it as 10.1234/abcd, without an address before it."
        yield source.problem((number, "DOI"), "is not a DOI.", fix)
    if url not in (None, "") and not _ADDRESS.fullmatch(str(url).strip()):
        yield source.problem((number, "URL"), *_address_fault(str(url).strip()))


def _address_fault(url: str) -> tuple[str, str]:
    if len(url) > _LONGEST_ADDRESS:
        return f"is longer than {_LONGEST_ADDRESS} letters.", "Use the DOI, or a shorter address."
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", url)
    if not re.match(r"https?://\S", url):
        is_other = scheme and not re.match(r"[\w.-]+:\d", url) and scheme[1].lower() not in ("http", "https")
        fix = "Use an address that starts with https://, or remove it."
        return "is not a web address.", fix if is_other else "Write it in full, with https:// before it."
    if odd := re.search(r"[\s<>\"]", url):
        return f"holds a sign that no address holds (`{odd[0]}`).", f"Write %{ord(odd[0]):02X} in its place."
    host = re.split(r"[/?#]", url.split("://", 1)[1])[0]
    if "@" in host or not host.isascii():
        return "can be taken for another address.", _plain_host(host)
    return "is not a web address.", "Copy it from where the browser shows it, or remove it."


def _plain_host(host: str) -> str:
    try:
        plain = host.encode("idna").decode()
    except UnicodeError:
        plain = host
    if "@" in host or plain == host or mixed_word(host):
        return "Write its host in plain letters, and an `@` as %40."
    return f"Write its host in plain letters: {plain}."


def _printed(item: Mapping[str, Any], number: int) -> Iterator[tuple[Location, str]]:
    """Yield `(loc, text)` of every text that is printed, its whitespace tidied."""
    for name in (*_TEXTS, *_NUMBERS, "DOI", "URL"):
        if isinstance(item.get(name), str):
            yield (number, name), _note(item[name]) if name == "note" else _tidy(item[name])
    for role in CREATORS:
        for place, person in enumerate(item[role] if isinstance(item.get(role), tuple) else ()):
            yield from _texts_in(person, _NAME_PARTS, (number, role, place))
    yield from _texts_in(item.get("issued"), ("raw", "literal"), (number, "issued"))
    yield from _texts_in(item.get("custom"), ("about",), (number, "custom"))


def _texts_in(value: Any, names: Collection[str], loc: Location) -> Iterator[tuple[Location, str]]:
    for name in names if isinstance(value, dict) else ():
        if isinstance(value.get(name), str):
            yield (*loc, name), _tidy(value[name])


def _text_faults(source: Source, loc: Location, text: str) -> Iterator[Problem]:
    if code := unseen(text):
        yield source.problem(loc, f"holds a character that cannot be seen ({code}).", "Remove it.")
    if piled_marks(text):
        yield source.problem(loc, "piles up marks on one letter.", "Leave the letter and its own marks.")
    if len(text) > _LONGEST and loc[-1] != "URL":
        fix = "Cut it, or remove it." if loc[-1] == "note" else "Cut it, with … for what is left out."
        yield source.problem(loc, f"is longer than {_LONGEST} letters.", fix)


def _shape_faults(source: Source, number: int, item: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield the printed fields that are not shaped as CSL-JSON has them; null is as good as not there."""
    for name in (*_TEXTS, *_NUMBERS):
        value = item.get(name)
        is_number = name in _NUMBERS and isinstance(value, int) and not isinstance(value, bool)
        if value is not None and not isinstance(value, str) and not is_number:
            yield source.problem((number, name), "must be text.", _text_mend(value))
    for name in CREATORS:
        if item.get(name) is not None and not _are_people(item[name]):
            fix = 'Write it as [{"family": "Palmer", "given": "Ada"}], or [{"literal": "Name of a body"}].'
            yield source.problem((number, name), "is not a list of people.", fix)
    if item.get("issued") is not None and not _is_date(item["issued"]):
        fix = 'Write it as {"date-parts": [[2026, 3, 31]]}, or {"literal": "in press"}.'
        yield source.problem((number, "issued"), "is not a date.", fix)


def _text_mend(value: Any) -> str:
    if isinstance(value, tuple) and value and all(isinstance(part, str) for part in value):
        return "Remove the brackets round it." if len(value) == 1 else "Make one text of its parts."
    return "Write a text in double quotes." if isinstance(value, dict | tuple) else "Put it in double quotes."


def _are_people(value: Any) -> bool:
    return isinstance(value, tuple) and all(
        isinstance(person, dict)
        and any(isinstance(person.get(name), str) and person[name].strip() for name in _NAMES)
        and all(isinstance(person.get(name) or "", str) for name in _NAME_PARTS)
        for person in value
    )


def _is_date(value: Any) -> bool:
    """Return whether this is a date of CSL: years, months and days as numbers, or words; or the text of one."""
    if isinstance(value, str):
        return bool(EDTF.fullmatch(value.strip())) or not value.strip()
    if not isinstance(value, dict):
        return False
    parts = value.get("date-parts") or ()
    if not isinstance(parts, tuple) or not all(isinstance(part, tuple) for part in parts):
        return False
    words = [value.get(name) for name in ("raw", "literal", "season")]
    return all(
        isinstance(number, int | str) and re.fullmatch(r"-?\d*", str(number)) for part in parts for number in part
    ) and all(word is None or (isinstance(word, str | int) and not isinstance(word, bool)) for word in words)


def _tidy(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def _note(text: str) -> str:
    """Return what a note says to readers: without the lines in which Zotero keeps other fields."""
    return _tidy("\n".join(line for line in text.split("\n") if not _EXTRA.fullmatch(line.strip())))


def _published(item: Mapping[str, Any], name: str) -> Reference:
    """Return what of an item is printed, or is published as data: what describes the work, as it came."""
    kept: dict[str, Any] = {}
    for field, value in item.items():
        if field == "note":
            kept[field] = _note(value) if isinstance(value, str) else ""
        elif field in (*_TEXTS, *_NUMBERS, "type"):
            kept[field] = _tidy(value) if isinstance(value, str) else value
        elif field in ("issued", *CREATORS):
            kept[field] = value
        elif field in _PUBLISHED_TEXTS and _is_harmless(value):
            kept[field] = _tidy(value) if isinstance(value, str) else value
        elif field in _PUBLISHED_DATES and _is_date(value) and all(map(_is_harmless, _leaves(value))):
            kept[field] = value
    if isinstance(item.get("custom"), dict):
        kept["custom"] = {part: item["custom"][part] for part in ("kind", "about") if item["custom"].get(part)}
    doi = _DOI.fullmatch(str(item.get("DOI") or "").strip())
    url = str(item.get("URL") or "").strip()
    kept |= {"DOI": doi[1] if doi else None, "URL": url}
    return Reference({"id": name, **{field: value for field, value in kept.items() if value not in (None, "", ())}})


def _is_harmless(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= _LONGEST and not unseen(_tidy(value)) and not piled_marks(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _leaves(part)
    else:
        yield value
