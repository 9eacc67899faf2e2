"""All records, read, checked against each other and ready to be rendered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from stretchbook.bodymap.atlas import Atlas
from stretchbook.book import body_map
from stretchbook.book.article import Article
from stretchbook.book.body_map import ReadAtlas, atlas_problems, read_atlas
from stretchbook.book.file_names import record_name_fault
from stretchbook.book.leftovers import is_passed_over
from stretchbook.book.references import Reference, read_references
from stretchbook.book.safety_gate import Gate
from stretchbook.cache.memory import Memory
from stretchbook.checks import crosscheck
from stretchbook.checks.muscle_actions import Anatomy
from stretchbook.checks.page_wording import page_problems
from stretchbook.checks.printed_letters import glyph_problems, printed_texts, reference_glyph_problems, sheet_references
from stretchbook.checks.reading_age import reading_problems
from stretchbook.checks.repeats import repeat_problems
from stretchbook.checks.routine_times import plan_problems
from stretchbook.checks.text_doses import routine_dose_problems, stretch_dose_problems
from stretchbook.checks.wording import Wording
from stretchbook.model.base import Entry
from stretchbook.model.claim import Claim
from stretchbook.model.muscle import Muscle, MuscleGroup
from stretchbook.model.pose_sample import SampleGroup
from stretchbook.model.pydantic_errors import ids_by_name, validate
from stretchbook.model.routine import Routine
from stretchbook.model.safety import Caution, Condition, Response, SafetyRule, StopSign, Tripwire, WarningSign
from stretchbook.model.stretch import Stretch
from stretchbook.model.style import Promise, Spelling
from stretchbook.model.vocabulary import Position, Setting, Word
from stretchbook.problems import Problem, ProblemsError, field_name
from stretchbook.text.ids import GivenIds, ids_in
from stretchbook.text.letters import REFERENCE_ID
from stretchbook.text.source import Source, Way, read_source

E = TypeVar("E", bound=Entry)

WORDS = ("areas", "demands", "equipment", "movements", "positions", "regions", "settings", "terms", "topics")
VOCABULARIES: Mapping[str, type[Entry]] = {
    **dict.fromkeys(WORDS, Word),
    "cautions": Caution,
    "claims": Claim,
    "conditions": Condition,
    "muscle-groups": MuscleGroup,
    "muscles": Muscle,
    "pose-samples": SampleGroup,
    "positions": Position,
    "promises": Promise,
    "responses": Response,
    "safety-rules": SafetyRule,
    "settings": Setting,
    "spellings": Spelling,
    "stop-signs": StopSign,
    "tripwires": Tripwire,
    "warning-signs": WarningSign,
}
"""What each vocabulary file, `<name>.yml`, is a list of."""

OPTIONAL = frozenset({"claims", "pose-samples", "terms", "topics"})
"""Those that a library may do without."""

REFERENCES = "references.json"


@dataclass(frozen=True)
class Library:
    """Everything that is published, checked. Mappings are by id, in the order of file names or of the file."""

    stretches: Mapping[str, Stretch]
    routines: Mapping[str, Routine]
    vocabularies: Mapping[str, Mapping[str, Any]]
    references: Mapping[str, Reference]
    paths: Mapping[str, str] = field(default_factory=dict)
    """The file of each stretch and routine."""

    articles: tuple[Article, ...] = ()
    """The hand-written pages."""

    atlas: Atlas = field(default_factory=Atlas)
    """The plates of the body map, and where muscles lie in pictures."""

    def words(self, vocabulary: str) -> Mapping[str, Word]:
        """Give a vocabulary of plain words."""
        return self.vocabularies[vocabulary]

    @cached_property
    def muscles(self) -> Mapping[str, Muscle]:
        """The muscles by id."""
        return self.vocabularies["muscles"]

    @cached_property
    def groups(self) -> Mapping[str, MuscleGroup]:
        """The muscle groups by id."""
        return self.vocabularies["muscle-groups"]

    @cached_property
    def conditions(self) -> Mapping[str, Condition]:
        """The conditions by id."""
        return self.vocabularies["conditions"]

    @cached_property
    def stop_signs(self) -> Mapping[str, StopSign]:
        """The stop signs by id."""
        return self.vocabularies["stop-signs"]

    @cached_property
    def cautions(self) -> Mapping[str, Caution]:
        """The cautions by id."""
        return self.vocabularies["cautions"]

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """The claims by id."""
        return self.vocabularies["claims"]

    @cached_property
    def sample_groups(self) -> Mapping[str, SampleGroup]:
        """What the help pages show of figures, by id."""
        return self.vocabularies["pose-samples"]

    @cached_property
    def responses(self) -> Mapping[str, Response]:
        """What to do after a stop sign, most pressing first."""
        return dict(sorted(self.vocabularies["responses"].items(), key=lambda item: item[1].order))

    @cached_property
    def gate(self) -> Gate:
        """The safety gate."""
        rules = tuple(self.vocabularies["safety-rules"].values())
        tripwires = tuple(self.vocabularies["tripwires"].values())
        return Gate(rules, self.cautions, tripwires, frozenset((*self.stop_signs, *self.conditions)))

    @cached_property
    def wording(self) -> Wording:
        """What no text may promise, and how it is spelt."""
        return Wording(self.vocabularies["promises"], self.vocabularies["spellings"])

    @cached_property
    def cautions_of(self) -> Mapping[str, tuple[Caution, ...]]:
        """The cautions of each stretch."""
        return {name: tuple(self.gate.cautions_for(stretch)) for name, stretch in self.stretches.items()}

    @cached_property
    def universal_stop_signs(self) -> tuple[str, ...]:
        """The ids of the stop signs that every page shows."""
        return tuple(name for name, sign in self.stop_signs.items() if sign.universal)

    def stop_signs_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """Give the ids of all stop signs that hold for the named stretches: their own, then the universal ones."""
        own = [sign for name in names for sign in self.stretches[name].safety.stop_if]
        return tuple(dict.fromkeys((*own, *self.universal_stop_signs)))

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The muscles of each group."""
        return {
            group: tuple(name for name, muscle in self.muscles.items() if group in muscle.groups)
            for group in self.groups
        }

    def reached_by(self, word: str) -> tuple[str, ...]:
        """Give the ids that a stretch reaches which names this one: a group stands for its members and they for it."""
        return (word, *(self.members[word] if word in self.groups else self.muscles[word].groups))

    @cached_property
    def titles(self) -> dict[str, str]:
        """The name of everything that has a page, by id."""
        pages = (self.stretches, self.routines, self.muscles, self.groups, self.conditions, self.claims)
        return {name: record.name for records in (*pages, self.words("terms")) for name, record in records.items()}


