"""Reads the folder of the body map: the body, its plates, and where muscles lie in pictures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from stretchbook.bodymap.atlas import Atlas
from stretchbook.bodymap.plates import Body, Plate
from stretchbook.book.leftovers import is_passed_over
from stretchbook.model.muscle_site import MuscleSite
from stretchbook.model.pydantic_errors import unknown_id, validate
from stretchbook.problems import Problem, suggestion
from stretchbook.text.letters import ID
from stretchbook.text.source import Source, Way

M = TypeVar("M", Body, Plate)

FOLDER = "bodymap"
BODY = "body"
MUSCLE_SITES = "muscle-sites"


@dataclass(frozen=True)
class ReadAtlas:
    """What could be read, and the file of each part by its id: the body, each plate, and the muscle sites."""

    atlas: Atlas = field(default_factory=Atlas)
    sources: Mapping[str, Source] = field(default_factory=dict)


def read_atlas(folder: Path, read: Callable[[Path], Source], refuse: Callable[[Path, str, str], None]) -> ReadAtlas:
    """Read the folder; one that is not there is an atlas without anything.

    `read` returns a file as it was read, into whose problems its faults go; `refuse` is told what is wrong with a file
    or a folder as a whole, and how to fix it.
    """
    if folder.is_symlink():
        refuse(folder, "is a link to another place.", "Put a real folder in its place.")
        return ReadAtlas()
    if not folder.exists():
        return ReadAtlas()
    if not folder.is_dir():
        refuse(folder, "is not a folder.", "Make a folder of it, with the plates of the body map in it.")
        return ReadAtlas()
    sources = {file.stem: read(file) for file in _files(folder, refuse)}
    names = [name for name in sources if name not in (BODY, MUSCLE_SITES)]
    if names and BODY not in sources:
        sources[BODY] = read(folder / f"{BODY}.yml")
    body = _record(Body, sources[BODY]) if BODY in sources else None
    plates = {name: plate for name in names if (plate := _record(Plate, sources[name]))}
    sites = _sites(sources[MUSCLE_SITES]) if MUSCLE_SITES in sources else {}
    return ReadAtlas(Atlas(body, plates, sites), sources)


def _files(folder: Path, refuse: Callable[[Path, str, str], None]) -> Iterator[Path]:
    try:
        found = sorted(folder.iterdir(), key=lambda file: file.stem)
    except OSError:
        refuse(folder, "cannot be read.", "Check that you may read it.")
        return
    for file in found:
        if is_passed_over([file.name]):
            continue
        if file.suffix != ".yml" or not ID.fullmatch(file.stem):
            refuse(file, "is not a plate of the body map.", "Name it `<id>.yml`, or move it out of this folder.")
        else:
            yield file


def _record(model: type[M], source: Source) -> M | None:
    if source.data is None and not source.problems:
        source.refuse((), "is empty.", "Copy another one and change it.")
    return validate(model, source) if source.data is not None else None


def _sites(source: Source) -> dict[str, MuscleSite]:
    if not isinstance(source.data, tuple):
        if not source.problems:
            source.refuse((), "must be a list.", "Start each entry with `- muscle:`.")
        return {}
    found: dict[str, MuscleSite] = {}
    for number in range(len(source.data)):
        site = validate(MuscleSite, source, (number,))
        if site and site.muscle in found:
            source.refuse((number, "muscle"), f"`{site.muscle}` is given twice.", "Keep one of the two.")
        if site:
            found.setdefault(site.muscle, site)
    return found


def atlas_problems(read: ReadAtlas, muscles: Collection[str] | None) -> Iterator[Problem]:
    """Yield what leads nowhere in an atlas: muscles, landmarks, and what a region lies over.

    `muscles` are the ids of the library's muscles; None where they cannot be known, so that no plate is blamed.
    """
    atlas = read.atlas
    for number, item in enumerate(read.sources[MUSCLE_SITES].data if atlas.muscle_sites else ()):
        word = item.get("muscle") if isinstance(item, dict) else None
        if isinstance(word, str) and word in atlas.muscle_sites:
            yield from _muscle_problems(word, (number, "muscle"), read.sources[MUSCLE_SITES], muscles)
    for name, plate in atlas.plates.items():
        yield from _plate_problems(plate, read.sources[name], atlas.body, muscles)


def _plate_problems(
    plate: Plate, source: Source, body: Body | None, muscles: Collection[str] | None
) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, region in enumerate(plate.regions):
        way: Way = ("regions", number)
        yield from _muscle_problems(region.muscle, (*way, "muscle"), source, muscles)
        if region.muscle in seen:
            wrong = f"`{region.muscle}` is on this plate already."
            yield source.problem((*way, "muscle"), wrong, "Add its outlines to the first.")
        seen.add(region.muscle)
        for place, word in enumerate(region.touches):
            if body and word not in body.landmarks:
                meant = suggestion(word, body.landmarks)
                fix = f"Did you mean `{meant}`?" if meant else f"Choose one from `landmarks` in {BODY}.yml."
                yield source.problem((*way, "touches", place), f"`{word}`: no such landmark.", fix)
        for place, word in enumerate(region.over):
            if word not in plate.region_of:
                meant = suggestion(word, plate.region_of)
                fix = f"Did you mean `{meant}`?" if meant else "Name a muscle of this plate, or remove it."
                yield source.problem((*way, "over", place), f"`{word}` is not on this plate.", fix)


def _muscle_problems(word: str, way: Way, source: Source, muscles: Collection[str] | None) -> Iterator[Problem]:
    if muscles is not None and word not in muscles:
        yield source.problem(way, *unknown_id(word, "muscle", "muscles.yml", muscles, {}))
