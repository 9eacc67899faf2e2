"""Every check, in one list. Whoever checks runs all of them: the command, a build, a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from stretchbook.book.article import NO_PAGES, Pages, read_pages
from stretchbook.book.book import Book
from stretchbook.book.library import Library
from stretchbook.book.page_folder import PageFolder
from stretchbook.book.reader import read_book
from stretchbook.cache.memory import Memory
from stretchbook.checks.addresses import taken_addresses
from stretchbook.checks.answer_wording import answer_wording_problems
from stretchbook.checks.body_map import body_map_problems
from stretchbook.checks.citations import uncited_problems
from stretchbook.checks.cues import cue_problems
from stretchbook.checks.declared import declared_problems
from stretchbook.checks.dose_limits import dose_limit_problems
from stretchbook.checks.first_questions import first_question_problems
from stretchbook.checks.floor import floor_problems
from stretchbook.checks.hollow_notes import hollow_note_problems
from stretchbook.checks.ids import id_problems
from stretchbook.checks.intents import intent_problems
from stretchbook.checks.macro_calls import macro_problems
from stretchbook.checks.muscle_actions import muscle_problems
from stretchbook.checks.names import name_problems
from stretchbook.checks.numbers import number_problems
from stretchbook.checks.own_files import own_file_problems
from stretchbook.checks.page_links import link_problems
from stretchbook.checks.page_markup import page_markup_problems
from stretchbook.checks.page_numbers import page_number_problems
from stretchbook.checks.page_sight import page_sight_problems
from stretchbook.checks.page_wording import page_wording_problems
from stretchbook.checks.plain_letters import plain_letter_problems
from stretchbook.checks.pose_limits import limit_problems
from stretchbook.checks.poses import pose_problems
from stretchbook.checks.printed_letters import letter_problems
from stretchbook.checks.reach import reach_problems
from stretchbook.checks.reading_age import reading_problems
from stretchbook.checks.reference_wording import reference_wording_problems
from stretchbook.checks.related import related_problems
from stretchbook.checks.repeats import repeat_problems
from stretchbook.checks.reviews import review_problems
from stretchbook.checks.routine_times import routine_time_problems
from stretchbook.checks.routines import routine_problems
from stretchbook.checks.safety import copied_notes, gate_problems
from stretchbook.checks.side_by_side import problems_side_by_side
from stretchbook.checks.strips import strip_problems
from stretchbook.checks.text_doses import text_dose_problems
from stretchbook.checks.tracked import tracked_problems
from stretchbook.checks.wording import wording_problems
from stretchbook.poses.figure_cache import FigureCache
from stretchbook.problems import Problem, ProblemsError
from stretchbook.settings.check import settings_problems
from stretchbook.settings.mkdocs_yml import Settings
from stretchbook.settings.site_name import site_name_problems
from stretchbook.text.source import Source

Check = Callable[[Book], Iterator[Problem]]


def read_problems(book: Book) -> Iterator[Problem]:
    """Yield what kept files from being read."""
    yield from book.problems
    yield from book.pages.problems


def site_setting_problems(book: Book) -> Iterator[Problem]:
    """Yield what is wrong with the site's settings, and the letters in them that cannot be printed."""
    if book.settings:
        yield from settings_problems(book.settings)
        yield from own_file_problems(book.settings)
        yield from site_name_problems(book.settings.file)


CHECKS: tuple[Check, ...] = (
    read_problems,
    site_setting_problems,
    tracked_problems,
    id_problems,
    name_problems,
    body_map_problems,
    taken_addresses,
    gate_problems,
    copied_notes,
    hollow_note_problems,
    answer_wording_problems,
    strip_problems,
    first_question_problems,
    intent_problems,
    floor_problems,
    related_problems,
    routine_problems,
    review_problems,
    muscle_problems,
    declared_problems,
    reach_problems,
    pose_problems,
    limit_problems,
    text_dose_problems,
    dose_limit_problems,
    routine_time_problems,
    number_problems,
    wording_problems,
    reading_problems,
    cue_problems,
    repeat_problems,
    letter_problems,
    plain_letter_problems,
    macro_problems,
    page_markup_problems,
    link_problems,
    page_number_problems,
    page_sight_problems,
    page_wording_problems,
    reference_wording_problems,
    uncited_problems,
)
"""What keeps a book from being published. The order is that of reading, then of what matters most."""


OF_WORDS: frozenset[Check] = frozenset(
    {wording_problems, page_wording_problems, reference_wording_problems, answer_wording_problems, reading_problems}
)
"""Half of the time goes into these, and they share what they know of each word."""


def problems_of(book: Book) -> list[Problem]:
    """Return all that is wrong with a book."""
    return [problem for check in CHECKS for problem in check(book)]


def problems_soon(book: Book) -> list[Problem]:
    """Return the same on two processors. For a process without threads only, such as a command."""
    return problems_side_by_side(book, CHECKS, OF_WORDS)


def open_library(
    records: Path,
    pages: Path | Pages = NO_PAGES,
    memory: Memory[Source] | None = None,
    settings: Settings | None = None,
    figures: FigureCache | None = None,
) -> Library:
    """Read and check everything; what a `memory` holds is only checked.

    `pages` are the pages, or the folder that they are in. Raises `ProblemsError` with every problem of every file.
    """
    read = pages if isinstance(pages, Pages) else read_pages(PageFolder(pages, pages.parent))
    book = read_book(records, read, memory, settings, figures)
    if problems := problems_of(book):
        raise ProblemsError(problems)
    return book.library
