from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stretchbook.bibliography import read_references
from stretchbook.labels import short_label
from stretchbook.library import Library
from stretchbook.references import _tidy, format_references
from stretchbook.source import Source, parse

FIELDS = st.sampled_from(
    [
        "title",
        "author",
        "issued",
        "DOI",
        "URL",
        "PMID",
        "container-title",
        "publisher",
        "page",
        "volume",
        "type",
        "note",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=3),
    max_leaves=6,
)
TAG = re.compile(r"</?[^>]*>")


def line(**fields: Any) -> str:
    return format_references([{"id": "some", "type": "book", "title": "Backs", **fields}])["some"]


def test_an_article_is_printed_whole() -> None:
    printed = line(
        type="article-journal",
        author=[{"family": "Palmer", "given": "Ada"}, {"family": "Grip", "given": "Bo C"}],
        issued={"date-parts": [[2020, 3]]},
        volume="12",
        page="1-11",
        DOI="10.1234/backs(1)",
        **{"container-title": "Hand Journal"},
    )
    assert printed == (
        'Palmer A, Grip BC. Backs. Hand Journal 2020;12:1–11. <a href="https://doi.org/10.1234/backs(1)">'
        "doi:10.1234/backs(1)</a>"
    )


def test_a_book_without_anything_else_is_its_title() -> None:
    assert line() == "Backs."


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"DOI": "10.1/x", "URL": "https://example.org/a?b=c&d"}, "https://example.org/a?b=c&amp;d"),
        ({"DOI": "10.1234/x", "URL": "https://example.org"}, "https://doi.org/10.1234/x"),
        ({"PMID": "123"}, "https://pubmed.ncbi.nlm.nih.gov/123/"),
        ({"URL": "javascript:alert(1)"}, None),
        ({"URL": "https://"}, None),
        ({"URL": "https://[broken"}, None),
        ({"URL": 'https://a.example/"onclick="x'}, "https://a.example/%22onclick=%22x"),
        ({"PMID": "123<script>"}, None),
    ],
)
def test_only_a_fit_address_becomes_a_link(fields: dict[str, Any], address: str | None) -> None:
    assert re.findall(r'<a href="([^"]*)">', line(**fields)) == ([address] if address else [])


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        *(("article-journal", field) for field in ("title", "container-title", "volume", "page")),
        *(("book", field) for field in ("title", "publisher", "edition")),
    ],
)
def test_markup_in_a_field_stays_text(kind: str, field: str) -> None:
    printed = line(**{field: "<b>Bold</b> {{ 7*7 }}", "issued": {"date-parts": [[2020]]}, "type": kind})
    assert "<" not in printed
    assert "&lt;b&gt;" in printed


def test_markup_in_a_name_stays_text() -> None:
    assert line(author=[{"family": "<i>Palmer</i>", "given": "Ada"}]).startswith("&lt;i&gt;Palmer")


@given(st.dictionaries(FIELDS, JSON, max_size=6))
def test_no_field_of_any_kind_breaks_out_or_raises(fields: dict[str, Any]) -> None:
    printed = format_references([{**fields, "id": "some"}])["some"]
    assert TAG.sub("", printed).count("<") == 0
    assert {tag.split()[0].strip("<>") for tag in TAG.findall(printed)} <= {"a", "/a"}
    assert "\n" not in printed


@given(st.lists(st.dictionaries(FIELDS, JSON, max_size=6), max_size=3))
def test_whatever_passes_can_be_printed_and_labelled(items: list[dict[str, Any]]) -> None:
    source = Source("references.json")
    parse(
        json.dumps([{"id": f"r{number}", "type": "book", "title": "T", **item} for number, item in enumerate(items)]),
        source,
    )
    references = read_references(source)
    if not source.problems:
        assert list(format_references(list(references.values()))) == list(references)
        assert all(short_label(reference) for reference in references.values())


def test_every_real_reference_is_one_good_line(library: Library) -> None:
    printed = format_references(list(library.references.values()))
    assert list(printed) == list(library.references)
    for name, text in printed.items():
        words = TAG.sub("", text)
        assert len(words) > 20, name
        assert not re.search(r"\bNone\b|n\.d\.|\.\.(?!\.)|\?\.|,,|;;| [.,;]|\(\)|  ", words), text
        assert text.count("<a ") <= 1, name


def test_every_real_reference_links_to_where_it_can_be_read(library: Library) -> None:
    printed = format_references(list(library.references.values()))
    for name, reference in library.references.items():
        assert ("<a href=" in printed[name]) == bool({"DOI", "URL", "PMID"} & set(reference)), name


def author(*names: str) -> list[dict[str, str]]:
    return [{"family": name} for name in names]


@pytest.mark.parametrize(
    ("reference", "label"),
    [
        ({"title": "Backs", "author": author("Garber"), "issued": {"date-parts": [[2011, 7]]}}, "Garber 2011"),
        ({"title": "Backs", "author": author("A", "B"), "issued": {"date-parts": [[2011]]}}, "A and B 2011"),
        ({"title": "Backs", "author": author("A", "B", "C"), "issued": {"date-parts": [["2011"]]}}, "A et al. 2011"),
        ({"title": "Backs", "author": [{"literal": "NHS"}]}, "NHS"),
        ({"title": "Backs", "publisher": "Hand Press", "issued": {}}, "Hand Press"),
        ({"title": "Backs and necks and shoulders and all the rest of it"}, "Backs and necks and shoulders and all …"),
        ({"title": "Backs", "author": [], "issued": {"date-parts": [[]]}}, "Backs"),
    ],
)
def test_a_label_is_short(reference: dict[str, Any], label: str) -> None:
    assert short_label(reference) == label


@pytest.mark.parametrize(
    ("text", "tidy"),
    [("A title ; :.", "A title."), ("A title.", "A title."), ("Why?.", "Why?"), ("a ,", "a."), (" ;", ""), ("", ""),
     ("a ..", "a .."), ("a;\u00a0", "a.")],
)  # fmt: skip
def test_nothing_is_left_hanging_at_the_end(text: str, tidy: str) -> None:
    assert _tidy(text) == tidy


def test_a_line_of_signs_is_gone_over_once() -> None:
    assert _tidy("a" + " ;" * 100_000 + "b") == "a" + " ;" * 100_000 + "b."
