from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from stretchbook.problems import MOST_PROBLEMS, report
from stretchbook.text.list_marks import mark_of
from stretchbook.text.source import (
    LARGEST_FILE,
    LARGEST_JSON,
    Location,
    Place,
    Source,
    decode,
    parse,
    parse_json,
    read_source,
)

SEEN = st.characters(exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))
KEYS = st.from_regex(r"[a-z][a-z_]{1,8}", fullmatch=True).filter(lambda key: key not in ("no", "on", "off", "yes"))
NUMBERS = st.integers(min_value=-(10**15), max_value=10**15)
TEXTS = st.text(SEEN, max_size=30).filter(lambda text: text not in "yYnN" and not mark_of(text))
LEAVES = st.none() | st.booleans() | NUMBERS | TEXTS
NESTED = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=20)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | FLOATS | st.text(max_size=20),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=20,
)
YAML_LIKE = st.text(st.sampled_from("ab:-[]{}'\"#&*!|>%@`,? \n\t\\0179.é"))


def parsed(text: str) -> Source:
    source = Source("some.yml")
    parse(text, source)
    return source


def frozen(value: Any) -> Any:
    """Lists as the tuples that they become."""
    if isinstance(value, list):
        return tuple(frozen(part) for part in value)
    return {key: frozen(part) for key, part in value.items()} if isinstance(value, dict) else value


def places_by_pyyaml(node: Any, loc: Location = ()) -> dict[Location, Place]:
    """Find the place of every value by another road: the tree that PyYAML composes."""
    found = {loc: Place(node.start_mark.line + 1, node.start_mark.column + 1)}
    if isinstance(node, yaml.SequenceNode):
        for number, part in enumerate(node.value):
            found |= places_by_pyyaml(part, (*loc, number))
    elif isinstance(node, yaml.MappingNode):
        for key, part in node.value:
            found |= places_by_pyyaml(part, (*loc, key.value))
    return found


@given(st.text() | YAML_LIKE)
def test_any_text_gives_data_or_problems(text: str) -> None:
    source = Source("some.yml")
    decoded = decode(text.encode("utf-8", "surrogatepass"), source)
    if decoded is not None and not source.problems:
        parse(decoded, source)
        assert source.is_read != (source.data is None and bool(source.problems))
    lines = text.count("\n") + 1
    assert all(1 <= problem.line <= lines and problem.column >= 1 for problem in source.problems)


@given(st.binary())
def test_any_bytes_are_text_or_a_problem(raw: bytes) -> None:
    source = Source("some.yml")
    assert (decode(raw, source) is None) <= bool(source.problems)


@given(NESTED, st.booleans())
def test_what_is_written_is_read_and_every_value_has_its_place(value: Any, is_flow: bool) -> None:  # noqa: FBT001
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=is_flow, width=10_000)  # nothing is folded
    source = parsed(text)
    assert source.problems == []
    assert source.data == frozen(value)
    assert source.places == places_by_pyyaml(yaml.compose(text, Loader=yaml.SafeLoader))


