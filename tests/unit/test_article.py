"""What the hand-written pages say, and where: numbers without a source, advice, citations."""

from __future__ import annotations

from pathlib import Path

import pytest
from stretchbook.book.article import Article, read_pages
from stretchbook.book.page_folder import PageFolder
from stretchbook.checks.page_numbers import ADVICE, article_problems
from stretchbook.text.front_matter import read_front_matter
from stretchbook.text.quantities import first_sentence, marked, unsourced

CITE = '{{ cite("grip_trial") }}'


def article(text: str, address: str = "learn/hands/") -> Article:
    return Article(
        "content/learn/hands.md", address, "Hands", (), text, read_front_matter(text, "content/learn/hands.md")
    )


def articles_in(folder: Path) -> tuple[Article, ...]:
    return read_pages(PageFolder(folder, folder.parent)).articles


def told(text: str) -> list[tuple[int, int, str]]:
    """The line, the column and the quoted number of each problem."""
    return [(fault.line, fault.column, fault.message.split("`")[1]) for fault in article_problems(article(text))]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("Hold for 30 seconds.", "30"),
        ("It helped 12.5% of them.", "12.5%"),
        ("It helped 12.5 per cent of them.", "12.5 per cent"),
        ("Between 10–30 seconds.", "10–30"),
        ("Bend to 60° or so.", "60°"),
        ("Only a few per cent did.", "per cent"),
        ("One in five people has it.", "One in five"),
        ("It was 3 out of ten.", "3 out of ten"),
        ("Hold for thirty seconds.", "thirty seconds"),
        ("Do it three to five times.", "three to five times"),
        ("Two large trials say so.", "Two large trials"),
        ("Twenty-five adults did it.", "Twenty-five adults"),
        ("Half of them got better.", "Half of"),
        ("The risk was halved.", "halved"),
        ("A third of all people.", "third of"),
        ("Do it twice a day.", "twice a"),
        ("It doubled the gain.", "doubled"),
        ("Millions of people do it.", "Millions of"),
        ("*Forty* people and **50** more.", "50"),
    ],
)
def test_a_number_without_a_source_is_found(said: str, number: str) -> None:
    assert [found.text for found in unsourced(said)] == [number]


@pytest.mark.parametrize(
    "said",
    [
        "Put one hand on the table.",
        "One day it may pass.",
        "Two things help.",
        "Print it on A4, and turn at T1.",
        "Lean halfway forward.",
        "The second time is easier.",
        "In the third week.",
    ],
)
def test_words_that_count_nothing_are_left_alone(said: str) -> None:
    assert list(unsourced(said)) == []


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("It takes\u00a0thirty\u00a0seconds.", 10),
        ("So says\u2003ten\u202fpeople.", 9),
        ("It was a twenty\u2011five\u2010minute walk.", 10),
    ],
)
def test_signs_of_word_processors_hide_no_number(said: str, place: int) -> None:
    [fault] = article_problems(article(said))
    assert (fault.line, fault.column) == (1, place)


def test_below_a_links_definition_numbers_are_read() -> None:
    assert told("[here]: https://hands.invalid/2020\n\nIt was 30 people.\n") == [(3, 8, "30")]


def test_a_source_holds_for_its_own_sentence_only() -> None:
    assert told(f"It was 30 people {CITE}. Then 40 more.\n") == [(1, 49, "40")]
    assert told(f"It was 30 people. {CITE}\n") == [(1, 8, "30")]
    assert told(f"In 189 studies,\nwith 6,654 adults,\n{CITE} it helped. It is e.g. nice.\n") == []


def test_places_are_those_of_the_file() -> None:
    text = "---\ntitle: T\n---\n\n# T\n\nA line\nand 5 more.\n\n- item\n- [link](x.md) and 6 %.\n\n    and 7 weeks\n"
    assert told(text) == [(8, 5, "5"), (11, 20, "6 %"), (13, 9, "7")]


@pytest.mark.parametrize(
    "said",
    [
        "## 30 seconds\n",
        "30 seconds\n==========\n",
        "Ring [999](tel:999) at once.\n",
        "Read [this](https://example.org/30).\n",
        'There are {{ count("stretches") }} stretches.\n',
        "Write `hold: 30` there.\n",
        "Text.\n\n    hold: 30\n",
        "```\nhold: 30\n```\n",
        "<!-- 30 of them -->\n",
        "<div style='margin: 30px'>Text</div>\n",
        "1. First\n2. Second\n",
        "Text\n{ .sb-30 }\n",
        f'!!! advice "{ADVICE}"\n    Hold for 30 seconds.\n\n    - Or 40.\n',
        f"| Hold | Source |\n|---|---|\n| 30 s | {CITE} |\n",
    ],
)
def test_what_states_nothing_or_is_marked_needs_no_source(said: str) -> None:
    assert told(said) == []


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("| Hold | Source |\n|---|---|\n| 30 s | none |\n", (3, 3, "30")),
        (f'!!! advice "{ADVICE}"\n    Slowly.\n\nThen 30 more.\n', (4, 6, "30")),
        ('!!! warning "Careful"\n    Stop after 30 seconds.\n', (2, 16, "30")),
        ("- First\n\n    Then 30 more.\n", (3, 10, "30")),
        ("Term\n:   It takes 30 seconds.\n", (2, 14, "30")),
        ("---\ntitle: T\ndescription: Ten minutes a day.\n---\n\nText\n", (3, 14, "Ten minutes")),
    ],
)
def test_what_stands_outside_of_advice_needs_one(said: str, place: tuple[int, int, str]) -> None:
    assert told(said) == [place]


def test_advice_says_that_it_is_advice() -> None:
    [fault] = article_problems(article('Text\n\n  !!! advice "Do this"\n      Hold for 30 seconds.\n'))
    assert (fault.line, fault.column) == (3, 3)
    assert f'!!! advice "{ADVICE}"' in fault.fix


def test_pages_about_the_program_are_left_alone() -> None:
    assert list(article_problems(article("Hold for 30 seconds.", "contribute/words/"))) == []


def test_every_page_is_read_with_its_address_and_what_it_cites(tmp_path: Path) -> None:
    pages = tmp_path / "content"
    (pages / "learn").mkdir(parents=True)
    (pages / "index.md").write_text("# Home\n", encoding="utf-8")
    (pages / ".hidden.md").write_text("It takes 30 seconds.\n", encoding="utf-8")
    (pages / "learn" / "index.md").write_text("---\ntitle: Learn\n---\n", encoding="utf-8")
    (pages / "learn" / "hands.md").write_text(f"{CITE} {{{{cite( 'hand_book' )}}}} {CITE}\n", encoding="utf-8")
    assert [(found.path, found.address, found.title, found.cited) for found in articles_in(pages)] == [
        ("content/index.md", "", "Home", ()),
        ("content/learn/index.md", "learn/", "Learn", ()),
        ("content/learn/hands.md", "learn/hands/", "Hands", ("grip_trial", "hand_book")),
    ]


def test_a_record_is_read_with_its_citations() -> None:
    assert list(unsourced(marked("It was *30* people [@grip_trial]. See [[open-hand|ten hands]]."))) == []
    assert [found.text for found in unsourced(marked("It was 30 people. See [@grip_trial]."))] == ["30"]


def test_the_first_sentence_ends_at_its_full_stop() -> None:
    assert first_sentence("Yes, in 4.5 of ten. And more.") == "Yes, in 4.5 of ten."
    assert first_sentence("No end") == "No end"
