from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import stretchbook
from helpers.broken_cases import copy_small_site
from jinja2 import DictLoader, Environment
from stretchbook.cache.store import Store
from stretchbook.cache.templates import CompiledTemplates
from stretchbook.checks.all_checks import open_library
from stretchbook.render.sheets.content import Imprint, SheetWriter
from stretchbook.render.sheets.forms import FORMS
from stretchbook.render.sheets.kept_sheet import is_our_sheet
from stretchbook.render.sheets.pdf_printer import PdfPrinter

PACKAGE = Path(stretchbook.__file__).parent


def test_what_was_made_is_not_made_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", ".pdf", bool)
    assert store.recall(lambda: b"made", "of", "this") == b"made"
    assert store.recall(lambda: b"again", "of", "this") == b"made"
    assert store.recall(lambda: b"other", "of", "that") == b"other"


@pytest.mark.parametrize("damage", [lambda _: b"", lambda whole: whole[:-1], lambda whole: whole + b"x"])
def test_what_is_damaged_is_made_again(tmp_path: Path, damage: object) -> None:
    assert callable(damage)
    store = Store(tmp_path, ".pdf", bool)
    store.recall(lambda: b"%PDF made", "of this")
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert store.recall(lambda: b"%PDF again", "of this") == b"%PDF again"
    assert store.recall(lambda: b"", "of this") == b"%PDF again"


def test_what_is_no_work_of_ours_is_made_again(tmp_path: Path) -> None:
    """Anybody can write a checksum."""
    Store(tmp_path, ".pdf", bool).recall(lambda: b"forged", "of this")
    assert Store(tmp_path, ".pdf", lambda kept: kept == b"made").recall(lambda: b"made", "of this") == b"made"


@pytest.mark.parametrize("put", [os.mkfifo, lambda file: file.symlink_to("/dev/zero"), Path.mkdir])
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, put: Callable[[Path], object]) -> None:
    store = Store(tmp_path, ".pdf", bool)
    put(tmp_path / f"{store.key('of this')}.pdf")
    assert store.recall(lambda: b"made", "of this") == b"made"


SHEET = b"%PDF-1.7\n1 0 obj <</Type /Page /Contents 2 0 R>> endobj\nstartxref\n9\n%%EOF"


@pytest.mark.parametrize(
    "forged",
    [
        b"", b"<html>", SHEET[:-6], SHEET.replace(b"/Page ", b"/Font "), SHEET + b"\n2 0 obj <<>>\nstartxref\n9\n%%EOF",
        SHEET.replace(b"/Contents", b"/OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>> /Contents"),
        SHEET.replace(b"/Contents", b"/AA <</O <</S /Launch>>>> /Contents"),
        SHEET.replace(b"/Contents", b"/Open#41ction 3 0 R /Contents"),
        SHEET.replace(b"/Contents", b"% stream\n/Launch [4 0 R]\n% endstream\n/Contents"),
        SHEET.replace(b"/Type /Page", b"/Type /ObjStm /Type /Page"),
    ],
)  # fmt: skip
def test_a_sheet_that_does_something_is_none_of_ours(forged: bytes) -> None:
    assert is_our_sheet(SHEET, None)
    assert not is_our_sheet(forged, None)


def test_a_sheet_leads_to_its_own_page_alone(tmp_path: Path) -> None:
    library = open_library(copy_small_site(tmp_path / "clinic"))
    content = SheetWriter(library, Imprint("Hands", date(2026, 1, 31), "https://hands.example")).sheet("tea-break")
    printer = PdfPrinter(tmp_path / "cache", 0)
    sheet = printer.print(content, FORMS[0])
    assert printer.print(content, FORMS[0]) == sheet
    assert (printer.drawn, printer.kept) == (1, 1)
    (file,) = (tmp_path / "cache").iterdir()
    Store(tmp_path / "cache", ".pdf", bool).keep(
        file.stem, sheet.replace(b"https://hands.example", b"https://bands.example")
    )
    assert printer.print(content, FORMS[0]) == sheet
    assert (printer.drawn, printer.kept) == (2, 1)


def test_where_nothing_can_be_kept_all_is_made_each_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    store = Store(tmp_path / "cache" / "sheets", ".pdf", bool)
    assert [store.recall(lambda: b"made", "of this"), store.recall(lambda: b"again", "of this")] == [b"made", b"again"]


def test_a_template_is_compiled_once_for_each_text_and_in_memory_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, kept = {"a": "{{ 1 }}"}, CompiledTemplates()

    def rendered() -> str:
        return Environment(loader=DictLoader(texts), bytecode_cache=kept, autoescape=True).get_template("a").render()

    assert rendered() == "1"
    texts["a"] = "{{ 2 }}"
    assert rendered() == "2"
    monkeypatch.setattr(Environment, "compile", None)
    assert rendered() == "2"


def test_no_code_is_read_from_any_file() -> None:
    """Whoever can put a file into a cache could otherwise have it run."""
    program = "".join(file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py"))
    for way in ("FileSystemBytecodeCache", "pickle", "marshal", "shelve", "joblib", "exec(", "eval("):
        assert way not in program, way
