"""The macros that a page may call: `{{ stretch("an-id") }}`. The same ones serve generated and hand-written pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar, get_args

from markupsafe import Markup, escape

from stretchbook.book.addresses import Addresses, to_root
from stretchbook.book.library import Library
from stretchbook.book.name_index import by_letter
from stretchbook.book.schema import DESCRIBED, described_fields
from stretchbook.kinds import KINDS, REFERENCES, WITH_PAGES
from stretchbook.model.safety import WarningSign
from stretchbook.model.vocabulary import Word
from stretchbook.problems import suggestion
from stretchbook.render.pages import lists_to_make

if TYPE_CHECKING:  # whoever checks a page draws no sheet, and what draws takes long to import
    from stretchbook.render.sheets.content import SheetContent

Record = TypeVar("Record")

URGENCIES = get_args(WarningSign.model_fields["urgency"].annotation)
COUNTED = ("stretches", "routines", "muscles", "conditions", "claims", REFERENCES)
_WORD_LISTS = tuple(
    kind.id for kind in KINDS if kind.folder is None and {"plain", "text"} & kind.model.model_fields.keys()
)


class MacroError(Exception):
    """A page calls a macro with an id that leads nowhere; the message says which and what to write."""


class MacroRenderer(Protocol):
    """Shows what a macro asks for. A check needs only to know whether it could be shown."""

    @property
    def library(self) -> Library:
        """What is shown."""

    @property
    def addresses(self) -> Addresses:
        """Where everything stands."""

    @property
    def samples(self) -> Mapping[str, Any]:
        """The pictures of the words that poses are made of, by kind."""

    def render(self, template: str, url: str, **values: Any) -> Markup:
        """Render a template for the page at `url`, counted from the root of the site.

        A value that can be called is made only now.
        """

    def body_map(self, url: str, primary: Iterable[str] = ()) -> Markup:
        """Draw the plates that show some muscles or groups."""

    def whole_body_map(self, url: str) -> Markup:
        """Draw every plate."""


Values = Mapping[str, object]


class Macros:
    """The macros of one build.

    `sheet` returns what a routine's sheet says, `current_url` the address of the page that is being rendered.
    """

    INLINE = frozenset({"link", "cite", "count"})
    """Those that stand inside a sentence."""

    NAMES: ClassVar[frozenset[str]]
    """Every name that a page may call: the methods below, and a macro for each kind with pages of its own."""

    INDEXED = INLINE | {"warning_signs", "stop_signs", "first_questions"}
    """Those whose words are the page's own; the others show records, which have pages of their own."""

    def __init__(
        self, renderer: MacroRenderer, sheet: Callable[[str], SheetContent | None], current_url: Callable[[], str]
    ) -> None:
        self._renderer = renderer
        self._library = renderer.library
        self._url = current_url
        self._more: Mapping[str, Callable[[str], Values]] = {"routines": lambda name: {"sheet": lambda: sheet(name)}}
        """By kind, what else a page of its records needs."""

    def all(self) -> Mapping[str, Callable[..., Markup]]:
        """Return every macro by the name that pages call it by."""
        pages = {macro: self._page_macro(macro) for macro in dict.fromkeys(place.macro for _, place in WITH_PAGES)}
        return pages | {name: getattr(self, name) for name in sorted(self.NAMES - pages.keys())}

    def _page_macro(self, macro: str) -> Callable[..., Markup]:
        """Return what shows a whole record of the kinds that share a macro, as `muscle` is for groups of them too."""
        kinds = {kind.id: place for kind, place in WITH_PAGES if place.macro == macro}
        nouns = [kind.noun for kind, place in WITH_PAGES if place.macro == macro]

        def show(name: str) -> Markup:
            records = {word: kind for kind in kinds for word in self._library.of(kind)}
            kind = _get(records, name, nouns[0])
            place, record = kinds[kind], self._library.of(kind)[name]
            more = self._more.get(kind, _no_more)
            return self._render(place.template, name=name, **{place.variable: record}, **more(name))

        show.__name__ = show.__qualname__ = macro
        return show

    def listing(self, kind: str) -> Markup:
        """List every record of a kind that has pages of its own, such as `muscles`, with a line about each."""
        row = _get({each.id: each for each, _ in WITH_PAGES}, kind, "kind of record")
        return self._render("listing.html", kind=row, records=self._library.of(kind))

    def stretches(self, *names: str) -> Markup:
        """Show the named stretches as rows; with no names all of them, with the finder."""
        chosen = names or tuple(sorted(self._library.stretches, key=lambda name: self._library.titles[name].casefold()))
        for name in chosen:
            _get(self._library.stretches, name, "stretch")
        return self._render("stretches.html", names=chosen, finder=not names)

    def routines(self, *names: str) -> Markup:
        """Show the named routines as cards with a picture; with no names all of them, as rows."""
        for name in names:
            _get(self._library.routines, name, "routine")
        return self._render("routines.html", names=names)

    def muscles(self) -> Markup:
        """Show every muscle and group, with how many stretches each has."""
        return self._render("muscles.html")

    def diary(self) -> Markup:
        """Show what the reader has done with the clock: it is kept on their device alone."""
        return self._render("diary.html")

    def own_sheet(self) -> Markup:
        """Show the sheet that the reader puts together: it is kept in its address and on their device alone."""
        return self._render("own-sheet.html")

    def conditions(self) -> Markup:
        """Show every condition, by area."""
        return self._render("conditions.html")

    def references(self) -> Markup:
        """Show every reference, with what cites it."""
        return self._render("references.html")

    def ways_in(self) -> Markup:
        """Show the ways into the library: by what readers often have, and by the place where it is stiff."""
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
        if urgency not in URGENCIES:
            raise MacroError(f"`{urgency}`: no warning sign has this urgency. Use {_choice(URGENCIES)}.")
        signs = self._library.of("warning-signs").values()
        return self._render(
            "warning-signs.html", signs=lambda: [sign for sign in signs if sign.urgency == urgency], urgency=urgency
        )

    def stop_signs(self) -> Markup:
        """Show the stop signs that hold for every stretch, and what to do then."""
        return self._render("stop-signs.html")

    def first_questions(self) -> Markup:
        """Ask what everybody asks themselves before their first stretch, each question with what to do at a yes."""
        return self._render("first-questions.html", questions=self._library.of("first-questions").values())

    def fields(self, kind: str) -> Markup:
        """List every field of a record, such as a `stretch` or a `muscle`, or of a part of one, such as a `pose`."""
        return self._render("fields.html", fields=partial(described_fields, _get(DESCRIBED, kind, "kind of record")))

    def words(self, vocabulary: str) -> Markup:
        """List every word of a vocabulary with its id."""
        entries = _get({name: self._library.of(name) for name in _WORD_LISTS}, vocabulary, "vocabulary")
        return self._render("words.html", entries=entries)

    def rules(self) -> Markup:
        """Show every safety rule."""
        return self._render("rules.html", rules=lambda: self._library.gate.rules)

    def pose_limits(self) -> Markup:
        """List what pictures make a record declare."""
        return self._render("pose-limits.html", limits=tuple(self._library.of("pose-limits").values()))

    def promises(self) -> Markup:
        """List what no text promises, with what to write instead."""
        return self._render("promises.html", promises=tuple(self._library.of("promises").values()))

    def spellings(self) -> Markup:
        """List how words are written here, and how not."""
        return self._render("spellings.html", spellings=self._library.of("spellings").values())

    def a_to_z(self) -> Markup:
        """List every name and other name from A to Z, with the search field above."""
        return self._render("a-to-z.html", letters=lambda: by_letter(self._library), lists=self._made_lists)

    def _made_lists(self) -> Mapping[str, str]:
        """Return the titles of the lists that nobody wrote, by address: no menu leads there."""
        written = {article.address for article in self._library.articles}
        return {address: kind.plural for address, kind in lists_to_make(self._library, written).items()}

    def claims(self) -> Markup:
        """Show every claim with its verdict, by topic."""
        return self._render("claims.html", topics=lambda: list(self._claims_by_topic()))

    def _claims_by_topic(self) -> Iterator[tuple[Word, list[str]]]:
        for name, topic in self._library.words("topics").items():
            if found := [word for word, claim in self._library.claims.items() if claim.topic == name]:
                yield topic, found

    def verdicts(self) -> Markup:
        """Say what each verdict means, and how many claims have it."""
        return self._render("verdicts.html", counts=self._verdicts)

    def _verdicts(self) -> Counter[str]:
        return Counter(claim.verdict for claim in self._library.claims.values())

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
        if what not in COUNTED:
            raise MacroError(f"`{what}` cannot be counted. Use {_choice(COUNTED)}.")
        return escape(len(self._library.references if what == REFERENCES else self._library.of(what)))

    def _root(self) -> str:
        return to_root(self._url())

    def _render(self, template: str, **values: Any) -> Markup:
        return self._renderer.render(template, self._url(), **values)


_METHODS = {name for name, value in vars(Macros).items() if callable(value) and not name.startswith("_")}
Macros.NAMES = frozenset({*_METHODS - {"all"}, *(place.macro for _, place in WITH_PAGES)})


def _get(records: Mapping[str, Record], name: object, noun: str) -> Record:
    if not isinstance(name, str):
        raise MacroError(f"`{name}` is not an id. Write the id of a {noun} in quotes.")
    if name not in records:
        meant = suggestion(name, records)
        hint = f" Did you mean `{meant}`?" if meant else ""
        raise MacroError(f"`{name}`: no such {noun}.{hint}")
    return records[name]


def _no_more(_: str) -> Values:
    return {}


def _choice(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}"
