"""The last check reads finished pages back: here each page is changed as a careless template would change it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from helpers.project import Project, small_project
from helpers.records import with_records
from stretchbook.book.library import Library
from stretchbook.checks.all_checks import open_library
from stretchbook.site.check import check_site

STRETCH, ROUTINE = "stretches/prayer-stretch", "routines/tea-break"
CONDITION, ASKED_BEFORE_ANY = "conditions/trigger-finger", "conditions/hot-joint"
PAGES = (STRETCH, ROUTINE, CONDITION, ASKED_BEFORE_ANY)

DO = "Let go, and rest your hand until the feeling has passed."
BEFORE_ANY_LEAD = "Ask a clinician (doctor, physiotherapist or nurse) before any of these if you have"
NO_RESPONSE, NO_FORM = "does not show the response `rest`.", "does not show the adapt `trigger-finger (adapt)`."
NO_STRIP, FIRST_LEADS = "does not show the sheet strip.", r"<strong>(Not with:|Ask first:|Check first:)</strong>"
STOP_HEADING = r'(<div class="sb-stop__group"[^>]*>\s*)<h3.*?</h3>'

HOT_JOINT = """
- id: hot-joint
  name: Hot joint
  area: hands
  plain: A joint of your hand is hot and swollen.
  why: It may be full of germs.
  do: Call your doctor on the same day. Keep it still.
  source: convention
  ask_first: true
"""


@pytest.fixture(scope="module")
def built_clinic(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The hand clinic with its site; no test may change it."""
    project = small_project(tmp_path_factory.mktemp("clinic") / "project")
    project.append("stretches/conditions.yml", HOT_JOINT)
    result = project.build()
    assert result.returncode == 0, result.stdout + result.stderr
    return project


@pytest.fixture(scope="module")
def clinic(built_clinic: Project) -> Library:
    return open_library(built_clinic.path("stretches"))


@pytest.fixture
def site(built_clinic: Project, tmp_path: Path) -> Path:
    """A copy of its pages that a test may change."""
    folder = tmp_path / "site"
    for page in PAGES:
        (folder / page).mkdir(parents=True)
        shutil.copy2(built_clinic.path(f"site/{page}/index.html"), folder / page)
    return folder


def problems(site: Path, clinic: Library, page: str) -> set[str]:
    """What the check says of one page; its links lead nowhere, since the other pages are not there."""
    found = (problem for problem in check_site(site, clinic) if problem.path == f"site/{page}/index.html")
    return {problem.message for problem in found if "leads to no" not in problem.message} - {
        "is a page to which no other page leads."
    }


def change(site: Path, page: str, pattern: str, new: str | Callable[[re.Match[str]], str], times: int = 1) -> None:
    """Change what a page says; the pattern has to be there."""
    file = site / page / "index.html"
    text, count = re.subn(pattern, new, file.read_text(encoding="utf-8"), count=times, flags=re.DOTALL)
    assert count, f"{page} does not hold {pattern}"
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_as_they_are_have_no_problem(page: str, site: Path, clinic: Library) -> None:
    assert problems(site, clinic, page) == set()


# What hides.

