"""`mkdocs build`, run for real in copies of this project: a whole site, or none and a list of what is wrong."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from helpers.project import ADDRESSES, SMALL_PAGES, TOP, Project, copy_project
from helpers.serving import add_a_record, clinic
from selectolax.lexbor import LexborHTMLParser
from stretchbook.book.library import Library
from stretchbook.checks.all_checks import open_library

EARLIER = "the site as it was"
ENOUGH = ("index.html", "stretches/index.html", "muscles/index.html", "routines/index.html", "conditions/index.html",
          "references/index.html", "learn/index.html", "learn/when-to-seek-help/index.html", "about/index.html",
          "contribute/index.html", "404.html", "sitemap.xml", "sitemap.xml.gz",
          "search/index.html", "search/index.json", "search/lunr.js")  # fmt: skip
DATA = ("index", "stretches", "routines", "muscles", "conditions", "stop-signs", "cautions", "references",
        "claims", "terms")  # fmt: skip


def refusal(project: Project, *options: str, **environment: str) -> str:
    """Build what must not be built; give what the command said, once nothing of the site has been touched."""
    project.write("site/index.html", EARLIER)
    result = project.build(*options, **environment)
    said = result.stderr + result.stdout
    assert result.returncode == 1, said
    assert "Traceback" not in said
    assert project.site() == {"index.html": EARLIER.encode()}
    assert not list(project.top.glob(".site-*"))
    return said


# What a build writes.


def test_a_strict_build_has_no_warning(built_said: str) -> None:
    assert "WARNING" not in built_said
    assert "ERROR" not in built_said


@pytest.mark.parametrize("file", ENOUGH)
def test_a_build_writes(built: Project, file: str) -> None:
    assert built.path(f"site/{file}").stat().st_size > 0


@pytest.mark.parametrize("name", DATA)
def test_a_build_writes_data(built: Project, name: str) -> None:
    data = json.loads(built.read(f"site/api/v1/{name}.json"))
    assert data["licence"] == "CC-BY-4.0"
    assert data["files" if name == "index" else name.replace("-", "_")]


def test_every_record_has_its_page_with_its_name_as_heading(built: Project, library: Library) -> None:
    kinds: dict[str, Mapping[str, Any]]
    kinds = {"stretches": library.stretches, "routines": library.routines, "muscles": library.muscles,
             "conditions": library.conditions}  # fmt: skip
    for folder, records in (*kinds.items(), ("muscles", library.groups)):
        for name, record in records.items():
            heading = LexborHTMLParser(built.page(f"{folder}/{name}/")).css_first("main h1")
            assert heading is not None
            assert heading.text().replace("\N{NON-BREAKING HYPHEN}", "-") == record.name


def test_a_build_leaves_the_site_and_the_cache_behind(tmp_path_factory: pytest.TempPathFactory, built: Project) -> None:
    before = {path.name for path in copy_project(tmp_path_factory.mktemp("fresh") / "project").top.iterdir()}
    assert {path.name for path in built.top.iterdir()} == {*before, "site", ".cache"}


def entries(project: Project) -> list[dict[str, Any]]:
    """What the built site's search knows."""
    data = json.loads(project.read("site/search/index.json"))
    return [dict(zip(data["fields"], entry, strict=True)) for entry in data["entries"]]


def test_search_finds_every_stretch(built: Project, library: Library) -> None:
    titles = {entry["address"]: entry["title"] for entry in entries(built)}
    for name, stretch in library.stretches.items():
        assert titles[f"stretches/{name}/"] == stretch.name


def test_the_page_for_lost_readers_works_at_any_depth(built: Project, plain: Project) -> None:
    for project, root in ((plain, ""), (built, "/book/")):
        tree = LexborHTMLParser(project.read("site/404.html"))
        nodes = tree.css("script[src], link[href], h1 ~ p a[href]")
        leads = [node.attributes.get("src") or node.attributes.get("href") or "" for node in nodes]
        assert leads
        assert all(address.startswith(root or ("/", "data:")) for address in leads)


