"""Reads the folder of the body map: the body, its plates, and where muscles lie in pictures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from stretchbook.bodymap.atlas import Atlas
from stretchbook.bodymap.plates import BodyOutline, Plate
from stretchbook.book.leftovers import is_passed_over
from stretchbook.model.muscle_site import MuscleSite
from stretchbook.model.pydantic_errors import unknown_id, validate
from stretchbook.problems import Problem, suggestion
from stretchbook.text.letters import ID
from stretchbook.text.source import Location, Source

M = TypeVar("M", BodyOutline, Plate)

FOLDER = "bodymap"
BODY = "body"
MUSCLE_SITES = "muscle-sites"

LARGEST_PLATE = 20_000
"""Letters: more than twice the largest honest plate. What is hatched takes time for each point."""

_MOST_PLATES = 8


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
    for name in names:
        if len(sources[name].text) > LARGEST_PLATE:
            sources[name].refuse((), f"is larger than {LARGEST_PLATE // 1000} kB.", "Give its outlines fewer points.")
            sources[name].data = None
    for name in names[_MOST_PLATES:]:
        refuse(folder / f"{name}.yml", f"is one plate more than {_MOST_PLATES}.", "Remove it.")
    if names and BODY not in sources:
        sources[BODY] = read(folder / f"{BODY}.yml")
    body = _record(BodyOutline, sources[BODY]) if BODY in sources else None
    plates = {name: plate for name in names[:_MOST_PLATES] if (plate := _record(Plate, sources[name]))}
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


@dataclass(frozen=True)
class _KnownMuscles:
    known: Collection[str] | None
    named: Mapping[str, str]

    def problems(self, word: str, loc: Location, source: Source) -> Iterator[Problem]:
        if self.known is not None and word not in self.known:
            yield source.problem(loc, *unknown_id(word, "muscle", "muscles.yml", self.known, self.named))


def atlas_problems(read: ReadAtlas, known: Collection[str] | None, named: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what leads nowhere in an atlas: muscles, landmarks, and what a region lies over.

    `known` are the ids of the library's muscles, None where some cannot be read, so that no plate is blamed; `named`
    gives the ids by what the muscles' names would be as ids.
    """
    atlas, muscles = read.atlas, _KnownMuscles(known, named)
    for number, item in enumerate(read.sources[MUSCLE_SITES].data if atlas.muscle_sites else ()):
        word = item.get("muscle") if isinstance(item, dict) else None
        if isinstance(word, str) and word in atlas.muscle_sites:
            yield from muscles.problems(word, (number, "muscle"), read.sources[MUSCLE_SITES])
    for name, plate in atlas.plates.items():
        yield from _plate_problems(plate, read.sources[name], atlas.body, muscles)


def _plate_problems(
    plate: Plate, source: Source, body: BodyOutline | None, muscles: _KnownMuscles
) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, region in enumerate(plate.regions):
        loc: Location = ("regions", number)
        yield from muscles.problems(region.muscle, (*loc, "muscle"), source)
        if region.muscle in seen:
            message = f"`{region.muscle}` is on this plate already."
            yield source.problem((*loc, "muscle"), message, "Add its outlines to the first.")
        seen.add(region.muscle)
        if body:
            yield from _unknown(region.touches, (*loc, "touches"), body.landmarks, "no such landmark", source)
        yield from _unknown(region.over, (*loc, "over"), plate.region_of, "not on this plate", source)


def _unknown(
    words: Sequence[str], loc: Location, known: Collection[str], message: str, source: Source
) -> Iterator[Problem]:
    for number, word in enumerate(words):
        if word not in known:
            meant = suggestion(word, known)
            fix = f"Did you mean `{meant}`?" if meant else f"Choose one of: {', '.join(known)}."
            yield source.problem((*loc, number), f"`{word}`: {message}.", fix)
