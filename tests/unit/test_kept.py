"""What is kept of one build, or of one thing, is never taken for another's."""

from __future__ import annotations

import gc
import json
from pathlib import Path

from stretchbook.book.library import Library
from stretchbook.cache.answers import Answers
from stretchbook.cache.kept import kept
from stretchbook.cache.memory import Memory
from stretchbook.model.base import Model
from stretchbook.model.field_docs import field_docs
from stretchbook.site.check import check_site
from stretchbook.site.page import CheckedPage


class Thing(Model):
    """One that is equal to others."""

    name: str
    """What it is called."""

    size: int = 0


class LargeThing(Thing):
    name: str

    size: int = 9
    """How large it is."""


def test_an_equal_thing_is_another_thing() -> None:
    made: list[Thing] = []

    def note(thing: Thing) -> int:
        made.append(thing)
        return len(made)

    make = kept(note)
    one, other = Thing(name="a"), Thing(name="a")
    assert [make(one), make(one), make(other), make(one)] == [1, 1, 2, 1]


def test_what_a_thing_that_is_gone_made_is_forgotten() -> None:
    def make_of(thing: Thing) -> list[str]:
        return [thing.name]

    make = kept(make_of)
    for number in range(100):
        assert make(Thing(name=str(number))) == [str(number)]
    gc.collect()
    [found] = [cell.cell_contents for cell in make.__closure__ or () if isinstance(cell.cell_contents, dict)]
    assert found == {}


def test_each_question_is_asked_once() -> None:
    asked: list[str] = []

    def answer(word: str) -> str:
        asked.append(word)
        return word.upper()

    answers = Answers(answer)
    assert [answers["a"], answers["b"], answers["a"]] == ["A", "B", "A"]
    assert asked == ["a", "b"]


def test_fields_are_described_by_what_stands_below_them() -> None:
    assert field_docs(Thing) == {"name": "What it is called."}
    assert field_docs(LargeThing) == {"size": "How large it is."}


def test_a_file_of_a_served_site_that_changed_is_read_again(tmp_path: Path) -> None:
    files = {
        "drawing.svg": (
            '<svg xmlns="http://www.w3.org/2000/svg"/>',
            '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
        ),
        "data.json": ("{}", json.dumps({"way": "javascript:go()"})),
        "style.css": ("p{color:red}", "p{background:url(https://elsewhere.invalid/a.png)}"),
    }
    memory = Memory[CheckedPage]()
    for number, expected in ((0, set()), (1, set(files)), (0, set()), (1, set(files))):
        for name, texts in files.items():
            (tmp_path / name).write_text(texts[number], encoding="utf-8")
        problems = check_site(tmp_path, Library({}), memory=memory)
        assert {problem.path.removeprefix("site/") for problem in problems} & set(files) == expected
