"""The floor of safety as it may be written: risen to what a library says, and lower only where that was accepted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from stretchbook.book.book import Book
from stretchbook.book.doses import counted
from stretchbook.book.floor import FACTS, FOLDER
from stretchbook.book.safety_facts import PARTS, Facts, Items, Part
from stretchbook.checks.floor import MAY_GO, RECORD, SETTING, Telling, compare, is_gone
from stretchbook.problems import Problem

Key = tuple[str, str, str]
"""Record, part and item; of a part itself, without an item."""

_MOST_TOLD = 10


def raised(book: Book, accepted: Collection[tuple[str, str, str, str]]) -> Facts:
    """Return the floor as it is to be: what the book says, and where that is milder and not accepted, what was."""
    compared = compare(book)
    kept: dict[tuple[str, str], dict[str, str]] = {}
    for each in compared.below:
        if (*each.of, each.now) not in accepted:
            kept.setdefault((each.subject, each.part), {})[each.item] = each.was
    gone = {each.subject for each in compared.below if each.part == RECORD and (each.subject, RECORD) not in kept}
    gone |= {name for name in book.floor.facts if name.partition("/")[0] in MAY_GO and is_gone(book, name)}
    found = {name: parts for name, parts in book.floor.facts.items() if name not in compared.now and name not in gone}
    for subject, parts in compared.now.items():
        known = PARTS[subject.partition("/")[0]]
        risen = {part.name: _risen(part, parts[part.name], kept.get((subject, part.name), {})) for part in known}
        # A limit that names nothing lets nothing through; one that is not held lets through everything.
        held = {part.name for part in known if risen[part.name] or part.is_limit}
        if held:
            found[compared.renamed.get(subject, subject)] = {name: risen[name] for name in risen if name in held}
    return found


def _risen(part: Part, now: Items, kept: Items) -> Items:
    """Return what the floor holds of a part. `kept` are the items that are milder, with what they were."""
    if not part.is_limit:
        return {**now, **kept}
    # Of a limit, what was not there before is what is milder.
    found = {item: kept.get(item, value) for item, value in now.items()}
    return {item: value for item, value in found.items() if value != part.absent}


def flat(facts: Facts) -> dict[Key, str]:
    """Return each single fact, and for each part that it is there."""
    items = {
        (subject, name, item): value
        for subject, parts in facts.items()
        for name, items in parts.items()
        for item, value in items.items()
    }
    return items | {(subject, name, ""): "" for subject, parts in facts.items() for name in parts}


def changed(before: Facts, after: Facts) -> list[Key]:
    """Return the items that differ, in order."""
    was, now = flat(before), flat(after)
    return sorted(key for key in was.keys() | now.keys() if key[2] and was.get(key) != now.get(key))


def floor_lines(book: Book) -> Iterator[str]:
    """Yield a line where a library says more, or less that is accepted, than its floor holds."""
    if book.floor.file and (number := len(changed(book.floor.facts, raised(book, book.floor.accepts)))):
        path = book.path(f"{FOLDER}/{FACTS}")
        said = f"{counted(number, 'thing')} in the records {'is' if number == 1 else 'are'} new, stricter or accepted"
        yield f"{path}: {said}. After the merge, whoever looks after safety runs `stretchbook floor`."


def since_problems(book: Book, before: Book) -> Iterator[Problem]:
    """Yield what is milder than a library was before, and not accepted: in what it says, and in its floor itself."""
    if before.floor.file is None:
        if book.settings and book.settings.get(*SETTING) and before.library.stretches:
            path = book.path(f"{FOLDER}/{FACTS}")
            message, fix = "was not found at the commit before.", "Compare with one that has it: `check --before`."
            yield Problem(path, 1, 1, "", message, fix)
        return
    if book.floor.file is None:
        yield Problem(book.path(FOLDER), 1, 1, "", "is gone, and was there before.", "Bring it back as it was.")
        return
    known = {subject: parts for subject, parts in before.floor.facts.items() if subject.partition("/")[0] in PARTS}
    before = replace(before, floor=replace(before.floor, facts=known))
    yield from _milder_since(book, before)
    yield from _written_otherwise(book, before)


def _milder_since(book: Book, before: Book) -> Iterator[Problem]:
    """Yield what was merged after the floor was last written, and is milder now."""
    held = raised(before, before.floor.accepts - book.floor.accepts)
    told = {each.of for each in compare(book).below}
    compared = compare(replace(book, floor=replace(book.floor, facts=held)))
    milder = (each for each in compared.below if each.of not in told)
    path = book.path(f"{FOLDER}/{FACTS}")
    fix = f"Put it back. {path} does not hold it yet: it can be accepted once `stretchbook floor` was run."
    yield from Telling(book, compared, fix).problems(milder)


def _written_otherwise(book: Book, before: Book) -> Iterator[Problem]:
    """Yield what in the file of the floor is neither what it was nor what had to be written."""
    was, now = flat(before.floor.facts), flat(book.floor.facts)
    to_be = flat(raised(replace(book, floor=before.floor), before.floor.accepts))
    odd = [key for key in sorted(was.keys() | now.keys()) if now.get(key) not in (was.get(key), to_be.get(key))]
    fix = "Bring the file back, and run `stretchbook floor`. What is accepted has to be merged before it is run."
    for subject, part, item in odd[:_MOST_TOLD]:
        message = f"{part}{item and f', {item}'}: is neither what it was nor what the records say."
        yield book.floor.source.problem((subject,), message, fix)