SHORT, STOP = r"<p data-safety-in-short.*?</p>", r'<ul class="sb-stop__signs">.*?</ul>'
WAYS = {
    "hidden": ("<div hidden>", "</div>"),
    "popover": ("<div popover>", "</div>"),
    "inert": ("<div inert>", "</div>"),
    "not read aloud": ('<div aria-hidden="true">', "</div>"),
    "read aloud alone": ('<div class="md sb-hidden">', "</div>"),
    "datalist": ("<datalist>", "</datalist>"),
    "canvas": ("<canvas>", "</canvas>"),
    "template": ("<template>", "</template>"),
    "no size of letters": ('<div style="font-size:0">', "</div>"),
    "no height": ('<div style="height: 0; overflow: hidden">', "</div>"),
    "beside the screen": ('<div style="position:absolute;left:-9999px">', "</div>"),
    "a comment in a style": ('<div style="display:/**/none">', "</div>"),
    "a harmless style, then another": ('<div style="text-align: left; color: transparent">', "</div>"),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_out_of_sight_is_not_shown(way: str, site: Path, clinic: Library) -> None:
    before, after = WAYS[way]
    for block in (SHORT, STOP):
        change(site, STRETCH, block, lambda found: f"{before}{found[0]}{after}")
    said = problems(site, clinic, STRETCH)
    assert "does not show the safety in short." in said
    assert any(message.startswith("does not show the stop sign `") for message in said)


@pytest.mark.parametrize("way", WAYS)
def test_a_part_of_a_text_that_is_out_of_sight_is_not_shown(way: str, site: Path, clinic: Library) -> None:
    before, after = WAYS[way]
    change(site, STRETCH, r"(<p data-safety-in-short>)(.*?)(</p>)", rf"\1{before}\2{after}\3")
    assert "does not show the safety in short." in problems(site, clinic, STRETCH)


def test_a_harmless_style_hides_nothing(site: Path, clinic: Library) -> None:
    change(site, STRETCH, SHORT, lambda found: f'<div style="text-align: left; font-weight:bold;">{found[0]}</div>')
    assert problems(site, clinic, STRETCH) == set()


@pytest.mark.parametrize("around", ["main", "body", "html"])
def test_a_page_that_is_hidden_shows_nothing(around: str, site: Path, clinic: Library) -> None:
    for page in (STRETCH, ROUTINE):
        change(site, page, rf"<{around}\b", f"<{around} hidden")
    assert "does not show the strip." in problems(site, clinic, STRETCH)
    assert {"does not show the strip.", "does not show the sheet strip."} <= problems(site, clinic, ROUTINE)


@pytest.mark.parametrize("title", ["<summary hidden>More</summary>", '<summary class="sb-hidden">More</summary>'])
def test_a_fold_without_a_title_in_sight_hides_what_is_in_it(title: str, site: Path, clinic: Library) -> None:
    change(site, STRETCH, STOP, lambda found: f"<details>{title}{found[0]}</details>")
    assert any(message.startswith("does not show the stop sign `") for message in problems(site, clinic, STRETCH))


# What stands before the steps.

STRIPS = {"strip": r"<p data-strip>.*?</p>", "emergency line": r"<p [^>]*data-emergency-line>.*?</p>"}
FIRST_STEPS = r'<ol class="sb-steps">.*?</ol>'


@pytest.mark.parametrize("page", [STRETCH, ROUTINE])
@pytest.mark.parametrize("what", STRIPS)
def test_what_is_for_before_the_steps_stands_before_them(what: str, page: str, site: Path, clinic: Library) -> None:
    late = "".join(re.findall(STRIPS[what], (site / page / "index.html").read_text(encoding="utf-8"), re.DOTALL))
    change(site, page, STRIPS[what], "")
    change(site, page, FIRST_STEPS, lambda found: found[0] + late)
    assert f"shows the {what} only after a step." in problems(site, clinic, page)


@pytest.mark.parametrize("page", [STRETCH, ROUTINE])
def test_steps_are_read_where_the_check_looks_for_them(page: str, site: Path, clinic: Library) -> None:
    change(site, page, 'class="sb-steps"', 'class="steps"')
    assert any(message.startswith("does not show the steps `") for message in problems(site, clinic, page))


@pytest.mark.parametrize("what", STRIPS)
def test_what_stands_before_the_steps_stands_there_once(what: str, site: Path, clinic: Library) -> None:
    mark = f"data-{what.replace(' ', '-')}"
    change(site, STRETCH, STRIPS[what], lambda found: f"<p {mark}>Good for everyone.</p>{found[0]}")
    assert any(f"the {what}" in message for message in problems(site, clinic, STRETCH))


def test_words_that_a_template_adds_to_the_strip_are_told(site: Path, clinic: Library) -> None:
    change(site, STRETCH, "<p data-strip>", "<p data-strip>Dear reader, ")
    assert problems(site, clinic, STRETCH) == {"adds words to the strip before the steps."}


@pytest.mark.parametrize(
    ("page", "what", "text"),
    [
        (STRETCH, "strip", r"(<p data-strip>)(.*?)(</p>)"),
        (STRETCH, "emergency line", r"(<p [^>]*data-emergency-line>)(.*?)(</p>)"),
        (STRETCH, "safety in short", r"(<p data-safety-in-short>)(.*?)(</p>)"),
        (ROUTINE, "safety in short `2`", r'(<p data-safety-in-short="2">)(.*?)(</p>)'),
        (ASKED_BEFORE_ANY, "urgent", r"(<p [^>]*data-urgent>)(.*?)(</p>)"),
    ],
)
def test_what_has_to_be_in_sight_is_in_no_fold(page: str, what: str, text: str, site: Path, clinic: Library) -> None:
    change(site, page, text, r"\1<details><summary>Read this</summary>\2</details>\3")
    assert f"does not show the {what}." in problems(site, clinic, page)


def test_a_second_text_with_the_same_mark_has_to_be_right_too(site: Path, clinic: Library) -> None:
    change(site, STRETCH, SHORT, lambda found: f"<p data-safety-in-short>Push hard.</p>{found[0]}")
    assert problems(site, clinic, STRETCH) == {"does not show the safety in short."}


def test_notes_that_no_short_text_stands_for_are_in_sight(site: Path, clinic: Library) -> None:
    name = STRETCH.rpartition("/")[2]
    bare = clinic.stretches[name].model_copy(update={"in_short": None})
    others = with_records(clinic, stretches={**clinic.stretches, name: bare})
    assert "does not show the safety note `1`." in problems(site, others, STRETCH)


# What to do: the answers.


def wrong_answers(page: str, answer: str, lead: str, *conditions: str) -> Iterator[tuple[str, str, str, str]]:
    """Pages that give wrong answers: a pattern, what stands there then, and what the check says."""
    opening, not_there = f'(<div data-answer="{answer}">)', f"does not show the answer `{answer}`."
    yield page, lead, "Fine here", not_there
    yield page, rf"{lead}</h3>", f"{lead}</h3><h3>Fine here</h3>", not_there
    yield page, opening, r"\1<p>Fine here:</p>", not_there
    yield page, rf"{opening}.*?</div>", "", f"does not show the check first {', '.join(conditions)}."


CASES = [
    *wrong_answers(
        STRETCH, "leave-out", "Leave it out, unless a clinician has said yes", "`wrist-fracture (leave-out)`"
    ),
    *wrong_answers(
        ROUTINE, "some", "Leave some out, or ask a clinician first", "`carpal-tunnel (some)`, `wrist-fracture (some)`"
    ),
    *wrong_answers(ROUTINE, "before-any", "Ask a clinician before any of these", "`hot-joint (before-any)`"),
    (
        ROUTINE,
        "(wrist-fracture/.*?): leave out 1",
        r"\1: leave out 2",
        "does not show the check first `wrist-fracture (some)`.",
    ),
    (
        STRETCH,
        r'data-answer="leave-out"',
        'data-answer="adapt"',
        "does not show the check first `wrist-fracture (leave-out)`.",
    ),
    (
        STRETCH,
        r'data-answer="leave-out"',
        'data-answer="ask-first"',
        "shows the check first `wrist-fracture (ask-first)`, which its records do not say.",
    ),
    (ROUTINE, r'<div data-answer="adapt">.*?</div>', "", NO_FORM),
    (
        ROUTINE,
        r"(\()Open one finger after the other",
        r"\1As you like",
        "does not show the adapt `trigger-finger (adapt)`.",
    ),
    (ROUTINE, r"<div data-skip-if>", "<div>", "does not show the skip if."),
    (ROUTINE, "Your wrist is hot or swollen.", "", "does not show the skip if."),
    (CONDITION, 'data-answer="adapt"', 'data-answer="fine"', "does not show the row `open-hand (adapt)`."),
    (CONDITION, r'data-row="open-hand"', "", "does not show the row `open-hand (adapt)`."),
    (CONDITION, "Do this version", "Usually fine for you", "does not show the answer `adapt`."),
    (ASKED_BEFORE_ANY, "Nothing else speaks against these", "All fine", "does not show the answer `fine`."),
    (ASKED_BEFORE_ANY, "Ask a clinician who knows you before any stretch here.", "", "does not show the urgent."),
    (ASKED_BEFORE_ANY, "Call your doctor on the same day.", "", "does not show the urgent."),
    (
        STRETCH,
        r'(<div class="sb-stop__group"[^>]*>\s*)<h3.*?</h3>',
        r"\1<h3>Go on</h3>",
        "does not show the response `rest`.",
    ),
    (
        STRETCH,
        "Let go, and rest your hand until the feeling has passed.",
        "Go on.",
        "does not show the response `rest`.",
    ),
    (
        ROUTINE,
        "Let go, and rest your hand until the feeling has passed.",
        "Go on.",
        "does not show the response `rest`.",
    ),
]


@pytest.mark.parametrize(("page", "pattern", "new", "wrong"), CASES)
def test_an_answer_that_is_lost_or_changed_is_told(
    page: str, pattern: str, new: str, wrong: str, site: Path, clinic: Library
) -> None:
    change(site, page, pattern, new)
    assert wrong in problems(site, clinic, page)


# The sheet.


@pytest.mark.parametrize(
    ("pattern", "new", "wrong"),
    [
        ("A hand that turns white and numb needs help now.", "", NO_STRIP),
        (FIRST_LEADS, "<strong>Good for:</strong>", NO_STRIP),
        (re.escape(BEFORE_ANY_LEAD), "Fine if you have", f"does not show the sheet `{BEFORE_ANY_LEAD}`."),
        (DO, "Go on.", "does not show the sheet `Rest your hand`."),
    ],
)
def test_a_sheet_says_all_of_its_strip_and_what_to_do(
    pattern: str, new: str, wrong: str, site: Path, clinic: Library
) -> None:
    file = site / ROUTINE / "index.html"
    page, sheet = re.split(r'(?=<div class="sb-sheet")', file.read_text(encoding="utf-8"))
    changed, count = re.subn(pattern, new, sheet)
    assert count
    file.write_text(page + changed, encoding="utf-8")
    assert wrong in problems(site, clinic, ROUTINE)


MARKED = r'(<tr data-sheet-row="wrist-fracture">.*?)<td>(<span [^>]*>×</span>)</td>'
NO_ROW = "does not show the sheet row `wrist-fracture`."


@pytest.mark.parametrize(
    ("pattern", "new", "wrong"),
    [
        (MARKED, r"\1<td></td>", NO_ROW),
        (MARKED, r"\1<td hidden>\2</td>", NO_ROW),
        (MARKED, r"\1<td><span hidden>\2</span></td>", NO_ROW),
        (MARKED, r'\1<td colspan="2">\2</td>', NO_ROW),
        (r'(<tr data-sheet-row="wrist-fracture">.*?)×', r"\1?", NO_ROW),
        (r'(<tr data-sheet-row="wrist-fracture">.*?)leave out', r"\1ask before", NO_ROW),
        (r'(<tr data-sheet-row="carpal-tunnel">.*?<td>)(</td>)', r"\1?\2",
         "does not show the sheet row `carpal-tunnel`."),
        (r'(sb-sheet__table.*?<th scope="col">)1(</th>.*?>)2<', r"\g<1>2\g<2>1<", NO_ROW),
        (r'<tr data-sheet-row="wrist-fracture">', "<tr>", NO_ROW),
        (r'data-sheet-row="wrist-fracture"', 'data-sheet-row="no-such"',
         "shows the sheet row `no-such`, which its records do not say."),
        (r'(data-sheet-legend="out"><strong>)×', r"\1?", "does not show the sheet legend `out`."),
        ("leave this stretch out, unless a clinician has said that it suits you", "take care",
         "does not show the sheet legend `out`."),
        (r'<span data-sheet-legend="ask">.*?</span>', "", "does not show the sheet legend `ask`."),
    ],
)  # fmt: skip
def test_a_mark_of_the_table_that_is_lost_or_changed_is_told(
    pattern: str, new: str, wrong: str, site: Path, clinic: Library
) -> None:
    change(site, ROUTINE, pattern, new)
    assert wrong in problems(site, clinic, ROUTINE)


# Ids.


def test_an_id_that_stands_twice_is_told(site: Path, clinic: Library) -> None:
    change(site, STRETCH, "<h2>", '<h2 id="stop">')
    assert problems(site, clinic, STRETCH) == {"the id `stop` stands twice."}


TOLD = [
    (ROUTINE, r'<p class="sb-item__strip".*?</p>', "item strip `1`"),
    (ROUTINE, r"A stretch that a line does not name is fine there\.", "told `by-number`"),
    (STRETCH, r"With some conditions you ask before any stretch at all", "told `before-any`"),
    (ROUTINE, r"No clinician has reviewed this page yet\.", "told `unread`"),
    (CONDITION, r"The stricter answer counts\.", "told `stricter`"),
    (CONDITION, r'<p class="sb-alike__says">.*?</p>', "how `open-hand`"),
    (CONDITION, r'<p id="why">.*?</p>', "why"),
    (CONDITION, r"</strong> in a changed version", "glance `adapt`"),
    (ASKED_BEFORE_ANY, r"Keep it still\.", "advice"),
    (ASKED_BEFORE_ANY, r"We suggest no stretch here until", "told `none-yet`"),
    (ASKED_BEFORE_ANY, r"If not, when may I begin\?", "told `questions`"),
]


@pytest.mark.parametrize(("page", "pattern", "said"), TOLD, ids=[said for _, _, said in TOLD])
def test_what_a_template_itself_tells_readers_stays(
    page: str, pattern: str, said: str, site: Path, clinic: Library
) -> None:
    change(site, page, pattern, "")
    assert any(message.startswith(f"does not show the {said}") for message in problems(site, clinic, page))
