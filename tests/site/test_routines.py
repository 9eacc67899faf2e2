"""What a routine's page says."""

from __future__ import annotations

from helpers.project import Project
from selectolax.lexbor import LexborHTMLParser
from stretchbook.book.addresses import Addresses
from stretchbook.book.library import Library
from stretchbook.book.relations import Relations


def test_a_routine_says_what_to_do_for_a_condition_instead(built: Project, library: Library) -> None:
    addresses = Addresses(library)
    for name, routine in library.routines.items():
        rows = LexborHTMLParser(built.page(f"routines/{name}/")).css(".sb-swaps > div")
        told = []
        for row in rows:
            conditions = [link.attributes["href"] for link in row.css("dt a")]
            told.append((conditions, [link.attributes["href"] for link in row.css("dd a")]))
        wanted = []
        for plan in Relations(library).plans(routine):
            links = []
            for target, numbers in plan.instead.items():
                link, places = f"../../{addresses.of(target)}", [f"#item-{number}" for number in numbers]
                in_plan = any(item.stretch == target for item in routine.items)
                links += [*places, link] if in_plan else [link, *places]
            links += [f"#item-{number}" for number in plan.without]
            wanted.append(([f"../../{addresses.of(condition)}" for condition in plan.conditions], links))
        assert told == wanted, name
        assert wanted, name
