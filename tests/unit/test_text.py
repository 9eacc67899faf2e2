from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError
from stretchbook.text.letters import (
    check_id,
    check_name,
    check_reference_id,
    check_text,
    dressed_letter,
    folded,
    foreign_word,
    mixed_word,
    piled_marks,
)


def kind_of_refusal(text: str) -> str | None:
    try:
        check_text(text)
    except PydanticCustomError as refusal:
        return refusal.type
    return None


@given(st.text())
def test_what_passes_holds_no_code_and_nothing_unseen(text: str) -> None:
    if kind_of_refusal(text) is None:
        passed = check_text(text)
        assert not re.search(r"\{\{|\{%|\{#|<[a-z/!?]|--8<--", passed, re.IGNORECASE)
        assert not {unicodedata.category(letter) for letter in passed} & {"Cc", "Cf", "Zl", "Zp"}
        assert check_text(passed) == passed


@pytest.mark.parametrize(
    "text",
    ["None", "n/a", "-", "…", "todo", "T.B.D.", "tba", "To be added.", "*None*", "be careful!", "See above",
     "Ask a doctor.", "Lorem ipsum", "x", "?!"],
)  # fmt: skip
def test_placeholders_are_refused(text: str) -> None:
    assert kind_of_refusal(text) == "placeholder"


@pytest.mark.parametrize(
    "text",
    ["No pain at all.", "None of this should hurt.", "Be careful with your neck.", "Text your clinician first.",
     "Ask a doctor before you twist.", "5 < 6 and 6 > 5", "Q & A", "50 % of your strength", "Reach {up}",
     "Über die Schulter", "10\u202f000 steps", "Notodo is a suborder of bats."],
)  # fmt: skip
def test_real_words_pass(text: str) -> None:
    assert kind_of_refusal(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty_text"), (" \n ", "empty_text"), ("a {{ b", "template"), ("a %} b", "template"),
        ("{# a", "template"),
        ("a <b", "html"), ("</p>", "html"), ("<!-- a", "html"), ("a &lt; b", "html"), ("&#60;script", "html"),
        ("&#x3c;", "html"), ("--8<-- 'a'", "include"), (";--8<--", "include"), ("a\u200bb", "unseen"),
        ("a\u202eb", "unseen"), ("a\x00b", "unseen"), ("a\ue000b", "unseen"), ("a\u200eb", "unseen"),
    ],
)  # fmt: skip
def test_code_and_unseen_letters_are_refused(text: str, kind: str) -> None:
    assert kind_of_refusal(text) == kind


@pytest.mark.parametrize(
    "letter", "\xad\u034f\u061c\u115f\u1160\u17b4\u180b\u180e\u200d\u2060\u2064\u206a\u2800\u3164\ufe0f\uffa0\ufff9"
    "\U0001d173\U000e0061\U000e0100"
)  # fmt: skip
def test_letters_of_which_nothing_is_to_be_seen_are_refused(letter: str) -> None:
    assert kind_of_refusal(f"Sit{letter}tall.") == "unseen"
    for name in (letter, f"Cat{letter}cow"):
        with pytest.raises(PydanticCustomError):
            check_name(name)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sit on a \u0441hair.", ("\u0441hair", "\u0441")), ("c\u03bfw", ("c\u03bfw", "\u03bf")),
        ("Sit on a chair.", None), ("Über die Schulter", None), ("\u03b1-blocker", None),
        ("\u041c\u043e\u0441\u043a\u0432\u0430 trial", None), ("5 \u00b5m", None),
        ("c\u00b5res", ("c\u00b5res", "\u00b5")),
        ("r\U00010424ller", ("r\U00010424ller", "\U00010424")),
    ],
)  # fmt: skip
def test_a_word_of_two_alphabets_is_found(text: str, found: tuple[str, str] | None) -> None:
    assert mixed_word(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("It \u0441\u0438\u0433\u0435\u0455.", ("\u0441\u0438\u0433\u0435\u0455", "\u0441")), ("\u03b1-blocker", None),
     ("\u091c\u0932 cures", None)],
)  # fmt: skip
def test_a_word_that_can_be_taken_for_a_latin_one_is_found(text: str, found: tuple[str, str] | None) -> None:
    assert foreign_word(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("\uff43ures", ("\uff43", "c")), ("\U0001d41cures", ("\U0001d41c", "c")), ("\u24d2ures", ("\u24d2", "c")),
     ("\U0001f172ures", ("\U0001f172", "C")), ("\U0001f1e8", ("\U0001f1e8", "C")), ("cu\u0336res", ("u\u0336", "u")),
     ("cu\u20e3res", ("u\u20e3", "u")), ("for \u00b2\u2070 seconds", ("\u00b2", "2")),
     ("\u0665 times", ("\u0665", "5")), ("5 m\u00b2, 10\u207b\u00b2 and H\u2082O", None),
     ("\u00bd a step, \u2713 5 \u00b5m", None), ("\u00dcber, \u0142\u00f3d\u017a", None)],
)  # fmt: skip
def test_a_letter_in_another_dress_is_found(text: str, found: tuple[str, str] | None) -> None:
    assert dressed_letter(text) == found


