from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stretchbook.book.references import read_references
from stretchbook.model.reference import KINDS, Reference
from stretchbook.render.citations import _tidy, format_references
from stretchbook.text.issued_dates import year_words
from stretchbook.text.rich_text import plain
from stretchbook.text.source import Source, parse_json

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
        "status",
        "editor",
        "event",
        "custom",
        "family",
        "given",
        "literal",
        "raw",
        "date-parts",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=3),
    max_leaves=6,
)
CSL_TYPES = [
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
]
"""The types that the schema of CSL 1.0.2 lists."""

PARTS_OF_OTHERS = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "entry-dictionary", "entry-encyclopedia", "patent",
     "post-weblog", "review", "review-book"}
)  # fmt: skip
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
    printed = line(**{field: "<u>Bold</u> {{ 7*7 }}", "issued": {"date-parts": [[2020]]}, "type": kind})
    assert "<" not in printed
    assert "&lt;u&gt;" in printed


def test_markup_in_a_name_stays_text() -> None:
    assert line(author=[{"family": "<i>Palmer</i>", "given": "Ada"}]).startswith("&lt;i&gt;Palmer")


@given(st.dictionaries(FIELDS, JSON, max_size=6))
def test_no_field_of_any_kind_breaks_out_or_raises(fields: dict[str, Any]) -> None:
    printed = format_references([{**fields, "id": "some"}])["some"]
    assert TAG.sub("", printed).count("<") == 0
    assert {tag.split()[0].strip("</>") for tag in TAG.findall(printed)} <= {"a", "i", "b", "sub", "sup", "span"}
    assert "\n" not in printed


@given(st.lists(st.dictionaries(FIELDS, JSON, max_size=6), max_size=3))
def test_whatever_passes_can_be_printed_and_labelled(items: list[dict[str, Any]]) -> None:
    source = Source("references.json")
    whole = {"type": "book", "title": "T", "custom": {"kind": "overview"}}
    parse_json(json.dumps([{**whole, **item, "id": f"r{number}"} for number, item in enumerate(items)]), source)
    references = read_references(source)
    if not source.problems:
        published = [reference.csl for reference in references.values()]
        assert list(format_references(published)) == list(references)
        assert len(json.loads(json.dumps(published))) == len(published)
        assert all(reference.label for reference in references.values())


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
        ({"title": "CO<sub>2</sub> and <i>r</i><sup>2</sup>"}, "CO₂ and r²"),
        ({"title": "B", "author": [{"family": "Berg", "non-dropping-particle": "van der"}]}, "van der Berg"),
        ({"title": "B", "author": [{"family": "Humboldt", "dropping-particle": "von"}]}, "Humboldt"),
        (
            {"title": "B", "author": [{"family": "King", "suffix": "Jr."}, {"literal": "Hand Body"}]},
            "King and Hand Body",
        ),
        ({"title": "B", "author": [{"given": "Plato"}, {"family": "van Dijk"}]}, "Plato and van Dijk"),
        ({"title": "B", "editor": author("Palmer"), "publisher": "Hand Press"}, "Palmer"),
        ({"title": "B", "author": author("Palmer"), "status": "In press"}, "Palmer in press"),
        ({"title": "B", "author": author("Palmer"), "status": "Published"}, "Palmer"),
        ({"title": "B", "author": author("Palmer"), "issued": {"date-parts": [[2019], [2021, 3]]}}, "Palmer 2019–2021"),
    ],
)
def test_a_label_is_short(reference: dict[str, Any], label: str) -> None:
    assert Reference(reference).label == label


@pytest.mark.parametrize(
    ("text", "tidy"),
    [("A title ; :.", "A title."), ("A title.", "A title."), ("Why?.", "Why?"), ("a ,", "a."), (" ;", ""), ("", ""),
     ("a ..", "a .."), ("a;\u00a0", "a.")],
)  # fmt: skip
def test_nothing_is_left_hanging_at_the_end(text: str, tidy: str) -> None:
    assert _tidy(text) == tidy


def test_a_line_of_signs_is_gone_over_once() -> None:
    assert _tidy("a" + " ;" * 100_000 + "b") == "a" + " ;" * 100_000 + "b."


