"""Tripwires find what is said near a part of the body, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from stretchbook.book.tripwires import Tripwires
from stretchbook.model.safety import Tripwire


def wire(**fields: Any) -> Tripwire:
    return Tripwire.model_validate({"id": "wire", "because": "It is a strain.", **fields})


def said(text: str, *wires: Tripwire) -> list[str]:
    return [found for _, found in Tripwires(wires).tripped(text, [each.id for each in wires])]


PULL = wire(words=("pull", "pulls", "draw*"), near=("your thumb", "the thumb"), unless=("mild pull",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pull your thumb back.", ["pull"]),
        ("Hold your thumb. Then pull it back.", ["pull"]),
        ("Drawing on the thumb is enough.", ["drawing"]),
        ("Pull, on your *thumb*.".replace("*", ""), ["pull"]),
        ("Pull the towel.", []),
        ("A mild pull in your thumb.", []),
        ("Do not pull your thumb back.", []),
        ("Pull the towel with the left hand; in the meantime the right one rests, and so does your thumb.", []),
    ],
)
def test_words_count_close_to_what_they_are_about(text: str, found: list[str]) -> None:
    assert said(text, PULL) == found


def test_both_have_to_be_close() -> None:
    both = wire(words=("further",), near=("thumb",), and_near=("hand",))
    assert said("With the other hand bring your thumb further back.", both) == ["further"]
    assert said("Bring your thumb further back.", both) == []


def test_a_word_spares_its_own_sentence_only() -> None:
    sign = wire(words=("tingl*",), spared_by=("stop",))
    assert said("Stop when it tingles.", sign) == []
    assert said("Stop there. It tingles.", sign) == ["tingles"]


def test_an_entry_may_have_the_words_of_another() -> None:
    far = wire(id="far", words=("all the way",), near=("thumb",), unless=("nearly all the way",))
    other = wire(id="other", like="far", near=("wrist",))
    assert said("Bend the wrist all the way.", far, other) == ["all the way"]
    assert said("Bend the wrist nearly all the way.", far, other) == []


def test_a_wire_trips_once_in_a_text() -> None:
    assert said("Pull your thumb. Pull your thumb.", PULL) == ["pull"]


def test_what_is_told_everywhere_stands_in_one_sentence() -> None:
    go_on = wire(words=("go on",), near=("tingl*",), about="everywhere")
    assert said("Go on if it tingles.", go_on) == ["go on"]
    assert said("It tingles? Go on.", go_on) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Do not press, pull, snap or twist it.", []),
        ("Do not press or twist, and snap it.", ["snap"]),
        ("Do not wait, snap or twist it.", ["snap"]),
        ("Do not press, snap it.", ["snap"]),
    ],
)
def test_a_list_of_what_is_forbidden_has_its_or(text: str, found: list[str]) -> None:
    assert said(text, wire(words=("snap",))) == found


def test_time_goes_by_words_and_not_by_pairs() -> None:
    pair = wire(words=("pull",), near=("thumb",), unless=("mild pull",), spared_by=("stop",))
    tripwires, text = Tripwires([pair]), "thumb pull "
    assert len(list(tripwires.read(text * 30_000))) == 30_000