@pytest.mark.parametrize(("marks", "expected"), [(0, False), (3, False), (4, True), (40, True)])
def test_marks_that_cover_other_lines_are_found(marks: int, expected: bool) -> None:  # noqa: FBT001
    assert piled_marks("Re" + "\u0301" * marks + "ach") == expected


@pytest.mark.parametrize(
    "text",
    ["On a chair", "on  a\nCHAIR!", "on a, chair", "on-a_chair", "\uff4fn a ch\u00e1ir", "on a \u0441hair",
     "on a \U0001d41c\U0001d421\U0001d41a\U0001d422\U0001d42b", "\u00f8n a ch\u0336air", "\u1d0f\u0274 a chai\u027e"],
)  # fmt: skip
def test_what_looks_alike_folds_to_the_same(text: str) -> None:
    assert folded(text) == "on a chair"


@given(st.text())
def test_a_folded_text_is_bare_words(text: str) -> None:
    assert not re.search(r"^ | $|  |[^\w ]|_", folded(text))


def test_the_lines_of_a_block_become_one() -> None:
    assert check_text("Sit tall.\nBreathe  in. \n") == "Sit tall. Breathe in."


def test_letters_with_marks_are_put_together() -> None:
    assert check_text("cafe\u0301 chair") == "café chair"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("non\u2011breaking\u2010hyphens", "non-breaking-hyphens"),
        ("5\u00a0kg\u2009\u202for 6", "5 kg or 6"), ("\ufb01ve \ufb03x", "five ffix"), ("8\u201212", "8\u201312"),
        ("\u00a0Sit.\u3000", "Sit."),
    ],
)  # fmt: skip
def test_letters_of_word_processors_become_plain_ones(text: str, plain: str) -> None:
    assert check_text(f"A {text} b") == f"A {plain} b"


def test_a_hyphen_of_any_kind_may_stand_in_a_name() -> None:
    assert {check_name(f"Cat{hyphen}cow") for hyphen in "-\u2010\u2011\u2212"} == {"Cat-cow"}


@pytest.mark.parametrize("name", ["Cat–cow", "Child’s pose (wide)", "90/90", "Open book & reach", "Ärmel"])
def test_names_pass(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize(("name", "odd"), [("A | b", "|"), ("*Cat*", "*"), ("[[cat]]", "["), ("Cat: cow", ":")])
def test_an_odd_sign_in_a_name_is_named(name: str, odd: str) -> None:
    with pytest.raises(PydanticCustomError) as refusal:
        check_name(name)
    assert refusal.value.context == {"text": odd}


@pytest.mark.parametrize(
    "word", ["Cat", "cat_cow", "-cat", "cat-", "cat--cow", "9lives", "", "cät", "a/b", "..", "a\n"]
)
def test_what_makes_no_good_address_is_no_id(word: str) -> None:
    with pytest.raises(PydanticCustomError):
        check_id(word)


@pytest.mark.parametrize("word", ["", "a b", "../a", "ä", "-a", 'a"b'])
def test_what_makes_no_good_anchor_is_no_id_of_a_reference(word: str) -> None:
    with pytest.raises(PydanticCustomError):
        check_reference_id(word)