@given(JSON_VALUES, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_json_is_read_as_json(value: Any, indent: int | str | None, is_ascii: bool) -> None:  # noqa: FBT001
    """Escapes, surrogate pairs and tabs before a line; with a place for each value."""
    text = json.dumps(value, ensure_ascii=is_ascii, indent=indent)
    source = Source("some.json")
    parse_json(text, source)
    assert (source.data, source.problems) == (frozen(json.loads(text)), [])
    lines = text.split("\n")
    for loc, place in source.places.items():
        inner = value
        for part in loc:
            inner = inner[part]
        assert lines[place.line - 1][place.column - 1 :].startswith(json.dumps(inner, ensure_ascii=is_ascii)[0])


BROKEN_JSON = {
    '{"a": "\\ud835\\udc5d\\/"}': [],
    "\ufeff[]": [],
    "[1,]": ["1:3: has a comma before the closing ]. Remove it."],
    '{"a": 1,}': ["1:8: has a comma before the closing }. Remove it."],
    "[1 2]": ["1:3: has no comma after its value. Put one there."],
    "[1\n2]": ["1:3: has no comma at its end. Put one there."],
    "[,1]": ["1:2: has a comma with nothing before or after it. Remove it."],
    "// why\n[]": ["1:1: is a comment, which JSON does not know. Remove it."],
    "[NaN, True]": ["1:2: `NaN` is not JSON. Write null.", "1:7: `True` is not JSON. Write true."],
    "[012]": ["1:2: is a number that JSON does not know. Put it in double quotes."],
    "{a: 1}": ["1:2: has a field's name without double quotes. Write \"a\"."],
    '{"a" = 1}': ["1:6: has `=` where JSON wants a colon. Write : there."],
    '{"a": 1, "a": 2}': ["1:10: is given twice (first on line 1). Keep one."],
    '["a\tb"]': ["1:4: has a tab inside a text. Replace it by a space."],
    '["a\\q"]': ["1:4: has a backslash that means nothing in JSON (`\\q`). Write it twice (\\\\), or remove it."],
    '["a\nb"]': ["1:2: is a text over several lines. Join them to one line, with \\n for each break."],
    '["a]': ['1:2: opens a quote (") that is never closed. Close it with ".'],
    '["a": 1]': ["1:1: has fields in square brackets. Write { in place of [, and } in place of ]."],
    '{"a": [1, "b": 2}': ["1:7: opens a bracket ([) that is not closed before the next field. Close it with ]."],
    "[1": ["1:1: opens a bracket ([) that is never closed. Close it with ]."],
    "[]]": ["1:3: closes a bracket (]) that was not open. Remove it."],
    "[] []": ["1:4: goes on after its end. Put everything into one list: [ … ]."],
    "": ["1:1: is empty. Write [] if there is nothing to list."],
    "@book{a,\n}": ["1:1: is BibTeX and not JSON. Export it from Zotero as CSL JSON."],
    "[" * 5000: ["1:61: is nested too deeply. Export it from Zotero as CSL JSON."],
}  # fmt: skip


@pytest.mark.parametrize("text", BROKEN_JSON, ids=lambda text: repr(text[:20]))
def test_what_is_no_json_is_said_where_it_stands(text: str, tmp_path: Path) -> None:
    file = tmp_path / "some.json"
    file.write_text(text, encoding="utf-8")
    problems = read_source(file, "some.json").problems
    assert [f"{each.line}:{each.column}: {each.message} {each.fix}" for each in problems] == BROKEN_JSON[text]


@given(st.text(st.sampled_from("[]{},:\"'01a-.\\ \n\t/*#“e")))
def test_any_text_is_json_or_has_problems_in_it(text: str) -> None:
    source = Source("some.json")
    parse_json(text, source)
    lengths = [len(line) for line in text.split("\n")]
    assert all(1 <= each.column <= lengths[each.line - 1] + 1 for each in source.problems)
    if not source.problems:
        assert source.data == frozen(json.loads(text))


@pytest.mark.parametrize("again", ['"', "\\", "/*", "1 ", '{"a": ', "“", '"a" '])
def test_a_large_json_file_is_gone_over_once(again: str) -> None:
    source = Source("some.json")
    parse_json("[" + again * (LARGEST_JSON // 50 // len(again)), source)
    assert source.problems


def test_a_library_of_references_may_be_larger_than_a_record(tmp_path: Path) -> None:
    file = tmp_path / "references.json"
    file.write_text(json.dumps(["x" * LARGEST_FILE]), encoding="utf-8")
    assert read_source(file, "references.json").problems == []
    file.write_text(json.dumps(["x" * LARGEST_JSON]), encoding="utf-8")
    said = [f"{each.message} {each.fix}" for each in read_source(file, "references.json").problems]
    assert said == ["is larger than 5000 kB. Export only the references that are cited here."]


@given(NESTED, st.sampled_from([None, 1, 4]))
def test_yaml_takes_json_too(value: Any, indent: int | None) -> None:
    source = parsed(json.dumps(value, ensure_ascii=False, indent=indent))
    assert (source.data, source.problems) == (frozen(value), [])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("~", None), ("null", None), ("", None), ("true", True), ("false", False), ("0", 0), ("-7", -7), ("+7", 7),
        ("2.50", 2.5), ("1e3", "1e3"), ("0x1F", "0x1F"), ("1_000", "1_000"), (".5", ".5"), ("2026-01-31", "2026-01-31"),
        ("'no'", "no"), ('"012"', "012"), ("not", "not"), ("9" * 40, "9" * 40), ("=", "="), ("<<", "<<"),
    ],
)  # fmt: skip
def test_plain_values_are_read_by_few_rules(written: str, read: object) -> None:
    source = parsed(f"key: {written}\n")
    assert (source.data, source.problems) == ({"key": read}, [])
    assert type(source.data["key"]) is type(read)


def test_a_value_is_found_on_the_line_of_its_key() -> None:
    source = parsed("one: 1\nmany:\n  - a\n  - b\nflow: [c]\n")
    assert source.place(("one",)) == Place(1, 6)
    assert source.place(("many",)) == Place(2, 1)
    assert source.place(("many", 1)) == Place(4, 5)
    assert source.place(("flow", 0)) == Place(5, 8)


def test_what_is_not_there_is_found_at_what_should_hold_it() -> None:
    source = parsed("dose:\n  hold: 3\n")
    assert source.place(("dose", "move")) == Place(1, 1)
    assert source.place(("steps", 4)) == Place(1, 1)
    assert Source("empty.yml").place(("steps",)) == Place(1, 1)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(ending: str, tmp_path: Path) -> None:
    file = tmp_path / "some.yml"
    file.write_bytes(b"\xef\xbb\xbf" + f"name: Fist{ending}kind: static{ending}".encode())
    source = read_source(file, "some.yml")
    assert (source.data, source.problems) == ({"name": "Fist", "kind": "static"}, [])
    assert source.place(("kind",)) == Place(2, 7)


def test_thousands_of_brackets_are_a_problem_and_no_crash() -> None:
    assert [problem.message for problem in parsed("[" * 50_000).problems] == ["is nested too deeply."]


NASTY = {
    "lines without anything": ("\n", 'a: "\\q"'),
    "blocks without text": ("- >\n\n\n", 'b: "\\q"'),
    "quotes that are written out": ('\\"', ""),
    "quotes that open nothing": ("x 'x ", ": b: c"),
    "quotes that open": ("['", ""),
    "short lines": ("a\n", "b: c: d"),
    "text that runs on": (" y\n", "b: c: d"),
    "colons": ("a: ", ""),
    "hyphens": ("- ", "\n: : x"),
    "signs": (": %", ""),
}


@pytest.mark.parametrize("start", ["", "a: ", "'[b", "[b", '["', "x\n"], ids=repr)
@pytest.mark.parametrize("name", NASTY)
def test_a_large_file_is_diagnosed_in_one_go_over_it(name: str, start: str) -> None:
    """A finder that goes over the whole text again for each line or sign would keep this test for minutes."""
    again, end = NASTY[name]
    # Of one kind the largest file there may be; a fifth of it is enough to see that time goes with the square.
    size = LARGEST_FILE if not start else LARGEST_FILE // 5
    text = start + again * ((size - len(start + end)) // len(again)) + end
    assert len(report(parsed(text).problems)) < 1000


def test_a_flood_of_problems_ends() -> None:
    source = parsed("".join(f"a{number}: no\n" for number in range(10_000)))
    assert len(source.problems) == MOST_PROBLEMS + 1
    assert source.is_full


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_two_bytes_a_letter_are_one_problem(encoding: str) -> None:
    source = Source("some.yml")
    assert decode(("name: Fist\n" * 900).encode(encoding), source) is None
    assert len(source.problems) == 1


@pytest.mark.parametrize(
    "text",
    ["a: >-\n  b\n  c\n", "a: 'b\n  c'\n", "a: [b,\n  c]\n", "a: [b] # c\n", "a: 'b' # c\n", "a: 3 # c\n",
     "# c\na: b#c\n", "a:\n  # c\n  - b\n", "a: # c\n  b: d\n"],
)  # fmt: skip
def test_text_that_is_whole_is_not_taken_for_cut_off(text: str) -> None:
    assert parsed(text).problems == []


@pytest.mark.parametrize("text", ["a: 5\u00a0cm\n", "a: 'b:\u00a0c'\n", "- 5\u00a0cm-\u00a0c\n"])
def test_a_non_breaking_space_inside_a_text_may_stay(text: str) -> None:
    source = Source("some.yml")
    assert (decode(text.encode(), source), source.problems) == (text, [])


def test_a_key_without_name_or_value_where_the_text_ends_is_no_crash() -> None:
    assert parsed("- name: Hands\n  ?").data == ({"name": "Hands", "": None},)
