"""A word is found however signs, spaces, digits or letters that look alike take it apart."""

from __future__ import annotations

from itertools import product

import pytest
from stretchbook.book.tripwires import Tripwires
from stretchbook.checks.wording import Wording
from stretchbook.model.safety import Tripwire
from stretchbook.model.style import Promise
from stretchbook.text.disguises import _HARMLESS, _SUSPECT, KnownWords, undisguised

WORDING = Wording(
    {
        "cures": Promise(id="cures", words=("cures",), plain="Say what it does."),
        "boosts": Promise(id="boosts", words=("boost* immunity",), plain="Say what it does."),
    },
    {},
)
WIRES = Tripwires([Tripwire(id="roller", words=("roller",), because="It is hard.")])

DISGUISES = [
    *(f"cu{sign}res" for sign in "-_/*~.|()+=:;,\"'’^&#@!\\•·–—−\u2010\u2011\u02d7\u2043"),
    *(sign.join("cures") for sign in (" ", "-", ".", "\xa0", "\u200a", " - ", ". ")),
    "cúres", "cu\u0301r\u0307es", "CURES", "c\u1d1cʀ\u1d07s", "c\u0289ɾǝs", "cure5", "cur3s", "cure$", "c-ur3-s",
    "cu res", "cur es", "curess", "cuures", "ccures",
    "cu(res)", "c*ur*es", "cu\x01res", "self-cu-res", "cur\x01e$!",
]  # fmt: skip


@pytest.mark.parametrize("written", DISGUISES)
def test_a_promise_is_found_in_every_disguise(written: str) -> None:
    [fault] = WORDING.faults(f"It {written} cramp.")
    assert fault.start == len("It ") + max(written.find("cu-res"), 0)


@pytest.mark.parametrize(
    "written", ["ro-ller", "rol ler", "rolller", "r o l l e r", "r0ller", "ro11er", "ro|ler", "røller", "ro\u0336ller"]
)
def test_a_wire_is_found_in_a_disguise(written: str) -> None:
    assert [said for _, said in WIRES.tripped(f"Use a {written}.", ["roller"])] == ["roller"]
    assert not list(WIRES.tripped(f"Do not use a {written}.", ["roller"]))


@pytest.mark.parametrize("text", ["He at last sat.", "Look on to the wall.", "It is a cure s."])
def test_neighbours_that_are_words_stay_apart(text: str) -> None:
    known = {"heat", "onto", "cure", "cures", "he", "on"}
    assert list(undisguised(text, KnownWords(known.__contains__, ("h", "o", "c", "cure")))) == []


@pytest.mark.parametrize(
    "written", ["boo-sts immunity", "boost-s immu-ni-ty", "boo sts immun ity", "b o o s t s immunity"]
)
def test_every_word_of_a_phrase_may_be_in_disguise(written: str) -> None:
    assert len(WORDING.faults(f"It {written}.")) == 1


@pytest.mark.parametrize(
    "text",
    ["Press the left- and right-hand side.", "C5, T1, e.g. 10s.", "It obs-cures the view.", "A, B and C."],
)
def test_what_hides_no_word_stays_as_it_is(text: str) -> None:
    known = {"cure", "a", "press", "side"}
    assert list(undisguised(text, KnownWords(known.__contains__))) == []
    assert WORDING.faults(text.replace("obs-cures", "obscures")) == []


def test_long_chains_of_parts_take_steps_in_proportion() -> None:
    def looks(parts: int) -> int:
        asked: list[str] = []

        def is_known(word: str) -> bool:
            asked.append(word)
            return False

        assert list(undisguised("a-" * parts, KnownWords(is_known))) == []
        return len(asked)

    assert looks(2_000) < 2.2 * looks(1_000)


def test_no_text_that_is_passed_over_is_suspect() -> None:
    written = ("".join(signs) for length in range(6) for signs in product("aI. -'1(@", repeat=length))
    passed_over = [text for text in written if _HARMLESS.fullmatch(text)]
    assert len(passed_over) > 100
    assert not [text for text in passed_over if _SUSPECT.search(text)]
