"""Ids that are proposed for what people write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stretchbook.text.ids import GivenIds, as_id, as_reference_id, is_device
from stretchbook.text.letters import LONGEST_ID, check_id, check_reference_id


@given(st.text())
def test_a_proposed_id_is_an_id(text: str) -> None:
    word = as_id(text)
    if word is not None:
        assert check_id(word) == word
        assert len(word) <= LONGEST_ID
    reference = as_reference_id(text)
    if reference is not None:
        assert check_reference_id(reference) == reference
        assert len(reference) <= LONGEST_ID


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Bird Wing", "bird-wing"), ("carpal_tunnel", "carpal-tunnel"), ("bird\u2011wing", "bird-wing"),
        ("so\u00adfa", "sofa"), ("a\u00a0b", "a-b"), ("Child\u2019s play", "childs-play"),
        ("Open book & reach", "open-book-and-reach"), ("cat \U0001f408", "cat"),
        ("\u0142opatka", "lopatka"), ("M\u00f6we", "moewe"), ("mu\u0308ller", "mueller"), ("Stra\u00dfe", "strasse"),
        ("Sm\u00f8rebr\u00f8d", "smoerebroed"), ("\u00c5s", "aas"), ("\u0110\u1ed7", "do"), ("\u00e6ble", "aeble"),
        ("90/90 Hamstring", "ninety-ninety-hamstring"), ("21 days", "twenty-one-days"), ("3D twist", "twist-3d"),
        ("101 poses", "poses-101"), ("word-" * 20, "-".join(["word"] * 12)),
        ("42", None), ("\u043a\u043e\u0448\u043a\u0430", None), ("cat-\u732b", None), ("\u2026", None),
    ],
)  # fmt: skip
def test_an_id_is_made_of_what_was_written(text: str, word: str | None) -> None:
    assert as_id(text) == word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("m\u00fcller2020", "mueller2020"), ("M\u00fcller, 2020", "Mueller-2020"), ("muller:2020", "muller-2020"),
        ("10.1000/xyz", "10-1000-xyz"), ("hand_book", "hand_book"), ("\u5f202020", None), ("?", None),
    ],
)  # fmt: skip
def test_an_id_of_a_reference_is_made_of_what_was_written(text: str, word: str | None) -> None:
    assert as_reference_id(text) == word


@pytest.mark.parametrize("name", ["aux", "AUX.yml", "con", "nul.tar.gz", "com1", "lpt9.md", "prn "])
def test_names_of_devices_are_known(name: str) -> None:
    assert is_device(name)


@pytest.mark.parametrize("name", ["auxiliary", "console.md", "com", "com12", "null", "a.con"])
def test_other_names_are_no_devices(name: str) -> None:
    assert not is_device(name)


@pytest.mark.parametrize(
    ("texts", "word"),
    [
        (("Bird Wing",), None),
        (("Bird Wing", "Cat on a chair"), "cat-on-a-chair"),
        (("aux",), "aux-stretch"),
        (("Index", "Fist"), "index-stretch"),
    ],
)
def test_no_id_is_proposed_that_there_is_or_that_is_reserved(texts: tuple[str, ...], word: str | None) -> None:
    given_ids = GivenIds({"stretches": {"bird-wing"}}, reserved={"index"}, noun="stretch")
    assert given_ids.free(*texts) == word