@pytest.mark.parametrize(
    ("issued", "words"),
    [
        ({"date-parts": [["2020", "05"]]}, "2020"), ({"date-parts": [[2020, 1], [2020, 4]]}, "2020"),
        ({"date-parts": [[2019, 11], [2020, 2]]}, "2019–2020"), ({"date-parts": [[2019], [0]]}, "2019–"),
        ({"date-parts": [[-44]]}, "44 BC"), ({"date-parts": [[1890]], "circa": True}, "c. 1890"),
        ({"date-parts": [[2020]], "circa": 0}, "2020"), ({"date-parts": [[2020]], "season": 2}, "2020"),
        ({"raw": "2020-05"}, "2020"), ({"raw": "May 2020"}, "2020"), ({"raw": "12/05/2019"}, "2019"),
        ({"raw": "20200512"}, "2020"), ({"literal": "2019/2020"}, "2019–2020"), ({"literal": "in press"}, "in press"),
        ({"literal": "forthcoming"}, "forthcoming"), ({"literal": "n.d."}, ""), ({"literal": "ca. 1850"}, "c. 1850"),
        ("2020-05", "2020"), ("2019/2021", "2019–2021"), ("2020~", "c. 2020"), ("199X", "1990s"), ("2020-21", "2020"),
        ({}, ""), ({"date-parts": [[""]]}, ""), (None, ""), (["2020"], ""), ({"date-parts": 2020}, ""),
    ],
)  # fmt: skip
def test_a_date_of_any_shape_is_said_in_few_words(issued: Any, words: str) -> None:
    assert year_words({"issued": issued}) == words


def test_years_are_printed_as_they_are_said() -> None:
    dates = {
        "2019–2021": "2019/2021",
        "c. 2020": "2020~",
        "in press": {"literal": "in press"},
        "44 BC": {"date-parts": [[-44]]},
    }
    books = [{"id": words, "type": "book", "title": "Backs", "issued": date} for words, date in dates.items()]
    assert format_references(books) == {words: f"Backs. {words}." for words in dates}


@pytest.mark.parametrize(
    ("title", "html", "bare"),
    [
        ("<i>Homo</i> sits", "<i>Homo</i> sits", "Homo sits"),
        ("<b>a</b>", "<b>A</b>", "a"),
        ("CO<sub>2</sub>", "CO<sub>2</sub>", "CO₂"),
        ("x<sup>th</sup>", "X<sup>th</sup>", "xth"),
        ('<span class="nocase">iPhone</span> necks', "iPhone necks", "iPhone necks"),
        ('<span style="font-variant:small-caps;">Bc</span>', '<span class="sb-small-caps">Bc</span>', "Bc"),
        ("<i>Why?</i>", "<i>Why?</i>", "Why?"),
        ("p < 0.05 & <script>", "P &lt; 0.05 &amp; &lt;script&gt;", "p < 0.05 & <script>"),
        ("<i>open", "&lt;i&gt;open", "<i>open"),
        ("<i>a<b>b</i>c</b>", "&lt;i&gt;a<b>b&lt;/i&gt;c</b>", "<i>ab</i>c"),
    ],
)
def test_the_tags_of_csl_are_kept_where_they_are_whole(title: str, html: str, bare: str) -> None:
    assert line(title=title).removesuffix(".") == html
    assert plain(title) == bare


def test_every_type_of_csl_is_printed_in_sentences() -> None:
    made = {"title": "A made-up work of hands", "author": author("Palmer"), "issued": {"date-parts": [[2020]]}}
    others: tuple[dict[str, Any], ...] = (
        {},
        {"publisher": "Hand Press"},
        {"container-title": "Hands", "volume": 3, "page": "4-11"},
    )
    entries = [
        {**made, **more, "type": kind, "id": f"{kind} {number}"}
        for kind in CSL_TYPES
        for number, more in enumerate(others)
    ]
    for name, printed in format_references(entries).items():
        kind, number = name.split()
        assert re.match(r"Palmer\. A made-up work of hands[ .,]", printed), printed
        assert ("Hand Press" in printed) == (number == "1" and kind not in PARTS_OF_OTHERS), printed
        assert "2020" in printed
        assert not re.search(r"\.\.|,,|;;| [.,;:]|\(\)|None", printed), printed


EXTRA = "PMID: 123\nCitation Key: palmer2020Madeup\n_eprint: https://example.org\nWe read the summary only."


