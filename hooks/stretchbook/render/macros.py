"""The macros that a page may call: `{{ stretch("cat-cow") }}`. The same ones serve generated and hand-written pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from markupsafe import Markup, escape

from stretchbook.book.addresses import to_root
from stretchbook.book.name_index import by_letter
from stretchbook.book.schema import DESCRIBED, described_fields
from stretchbook.model.vocabulary import Word
from stretchbook.problems import suggestion
from stretchbook.render.html import Renderer

Record = TypeVar("Record")


class MacroError(Exception):
    """A page calls a macro with an id that leads nowhere; the message says which and what to write."""


class Macros:
    """The macros of one build.

    `sheet` gives what a routine's sheet says, `current_url` the address of the page that is being rendered.
    """

    INLINE = frozenset({"link", "cite", "count"})
    """Those that stand inside a sentence."""

    NAMES = INLINE | {
        "stretch",
        "routine",
        "muscle",
        "condition",
        "stretches",
        "routines",
        "muscles",
        "conditions",
        "references",
        "body_map",
        "ways_in",
        "warning_signs",
        "stop_signs",
        "fields",
        "words",
        "rules",
        "promises",
        "spellings",
        "poses",
        "pose_samples",
        "a_to_z",
        "claims",
        "verdicts",
        "glossary",
    }
    """Every name that a page may call."""

    SPOKEN = INLINE | {"warning_signs", "stop_signs"}
    """Those whose words are the page's own; the others show records, which have pages of their own."""

    def __init__(
        self, renderer: Renderer, sheet: Callable[[str], Mapping[str, Any]], current_url: Callable[[], str]
    ) -> None:
        self._renderer = renderer
        self._sheet = sheet
        self._library = renderer.library
        self._url = current_url

    def all(self) -> Mapping[str, Callable[..., Markup]]:
        """Give every macro by the name that pages call it by."""
        return {name: getattr(self, name) for name in sorted(self.NAMES)}

    def stretch(self, name: str) -> Markup:
        """Show a whole stretch."""
        return self._render("stretch.html", name=name, stretch=_get(self._library.stretches, name, "stretch"))

    def routine(self, name: str) -> Markup:
        """Show a whole routine, and hold its sheet ready for the printer."""
        routine = _get(self._library.routines, name, "routine")
        return self._render("routine.html", name=name, routine=routine, sheet=self._sheet(name))

    def muscle(self, name: str) -> Markup:
        """Show a muscle, or a group of muscles."""
        if name in self._library.groups:
            return self._render("muscle-group.html", name=name, group=self._library.groups[name])
        return self._render("muscle.html", name=name, muscle=_get(self._library.muscles, name, "muscle"))

    def condition(self, name: str) -> Markup:
        """Show what readers with a condition leave out, check first or do instead."""
        return self._render("condition.html", name=name, condition=_get(self._library.conditions, name, "condition"))

    def stretches(self, *names: str) -> Markup:
        """Show the named stretches as cards; with no names all of them, with the finder."""
        chosen = names or tuple(self._library.stretches)
        for name in chosen:
            _get(self._library.stretches, name, "stretch")
        return self._render("stretches.html", names=chosen, finder=not names)

    def routines(self) -> Markup:
        """Show every routine as a card."""
        return self._render("routines.html")

    def muscles(self) -> Markup:
        """Show every muscle and group, with how many stretches each has."""
        return self._render("muscles.html")

    def conditions(self) -> Markup:
        """Show every condition, by area."""
        return self._render("conditions.html")

    def references(self) -> Markup:
        """Show every reference, with what cites it."""
        return self._render("references.html")

    def ways_in(self) -> Markup:
        """Show the three ways into the library: where it is tight, where the reader is, how long there is."""
        return self._render("ways-in.html")

    def body_map(self, *names: str) -> Markup:
        """Show where the named muscles or groups lie on the body; with no names, the whole map."""
        if not names:
            return self._renderer.whole_body_map(self._url())
        for name in names:
            _get({**self._library.muscles, **self._library.groups}, name, "muscle")
        return self._renderer.body_map(self._url(), names)

    def warning_signs(self, urgency: str) -> Markup:
        """Show the warning signs of one urgency: `emergency`, `urgent` or `routine`."""
        signs = [sign for sign in self._library.vocabularies["warning-signs"].values() if sign.urgency == urgency]
        if not signs:
            raise MacroError(f"`{urgency}`: no warning sign has this urgency. Use emergency, urgent or routine.")
        return self._render("warning-signs.html", signs=signs, urgency=urgency)

    def stop_signs(self) -> Markup:
        """Show the stop signs that hold for every stretch, and what to do then."""
        return self._render("stop-signs.html")

    def fields(self, kind: str) -> Markup:
        """List every field of a record, such as a `stretch` or a `muscle`, or of a part of one, such as a `pose`."""
        return self._render("fields.html", fields=described_fields(_get(DESCRIBED, kind, "kind of record")))

    def words(self, vocabulary: str) -> Markup:
        """List every word of a vocabulary with its id."""
        entries = _get(self._library.vocabularies, vocabulary, "vocabulary")
        return self._render("words.html", entries=entries)

    def rules(self) -> Markup:
        """Show every safety rule."""
        return self._render("rules.html", rules=self._library.gate.rules)

    def promises(self) -> Markup:
        """List what no text promises, with what to write instead."""
        return self._render("promises.html", promises=tuple(self._library.vocabularies["promises"].values()))

    def spellings(self) -> Markup:
        """List how words are written here, and how not."""
        return self._render("spellings.html", spellings=self._library.vocabularies["spellings"].values())

    def a_to_z(self) -> Markup:
        """List every name and other name from A to Z, with the search field above."""
        return self._render("a-to-z.html", letters=by_letter(self._library))

    def claims(self) -> Markup:
        """Show every claim with its verdict, by topic."""
        return self._render("claims.html", topics=list(self._claims_by_topic()))

    def _claims_by_topic(self) -> Iterator[tuple[Word, list[str]]]:
        for name, topic in self._library.words("topics").items():
            if found := [word for word, claim in self._library.claims.items() if claim.topic == name]:
                yield topic, found

    def verdicts(self) -> Markup:
        """Say what each verdict means, and how many claims have it."""
        counts = Counter(claim.verdict for claim in self._library.claims.values())
        return self._render("verdicts.html", counts=counts)

    def glossary(self) -> Markup:
        """List every term with its meaning."""
        return self._render("glossary.html")

    def poses(self) -> Markup:
        """Show every figure with the lines of its record."""
        return self._render("poses.html")

    def pose_samples(self, group: str) -> Markup:
        """Show every word of one kind, drawn: one of the groups of `samples`."""
        return self._render("pose-samples.html", samples=_get(self._renderer.samples, group, "kind of sample"))

    def link(self, name: str, words: str | None = None) -> Markup:
        """Link to a record."""
        title = _get(self._library.titles, name, "record")
        return Markup('<a href="{}">{}</a>').format(self._root() + self._renderer.addresses.of(name), words or title)

    def cite(self, name: str) -> Markup:
        """Cite a reference."""
        _get(self._library.references, name, "reference")
        return self._render("cite.html", name=name)

    def count(self, what: str) -> Markup:
        """Say how many `stretches`, `routines`, `muscles`, `conditions`, `claims` or `references` there are."""
        if what not in ("stretches", "routines", "muscles", "conditions", "claims", "references"):
            raise MacroError(f"`{what}` cannot be counted.")
        return escape(len(getattr(self._library, what)))

    def _root(self) -> str:
        return to_root(self._url())

    def _render(self, template: str, **values: object) -> Markup:
        return self._renderer.render(template, self._url(), **values)


def _get(records: Mapping[str, Record], name: object, noun: str) -> Record:
    if not isinstance(name, str):
        raise MacroError(f"`{name}` is no id. Write the id of a {noun} in quotes.")
    if name not in records:
        meant = suggestion(name, records)
        hint = f" Did you mean `{meant}`?" if meant else ""
        raise MacroError(f"`{name}`: no such {noun}.{hint}")
    return records[name]
