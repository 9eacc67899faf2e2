"""The command and a build run one list of checks: what one refuses the other refuses, in the same words."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.project import Project, small_project

BROKEN = {
    "a macro that is none": "{{ strech('open-hand') }}",
    "a filter that is none": "{{ count('stretches') | shout }}",
    "a test that is none": "{% if 1 is shouted %}{% endif %}",
    "an id that is none": "{{ stretch('open-hnd') }}",
    "a reference that is none": "{{ cite('nobody') }}",
    "what cannot be counted": "{{ count('apples') }}",
    "too many arguments": "{{ muscles('thumb') }}",
    "too few arguments": "{{ link() }}",
    "a number for an id": "{{ muscle(1) }}",
    "a vocabulary that is none": "{{ words('colours') }}",
    "samples that are none": "{{ pose_samples('smiles') }}",
    "a division by zero": "{{ 1 / 0 }}",
    "settings of the site": "{{ config.site_name }}",
    "a filter of Jinja": "{{ count('stretches') | string | upper }}",
    "a macro in a loop": "{% for name in ['open-hand'] %}",
    "a mark of another page": '<div data-stretchbook="0"></div>',
    "a mark with too large a number": '<div data-stretchbook="99999"></div>',
    "an expression in a heading": "# {{ cycler.__init__ }}",
    "a page that is not there": "[Away](away.md)",
    "the address of a page": "[Hand](../stretches/open-hand/)",
    "an address from the root": "[Hand](/stretches/open-hand.md)",
    "a picture that is not there": "![Hand](hand.png)",
    "a place that is not on the page": "[Below](#below)",
    "a place that is not on a record's page": "[Hand](../stretches/open-hand.md#belwo)",
    "a link by reference": "[Hand][hand]\n\n[hand]: hand.md",
    "an address in HTML": '<a href="../nowhere/">Away</a>',
    "an address without its end": '<a href="../../news">News</a>',
}
SOUND = {
    "what the settings say under extra": "{{ greeting }}",
    "a question": "{% if greeting %}{{ greeting }}{% else %}Away{% endif %}",
    "braces that are shown": "{% raw %}{{ strech() }}{% endraw %} and `{{ '{{' }}`",
    "a record's page": "[Hand](../stretches/open-hand.md#stop)",
    "a redirection": '<a href="../../stretches/finger-fan/">Fan</a>',
    "a list": "[All](../muscles/index.md)",
    "another site": "[Out](https://example.org/a.md) <a@example.org> [+441](tel:+441)",
    "a place that a heading makes": "## Why now {#why}\n\n[Up](#why)".replace("{#", "{ #"),
    "a page and a place on it": "[News](../news.md#news)",
    "a sheet": "[Sheet](../routines/tea-break/tea-break-a4.pdf)",
    "code": "`[Away](away.md)`\n\n    [Away](away.md)",
}


def lines_about(pages: Path, said: str) -> list[str]:
    return [line for line in said.splitlines() if line.startswith(f"{pages}/")]


def with_pages(project: Project, texts: dict[str, str]) -> None:
    for number, text in enumerate(texts.values()):
        project.write(f"content/pages/{number}.md", f"# Page {number}\n\n{text}\n")
    project.replace("mkdocs.yml", "extra:\n", "extra:\n  greeting: Hello\n")


def test_what_is_wrong_on_pages_is_told_by_both_in_the_same_words(tmp_path: Path) -> None:
    project = small_project(tmp_path / "clinic")
    with_pages(project, BROKEN)
    checked, built = project.check(), project.build()
    assert (checked.returncode, built.returncode) == (1, 1)
    told = lines_about(Path("content/pages"), checked.stderr)
    assert told == lines_about(Path("content/pages"), built.stdout + built.stderr)
    blamed = [int(line.split("/")[2].partition(".")[0]) for line in told]
    assert sorted(set(blamed)) == list(range(len(BROKEN))), "each page is told"
    assert len(blamed) == len(BROKEN), "once"
    assert "Traceback" not in checked.stderr + built.stdout + built.stderr


def test_what_is_right_is_taken_by_both(tmp_path: Path) -> None:
    project = small_project(tmp_path / "clinic")
    with_pages(project, SOUND)
    project.append("stretches/open-hand.yml", "formerly: [finger-fan]\n")
    checked, built = project.check(), project.build()
    assert (checked.returncode, checked.stderr) == (0, "")
    assert built.returncode == 0, built.stdout + built.stderr


@pytest.mark.parametrize(
    ("nav", "told"),
    [
        ("[index.md, away.md]", "away.md"),
        ("[index.md]", "is in no menu"),
    ],
)
def test_what_is_wrong_with_the_menu_is_told_by_both(nav: str, told: str, tmp_path: Path) -> None:
    project = small_project(tmp_path / "clinic")
    project.append("mkdocs.yml", f"\nnav: {nav}\n")
    checked, built = project.check(), project.build()
    assert (checked.returncode, built.returncode) == (1, 1)
    assert told in checked.stderr


def test_what_editors_leave_among_the_templates_stops_neither(tmp_path: Path) -> None:
    project = small_project(tmp_path / "clinic")
    project.path("overrides/records/.#stretch.html").symlink_to("somebody@machine.1234")
    project.path("overrides/notes.html").mkdir()
    project.path("overrides/records/stretch.html~").write_bytes(b"caf\xe9")
    project.path("overrides/records/unused.html").write_bytes(b"caf\xe9")
    checked, built = project.check(), project.build()
    assert (checked.returncode, checked.stderr) == (0, "")
    assert built.returncode == 0, built.stdout + built.stderr
