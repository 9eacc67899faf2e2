from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stretchbook.text.markup import Citation, Emphasis, Link, Part, PlainText, foreign_markup, own_words, parts, plain

SIGNS = "[]*@|`_"
HOSTILE = st.text(st.sampled_from("[]*@|`_ a.(){}<\n"))
NAMES = {"bird-wing": "Bird and wing"}


def written(part: Part) -> str:
    match part:
        case PlainText(text):
            return text
        case Emphasis(text):
            return f"*{text}*"
        case Link(name, words):
            return f"[[{name}|{words}]]" if words else f"[[{name}]]"
        case Citation(reference):
            return f"[@{reference}]"


@given(st.text(min_size=1).filter(lambda text: not set(text) & set(SIGNS)))
def test_words_without_signs_stay_as_they_are(text: str) -> None:
    assert list(parts(text)) == [PlainText(text)]
    assert foreign_markup(text) is None


@given(HOSTILE)
def test_nothing_of_any_text_is_lost(text: str) -> None:
    def letters(said: str) -> list[str]:
        return [letter for letter in said if not letter.isspace() and letter != "|"]

    assert letters("".join(written(part) for part in parts(text))) == letters(text)


@given(HOSTILE)
def test_what_passes_holds_no_half_written_link(text: str) -> None:
    if foreign_markup(text) is None:
        words = "".join(part.text for part in parts(text) if isinstance(part, PlainText))
        assert "`" not in words
        assert not any(
            sign in part.text for part in parts(text) if isinstance(part, PlainText) for sign in ("[[", "]]", "[@")
        )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[bird-wing]]", [Link("bird-wing", None)]),
        ("[[ bird-wing | the bird ]]", [Link("bird-wing", "the bird")]),
        ("so [@garber2011].", [PlainText("so "), Citation("garber2011"), PlainText(".")]),
        ("a *mild pull* only", [PlainText("a "), Emphasis("mild pull"), PlainText(" only")]),
        ("2 * 3 * 4", [PlainText("2 * 3 * 4")]),
        ("a*b*c", [PlainText("a*b*c")]),
        ("*no end", [PlainText("*no end")]),
        ("a [note] here", [PlainText("a [note] here")]),
    ],
)
def test_parts_are_told_apart(text: str, expected: list[Part]) -> None:
    assert list(parts(text)) == expected


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("[[bird-wing", "[["), ("bird-wing]]", "]]"), ("[@garber2011", "[@"), ("[words](https://example.org)",
        "](https://example.org)"), ("**bold**", "**"), ("__bold__", "__b"), ("`code`", "`"), ("[[[bird-wing]]]", None),
        ("*[[bird-wing]]*", "*…[[…*"), ("*so [@garber2011] says*", "*…[@…*"), ("*`code`*", "*…`…*"),
        ("[[bird-wing|a *b* c]]", "[[…|…*…]]"), ("[[bird-wing|http://x.org]]", "[[…|…://…]]"),
        ("[[bird-wing|www.x.org]]", "[[…|…www.…]]"), ("[[bird-wing|the *cat]]", "[[…|…*…]]"),
        ("snake_case is fine", None), ("f(x) [sic] (y)", None),
    ],
)  # fmt: skip
def test_markup_of_others_is_found(text: str, sign: str | None) -> None:
    assert foreign_markup(text) == sign


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Try [[bird-wing]].", "Try Bird and wing."),
        ("Try [[bird-wing|this]].", "Try this."),
        ("Try [[unknown]].", "Try unknown."),
        ("A *mild* pull [@garber2011].", "A mild pull."),
        ("A study [@garber2011] found it.", "A study found it."),
    ],
)
def test_plain_text_reads_well(text: str, expected: str) -> None:
    assert plain(text, NAMES) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sit on a *firm* [[bird-wing|chair]].", "Sit on a firm chair."),
        ("Try [[prayer-stretch]] [@garber2011].", "Try  ."),
    ],
)
def test_own_words_are_those_that_the_text_says_itself(text: str, expected: str) -> None:
    assert own_words(text) == expected
