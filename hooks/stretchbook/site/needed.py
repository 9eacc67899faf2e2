"""What each page of the site has to show, worked out from the records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from stretchbook.book import leads
from stretchbook.book.addresses import Addresses
from stretchbook.book.advice import advice_of
from stretchbook.book.alike import told_alike
from stretchbook.book.article import Article
from stretchbook.book.glance import glimpses
from stretchbook.book.library import Library
from stretchbook.book.relations import Relations
from stretchbook.book.routine_answers import routine_answers
from stretchbook.book.strip import WAY_TO_SIGNS, Named, emergency_line, strip_of
from stretchbook.model.claim import VERDICTS
from stretchbook.model.routine import Routine
from stretchbook.model.safety import Condition
from stretchbook.model.stretch import AnswerWord, Stretch
from stretchbook.render.sheets.content import Imprint, SheetCondition, SheetWriter
from stretchbook.render.sheets.labels import LABELS
from stretchbook.site import shown
from stretchbook.site.shown import PRINTED, squeezed
from stretchbook.text.markup import plain
from stretchbook.text.page_calls import sure_calls

TOLD: Mapping[str, str] = {
    "before-any": "With some conditions you ask before any stretch at all, and so before this one",
    "by-number": "A stretch that a line does not name is fine there.",
    "feeling": "so a feeling cannot tell you what is wrong.",
    "none-yet": "We suggest no stretch here until a clinician who knows you has said which ones suit you.",
    "questions": "May I stretch now? If not, when may I begin? Which movements are to be left out, and until when?",
    "stricter": "More than one condition? The stricter answer counts.",
    "swaps": "Where the list above says so, ask before you do a swap too.",
    "unread": "No clinician has reviewed this page yet.",
    "unreviewed": "No clinician (doctor, physiotherapist, nurse) has reviewed this page yet.",
}
"""What templates themselves tell readers, by the value of `data-told`."""

_ASKS: tuple[AnswerWord, ...] = ("ask-first", "leave-out")


@dataclass(frozen=True)
class Items:
    """What a page has to show with one mark: the texts, by the mark's value. None has another text elsewhere."""

    texts: Mapping[str, str]
    in_sight: bool = False
    """Whether nobody may have to open anything for it."""

    is_first: bool = False
    """Whether it stands before the first step, once, in these words and no others."""

    is_all: bool = False
    """Whether nothing else may have this mark."""

    is_whole: bool = False
    """Whether each place says this and no more."""

    together: bool = False
    """Whether all of it stands in one place; the keys are names for problems then."""


Needed = Mapping[str, Items]
"""For each mark, what has to be read."""


