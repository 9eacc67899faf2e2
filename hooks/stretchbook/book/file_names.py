"""The names of files: which ones can be records, and which ones every system can hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from stretchbook.book.page_folder import PageFolder, destination
from stretchbook.problems import Problem
from stretchbook.text.ids import GivenIds, as_id, id_rule, is_device
from stretchbook.text.letters import ID, LONGEST_ID
from stretchbook.text.source import read_source

_Fault = tuple[str, str]
"""What is wrong, and how to fix it."""

_RECORD = ".yml"
_NO_RECORD = re.compile(r"(?P<stem>.+?)(?P<ending>\.ya?ml(?:\.txt)?)[. ]*", re.IGNORECASE | re.DOTALL)
"""A name that was meant to be a record's, with an ending that is not quite right."""

_NOT_ON_WINDOWS = re.compile(r'[<>:"\\|?*\x00-\x1f]')
_DEVICE_FAULT = "has a name that Windows keeps for a device."
_ONE_FILE = "Rename one of the two: Windows and macOS take both for one file."


def record_name_fault(file: Path, given: GivenIds, read: Collection[str]) -> _Fault | None:
    """Return what is wrong with the name of a record's file; None where nothing is.

    `given` has the ids that there are, by which no new name is proposed, and those that the site needs itself; `read`
    the ids of the records that were read before.
    """
    if file.is_dir():
        return "is a folder in which no record is looked for.", "Move its files up to the other records, and remove it."
    if file.suffix != _RECORD:
        return _ending_fault(file, given)
    stem = file.stem
    if not ID.fullmatch(stem):
        return _no_id_fault(file, given)
    if is_device(stem):
        return _DEVICE_FAULT, _another_name(given.free(stem))
    if stem in given.reserved:
        return "has a name that the site needs for something else.", _another_name(given.free(stem))
    if len(stem) > LONGEST_ID:
        return f"has a name of more than {LONGEST_ID} letters.", _another_name(given.free(stem), "Choose a shorter one")
    if stem in read:
        return "has the id of a stretch.", _another_name(given.free(f"{stem}-{given.noun}"))
    return None


def _ending_fault(file: Path, given: GivenIds) -> _Fault:
    found = _NO_RECORD.fullmatch(file.name)
    if not found:
        return "is not a record.", "Name it `<id>.yml`, or move it out of this folder."
    ending = file.name[found.start("ending") :]
    right = f"{found['stem']}{_RECORD}"
    if right in _names_beside(file):
        return f"ends in `{ending}`.", f"`{right}` is there already: keep one of the two."
    meant = given.free(found["stem"], *_name_in(file))
    return (
        f"ends in `{ending}`.",
        f"Name it `{meant}{_RECORD}`." if meant else f"Choose another name that ends in `{_RECORD}`.",
    )


def _no_id_fault(file: Path, given: GivenIds) -> _Fault:
    stem = file.stem
    if stem != stem.lower() and (other := f"{stem.lower()}{_RECORD}") in _names_beside(file):
        message = f"differs from `{other}` in capitals only, and is the same file on Windows and macOS."
        return message, "Keep one of the two, or choose another name."
    meant = given.free(stem, *_name_in(file))
    if meant and stem[:1].isdigit():
        return "has a name that begins with a digit.", f"Begin with a letter: {meant}{_RECORD}."
    return "has a name that cannot be an id.", id_rule(stem, f"{meant}{_RECORD}" if meant else None)


def _names_beside(file: Path) -> frozenset[str]:
    """Return the names in the file's folder, as they are written: some systems find a file by other capitals too."""
    return frozenset(beside.name for beside in file.parent.iterdir())


def _name_in(file: Path) -> tuple[str, ...]:
    """Return the name that a record gives itself, if it can be read."""
    data = read_source(file, file.name).data
    name = data.get("name") if isinstance(data, dict) else None
    return (name,) if isinstance(name, str) else ()


def _another_name(meant: str | None, lead: str = "Choose another file name") -> str:
    return f"{lead}, such as `{meant}{_RECORD}`." if meant else f"{lead}."


def page_name_problems(folder: PageFolder, files: Iterable[str]) -> Iterator[Problem]:
    """Yield the names below the folder of the pages that not every system can hold, or tell apart.

    `files` are the paths of what may be published, below the folder; the folders on the way to them are looked at too.
    """
    names: dict[str, str] = {}
    addresses: dict[str, str] = {}
    seen: set[str] = set()
    for uri in files:
        for path in (*_folders_of(uri), uri):
            if path not in seen and (fault := _portability_fault(folder.folder / path)):
                yield Problem(folder.shown(path), 1, 1, "", *fault)
            seen.add(path)
        first = names.setdefault(_caseless(uri), uri)
        other = addresses.setdefault(_caseless(_address(uri)), uri)
        if first != uri:
            message = f"differs from `{folder.shown(first)}` in capitals or accents only."
            yield Problem(folder.shown(uri), 1, 1, "", message, _ONE_FILE)
        elif _address(other) != _address(uri):
            message = f"has an address that differs from that of `{folder.shown(other)}` in capitals or accents only."
            yield Problem(folder.shown(uri), 1, 1, "", message, _ONE_FILE)


def _folders_of(uri: str) -> list[str]:
    parts = uri.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]


def _portability_fault(file: Path) -> _Fault | None:
    name = file.name
    if found := _NOT_ON_WINDOWS.search(name):
        return f"has `{found.group()}` in its name, which Windows does not allow.", _rename(file)
    if name != name.rstrip(". "):
        return "has a name that ends in a dot or a space, which Windows leaves out.", _rename(file)
    if is_device(name):
        return _DEVICE_FAULT, _rename(file, "-page")
    if any(unicodedata.category(letter) == "Cs" for letter in name):
        return "has a name that is not in UTF-8.", _rename(file)
    if unicodedata.normalize("NFC", name) != name:
        return "has a name in which marks stand apart from their letters, as macOS writes them.", _rename(file)
    return None


def _rename(file: Path, addition: str = "") -> str:
    stem, dot, ending = file.name.partition(".")
    meant = as_id(stem + addition)
    name = f"{meant}{_NOT_ON_WINDOWS.sub('', dot + ending).rstrip('. ')}"
    return f"Name it `{name}`." if meant and name not in _names_beside(file) else "Choose another name."


def _address(name: str) -> str:
    """Return where a file of the pages is published, as far as names that differ in capitals go."""
    return destination(name).removesuffix("index.html").rstrip("/")


def _caseless(address: str) -> str:
    return unicodedata.normalize("NFC", address).lower()