def test_without_an_address_the_page_for_lost_readers_loads_nothing(plain: Project) -> None:
    tree = LexborHTMLParser(plain.read("site/404.html"))
    assert [node.html for node in tree.css("script[src], img, link:not([rel=icon])")] == []


# Bad input.


def test_a_broken_record_is_refused_at_its_line(small: Project) -> None:
    small.replace("stretches/open-hand.yml", "kind: dynamic", "kind: dynmaic")
    line = small.read("stretches/open-hand.yml").split("\n").index("kind: dynmaic") + 1
    said = refusal(small)
    assert f"stretches/open-hand.yml:{line}:7: kind: `dynmaic`" in said
    assert "Did you mean `dynamic`?" in said


def test_settings_are_refused_with_the_records_before_anything_is_drawn(small: Project) -> None:
    small.replace("mkdocs.yml", "use_directory_urls: true", "use_directory_urls: false")
    small.replace("stretches/open-hand.yml", "kind: dynamic", "kind: dynmaic")
    environment = {"SOURCE_DATE_EPOCH": "2024-01-01", "SITE_URL": "https://example.org/?a=1"}
    said = refusal(small, **environment)
    assert "Figures: " not in said
    told = small.check(**environment).stderr
    for part in ("use_directory_urls: ", "SOURCE_DATE_EPOCH: ", "SITE_URL: ", "open-hand.yml:"):
        assert part in told
    assert told in said


def test_on_github_problems_become_annotations(small: Project) -> None:
    small.replace("stretches/open-hand.yml", "kind: dynamic", "kind: “dynmaic, 100%”")
    line = small.read("stretches/open-hand.yml").split("\n").index("kind: “dynmaic, 100%”") + 1
    said = refusal(small, GITHUB_ACTIONS="true")
    assert f"\n::error file=stretches/open-hand.yml,line={line},col=7::kind: `“dynmaic, 100%25”`" in f"\n{said}"


def test_problems_can_be_printed_where_only_ascii_can(small: Project) -> None:
    small.replace("stretches/open-hand.yml", "kind: dynamic", "kind: “dynmaic”")
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert "stretches/open-hand.yml" in refusal(small, GITHUB_ACTIONS="true", **ascii_only)


def test_a_warning_stops_a_strict_build(small: Project) -> None:
    small.append("mkdocs.yml", f"\nnav: {list(SMALL_PAGES)}\n")
    small.write("content/loose.md", "# Loose\n\nA page that nobody put into the navigation.\n")
    assert "loose.md" in refusal(small)


def test_a_page_to_which_no_other_leads_is_refused(small: Project) -> None:
    small.append("mkdocs.yml", f"\nnav: {list(SMALL_PAGES)}\n")
    small.replace("mkdocs.yml", "  /diary.md\n", "  /loose.md\n")
    small.write("content/loose.md", "# Loose\n\nA page that nobody links to.\n")
    assert "content/loose.md:1:1: is a page to which no other page leads." in refusal(small)


def test_a_number_on_a_page_without_a_source_is_refused_at_its_line(small: Project) -> None:
    line = small.read("content/news.md").count("\n") + 2
    small.append("content/news.md", "\nIt helps nine in ten people.\n")
    assert f"content/news.md:{line}:10: `nine in ten` is a number" in refusal(small)


def test_a_page_where_a_records_page_goes_is_refused(small: Project) -> None:
    small.write("content/stretches/open-hand/index.md", "# Mine\n")
    small.write("content/api/v1/stretches.json", "{}")
    said = refusal(small)
    assert "content/stretches/open-hand/index.md:1:1: stands where a record's page goes." in said
    assert "content/api/v1/stretches.json:1:1: stands where a record's page goes." in said


def test_a_fix_that_no_longer_fits_the_theme_is_refused(small: Project) -> None:
    seeded = 'ThemeFix(name="seeded fix", why="to see it fail", old="<seeded>", new="")'
    small.append("hooks/stretchbook/site/theme.py", f"\n\nTHEME_FIXES = (*THEME_FIXES, {seeded})\n")
    said = refusal(small)
    assert "the theme:1:1: " in said
    assert "seeded fix" in said


