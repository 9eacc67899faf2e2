"""The settings at the top of a page: read as MkDocs reads them, and refused where it would do something odd."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data
from stretchbook.book.article import read_article
from stretchbook.book.page_folder import PageFolder
from stretchbook.text.front_matter import read_front_matter

PIECES = (
    "---", "--- ", "...", "----", " ---", "", "", "# Hands", "title: Hands", "Title: Hands", "title: No", "title: 12",
    "title: Neck: how", "title: 'a: b'", "title:", "description: >-", "  folded text", "    more", "\tmore", "- item",
    "hide: [toc]", "hide: x", "search: false", "also_called: [A, 112]", "x: {a: 1}", "search: 2024-13-45",
    "title: 0x1f", "icon: =", "1: one", "description: 5 # five", "&a [*a]", "Text and: more.", "{{ cite('x') }}",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=7).map("\n".join))
@example("---\ntitle: A\n...\n# B\n")
@example("---\ntitle: A\nsearch: no\nhide: [toc]\n---\n\n\n# B\n")
@example("title: A\n    and more\nHide: toc\ntitle: B\n\n# C\n")
@example("title: A\n# B\n")
@example("---\n---\n# B\n---\n")
def test_what_is_not_refused_is_read_as_mkdocs_reads_it(text: str) -> None:
    front = read_front_matter(text, "content/index.md")
    body, meta = get_data(text)
    if not front.problems:
        assert dict(front.meta) == meta
        assert text[front.start :].lstrip("\n") == body


@pytest.mark.parametrize(
    ("text", "said", "fix"),
    [
        ("---\ntitle: No\n---\n", "2:8: title: `No` without quotes reads as `false`.", "Put it in quotes: 'No'."),
        ("---\ntitle: 1.10\n---\n", "2:8: title: `1.10` without quotes reads as `1.1`.", "Put it in quotes: '1.10'."),
        ("---\ntitle: 1:30\n---\n", "2:8: title: `1:30` without quotes reads as `90`.", "Put it in quotes: '1:30'."),
        ("---\ntitle:\n---\n", "2:7: title: is empty.", "Write some text, or remove the line."),
        ("---\ntitle: [a]\n---\n", "2:8: title: must be text, but is a list.", "Write one line of text, in quotes."),
        ("---\ntitle: A\ntitle: B\n---\n", "3:1: title: is given twice (first on line 2).", "Keep one."),
        (
            "---\ntitle: Neck: how\n---\n",
            "2:12: has a colon inside text without quotes.",
            "Put the whole text in quotes.",
        ),
        (
            "---\ntitle: Top #1 of all\n---\n",
            "2:8: title: is cut off at ` #`, where a comment starts.",
            "Put the whole text in quotes, or the comment on a line of its own.",
        ),
        (
            "---\ndescription: {a: b}\n---\n",
            "2:14: description: must be text, but is fields with names.",
            "Write one line of text, in quotes.",
        ),
        (
            "---\nhide: x\n---\n",
            "2:7: hide: `x` is not a part of a page.",
            "Write a list of what to leave out: navigation, toc, path, footer, tags, feedback.",
        ),
        (
            "---\nhide: 5\n---\n",
            "2:7: hide: is no list.",
            "Write a list of what to leave out: navigation, toc, path, footer, tags, feedback.",
        ),
        (
            "---\nsearch: [a]\n---\n",
            "2:9: search: `['a']` is not known.",
            "Write list, help or false, without quotes, or leave it out.",
        ),
        (
            "---\nalso_called: x\n---\n",
            "2:14: also_called: is no list.",
            "Write names in square brackets: [Warning signs].",
        ),
        (
            "---\nalso_called: [A, no]\n---\n",
            "2:18: also_called[2]: `no` without quotes reads as `false`.",
            "Put it in quotes: 'no'.",
        ),
        (
            "---\nsearch: 2024-13-45\n---\n",
            "2:9: `2024-13-45` looks like a date or a sign that YAML knows, and is none.",
            "Put it in quotes.",
        ),
        ("---\n1: one\n---\n", "2:1: `1` is not a name of a setting.", "Put it in quotes, or remove it."),
        (
            "---\n- a\n---\n",
            "1:1: opens what are no settings, so that readers would see it.",
            "Write `title: …` below it; for a line across the page write `***`.",
        ),
        (
            "---\ntitle: A\n\n# A\n",
            "1:1: begins settings that are never closed, so that readers would see them.",
            "Write a line `---` below the last of them.",
        ),
        (
            "\n---\ntitle: A\n---\n",
            "2:1: begins settings, but not as MkDocs wants them, so that readers would see them.",
            "Make it the first line of the file, and just `---`.",
        ),
        (
            "---\ntitle: A\n---",
            "3:1: is to close the settings above, but does not, so that readers would see them.",
            "Make it just `---`, and write the page's text below it.",
        ),
        (
            "Warning: ask a doctor.\n",
            "1:1: `Warning:` is taken for a setting, so that readers would not see this line.",
            "Put an empty line above it, or write a heading first.",
        ),
        (
            "search: false\n\n# A\n",
            "1:9: search: reads as a word and not as false.",
            "Put all settings between two lines `---` at the top of the file.",
        ),
        (
            "---\ntemplate: redirect.html\n---\n",
            "2:1: `template` is not a setting of a page.",
            "Remove it; a page may set title, description, also_called, hide, search, icon.",
        ),
        (
            "---\nicon: ../secret\n---\n",
            "2:7: icon: `../secret` is not an icon of the theme.",
            "Name one like `material/pencil`, or remove the line.",
        ),
        ("---\ntitel: A\n---\n", "2:1: `titel` is not a setting of a page.", "Did you mean `title`?"),
        (
            "---\nicon: x/y\n---\n",
            "2:7: icon: `x/y` is not an icon of the theme.",
            "Name one like `material/pencil`, or remove the line.",
        ),
    ],
)
def test_what_would_surprise_is_refused_with_its_place(text: str, said: str, fix: str) -> None:
    front = read_front_matter(text, "a.md", {"main.html"}.__contains__)
    assert [str(problem) for problem in front.problems] == [f"a.md:{said} {fix}"]


THEMES = ("author", "date", "extra_css", "location", "picture", "render_macros", "revision_date", "social", "status",
          "subtitle", "tags", "template")  # fmt: skip
"""What the theme or a plugin takes, some of it as HTML."""


@pytest.mark.parametrize("name", THEMES)
def test_nothing_reaches_the_theme_that_is_not_meant_for_pages(name: str) -> None:
    for text in (f"---\n{name}: '\"><script>'\n---\n", f"{name}: '\"><script>'\n\n# A\n"):
        [problem] = read_front_matter(text, "a.md").problems
        assert f"`{name}" in problem.message


@pytest.mark.parametrize(
    "head", ["a: &a [*a]", "a: &a x\ntitle: *a", "<<: {title: A}", "title: !ENV HOME", "title: !!python/name:os.system"]
)
def test_nothing_in_settings_stands_for_something_else(head: str) -> None:
    front = read_front_matter(f"---\n{head}\n---\n", "a.md")
    assert front.problems
    assert not front.meta.get("title")


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: 2024\n---\n",
        '---\ntitle: "Neck: how to"\n---\n',
        "---\ntitle: A\ndescription: >-\n  B\n  c.\nhide: [toc]\nsearch: no\nalso_called: [112]\n---\n",
        "---\ntitle: A\nhide: navigation, toc\n...\n# B\n",
        "Title: A\nhide: toc\n\n# B\n",
        "---\n\n# A rule first\n",
        "***\n\n# A rule first\n\n---\n",
        "\nWarning: ask a doctor.\n",
        "# A\n\n---\ntitle: B\n---\n",
        "",
    ],
)  # fmt: skip
def test_what_mkdocs_understands_passes(text: str) -> None:
    assert read_front_matter(text, "a.md").problems == ()


@pytest.mark.parametrize(
    ("uri", "text"),
    [
        ("a-b_c.md", "Text\n"),
        ("aB-c.md", "Text\n"),
        ("index.md", "Text\n"),
        ("learn/README.md", "Text\n"),
        ("a.md", "# One *two* [three](b.md)\n"),
        ("a.md", "# One { #two }\n\nText\n"),
        ("a.md", "\n\nOne\n===\n"),
        ("a.md", "## Two\n\n# One\n"),
        ("a.md", "Text\n\n# One\n"),
        ("a.md", "#One\n"),
        ("a.md", "# One &amp; <b>two</b> #\n"),
        ("a.md", "---\ntitle: 2024\n---\n\n# One\n"),
        ("a.md", "Title: Two\n\n# One\n"),
    ],
)
def test_a_page_has_the_title_that_mkdocs_gives_it(uri: str, text: str, tmp_path: Path) -> None:
    config = MkDocsConfig()
    extensions = ["attr_list", {"toc": {"permalink": "#"}}]
    config.load_dict({"site_name": "A", "docs_dir": str(tmp_path), "markdown_extensions": extensions})
    assert config.validate()[0] == []
    (tmp_path / uri).parent.mkdir(exist_ok=True)
    (tmp_path / uri).write_text(text, encoding="utf-8")
    file = File(uri, str(tmp_path), str(tmp_path / "site"), use_directory_urls=True)
    page = Page(None, file, config)
    page.read_source(config)
    page.render(config, Files([file]))
    assert read_article(text, PageFolder(tmp_path, tmp_path), uri).title == html.unescape(str(page.title))
    assert read_article(text, PageFolder(tmp_path, tmp_path), uri).address == page.url.removeprefix("./")