@dataclass(frozen=True)
class Reader:
    """Says what readers of each page need."""

    library: Library

    @cached_property
    def _relations(self) -> Relations:
        return Relations(self.library)

    def pages(self) -> Iterator[tuple[str, Needed]]:
        """Yield, by path, what each page of a stretch, a routine and a condition has to show, and each written page."""
        addresses, library = Addresses(self.library), self.library
        for name, stretch in library.stretches.items():
            yield f"{addresses.of(name)}index.html", {**self._shared([name]), **self._of_stretch(name, stretch)}
        for name, routine in library.routines.items():
            stretches = [item.stretch for item in routine.items]
            needed = {**self._shared(stretches), **self._of_routine(routine), **self._on_sheet(name)}
            yield f"{addresses.of(name)}index.html", needed
        for name, condition in library.conditions.items():
            yield f"{addresses.of(name)}index.html", self._of_condition(condition)
        for name in (*library.muscles, *library.groups):
            yield f"{addresses.of(name)}index.html", self._told("feeling", "unreviewed")
        for article in library.articles:
            if shows := self._of_article(article):
                yield f"{article.address}index.html", shows

    def _of_article(self, article: Article) -> Needed:
        """Return what a written page has to show by its macros: signs, and the questions before the first stretch."""
        library, needed = self.library, dict[str, Items]()
        calls = [(call.name, *call.arguments) for call in sure_calls(article.body)]
        urgencies = [call[1] for call in calls if call[0] == "warning_signs" and len(call) > 1]
        if signs := [sign for sign in library.of("warning-signs").values() if sign.urgency in urgencies]:
            texts = {sign.id: f"{sign.text} {sign.possible or ''}" for sign in signs}
            needed["data-warning-sign"] = Items(self._texts(texts), in_sight=True, is_all=True, is_whole=True)
        if ("first_questions",) in calls:
            asked = {each.id: f"{each.question} {each.do}" for each in library.of("first-questions").values()}
            needed["data-first-question"] = Items(self._texts(asked), is_all=True)
        names = {call[0] for call in calls if len(call) == 1}
        if "conditions" in names:
            asks = {each.id: "Ask first" if each.ask_first else "" for each in library.conditions.values()}
            rows = {name: f"{library.titles[name]} {said}" for name, said in asks.items()}
            needed["data-condition"] = Items(self._texts(rows), is_all=True)
        if "claims" in names:
            claims = {each.id: f"{each.name} {VERDICTS[each.verdict].label}" for each in library.claims.values()}
            needed["data-claim"] = Items(self._texts(claims), is_all=True)
        if "references" in names:
            known = {name: f"{each.kind} {each.about} {each.note}" for name, each in library.references.items()}
            needed["data-reference"] = Items({name: squeezed(said) for name, said in known.items()}, is_all=True)
        if ("stop_signs",) in calls:
            stops = library.stop_signs_of(())
            texts = {word: library.stop_signs[word].text for word in stops}
            needed["data-stop-sign"] = Items(self._texts(texts), in_sight=True, is_all=True, is_whole=True)
            needed["data-response"] = Items(dict(self._responses(stops)), in_sight=True)
        return needed

    def _of_stretch(self, name: str, stretch: Stretch) -> Needed:
        safety, short = stretch.safety, stretch.in_short
        own = {str(number): each.because for number, each in enumerate(safety.answers, 1) if each.because}
        cautions = {caution.id: caution.text for caution in self.library.cautions_of[name]}
        return {
            "data-safety-in-short": Items(self._texts({"": short.caution} if short else {}), in_sight=True),
            "data-safety-note": Items(self._texts(_numbered(safety.notes)), in_sight=not short),
            "data-caution": Items(self._texts(cautions)),
            "data-own-answer": Items(self._texts(own)),
            **self._answers(name),
            **self._told("before-any", *_unread(stretch)),
        }

    def _of_routine(self, routine: Routine) -> Needed:
        stretches = [self.library.stretches[item.stretch] for item in routine.items]
        short = {str(number): each.in_short.caution for number, each in enumerate(stretches, 1) if each.in_short}
        return {
            "data-safety-in-short": Items(self._texts(short), in_sight=True),
            "data-item-strip": Items(self._strips([item.stretch for item in routine.items]), in_sight=True),
            **self._told("by-number", *_unread(routine)),
            "data-skip-if": Items({"": "".join(map(self._said, routine.skip_if))} if routine.skip_if else {}),
            **self._answers_by_number([item.stretch for item in routine.items]),
        }

    def _strips(self, stretches: Sequence[str]) -> Mapping[str, str]:
        """Return what each of several stretches has before its steps."""
        if len(stretches) == 1:
            return {}
        strips = (strip_of(self.library, [name]) for name in stretches)
        texts = (strip.text.replace(strip.way_to_all, "") for strip in strips)
        return {str(number): squeezed(text) for number, text in enumerate(texts, 1)}

    def _told(self, *names: str) -> Needed:
        """Return what a template itself tells on such a page."""
        return {"data-told": Items({name: squeezed(TOLD[name]) for name in names})}

    def _shared(self, stretches: Sequence[str]) -> Needed:
        """Return what a stretch, or several that are done together, say before the steps and in the folds."""
        library, chosen = self.library, tuple(dict.fromkeys(stretches))
        strip, line, signs = strip_of(library, chosen), emergency_line(library), library.stop_signs_of(chosen)
        steps = {str(n): "".join(library.stretches[name].actions) for n, name in enumerate(stretches, 1)}
        calls = {"": self._said(f"{line} {WAY_TO_SIGNS}")} if line else {}
        return {
            "data-strip": Items({"": squeezed(strip.text)}, in_sight=True, is_first=True),
            "data-emergency-line": Items(calls, in_sight=True, is_first=True),
            "data-said-first": Items(_phrases(strip.first), in_sight=True),
            "data-said-sign": Items(_phrases(strip.signs), in_sight=True),
            "data-stop-sign": Items(self._texts({word: library.stop_signs[word].text for word in signs})),
            "data-response": Items(dict(self._responses(signs))),
            shown.STEPS: Items(self._texts(steps), in_sight=True),
        }

    def _responses(self, signs: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield each response with its name, the signs that call for it, and what to do."""
        chosen = [self.library.stop_signs[word] for word in signs]
        for name, response in self.library.responses.items():
            if texts := [sign.text for sign in chosen if sign.response == name]:
                yield name, "".join(map(self._said, (response.name, *texts, response.text)))

    def _answers(self, stretch: str) -> Needed:
        """Return what stands in a stretch's list of all answers: each condition once, under what its readers do.

        Who asks before any stretch is told so, and not to do this one in another way.
        """
        asked, others, words = dict[str, str](), dict[str, str](), dict[str, str]()
        for name, answer in self.library.answers_of[stretch].items():
            word = answer.of_stretch
            if word == "adapt" and answer.before_any:
                continue
            if word != "fine" or answer.own:
                words[word] = squeezed(leads.IN_FULL[word])
                said = (self.library.conditions[name].name, answer.easier or "", leads.time_of(answer))
                (asked if word in _ASKS else others)[f"{name} ({word})"] = "".join(map(self._said, said))
        return _answer_lists(words, asked, others)

    def _answers_by_number(self, stretches: Sequence[str]) -> Needed:
        """Return what stands in a routine's list of all answers: each condition once, with numbers of stretches."""
        asked, others, words = dict[str, str](), dict[str, str](), dict[str, str]()
        for answer in routine_answers(self.library, stretches):
            word = "before-any" if answer.before_any else "some" if answer.asks else "adapt"
            words[word] = squeezed(leads.BY_NUMBER[word])
            name, key = self.library.conditions[answer.condition].name, f"{answer.condition} ({word})"
            if answer.asks:
                asked[key] = self._said(name + ("" if answer.before_any else answer.text))
            else:
                forms = (self.library.answers_of[stretches[n - 1]][answer.condition].easier for n in answer.adapt)
                said = (f"{n} {form or ''}" for n, form in zip(answer.adapt, forms, strict=True))
                others[key] = self._said(" ".join((name, *said)))
        return _answer_lists(words, asked, others)

    def _of_condition(self, condition: Condition) -> Needed:
        """Return what is urgent, and each stretch under what readers with the condition do about it."""
        urgent = advice_of(condition).urgent
        if condition.ask_first:
            urgent = f"{leads.ASK_BEFORE_ANY} {urgent}"
        found: dict[AnswerWord, list[str]] = {}
        for stretch in self.library.stretches:
            answer = self.library.answers_of[stretch].get(condition.id)
            found.setdefault(answer.of_stretch if answer else "fine", []).append(stretch)
        above = leads.TO_ASK_ABOUT if condition.ask_first else leads.OF_CONDITION
        counts = {word: str(len(names)) if condition.ask_first else "" for word, names in found.items()}
        lists: dict[str, str] = {word: squeezed(above[word] + counts[word]) for word in found}
        rows = {f"{name} ({word})": self.library.titles[name] for word, names in found.items() for name in names}
        return {
            **self._advice(condition),
            "data-urgent": Items({"": self._said(urgent)} if urgent else {}, in_sight=True, is_whole=True),
            shown.ANSWERS: Items(lists, is_all=True, is_whole=True),
            "data-row": Items(self._texts(rows), is_all=True),
        }

    def _advice(self, condition: Condition) -> Needed:
        """Return what to do with a condition, in which way what is changed is done, and why."""
        advice, relations = advice_of(condition), self._relations
        told = ("none-yet", "questions") if condition.ask_first else ("stricter",)
        adapted = told_alike(self.library, relations, condition.id, "adapt")
        own = {stretch: own.because for stretch, own in relations.own_words(condition.id) if own.because}
        glances = () if condition.ask_first else glimpses(self.library, relations, condition.id)
        counts = {str(each.word): f"{each.count} {leads.AT_A_GLANCE[each.word]}" for each in glances}
        return {
            "data-advice": Items(self._texts({"first": advice.first, "rest": advice.rest}), together=True),
            "data-glance": Items(self._texts(counts), is_all=True),
            "data-how": Items(self._texts({each.stretches[0]: " ".join(each.told.how) for each in adapted})),
            "data-why": Items(self._texts({"why": condition.why, **own}), together=True),
            **self._told("unreviewed", *told),
        }

    def _on_sheet(self, routine: str) -> Needed:
        """Return what has to stand in the part of a routine's page that only printers show."""
        library = self.library
        chosen = {item.stretch: library.stretches[item.stretch] for item in library.routines[routine].items}
        sheet = SheetWriter(library, Imprint("", date.min, None)).sheet(routine)
        cautions = {f"{name}-1": stretch.in_short.caution for name, stretch in chosen.items() if stretch.in_short}
        names = {each.id: each.name for each in (*sheet.before_any, *sheet.before)}
        signs = {word: library.stop_signs[word].text for word in library.stop_signs_of(chosen)}
        said = {group.then: [*(sign.text for sign in group.signs), group.do or ""] for group in sheet.stop}
        said |= {sheet.labels.before_any: [each.name for each in sheet.before_any]} if sheet.before_any else {}
        groups = {lead: squeezed(lead + "".join(texts)) for lead, texts in said.items()}
        parts = (*sheet.strip.first, *sheet.strip.signs)
        return {
            shown.SHEET: Items(groups, in_sight=True, together=True),
            # Only on the back of the first front stands all that it leads to.
            shown.SHEET_STRIP: Items({"": squeezed(sheet.strip.text.replace(LABELS.see_back, ""))}, in_sight=True),
            f"{PRINTED}strip": Items({part.id: squeezed(part.phrase) for part in parts}, in_sight=True),
            f"{PRINTED}stop-sign": Items(self._texts(signs), in_sight=True),
            f"{PRINTED}check-first": Items(self._texts(names), in_sight=True),
            shown.ROW: Items({row.id: _row(row) for row in sheet.before}, in_sight=True, is_all=True, is_whole=True),
            shown.LEGEND: Items(_legend(sheet.before), in_sight=True, is_all=True, is_whole=True),
            f"{PRINTED}caution": Items(self._texts(cautions), in_sight=True),
        }

    def _texts(self, items: Mapping[str, str]) -> Mapping[str, str]:
        return {word: self._said(text) for word, text in items.items()}

    def _said(self, text: str) -> str:
        """Return the text as a reader sees it, without citations and white space."""
        return squeezed(plain(text, self.library.titles))


def _unread(record: Stretch | Routine) -> tuple[str, ...]:
    """Return what a page says whose record says of no review."""
    return () if record.review.state == "reviewed" else ("unread",)


def _row(row: SheetCondition) -> str:
    """Return what a row of the table says: the condition, then each stretch that has a mark, with its mark."""
    marked = [(number, LABELS.marks[mark]) for number, mark in enumerate(row.marks, 1) if mark]
    return shown.with_signs(
        row.name + "".join(f"{number}{mark.sign}{mark.aloud.format(number)}" for number, mark in marked)
    )


def _legend(rows: Iterable[SheetCondition]) -> Mapping[str, str]:
    """Return what the marks of these rows mean, by mark."""
    marks = {mark for row in rows for mark in row.marks}
    return {
        name: shown.with_signs(f"{mark.sign}{mark.meaning}") for name, mark in LABELS.marks.items() if name in marks
    }


def _numbered(texts: Iterable[str]) -> Mapping[str, str]:
    return {str(number): text for number, text in enumerate(texts, 1)}


def _answer_lists(words: Mapping[str, str], asked: Mapping[str, str], others: Mapping[str, str]) -> Needed:
    """Return the headings by answer, and what stands under those with which readers ask, and under the others."""
    return {
        shown.ANSWERS: Items(words, is_all=True, is_whole=True),
        "data-check-first": Items(asked, is_all=True, is_whole=True),
        "data-adapt": Items(others, is_all=True, is_whole=True),
    }


def _phrases(named: Iterable[Named]) -> Mapping[str, str]:
    return {" ".join(each.ids): squeezed(each.phrase) for each in named}