def load(root: Path, articles: Sequence[Article] = (), memory: Memory[Source] | None = None) -> Library:
    """Read and check every record below `root`, the folder `stretches`; what a `memory` holds is only checked.

    The `articles`, the hand-written pages, become part of the library; their wording is checked too.
    Raises `ProblemsError` with every problem of every file.
    """
    reader = _Reader(root, memory)
    library = replace(reader.read(), articles=tuple(articles))
    problems = [*reader.problems(), *reader.cross_problems(library), *reader.style_problems(library)]
    if problems:
        raise ProblemsError(problems)
    return library


class _Reader:
    """Reads the files of one library, keeping each file's source."""

    def __init__(self, root: Path, memory: Memory[Source] | None) -> None:
        self.root = root
        self.memory = memory
        self.sources: dict[str, Source] = {}
        self.records: dict[str, Source] = {}
        self.entry_ways: dict[tuple[str, str], int] = {}
        self.nameless: set[str] = set()
        self.loose: list[Problem] = []
        self.given = GivenIds()
        self.atlas = ReadAtlas()

    def read(self) -> Library:
        self.given = self._given_ids()
        vocabularies = {name: self._vocabulary(name, model) for name, model in VOCABULARIES.items()}
        references = read_references(self.sources[self._path(self.root / REFERENCES)])
        stretches = self._records(self.root, Stretch, self._given_to("stretch", crosscheck.RESERVED))
        routines = self._routines(self.root / "routines")
        paths = {name: source.path for name, source in self.records.items()}
        self.atlas = read_atlas(self.root / body_map.FOLDER, self._source, self._refuse)
        return Library(stretches, routines, vocabularies, references, paths, atlas=self.atlas.atlas)

    def problems(self) -> Iterator[Problem]:
        yield from self.loose
        for source in self.sources.values():
            yield from source.problems

    def cross_problems(self, library: Library) -> Iterator[Problem]:
        """Check what could be read against everything that is there, readable or not."""
        words = self._words(library)
        yield from atlas_problems(self.atlas, self._entry_ids("muscles"), words.named["muscles"])
        for name, entries in library.vocabularies.items():
            source = self.sources[self._path(self.root / f"{name}.yml")]
            for word, entry in entries.items():
                yield from words.problems(entry, source, (self.entry_ways[name, word],))
        for name, record in (*library.stretches.items(), *library.routines.items()):
            yield from words.problems(record, self.records[name])
        today = datetime.now(UTC).date()  # and not SOURCE_DATE_EPOCH's: what passed once passes ever after
        reviews = {name: record.review for name, record in library.stretches.items()}
        reviews |= {name: record.review for name, record in library.routines.items()}
        for name, review in reviews.items():
            yield from crosscheck.review_problems(review, self.records[name], today)
        anatomy = Anatomy(library.muscles, library.members, library.words("movements"))
        for name, stretch in library.stretches.items():
            source = self.records[name]
            yield from crosscheck.stretch_problems(name, stretch, source, library.stretches, library.gate)
            yield from anatomy.problems(stretch, source)
        for name, routine in library.routines.items():
            places = library.vocabularies["positions"], library.vocabularies["settings"]
            yield from crosscheck.routine_problems(routine, self.records[name], library.stretches, *places)
        yield from self._reach_problems(library, words)
        for name in ("claims", "terms"):
            for word, entry in library.vocabularies[name].items():
                source = self.sources[self._path(self.root / f"{name}.yml")]
                yield from crosscheck.number_problems(entry, source, (self.entry_ways[name, word],))
        yield from crosscheck.copied_notes(library.stretches, self.records, library.cautions)
        yield from self._name_problems(library)
        yield from self._glyph_problems(library)

    def _glyph_problems(self, library: Library) -> Iterator[Problem]:
        """Give the letters that sheets and sharing pictures cannot show, each where it is written."""
        for printed in printed_texts(library):
            source, way = self._spot(printed.kind, printed.id)
            here = (*(way[:-1] if printed.kind in VOCABULARIES else way), *printed.way)
            yield from glyph_problems(printed.text, source, here)
        yield from self._reference_glyphs(library)

    def _reference_glyphs(self, library: Library) -> Iterator[Problem]:
        source = self.sources[self._path(self.root / REFERENCES)]
        shown = {name for routine in library.routines.values() for name in sheet_references(routine, library.stretches)}
        faulty = {problem.field.partition("]")[0] for problem in source.problems}
        for number, item in enumerate(source.data if isinstance(source.data, tuple) else ()):
            if isinstance(item, dict) and item.get("id") in shown and field_name((number,)).rstrip("]") not in faulty:
                yield from reference_glyph_problems(item, number, source)

    def _reach_problems(self, library: Library, words: crosscheck.Words) -> Iterator[Problem]:
        """Check which muscles are reached, once every stretch can be read and names only muscles that there are."""
        known = {*library.muscles, *library.groups}
        named = {
            word
            for stretch in library.stretches.values()
            for word in (*stretch.muscles.primary, *stretch.muscles.secondary)
        }
        if set(library.stretches) != words.by_vocabulary["stretches"] or not named <= known:
            return
        reached = {each for word in named for each in library.reached_by(word)}
        for kind, entries in (("muscles", library.muscles), ("muscle-groups", library.groups)):
            source = self.sources[self._path(self.root / f"{kind}.yml")]
            for word, entry in entries.items():
                way = (self.entry_ways[kind, word],)
                yield from crosscheck.reach_problems(entry, source, way, is_reached=word in reached)

    def _name_problems(self, library: Library) -> Iterator[Problem]:
        kinds: dict[str, Mapping[str, Any]] = {
            "muscles": library.muscles,
            "muscle-groups": library.groups,
            "conditions": library.conditions,
            "routines": library.routines,
            "stretches": library.stretches,
            "claims": library.claims,
            "terms": library.words("terms"),
        }
        names = {kind: {word: record.name for word, record in records.items()} for kind, records in kinds.items()}
        old = {name: record.formerly for kind in ("routines", "stretches") for name, record in kinds[kind].items()}
        also = {name: stretch.also_known_as for name, stretch in library.stretches.items()}
        yield from crosscheck.name_problems(names, old, also, self._spot)

    def _spot(self, kind: str, word: str) -> tuple[Source, Way]:
        """Give where a record or an entry gets its id."""
        if kind in VOCABULARIES:
            return self.sources[self._path(self.root / f"{kind}.yml")], (self.entry_ways[kind, word], "id")
        return self.records[word], ()

    def _words(self, library: Library) -> crosscheck.Words:
        """Collect every id, those of records that are at fault themselves too, so that one fault is told once."""
        known: dict[str, set[str] | None] = {name: self._entry_ids(name) for name in VOCABULARIES}
        known["muscles"] = _union(known["muscles"], known["muscle-groups"])
        known["references"] = set(library.references) if self._is_list(REFERENCES) else None
        routines = {name for name, source in self.records.items() if "/routines/" in source.path}
        known["stretches"] = set(self.records) - routines
        linkable = _union(set(self.records), *(known[name] for name in ("muscles", "conditions", "claims", "terms")))
        return crosscheck.Words(known, linkable, self._named(library))

    def _named(self, library: Library) -> dict[str, dict[str, str]]:
        named = (*WORDS, "muscles", "muscle-groups", "conditions")
        found = {name: ids_by_name(library.vocabularies[name]) for name in named}
        found["muscles"] |= found["muscle-groups"]
        return {**found, "stretches": ids_by_name(library.stretches)}

    def _is_list(self, file: str) -> bool:
        return isinstance(self.sources[self._path(self.root / file)].data, tuple)

    def _entry_ids(self, name: str) -> set[str] | None:
        """Give the ids of a vocabulary; None where some cannot be read, so that nobody is blamed for naming them."""
        if name in self.nameless or not self._is_list(f"{name}.yml"):
            return None
        return {word for vocabulary, word in self.entry_ways if vocabulary == name}

    def _refuse(self, file: Path, wrong: str, mend: str) -> None:
        self.loose.append(_file_problem(self._path(file), wrong, mend))

    def _path(self, file: Path) -> str:
        return file.relative_to(self.root.parent).as_posix()

    def _source(self, file: Path) -> Source:
        source = read_source(file, self._path(file), self.memory)
        self.sources[source.path] = source
        return source

    def _vocabulary(self, name: str, model: type[E]) -> dict[str, E]:
        source = self.sources[self._path(self.root / f"{name}.yml")]
        given = self._given_to(crosscheck.NOUNS.get(name, "word").replace(" ", "-"), {crosscheck.INDEX})
        if not isinstance(source.data, tuple):
            if not source.problems:
                source.refuse((), "must be a list.", "Start each entry with `- id:`.")
            return {}
        entries: dict[str, E] = {}
        for number, item in enumerate(source.data):
            word = item.get("id") if isinstance(item, dict) else None
            if isinstance(word, str):
                self._note_entry(source, name, word, number)
            else:
                self.nameless.add(name)
            if entry := validate(model, source, (number,), given=given):
                entries.setdefault(entry.id, entry)
        return entries

    def _given_ids(self) -> GivenIds:
        """Collect the ids that are written anywhere, those of files and entries that are at fault too."""
        found: dict[str, set[str]] = {}
        for name in VOCABULARIES:
            found[name] = set(ids_in(self._vocabulary_source(name)))
        found["muscles"] |= found["muscle-groups"]
        for kind, folder in (("stretches", self.root), ("routines", self.root / "routines")):
            found[kind] = {
                file.stem for file in folder.glob("*.yml") if folder != self.root or file.name not in _NO_RECORDS
            }
        references = ids_in(self._source(self.root / REFERENCES))
        return GivenIds(found, {word for word in references if REFERENCE_ID.fullmatch(word)})

    def _given_to(self, noun: str, reserved: Collection[str]) -> GivenIds:
        return replace(self.given, noun=noun, reserved=reserved)

    def _vocabulary_source(self, name: str) -> Source:
        file = self.root / f"{name}.yml"
        if name not in OPTIONAL or file.is_symlink() or file.exists():
            return self._source(file)
        return self.sources.setdefault(self._path(file), Source(self._path(file), data=(), is_read=True))

    def _note_entry(self, source: Source, name: str, word: str, number: int) -> None:
        if (name, word) in self.entry_ways:
            source.refuse((number, "id"), f"`{word}` is given twice.", "Keep one of the two.")
        self.entry_ways.setdefault((name, word), number)

    def _routines(self, folder: Path) -> dict[str, Routine]:
        """Read the routines. There need be none, but what is there has to be a real folder."""
        if folder.is_symlink():
            fault = ("is a link to another place.", "Put a real folder in its place.")
        elif folder.exists() and not folder.is_dir():
            fault = ("is not a folder.", "Make a folder of it, with one file for each routine.")
        else:
            return self._records(folder, Routine, self._given_to("routine", {crosscheck.INDEX}))
        self.loose.append(_file_problem(self._path(folder), *fault))
        return {}

    def _records(self, folder: Path, model: type[Any], given: GivenIds) -> dict[str, Any]:
        records = {}
        for file in self._listed(folder):
            if folder == self.root and file.name in _NO_RECORDS:
                continue
            if fault := record_name_fault(file, given, self.records):
                self.loose.append(_file_problem(self._path(file), *fault))
                continue
            source = self._source(file)
            self.records[file.stem] = source
            if source.data is None and not source.problems:
                source.refuse((), "is empty.", "Copy another record and change it.")
            record = validate(model, source, given=given) if source.data is not None else None
            if record:
                records[file.stem] = record
        return records

    def _listed(self, folder: Path) -> list[Path]:
        """Return what a folder holds, but for hidden files and what editors leave behind."""
        try:
            found = sorted(folder.iterdir()) if folder.is_dir() else []
        except OSError:
            self.loose.append(_file_problem(self._path(folder), "cannot be read.", "Check that you may read it."))
            return []
        return [file for file in found if not is_passed_over([file.name])]

    def style_problems(self, library: Library) -> Iterator[Problem]:
        """Check how the texts are written."""
        for name, entries in library.vocabularies.items():
            source = self.sources[self._path(self.root / f"{name}.yml")]
            for word, entry in entries.items():
                yield from library.wording.problems(entry, source, (self.entry_ways[name, word],))
        for name, record in (*library.stretches.items(), *library.routines.items()):
            yield from library.wording.problems(record, self.records[name])
        for name, stretch in library.stretches.items():
            yield from reading_problems(stretch, self.records[name], library.titles)
            yield from stretch_dose_problems(stretch, self.records[name])
        for name, routine in library.routines.items():
            yield from routine_dose_problems(name, routine, self.records[name], library.stretches, self.records)
            yield from plan_problems(routine, self.records[name], library.stretches)
        yield from repeat_problems(library.stretches, self.records)
        yield from page_problems(library.articles, library.wording)


_NO_RECORDS = {*(f"{name}.yml" for name in VOCABULARIES), REFERENCES, "routines", "schema", body_map.FOLDER}
"""What else there is in the folder of the stretches."""


def _union(*sets: set[str] | None) -> set[str] | None:
    """Join sets; with one that is unknown the whole is unknown."""
    known = [words for words in sets if words is not None]
    return set().union(*known) if len(known) == len(sets) else None


def _file_problem(path: str, wrong: str, mend: str) -> Problem:
    return Problem(path, 1, 1, "", wrong, mend)
