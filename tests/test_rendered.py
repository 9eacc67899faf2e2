"""What counts as shown on a page: what a reader sees, and not what stands in citations or out of sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_cases import copy_small_site
from stretchbook.addresses import Addresses
from stretchbook.library import Library, load
from stretchbook.rendered import check_site

NOTE = "Keep bending small (Royal Hand Society) if your wrists are sore."


@pytest.fixture
def clinic(tmp_path: Path) -> Library:
    root = copy_small_site(tmp_path / "clinic")
    text = (root / "open-hand.yml").read_text(encoding="utf-8")
    old = "Open only as far as the palm stays soft and warm."
    new = NOTE.replace(" if", " if [@hand_book]")
    assert old in text
    (root / "open-hand.yml").write_text(text.replace(old, new), encoding="utf-8")
    return load(root)


def lost(clinic: Library, site: Path, note: str) -> list[str]:
    page = site / Addresses(clinic).of("open-hand") / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text(f'<main><p data-safety-note="1">{note}</p></main>', encoding="utf-8")
    return [problem.wrong for problem in check_site(site, clinic) if problem.path.endswith("open-hand/index.html")]


CITED = '<a class="sb-cite">(Royal Hand Society)</a>'


@pytest.mark.parametrize(
    ("note", "is_shown"),
    [
        (NOTE.replace(" if", f" if {CITED}"), True),
        (NOTE.replace("small", f"<em>small</em> {CITED}"), True),
        (NOTE.replace("(Royal Hand Society)", CITED), False),
        (NOTE.replace("small", "<span hidden>small</span>"), False),
        (NOTE.replace("small", '<i style="display: none">small</i>'), False),
        (NOTE.replace("small", "<!-- small -->"), False),
    ],
)
def test_citations_and_what_is_hidden_are_not_read(
    note: str,
    is_shown: bool,  # noqa: FBT001
    clinic: Library,
    tmp_path: Path,
) -> None:
    wrong = "does not show the safety note `1`."
    assert (wrong not in lost(clinic, tmp_path / "site", note)) == is_shown