# Templates that drop what a reader needs.

AROUND = {
    "dropped": ("{#", "#}"),
    "in-a-comment": ("<!--", "-->"),
    "hidden": ("<div hidden>", "</div>"),
    "hidden-until-found": ('<div hidden="until-found">', "</div>"),
    "not-displayed": ('<div style="color: red; Display : none">', "</div>"),
    "invisible": ('<div style="visibility:hidden">', "</div>"),
    "see-through": ('<div style="opacity: 0">', "</div>"),
    "closed-for-good": ("<details>", "</details>"),
    "closed-without-a-name": ("<details><summary> </summary>", "</details>"),
    "closed-dialog": ("<dialog>", "</dialog>"),
    "template-element": ("<template>", "</template>"),
    "only-without-scripts": ("<noscript>", "</noscript>"),
    "not-read-aloud": ('<div aria-hidden="true">', "</div>"),
    "inert": ("<div inert>", "</div>"),
    "popover": ("<div popover>", "</div>"),
    "read-aloud-alone": ('<div class="sb-hidden">', "</div>"),
    "without-height": ('<div style="height:0">', "</div>"),
    "datalist": ("<datalist>", "</datalist>"),
    "canvas": ("<canvas>", "</canvas>"),
}
STRIP, STOP = r"\{\{ p\.safety_strip\(.*?\) \}\}", r"\{\{ p\.stop_fold\(.*?\) \}\}"
ANSWERS = r"\{\{ p\.answers_in_full\(.*?\) \}\}"
SHORT, NOTES = r"<p data-safety-in-short>.*?</p>", r"\{% call p\.fold\(\"All safety notes.*?\{% endcall %\}"
OWN = r"\{% for own in stretch\.safety\.answers %\}.*?\{% endif %\}\n *\{% endfor %\}"
ITEM_SHORT = r"<p data-safety-in-short=\"\{\{ loop\.index \}\}\">.*?</p>"
SKIP = r"<div data-skip-if>.*?</div>"
CONDITION_ANSWERS = r"\{% if word == \"fine\" %\}\{\{ fine_places\(names\) \}\}.*?\{% endif %\}"
BY_NUMBER = r"\{\{ p\.routine_answers_in_full\(.*?\) \}\}"
CAUTIONS = r"\{% for item in library\.cautions_of.*?\{% endfor %\}"
SHEET_STRIP = r'<div class="sb-sheet__strip">.*?</div>'
SHEET_CHECK = r"\{\{ who\(\) \}\}"
SHEET_STOP = r"\{% for group in sheet\.stop %\}.*?</p>\n *\{% endfor %\}"
SHEET_CAUTIONS = r"\{% for caution in item\.cautions %\}.*?\{% endfor %\}"
BLOCKS = (
    ("stretch.html", STRIP, "stretches/open-hand", "strip"),
    ("stretch.html", ANSWERS, "stretches/open-hand", "check first"),
    ("stretch.html", STOP, "stretches/open-hand", "stop sign"),
    ("stretch.html", SHORT, "stretches/open-hand", "safety in short"),
    ("stretch.html", NOTES, "stretches/open-hand", "safety note"),
    ("stretch.html", CAUTIONS, "stretches/open-hand", "caution"),
    ("routine.html", STRIP, "routines/tea-break", "strip"),
    ("routine.html", BY_NUMBER, "routines/tea-break", "check first"),
    ("routine.html", STOP, "routines/tea-break", "stop sign"),
    ("stretch.html", OWN, "stretches/prayer-stretch", "own answer"),
    ("routine.html", ITEM_SHORT, "routines/tea-break", "safety in short"),
    ("routine.html", SKIP, "routines/tea-break", "skip if"),
    ("condition.html", CONDITION_ANSWERS, "conditions/carpal-tunnel", "row"),
    ("sheet.html", SHEET_STRIP, "routines/tea-break", "sheet strip"),
    ("sheet.html", SHEET_CHECK, "routines/tea-break", "sheet check first"),
    ("sheet.html", SHEET_STOP, "routines/tea-break", "sheet stop sign"),
    ("sheet.html", SHEET_CAUTIONS, "routines/tea-break", "sheet caution"),
)


