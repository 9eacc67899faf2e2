"""From records to HTML, through autoescaped Jinja templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from stretchbook.book import doses, leads
from stretchbook.book.addresses import Addresses, reference_anchor, to_root
from stretchbook.book.advice import advice_of
from stretchbook.book.alike import in_sight, told_alike
from stretchbook.book.glance import glimpses
from stretchbook.book.library import Library
from stretchbook.book.relations import Relations
from stretchbook.book.reviews import review_of
from stretchbook.book.routine_answers import RoutineAnswer, routine_answers
from stretchbook.book.strip import STOP_LEAD, WAY_TO_SIGNS, emergency_line, strip_of
from stretchbook.cache.answers import Answers
from stretchbook.cache.templates import CompiledTemplates
from stretchbook.kinds import CLAIMS_PAGE
from stretchbook.model.claim import VERDICTS
from stretchbook.model.routine import Routine
from stretchbook.render.citations import format_references
from stretchbook.render.figures.body_map import BodyMap, label_lines
from stretchbook.render.figures.figure_set import FigureSet, Picture, card_picture, routine_pictures
from stretchbook.render.sheets.forms import FORMS
from stretchbook.text.markup import Citation, Emphasis, Link, PlainText, parts, plain

FOLDER = "records"
"""The folder, below the theme's overrides, of the templates that render records."""


_COMPILED = CompiledTemplates()


