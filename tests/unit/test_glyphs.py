"""Letters on paper and in pictures: what the fonts have, and what is printed in place of what they lack."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.broken_cases import copy_small_site
from helpers.handouts import said, writer_of
from pypdf import PdfReader
from stretchbook.book.library import Library
from stretchbook.checks.all_checks import open_library
from stretchbook.render.sharing import SharingPictures
from stretchbook.render.sheets.pdf_printer import PdfPrinter
from stretchbook.render.sheets.sheet_files import sheet_files
from stretchbook.render.typesetting import Typesetter, TypesettingError
from stretchbook.text.glyphs import is_shown, letter_fault

STYLES = """
#let said = json(bytes(sys.inputs.said))
#set document(title: "Letters")
#set text(font: "Source Sans Pro", size: 5pt, lang: "en")
#said #strong(said) #emph(said)
#text(font: "Source Serif Pro", weight: "bold", said) #text(font: "Source Serif Pro", weight: "semibold", said)
"""


def is_printed(text: str, folder: Path) -> bool:
    """Tell whether Typst prints a text in every style of sheets and pictures."""
    template = folder / "styles.typ"
    template.write_text(STYLES, encoding="utf-8")
    try:
        Typesetter(template).set({"said": json.dumps(text)}, format="pdf", pdf_standards=["ua-1"])
    except TypesettingError:
        return False
    return True


def letters() -> Iterator[str]:
    """Every letter that a record may hold, a mark on the letter a."""
    for code in range(0x20, 0x20000):
        letter = chr(code)
        category = unicodedata.category(letter)
        if category[0] not in "CZ" and unicodedata.normalize("NFC", letter) == letter:
            yield f"a{letter}" if category[0] == "M" else letter


def test_all_letters_that_are_said_to_be_shown_are_printed(tmp_path: Path) -> None:
    shown = [letter for letter in letters() if is_shown(letter)]
    assert len(shown) > 1_000
    assert is_printed(" ".join(shown), tmp_path)


@pytest.mark.parametrize("text", ["\u2460", "\U0001f9d8", "\u0634", "\u6c34", "a\u0325", "\u2011", "\u0220", "\u20d7"])
def test_a_letter_that_is_not_printed_is_not_said_to_be_shown(text: str, tmp_path: Path) -> None:
    assert not is_printed(text, tmp_path)
    assert not is_shown(text)


@pytest.mark.parametrize(
    "text", ["\u1ec7 \u0394 \u042f \u2265 \u00bd \u2153 \u00b2", "\u2192 \u2713", "x\u0302", "\u01df"]
)
def test_what_is_printed_is_not_refused(text: str) -> None:
    assert letter_fault(text) is None


@pytest.mark.parametrize(
    ("text", "said_of_it"),
    [
        ("Sit. \u2460", ("\u2460", "`\u2460` (U+2460)", "Write `1`.")),
        ("20 \u338f", ("\u338f", "`\u338f` (U+338F)", "Write `kg`.")),
        ("\U0001d5e6it", ("\U0001d5e6", "`\U0001d5e6` (U+1D5E6)", "Write `S`.")),
        ("a \U0001f9d8\u2640", ("\U0001f9d8", "`\U0001f9d8\u2640` (U+1F9D8)", "Remove it, or say it in words.")),
        ("\u0627\u0644", ("\u0627", "`\u0627\u0644` (U+0627)", "Write it in Latin letters.")),
        ("do\u0325", ("\u0325", "`o\u0325` (U+0325)", "Leave the mark out.")),
    ],
)  # fmt: skip
def test_a_letter_is_named_with_what_to_write(text: str, said_of_it: tuple[str, str, str]) -> None:
    letter, wrong, fix = letter_fault(text) or ("", "", "")
    assert (letter, wrong.partition(":")[0], fix) == said_of_it


REMINDER = "Open your fingers wide, let go, and shake your hands."


def word_processed(tmp_path: Path) -> Library:
    records = copy_small_site(tmp_path / "clinic")
    record = records / "open-hand.yml"
    reminder = "Make loose \ufb01sts for 5\u00a0kg\u2009balls, palm\u2011side up, as in a cafe\u0301."
    record.write_text(record.read_text(encoding="utf-8").replace(REMINDER, reminder), encoding="utf-8")
    references = records / "references.json"
    told = references.read_text(encoding="utf-8").replace("Palmer", "Palmer\u2010Hand")
    references.write_text(told, encoding="utf-8")
    return open_library(records)


def test_letters_of_word_processors_are_printed_as_what_they_mean(tmp_path: Path) -> None:
    library = word_processed(tmp_path)
    reminder = "Make loose fists for 5 kg balls, palm-side up, as in a caf\u00e9."
    in_short = library.stretches["open-hand"].in_short
    assert in_short
    assert in_short.reminder == reminder
    ((_, sheet), *_) = sheet_files(writer_of(library), PdfPrinter(tmp_path / "cache", 0))
    file = tmp_path / "sheet.pdf"
    file.write_bytes(sheet)
    printed = said(PdfReader(file))
    assert "Makeloosefistsfor5kgballspalmsideupasinacaf\u00e9" in printed
    assert "PalmerHand2020" in printed


def test_pictures_print_letters_of_word_processors_as_what_they_mean(tmp_path: Path) -> None:
    library = open_library(copy_small_site(tmp_path / "clinic"))
    mark = tmp_path / "mark.svg"
    mark.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8")
    first, second = (
        next(SharingPictures(library, site, "For\u00a0hands", mark, tmp_path / "cache").of_links())
        for site in ("Left\u2011hand book", "Left-hand\u2009bo\u00adok")
    )
    assert first == second


def test_what_is_not_printed_may_hold_any_letter(tmp_path: Path) -> None:
    records = copy_small_site(tmp_path / "clinic")
    for name, old, new in (
        ("open-hand.yml", "[Finger fan]", "[Finger fan, 开掌]"),
        ("prayer-stretch.yml", "Letting the palms part.", "Letting the palms part ✋."),
        ("muscles.yml", "On the inner side of your forearm.", "On the inner side of your forearm (前臂)."),
        # Of the references only the other one is on a sheet, and of its authors only the first, by the family name.
        ("references.json", "Opening the hand", "Opening the hand ✋"),
        ("references.json", '"given": "Ada"}', '"given": "阿达"}, {"family": "Li"}, {"family": "李"}'),
    ):
        text = (records / name).read_text(encoding="utf-8")
        assert old in text
        (records / name).write_text(text.replace(old, new), encoding="utf-8")
    assert open_library(records).stretches["open-hand"].also_known_as == ("Finger fan", "开掌")