def wrap(project: Project, template: str, block: str, around: tuple[str, str]) -> None:
    """Put something around a block of a template, the block found by a pattern."""
    text = project.read(template)
    wrapped, count = re.subn(block, lambda found: f"{around[0]}{found[0]}{around[1]}", text, flags=re.DOTALL)
    assert count == 1, f"{template} holds {block} {count} times"
    project.write(template, wrapped)


@pytest.mark.parametrize("first", range(0, len(AROUND), len(BLOCKS)))
def test_a_template_that_keeps_safety_from_readers_is_refused(small: Project, first: int) -> None:
    """One build tries one way on each block; the builds together try every way."""
    ways = [*AROUND, *AROUND][first:]
    for way, (template, block, _, _) in zip(ways, BLOCKS, strict=False):
        wrap(small, f"overrides/records/{template}", block, AROUND[way])
    said = refusal(small)
    for way, (_, _, page, what) in zip(ways, BLOCKS, strict=False):
        assert f"site/{page}/index.html:1:1: does not show the {what}" in said, way


@pytest.mark.parametrize("template", ["stretch.html", "routine.html"])
def test_a_template_without_stop_signs_is_refused_with_their_names(small: Project, template: str) -> None:
    wrap(small, f"overrides/records/{template}", STOP, AROUND["dropped"])
    page = "stretches/open-hand" if template == "stretch.html" else "routines/tea-break"
    lost = re.findall(rf"site/{page}/\S+ does not show the stop sign (.*?)\. ", refusal(small))
    assert {"`sharp-pain`", "`white-fingers`"} <= set(lost[0].split(", "))


@pytest.mark.parametrize("template", ["stretch.html", "routine.html"])
def test_what_stands_before_the_steps_is_in_no_fold(small: Project, template: str) -> None:
    wrap(small, f"overrides/records/{template}", STRIP, ("<details><summary>Safety</summary>", "</details>"))
    page = "stretches/open-hand" if template == "stretch.html" else "routines/tea-break"
    said = refusal(small)
    assert f"site/{page}/index.html:1:1: does not show the strip." in said
    assert f"site/{page}/index.html:1:1: does not show the emergency line." in said


def test_a_template_adds_no_word_to_what_stands_before_the_steps(small: Project) -> None:
    small.replace("overrides/records/parts.html", "<p data-strip>", "<p data-strip>Dear reader, ")
    assert "site/stretches/open-hand/index.html:1:1: adds words to the strip before the steps." in refusal(small)


def test_a_sheet_that_no_printer_would_show_is_refused(small: Project) -> None:
    small.replace("overrides/records/sheet.html", 'class="sb-sheet"', 'class="sheet"')
    assert "site/routines/tea-break/index.html:1:1: does not show the sheet stop sign `" in refusal(small)


def test_one_lost_stop_sign_is_named(small: Project) -> None:
    first = open_library(small.path("stretches")).stop_signs_of(["open-hand"])[0]
    small.replace("overrides/records/parts.html", "stop_signs(stretches)", "stop_signs(stretches)[1:]")
    said = refusal(small)
    assert f"site/stretches/open-hand/index.html:1:1: does not show the stop sign `{first}`." in said


def test_a_page_of_signs_shows_each_of_them(small: Project) -> None:
    signs = open_library(small.path("stretches")).of("warning-signs").values()
    first = next(sign.id for sign in signs if sign.urgency == "urgent")
    small.replace(
        "overrides/records/warning-signs.html", "{{ sign.text | markup }}", "{{ sign.text if not loop.first }}"
    )
    small.replace(
        "overrides/records/stop-signs.html", "{{ p.stop_list([]) }}", "<details>{{ p.stop_list([]) }}</details>"
    )
    said = refusal(small)
    page = "site/learn/when-to-seek-help/index.html:1:1: does not show the"
    assert f"{page} warning sign `{first}`." in said
    assert f"{page} stop sign `sharp-pain`" in said
    assert f"{page} response " in said


