"""The theme's stylesheets keep each rule that a page may need, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from stretchbook.site.theme_styles import FOLDER, trim_theme, trimmed

NAMES = {"in", "sight", "custom"}


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".in{a:b}.out{a:b}", ".in{a:b}"),
        (".in,.out,p .sight{a:b}", ".in,p .sight{a:b}"),
        (".in .out{a:b}.in>p{a:b}", ".in>p{a:b}"),
        ("@media print{.out{a:b}}@media screen{.out{a:b}.in{c:d}}", "@media screen{.in{c:d}}"),
        ("@font-face{a:b}:root{--x:url('}.out{')}.in{a:b}", "@font-face{a:b}:root{--x:url('}.out{')}.in{a:b}"),
        (".in:not(.out,.away){a:b}:is(.out,.in) p{a:b}", ".in:not(.out,.away){a:b}:is(.out,.in) p{a:b}"),
        ("[data-md-color-primary=red]{a:b}[data-md-color-primary=custom]{a:b}", "[data-md-color-primary=custom]{a:b}"),
        ('[href$=".out"]{a:b}p{width:.5rem}/*.x{*/', '[href$=".out"]{a:b}p{width:.5rem}/*.x{*/'),
        ("", ""),
    ],
)
def test_a_rule_stays_where_a_page_has_all_that_it_names(css: str, kept: str) -> None:
    assert trimmed(css, NAMES) == kept


def test_what_a_script_gives_and_any_page_has_is_kept(tmp_path: Path) -> None:
    for name, text in {
        f"{FOLDER}/main.css": ".a{x:y}.b{x:y}.c{x:y}.d{x:y}.e{x:y}",
        "index.html": '<p class="a z">e</p>',
        "deep/in/index.html": "<p class='b'>",
        "assets/own.js": 'add("c")',
        "assets/own.css": ".d{x:y}",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    trim_theme(tmp_path)
    assert (tmp_path / FOLDER / "main.css").read_text(encoding="utf-8") == ".a{x:y}.b{x:y}.c{x:y}"
    assert (tmp_path / "assets/own.css").read_text(encoding="utf-8") == ".d{x:y}"