@dataclass(frozen=True)
class Renderer:
    """Renders records with the templates in a folder."""

    library: Library
    templates: Path | Sequence[Path]
    """The folder of the templates, or several: a template is taken from the first that has it."""
    figures: FigureSet | None = None
    cache: Path | None = None
    """The folder for what need not be made again: references as they are printed."""
    day: date = field(default_factory=lambda: datetime.now(UTC).date())
    """The day of the build, on which a review is still good or has run out."""
    _maps_on: Counter[str] = field(default_factory=Counter, compare=False)
    """How many maps of the body each page has so far: the ids in each have to be its own."""

    @property
    def pictures(self) -> Mapping[str, tuple[Picture, ...]]:
        """The pictures of the stretches, by id."""
        return self.figures.pictures if self.figures else {}

    @property
    def samples(self) -> Mapping[str, Mapping[str, Picture]]:
        """The pictures of the words that poses are made of, by kind."""
        return self.figures.samples if self.figures else {}

    @cached_property
    def addresses(self) -> Addresses:
        """Where everything stands."""
        return Addresses(self.library)

    @cached_property
    def relations(self) -> Relations:
        """What leads to what."""
        return Relations(self.library)

    @cached_property
    def map(self) -> BodyMap:
        """The map of the body."""
        return BodyMap(self.library)

    @cached_property
    def _routine_pictures(self) -> Mapping[str, Picture]:
        routines = self.library.routines.items()
        stretches = {name: [item.stretch for item in routine.items] for name, routine in routines}
        return routine_pictures(self.pictures, stretches)

    @cached_property
    def reference_entries(self) -> Mapping[str, Markup]:
        """Every reference as a line of HTML, by id."""
        entries = format_references(
            [reference.csl for reference in self.library.references.values()], self.cache and self.cache / "references"
        )
        return {name: Markup(entry) for name, entry in entries.items()}  # noqa: S704 format_references escapes

    @cached_property
    def environment(self) -> Environment:
        """The templates, with all that they may call."""
        environment = Environment(
            loader=FileSystemLoader(self.templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=_COMPILED,
            # What is kept must not hold what a filter said of another library.
            optimized=False,
        )
        environment.globals.update(self._globals())
        environment.filters.update(
            markup=self._markup,
            plain=Answers(lambda text: plain(text, self.library.titles)).__getitem__,
            sentences=" ".join,
            title_of=self.library.titles.__getitem__,
            code=_code,
        )
        return environment

    def render(self, template: str, url: str, **values: Any) -> Markup:
        """Render a template for the page at `url`, counted from the root of the site.

        A value that can be called is made only now.
        """
        made = {name: value() if callable(value) else value for name, value in values.items()}
        text = self.environment.get_template(f"{FOLDER}/{template}").render(root=to_root(url), url=url, **made)
        return Markup(text)  # noqa: S704 the environment escapes

    def body_map(self, url: str, primary: Iterable[str] = (), secondary: Iterable[str] = ()) -> Markup:
        """Draw the plates that show some muscles or groups, with these marked; empty if none can be seen."""
        views = self.map.marking(primary, secondary)
        marks = {item.mark for view in views for item in view.muscles}
        return self._map(url, views=views, whole=False, both=len(marks) == 2)

    def whole_body_map(self, url: str, *, listed: bool = True) -> Markup:
        """Draw every plate, with the same muscles as a list; empty if the library has none of them."""
        return self._map(url, views=self.map.whole(), whole=True, listed=listed, muscles=self.map.muscles)

    def _map(self, url: str, **values: Any) -> Markup:
        if not values["views"]:
            return Markup()
        self._maps_on[url] += 1
        id_on_page = f"map{self._maps_on[url]}"
        return self.render("body-map.html", url, id=id_on_page, frames=self.map.frames, **values)

    def _globals(self) -> dict[str, Any]:
        library, relations = self.library, self.relations
        by_id: dict[str, Callable[..., Any]] = {
            "address": self._address,
            "body_map": pass_context(lambda context, *marked: self.body_map(context["url"], *marked)),
            "whole_body_map": pass_context(lambda context, **how: self.whole_body_map(context["url"], **how)),
            "label_lines": label_lines,
            "reference_address": self._reference_address,
            "reference_anchor": reference_anchor,
            "reference_kind": lambda name: library.references[name].kind,
            "reference_about": lambda name: library.references[name].about,
            "reference_label": lambda name: library.references[name].label,
            "words": self._words,
            "stop_signs": self._stop_signs,
            "strip_of": lambda stretches: strip_of(library, stretches),
            "emergency_line": lambda: emergency_line(library),
            "next_stretch": self.relations.next_stretch,
            "responses_to": self._responses_to,
            "routine_seconds": self.routine_seconds,
            "routines_by_time": lambda: sorted(library.routines, key=self._seconds_of_routine),
            "moving_picture_of": lambda name: self.figures.moving_pictures.get(name) if self.figures else None,
            "pictures_of": lambda name: self.pictures.get(name, ()),
            "undrawn": lambda: [name for name in library.stretches if name not in self.pictures],
            "pose_lines": lambda name: self.figures.lines(name) if self.figures else "",
            "card_picture": lambda name: card_picture(self.pictures, name),
            "routine_picture": self._routine_picture,
            "sheet_links": lambda name: [(form.file_name(name), form.label) for form in FORMS],
            "conditions_by_area": self._conditions_by_area,
            "routine_answers": self._routine_answers,
            "conditions_of": self.relations.conditions_of,
            "milder_than": self.relations.milder_than,
            "stretches_by_place": self._stretches_by_place,
            "places": self._places,
            "advice_of": advice_of,
            "brief_name": library.brief_name,
            "told_alike": lambda condition, word: told_alike(library, relations, condition, word),
            "in_sight": in_sight,
            "glimpses": lambda condition: glimpses(library, relations, condition),
            "is_untested": is_untested,
            "review_of": lambda name: review_of(library, name, self.day),
        }
        values = {"library": library, "relations": relations, "doses": doses, "titles": library.titles,
                  "articles": {article.address: article for article in library.articles},
                  "way_to_signs": WAY_TO_SIGNS, "stop_lead": STOP_LEAD, "leads": leads,
                  "verdicts": VERDICTS, "claims_page": CLAIMS_PAGE,
                  "reference_entry": lambda name: self.reference_entries[name]}  # fmt: skip
        return {**by_id, **values}

    @pass_context
    def _address(self, context: Context, name: str) -> str:
        return f"{context['root']}{self.addresses.of(name)}"

    @pass_context
    def _reference_address(self, context: Context, name: str) -> str:
        return f"{context['root']}{self.addresses.of_reference(name)}"

    def _words(self, vocabulary: str, names: Iterable[str]) -> list[str]:
        return [self.library.words(vocabulary)[name].name for name in names]

    def _stop_signs(self, stretches: Iterable[str]) -> list[Any]:
        return [self.library.stop_signs[name] for name in self.library.stop_signs_of(stretches)]

    def _responses_to(self, signs: Iterable[Any]) -> list[Any]:
        needed = {sign.response for sign in signs}
        return [response for name, response in self.library.responses.items() if name in needed]

    def _routine_answers(self, stretches: Sequence[str]) -> dict[str, RoutineAnswer]:
        """Return what readers with each condition do in a routine of these stretches, by the condition's id."""
        return {answer.condition: answer for answer in routine_answers(self.library, stretches)}

    def _conditions_by_area(self, names: Iterable[str] | None = None) -> list[tuple[str, list[str]]]:
        """Return `(area's name, ids of its conditions)`, in the order of the areas' file."""
        wanted = list(names) if names is not None else list(self.library.conditions)
        areas = self.library.words("areas")
        found = {area: [name for name in wanted if self.library.conditions[name].area == area] for area in areas}
        return [(areas[area].name, members) for area, members in found.items() if members]

    def _stretches_by_place(self, names: Iterable[str]) -> list[tuple[str, list[str]]]:
        """Return `(place, ids of stretches)`, by the muscle group that each stretch is mainly for; joints last."""
        found: dict[str, list[str]] = {group.where or group.name: [] for group in self.library.groups.values()}
        for name in names:
            found.setdefault(self._main_place(name), []).append(name)
        return [(place, members) for place, members in found.items() if members]

    def _places(self, most: int) -> tuple[list[str], list[str]]:
        """Return the ids of the groups that stretches are for: the `most` with most of them, and the others."""
        count = {name: len(self.relations.primary[name]) for name in self.library.groups}
        reached = [name for name in count if count[name]]
        first = sorted(reached, key=lambda name: -count[name])[:most]
        return [name for name in reached if name in first], [name for name in reached if name not in first]

    def _main_place(self, stretch: str) -> str:
        for word in self.library.stretches[stretch].muscles.primary:
            groups = (word,) if word in self.library.groups else self.library.muscles[word].groups
            if groups:
                group = self.library.groups[groups[0]]
                return group.where or group.name
        return "Joints and other muscles"

    def _routine_picture(self, name: str) -> Picture | None:
        return self._routine_pictures.get(name)

    def _seconds_of_routine(self, name: str) -> int:
        return self.routine_seconds(self.library.routines[name])

    def routine_seconds(self, routine: Routine) -> int:
        """Return the seconds that a routine takes, pauses included."""
        return doses.routine_seconds(routine, self.library.stretches)

    @pass_context
    def _markup(self, context: Context, text: str) -> Markup:
        """Turn a text's inline markup into HTML."""
        # What is HTML already is equal to the same text, and is not escaped again.
        root = str(context["root"])
        return self._marked_up[root, text] if type(text) is str else self._with_markup(root, text)

    @cached_property
    def _marked_up(self) -> Answers[tuple[str, str], Markup]:
        """Texts in HTML, by the way to the root of the site: a caution stands on dozens of pages."""
        return Answers(lambda asked: self._with_markup(*asked))

    def _with_markup(self, root: str, text: str) -> Markup:
        said: list[Markup] = []
        for part in parts(text):
            if isinstance(part, PlainText):
                said.append(escape(part.text))
            elif isinstance(part, Emphasis):
                said.append(Markup("<em>{}</em>").format(part.text))
            elif isinstance(part, Link):
                name = part.words or self.library.titles[part.id]
                said.append(Markup('<a href="{}">{}</a>').format(f"{root}{self.addresses.of(part.id)}", name))
            elif isinstance(part, Citation):
                said.append(self._citation(root, part.reference))
        return Markup("").join(said)

    def _citation(self, root: str, name: str) -> Markup:
        label = self.library.references[name].label
        link = Markup('<a class="sb-cite" href="{}">({})</a>')
        return link.format(f"{root}{self.addresses.of_reference(name)}", label)


def _code(text: str) -> Markup:
    """Turn what stands between backticks into code, and escape the rest."""
    pieces = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if number % 2 else escape(piece) for number, piece in enumerate(pieces)
    )


def is_untested(evidence: Iterable[Any]) -> bool:
    """Return whether no study of this very stretch is given."""
    return all(finding.about != "this-stretch" for finding in evidence)