def zotero(**fields: Any) -> dict[str, Any]:
    """One item as Zotero and Better BibTeX write it, with all that they put in beside what is printed."""
    return {
        "id": "palmer2020Madeup", "type": "article-journal", "title": "A made-up trial of hands\nand <i>wrists</i>",
        "author": [{"family": "Palmer", "given": "Ada", "parse-names": True}, {"family": "Grip", "given": "Bo"}],
        "abstract": "Made up. " * 400, "annote": ["mine"], "keyword": ["hands", 7], "note": EXTRA,
        "accessed": {"date-parts": [["2024", 5, 1]]}, "issued": {"date-parts": [["2020", 3]]},
        "container-title": "Journal of Hands", "container-title-short": "J Hands", "journalAbbreviation": "J Hands",
        "ISSN": "0000-0000", "language": "en", "source": "Hand Library", "call-number": {"odd": [1.5, None]},
        "DOI": "https://doi.org/10.1234/madeup", "URL": "https://example.org/@hands/Übung?a=b", "page": "1-11",
        "volume": 12, "issue": "3", "citation-key": "palmer2020Madeup", "archive": "\u0007\ud800", "title-short": None,
        "custom": {"kind": "trial", "about": "12 made-up clerks", "mine": "x"}, **fields,
    }  # fmt: skip


def read(*items: Any) -> tuple[dict[str, Any], list[str]]:
    source = Source("references.json")
    parse_json(json.dumps(items), source)
    references = read_references(source)
    return {name: reference.csl for name, reference in references.items()}, [
        f"{problem.field}: {problem.message} {problem.fix}" for problem in source.problems
    ]


def test_an_export_of_zotero_is_taken_as_it_comes() -> None:
    references, problems = read(
        zotero(), zotero(id=7), zotero(id="madeup", issued="2020-03", editor=[], publisher=None)
    )
    assert problems == []
    assert list(references) == ["palmer2020Madeup", "7", "madeup"]
    first = references["palmer2020Madeup"]
    assert first["note"] == "We read the summary only."
    assert first["DOI"] == "10.1234/madeup"
    assert first["custom"] == {"kind": "trial", "about": "12 made-up clerks"}
    assert not first.keys() & {"abstract", "annote", "keyword", "source", "call-number", "archive", "citation-key"}
    assert first["container-title-short"] == "J Hands"
    assert format_references([first])["palmer2020Madeup"] == (
        "Palmer A, Grip B. A made-up trial of hands and <i>wrists</i>. Journal of Hands 2020;12:1–11."
        ' <a href="https://doi.org/10.1234/madeup">doi:10.1234/madeup</a>'
    )


CITED_TOO = "Write it so where it is cited too."
UNFIT_ID = "is not an id. Use letters, digits, `-` and `_`:"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"id": "http://zotero.org/AB"}, f"id: `http://zotero.org/AB` {UNFIT_ID} palmer2020. {CITED_TOO}"),
        ({"id": "palmer 2020"}, f"id: `palmer 2020` {UNFIT_ID} palmer-2020. {CITED_TOO}"),
        ({"id": "p" * 61}, f"id: is longer than 60 letters. Use letters, digits, `-` and `_`: palmer2020. {CITED_TOO}"),
        ({"type": "journalArticle"}, "type: `journalArticle` is not a type we know. Did you mean `article-journal`?"),
        ({"type": "film"}, "type: `film` is not a type we know. Did you mean `motion_picture`?"),
        ({"title": ["A made-up trial"]}, "title: must be text. Remove the brackets round it."),
        ({"URL": "https://example.org/a b"}, "URL: holds a sign that no address holds (` `). Write %20 in its place."),
        ({"URL": "ftp://example.org"},
         "URL: is not a web address. Use an address that starts with https://, or remove it."),
        ({"URL": "https://münchen.example/"},
         "URL: can be taken for another address. Write its host in plain letters: xn--mnchen-3ya.example."),
        ({"URL": f"https://example.org/{'a' * 700}"}, None),
        ({"title": "A made-up title " * 40}, "title: is longer than 600 letters. Cut it, with … for what is left out."),
        ({"custom": {"kind": "talk"}}, f"custom.kind: `talk` is not a kind we know. Use one of: {', '.join(KINDS)}."),
        ({"custom": {"kind": {}}}, f"custom.kind: `{{}}` is not a kind we know. Use one of: {', '.join(KINDS)}."),
    ],
)  # fmt: skip
def test_what_cannot_be_printed_or_cited_is_one_line_with_a_fix(fields: dict[str, Any], said: str | None) -> None:
    assert read(zotero(**fields))[1] == ([f"entry[1].{said}"] if said else [])


def test_a_proposed_id_is_never_that_of_another_reference() -> None:
    problems = read(zotero(id="palmer2020"), zotero(id="a/b"), zotero(id="Palmer2020b"))[1]
    assert problems == [f"entry[2].id: `a/b` {UNFIT_ID} palmer2020c. {CITED_TOO}"]
