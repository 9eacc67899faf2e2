"""The records as open data, version 1."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from stretchbook.book import doses
from stretchbook.book.addresses import Addresses
from stretchbook.book.answers import Answer
from stretchbook.book.library import Library
from stretchbook.book.relations import Relations
from stretchbook.book.reviews import review_of
from stretchbook.kinds import KINDS, REFERENCES
from stretchbook.model.routine import Routine
from stretchbook.model.stretch import Stretch
from stretchbook.render.answers_data import answers_data
from stretchbook.render.clock import ClockData
from stretchbook.render.figures.figure_set import FigureSet
from stretchbook.render.own_sheet import OwnSheetData

FOLDER = "api/v1"
LICENCE = "CC-BY-4.0"


def files(
    library: Library, routine_seconds: Callable[[Routine], int], day: date, figures: FigureSet | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield `(address, content)` of every data file; reviews are as they are on a `day`."""
    lists: dict[str, list[Any]] = {kind.data: [] for kind in KINDS if kind.data}
    for kind in KINDS:
        if kind.id == "stretches":
            lists[kind.data] += _stretches(library, day)
        elif kind.id == "routines":
            lists[kind.data] += _routines(library, routine_seconds, day)
        elif kind.data:
            lists[kind.data] += _entries(library, library.of(kind.id))
    lists[REFERENCES] = [reference.csl for reference in library.references.values()]
    for name, items in lists.items():
        yield f"{FOLDER}/{name}.json", _json({"licence": LICENCE, name.replace("-", "_"): items})
    yield f"{FOLDER}/answers.json", _json({"licence": LICENCE, **answers_data(library)})
    clock = dict(ClockData(library, figures).files())
    for uri, data in clock.items():
        yield f"{FOLDER}/{uri}", _json({"licence": LICENCE, **data})
    sheets = dict(OwnSheetData(library, figures).files())
    for uri, data in sheets.items():
        yield f"{FOLDER}/{uri}", _json({"licence": LICENCE, **data})
    index = {name: f"{name}.json" for name in (*lists, "answers", "sheet")}
    told = {
        "files": index,
        "clock": {data["id"]: uri for uri, data in clock.items()},
        "sheet": {data["id"]: uri for uri, data in sheets.items() if "id" in data},
    }
    yield f"{FOLDER}/index.json", _json({"version": 1, "licence": LICENCE, **told})


def _stretches(library: Library, day: date) -> list[dict[str, Any]]:
    addresses, relations = Addresses(library), Relations(library)
    return [
        {**_stretch(name, stretch, library, addresses, relations), "review": _review(library, name, day)}
        for name, stretch in library.stretches.items()
    ]


def _stretch(
    name: str, stretch: Stretch, library: Library, addresses: Addresses, relations: Relations
) -> dict[str, Any]:
    data = _plain(stretch)
    data["dose"] = _dose(stretch)
    data["safety"]["cautions"] = [caution.id for caution in library.cautions_of[name]]
    data["safety"]["answers"] = {condition: _answer(found) for condition, found in library.answers_of[name].items()}
    data["safety"]["stop_if_any"] = list(library.stop_signs_of([name]))
    data["routines"] = list(relations.routines_with.get(name, ()))
    return {"id": name, "url": addresses.of(name), **data}


def _answer(found: Answer) -> dict[str, Any]:
    """Return what readers with a condition do. A condition that is not among the answers is fine."""
    data: dict[str, Any] = {"answer": found.word, "cautions": [caution.id for caution in found.cautions]}
    if found.is_general:
        data["before_any_stretch"] = True
        data["of_stretch"] = found.of_stretch
    data |= {"severity": found.severity, "closeness": found.closeness}
    if found.later:
        data |= {"until": list(found.until), "later": found.later}
    if found.easier:
        data["easier"] = found.easier
    if found.own and found.own.because:
        data["because"] = found.own.because
    return data


def _review(library: Library, name: str, day: date) -> dict[str, Any]:
    """Return whether a record was reviewed. Only where this holds today it is said by whom."""
    state = review_of(library, name, day)
    data: dict[str, Any] = {"state": "reviewed" if state.word == "current" else state.word, "says": state.line}
    if state.reading:
        data |= {"on": str(state.reading.on), "next": str(state.reading.next)}
    if state.reviewer and state.word == "current":
        data["by"] = state.reviewer.model_dump(mode="json", exclude={"id", "reviews"})
    return data


def _dose(stretch: Stretch) -> dict[str, Any]:
    """Return the dose in numbers, its ranges as `{low, high}`, and in words."""
    dose = stretch.dose
    data = _plain(dose)
    for field in ("hold", "repeats", "sets", "duration"):
        span = getattr(dose, field)
        data[field] = {"low": span.low, "high": span.high} if span else None
    if dose.frequency:
        data["frequency"]["times"] = {"low": dose.frequency.times.low, "high": dose.frequency.times.high}
    return {**data, "least_seconds": doses.measure(dose).seconds, "words": " ".join(doses.dose_words(dose))}


def _routines(library: Library, seconds: Callable[[Routine], int], day: date) -> list[dict[str, Any]]:
    addresses = Addresses(library)
    found = []
    for name, routine in library.routines.items():
        data = {"id": name, "url": addresses.of(name), **_plain(routine), "seconds": seconds(routine)}
        for item, written in zip(data["items"], routine.items, strict=True):
            item["seconds"] = doses.measure(library.stretches[written.stretch].dose, written).seconds
        data["safety"] = {"stop_if_any": list(library.stop_signs_of(item.stretch for item in routine.items))}
        data["review"] = _review(library, name, day)
        found.append(data)
    return found


def _entries(library: Library, entries: Mapping[str, BaseModel]) -> list[dict[str, Any]]:
    pages = Addresses(library).pages
    return [
        {"id": name, **({"url": pages[name]} if name in pages else {}), **_plain(entry)}
        for name, entry in entries.items()
    ]


def _plain(model: BaseModel) -> dict[str, Any]:
    data = model.model_dump(mode="json")
    data.pop("id", None)
    return data


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
