"""What people type into search: each leads somewhere, and who describes a warning sign or an illness is led to help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stretchbook.book.book import Book, Read
from stretchbook.book.page_folder import address
from stretchbook.checks.wording import wording_of
from stretchbook.problems import Problem
from stretchbook.text.letters import folded

_TO_DO = ("routines", "stretches")
_LEADS = (*_TO_DO, "muscles", "pages", "conditions", "warning_signs")


def intent_problems(book: Book) -> Iterator[Problem]:
    """Yield intents that lead nowhere, or to a stretch where help is needed, and words that stand in two of them."""
    reads = list(book.of("intents"))
    owner: dict[tuple[str, ...], str] = {}
    alarms = {_words(said): said for read in reads if read.record.warning_signs for said in read.record.said}
    ills = _names_of_conditions(book) if reads else {}
    for read in reads:
        if not any(getattr(read.record, field) for field in _LEADS):
            fix = "Name what it is to find under `routines`, `stretches`, `muscles`, `pages` or `conditions`."
            yield read.spot.of_id.problem((), "leads nowhere.", fix)
        yield from _said_twice(read, owner)
        yield from _unsafe(read, book)
        yield from _needs_help(read, alarms)
        yield from _names_an_illness(read, ills)
        yield from _promises(read, book)
        yield from _pages(read, book)


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a text; search does not ask for their order."""
    return tuple(sorted(set(folded(text).split())))


def _said_twice(read: Read, owner: dict[tuple[str, ...], str]) -> Iterator[Problem]:
    for number, said in enumerate(read.record.said):
        first = owner.setdefault(_words(said), f"{read.id} {number}")
        if first != f"{read.id} {number}":
            message = f"“{said}” is said by `{first.split()[0]}` already."
            yield read.spot.problem(("said", number), message, "Keep it in one.")


def _unsafe(read: Read, book: Book) -> Iterator[Problem]:
    signs = book.library.of("warning-signs")
    is_pressing = any(name in signs and signs[name].urgency != "routine" for name in read.record.warning_signs)
    reason = "warning_signs" if is_pressing else "conditions" if read.record.conditions else ""
    for field in _TO_DO if reason else ():
        if getattr(read.record, field):
            message = f"stands beside `{reason}`; whoever means these is not led to a stretch."
            yield read.spot.problem((field,), message, f"Remove it, or make an intent of its own without `{reason}`.")


def _needs_help(read: Read, alarms: Mapping[tuple[str, ...], str]) -> Iterator[Problem]:
    if read.record.warning_signs:
        return
    for number, said in enumerate(read.record.said):
        alarm = next((alarm for words, alarm in alarms.items() if set(words) <= set(_words(said))), None)
        if alarm:
            message = f"“{said}” says “{alarm}”, which is a warning sign."
            yield read.spot.problem(("said", number), message, "Move it to the intent with these `warning_signs`.")


def _names_of_conditions(book: Book) -> dict[str, str]:
    return {
        f" {folded(name)} ": condition.id
        for condition in book.library.conditions.values()
        for name in (condition.name, condition.short_name, *condition.also_called)
    }


def _names_an_illness(read: Read, ills: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what search takes for a condition: nobody who names one is led to what may not suit it."""
    if read.record.warning_signs:
        return
    for number, said in enumerate(read.record.said):
        ill = next((ill for name, ill in ills.items() if name in f" {folded(said)} "), None)
        if ill and ill not in read.record.conditions:
            message = f"“{said}” names the condition `{ill}`."
            fix = f"Leave it out, or name `{ill}` under `conditions`, without a stretch or routine."
            yield read.spot.problem(("said", number), message, fix)


def _promises(read: Read, book: Book) -> Iterator[Problem]:
    """Yield what even those who look for a stretch are not to be promised; how they spell is their own affair."""
    for number, said in enumerate(read.record.said):
        for fault in wording_of(book.library).faults(said, wires=()):
            if not fault.is_spelling:
                yield read.spot.problem(("said", number), fault.message, fault.fix)


def _pages(read: Read, book: Book) -> Iterator[Problem]:
    # Whoever reads records alone knows no page.
    if not book.pages.is_whole:
        return
    settings = {article.address: article.front.meta.get("search") for article in book.library.articles}
    for number, page in enumerate(read.record.pages):
        if settings.get(address(page), False) is False:
            message = f"`{page}` is no page that search finds."
            yield read.spot.problem(("pages", number), message, "Name its file, such as `learn/index.md`.")
    if read.record.warning_signs and "help" not in settings.values():
        message = "leads to help, and no page says `search: help`."
        yield read.spot.problem(("warning_signs",), message, "Write it at the top of the page on warning signs.")