def test_an_emptied_note_is_named(small: Project) -> None:
    small.replace("overrides/records/parts.html", "{{ note | markup }}", "{{ note | markup if not loop.last }}")
    said = refusal(small)
    assert "site/stretches/open-hand/index.html:1:1: does not show the safety note `1`." in said


def test_a_lost_answer_of_a_records_own_is_named(small: Project) -> None:
    small.replace("overrides/records/stretch.html", "{{ own.because | markup }}", "")
    said = refusal(small)
    assert "site/stretches/prayer-stretch/index.html:1:1: does not show the own answer `1`." in said


# Templates and pages that cannot be rendered.


def put(project: Project, name: str, line: int, text: str) -> None:
    """Put a line of text into a file."""
    lines = project.read(name).split("\n")
    lines.insert(line - 1, text)
    project.write(name, "\n".join(lines))


def test_a_template_that_cannot_be_rendered_is_refused_at_its_line(small: Project) -> None:
    put(small, "overrides/records/stretch.html", 3, "{% if %}")
    put(small, "overrides/records/routine.html", 4, "{{ routine.nmae }}")
    put(small, "overrides/records/muscle.html", 5, "{{ nobody }}")
    put(small, "overrides/records/condition.html", 6, "{{ condition.name | nofilter }}")
    put(small, "overrides/records/references.html", 2, "{{ 1 / 0 }}")
    said = refusal(small)
    for place in ("stretch.html:3", "routine.html:4", "muscle.html:5", "condition.html:6", "references.html:2"):
        assert said.count(f"overrides/records/{place}:1: ") == 1


@pytest.mark.parametrize("template", ["main.html", "404.html"])
def test_a_broken_template_of_a_whole_page_is_refused_at_its_line(small: Project, template: str) -> None:
    put(small, f"overrides/{template}", 2, "{% if %}")
    assert f"overrides/{template}:2:1: " in refusal(small)


BAD_CALLS = {
    '{{ stretch("opne-hand") }}': "stretch: `opne-hand`: no such stretch. Did you mean `open-hand`?",
    '{{ link("open-hand") }} {{ link("forearn") }}': "link: `forearn`: no such record. Did you mean `forearm`?",
    '{{ link("forearn", "some words") }}': "link: `forearn`: no such record.",
    '{{ cite("nobody1900") }}': "cite: `nobody1900`: no such reference.",
    '{{ strech("open-hand") }}': "`strech`: no such macro. Did you mean `stretch`?",
    "{{ stretch() }}": "stretch() missing 1 required positional argument: 'name'.",
    "{{ stretch(3) }}": "stretch: `3` is not an id. Write the id of a stretch in quotes.",
    '{{ count("apples") }}': "count: `apples` cannot be counted.",
    '{{ warning_signs("soon") }}': "warning_signs: `soon`: no warning sign has this urgency.",
    '{{ "x" | nofilter }}': "has more than a macro call in braces.",
    "{{ page }}": "`page`: no such macro.",
    "{{ page.title }}": "has more than a macro call in braces.",
    '{% include "mkdocs.yml" %}': "`include` is not a tag of the macros.",
}


def test_a_wrong_call_on_a_page_is_refused_at_its_line(small: Project) -> None:
    for number, call in enumerate(BAD_CALLS):
        small.write(
            f"content/bad-{number}.md", f'---\ntitle: Bad\n---\n\n# Bad\n\n{{{{ link("open-hand") }}}}\n\n{call}\n'
        )
    said = refusal(small)
    for number, wrong in enumerate(BAD_CALLS.values()):
        assert f"content/bad-{number}.md:9:1: {wrong}" in said


