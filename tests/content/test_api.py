from __future__ import annotations

from typing import Any

from stretchbook.book.library import Library

PROMISED = {
    *("id", "name", "url", "kind", "position", "equipment"),
    *("muscles", "dose", "safety", "sources", "review"),
}


def test_the_index_names_every_file(data: dict[str, Any]) -> None:
    index = data["api/v1/index.json"]
    assert index["version"] == 1
    assert {
        f"api/v1/{name}" for name in (*index["files"].values(), *index["clock"].values(), *index["sheet"].values())
    } == {*data} - {"api/v1/index.json"}
    assert {content["licence"] for content in data.values()} == {"CC-BY-4.0"}


def test_every_stretch_is_there_with_all_that_was_promised(stretches: list[dict[str, Any]], library: Library) -> None:
    assert [stretch["id"] for stretch in stretches] == list(library.stretches)
    for stretch in stretches:
        assert set(stretch) >= PROMISED
        assert {"primary", "secondary"} <= set(stretch["muscles"])
        assert {"stop_if_any", "answers", "notes"} <= set(stretch["safety"])
        assert stretch["safety"]["stop_if_any"]
        assert stretch["review"]["state"] in ("reviewed", "unreviewed")


def test_a_dose_is_numbers_with_ranges(stretches: list[dict[str, Any]], library: Library) -> None:
    for stretch in stretches:
        dose, record = stretch["dose"], library.stretches[stretch["id"]].dose
        for field in ("hold", "repeats", "sets", "duration"):
            span = getattr(record, field)
            assert dose[field] == ({"low": span.low, "high": span.high} if span else None)
        assert dose["least_seconds"] > 0
        assert dose["words"].endswith(".")


def test_a_stretch_answers_every_condition_that_it_has_a_caution_for(
    stretches: list[dict[str, Any]], library: Library
) -> None:
    for stretch in stretches:
        found = stretch["safety"]["answers"]
        warned = {word for name in stretch["safety"]["cautions"] for word in library.cautions[name].conditions}
        assert warned <= set(found)
        for condition in library.conditions:
            answer = found.get(condition, {"answer": "fine"})["answer"]
            assert answer == library.answer(stretch["id"], condition)
            asking = [library.cautions[name].action for name in found.get(condition, {}).get("cautions", ())]
            if "leave-out" in asking and "because" not in found[condition]:
                assert answer == "leave-out", (stretch["id"], condition)


def test_stop_signs_of_every_page_are_there_too(data: dict[str, Any], library: Library) -> None:
    records = [*data["api/v1/stretches.json"]["stretches"], *data["api/v1/routines.json"]["routines"]]
    for record in records:
        assert set(library.universal_stop_signs) <= set(record["safety"]["stop_if_any"])


def test_every_id_that_is_named_is_in_a_file(data: dict[str, Any], stretches: list[dict[str, Any]]) -> None:
    known = {
        name: {entry["id"] for entry in data[f"api/v1/{name}.json"][name.replace("-", "_")]}
        for name in ("muscles", "conditions", "stop-signs", "cautions", "references", "routines")
    }
    for stretch in stretches:
        assert {*stretch["muscles"]["primary"], *stretch["muscles"]["secondary"]} <= known["muscles"]
        assert set(stretch["safety"]["answers"]) <= known["conditions"]
        assert set(stretch["safety"]["stop_if_any"]) <= known["stop-signs"]
        assert set(stretch["safety"]["cautions"]) <= known["cautions"]
        assert {source["reference"] for source in stretch["sources"]} <= known["references"]
        assert set(stretch["routines"]) <= known["routines"]