BAD_LINKS = {
    "[nowhere](nowhere.md)": "nowhere.md",
    "[no place](news.md#nowhere)": "#nowhere` leads to no place on its page.",
    '<a href="../stretches/nobody/">nobody</a>': "`../stretches/nobody/` leads to no file.",
    "![no picture](nothing.png)": "nothing.png",
    '<img src="../nothing.webp" alt="">': "`../nothing.webp` leads to no file.",
}
FROM_ELSEWHERE = {
    '<script src="https://elsewhere.invalid/a.js"></script>': "loads `https://elsewhere.invalid/a.js` from another",
    '<link rel="stylesheet" href="//elsewhere.invalid/a.css">': "loads `//elsewhere.invalid/a.css` from another site.",
    '<img src="https://elsewhere.invalid/a.png" alt="">': "loads `https://elsewhere.invalid/a.png` from another site.",
    '<iframe src="https://elsewhere.invalid/" title="Film"></iframe>': "holds an element `iframe`",
    '<embed src="https://elsewhere.invalid/a.swf">': "holds an element `embed`, which no page needs.",
    '<video controls><track src="https://elsewhere.invalid/a.vtt"></video>': "loads `https://elsewhere.invalid/a.vtt`",
    '<p style="background: url(https://elsewhere.invalid/b.png)">x</p>': "loads `https://elsewhere.invalid/b.png`",
    "<style>@import 'https://elsewhere.invalid/b.css';</style>": "holds a style sheet of its own",
}


def test_a_link_that_leads_nowhere_is_refused(small: Project) -> None:
    for number, link in enumerate(BAD_LINKS):
        small.write(f"content/bad-{number}.md", f"# Bad\n\n{link}\n")
    said = refusal(small)
    for number, wrong in enumerate(BAD_LINKS.values()):
        about = [line for line in said.split("\n") if f"bad-{number}.md" in line or f"site/bad-{number}/" in line]
        assert any(wrong in line for line in about), (wrong, about)


def test_a_template_that_loads_from_elsewhere_is_refused(small: Project) -> None:
    """What pages may say is asked before; a template may say anything."""
    block = "\n{% block content %}{{ super() }}" + "\n".join(FROM_ELSEWHERE) + "{% endblock %}\n"
    small.append("overrides/main.html", block)
    said = refusal(small)
    for wrong in FROM_ELSEWHERE.values():
        assert f"site/news/index.html:1:1: {wrong}" in said, wrong


def test_a_stylesheet_of_ours_that_loads_from_elsewhere_is_refused(small: Project) -> None:
    small.append("content/assets/stretchbook.css", '\n@font-face { src: url("https://elsewhere.invalid/a.woff2"); }\n')
    said = refusal(small)
    assert "site/assets/site.css:1:1: loads `https://elsewhere.invalid/a.woff2` from another site." in said


# The same bytes everywhere.


def test_the_same_commit_gives_the_same_bytes_on_any_machine(tmp_path: Path) -> None:
    elsewhere = {"PYTHONHASHSEED": "4711", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
                 "TZ": "Asia/Kathmandu"}  # fmt: skip
    sites = []
    for number, environment in enumerate(({"PYTHONHASHSEED": "1"}, elsewhere)):
        project = clinic(tmp_path / str(number) / "project")
        if number:  # the other may take what other tests have drawn: it has to be the same, too
            project.path(".cache").unlink()
        result = project.build_in_new_process(**environment)
        assert result.returncode == 0, result.stderr
        sites.append(project.site())
    one, other = sites
    assert list(one) == list(other)
    assert [name for name in one if one[name] != other[name]] == []


# Addresses from the environment.


def head_link(page: str, relation: str) -> str | None:
    node = LexborHTMLParser(page).css_first(f'head link[rel="{relation}"]')
    return node.attributes.get("href") if node else None


def edit_link(page: str) -> str | None:
    node = LexborHTMLParser(page).css_first('a[rel="edit"]')
    if node is None:
        return None
    parts = urlsplit(node.attributes.get("href") or "")
    return f"{parts.scheme}://{parts.netloc}{posixpath.normpath(parts.path)}"


EDITED = {
    "stretches/open-hand/": "stretches/open-hand.yml",
    "routines/tea-break/": "stretches/routines/tea-break.yml",
    "muscles/finger-flexors/": "stretches/muscles.yml",
    "muscles/forearm/": "stretches/muscle-groups.yml",
    "conditions/carpal-tunnel/": "stretches/conditions.yml",
    "about/": "content/about/index.md",
}


@pytest.mark.parametrize(("url", "file"), EDITED.items())
def test_with_addresses_a_page_has_canonical_and_edit_links(owned: Project, url: str, file: str) -> None:
    page = owned.page(url)
    assert head_link(page, "canonical") == f"{ADDRESSES['SITE_URL']}{url}"
    assert edit_link(page) == f"{ADDRESSES['REPO_URL']}/edit/main/{file}"
    assert owned.path(file).is_file()


def test_a_safety_concern_is_reported_where_the_repository_is(owned: Project, plain: Project) -> None:
    new = f"{ADDRESSES['REPO_URL']}/issues/new?template=safety.md"
    assert f'href="{new}"' in owned.page("about/")
    assert "issues/new" not in plain.page("about/")
    assert "Tell whoever gave you this copy" in plain.page("about/")
    assert (TOP / ".github/ISSUE_TEMPLATE/safety.md").exists()


@pytest.mark.parametrize("url", EDITED)
def test_without_addresses_a_page_has_neither(plain: Project, url: str) -> None:
    page = plain.page(url)
    assert head_link(page, "canonical") is None
    assert edit_link(page) is None
    assert "site.invalid" not in page


# A new record, with no other file touched.

NEW = "stretches/brand-new/"


@pytest.fixture(scope="module")
def with_new_record(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The hand clinic with one record more."""
    project = clinic(tmp_path_factory.mktemp("new") / "project")
    add_a_record(project, formerly=["quite-old"])
    project.append("content/news.md", '\n{{ count("stretches") }} stretches.\n')
    result = project.build(**ADDRESSES)
    assert result.returncode == 0, result.stderr
    return project


def pages_that_should_name(library: Library) -> set[str]:
    """Where a record belongs that moves, warns and cites as the one that it was made from."""
    like = library.stretches["open-hand"]
    muscles = {*like.muscles.primary, *like.muscles.secondary}
    groups = {group for name in muscles & {*library.muscles} for group in library.muscles[name].groups}
    return {"stretches/", "references/", *(f"muscles/{name}/" for name in muscles | groups),
            *(f"conditions/{name}/" for name in library.checks_first("open-hand"))}  # fmt: skip


def test_a_new_record_appears_on_every_page_that_it_should(with_new_record: Project) -> None:
    pages = pages_that_should_name(open_library(with_new_record.path("stretches")))
    assert len(pages) > 5
    assert [url for url in pages if NEW not in with_new_record.links(url)] == []


def test_a_new_record_is_counted_listed_and_found(with_new_record: Project) -> None:
    assert "3 stretches." in with_new_record.page("news/")
    data = json.loads(with_new_record.read("site/api/v1/stretches.json"))["stretches"]
    assert "brand-new" in [record["id"] for record in data]
    assert (NEW, "Brand-new stretch") in [(entry["address"], entry["title"]) for entry in entries(with_new_record)]
    assert f"<loc>{ADDRESSES['SITE_URL']}{NEW}</loc>" in with_new_record.read("site/sitemap.xml")


def test_a_new_record_is_cited_by_under_each_of_its_references(with_new_record: Project) -> None:
    tree = LexborHTMLParser(with_new_record.page("references/"))
    for name in ("hand_book", "grip_trial"):
        entry = tree.css_first(f"#ref-{name}")
        assert entry is not None
        assert "Brand-new stretch" in entry.text()


def test_an_old_address_leads_to_the_new_one(with_new_record: Project) -> None:
    html = with_new_record.page("stretches/quite-old/")
    assert f'content="0; url=../../{NEW}"' in html
    assert NEW in LexborHTMLParser(html).css_first("main a").attributes["href"]  # type: ignore[operator,union-attr]
