"""What search knows of a built site."""

from __future__ import annotations

import json

from helpers.project import Project
from helpers.records import with_records
from stretchbook.book.library import Library
from stretchbook.book.name_index import by_letter
from stretchbook.render import search


def test_shared_words_do_not_stand_in_the_index_again_for_each_stretch(library: Library) -> None:
    """A stretch brings its own words into the index and little more, however many muscles and places it has."""

    def stretched(times: int) -> Library:
        copies = {f"{name}-{number}": stretch for number in range(times) for name, stretch in library.stretches.items()}
        return with_records(library, stretches=copies, routines={}, intents={})

    once, twice = (search.index(stretched(times), []) for times in (1, 2))
    own = sum(
        len(json.dumps([name, stretch.name, stretch.also_known_as, stretch.summary]))
        for name, stretch in library.stretches.items()
    )
    assert len(twice) - len(once) < 1.7 * own
    assert twice.count(b"greater rhomboid") == once.count(b"greater rhomboid")


def test_names_stand_from_a_to_z(library: Library) -> None:
    letters = by_letter(library)
    assert [letter for letter, _ in letters] == sorted(letter for letter, _ in letters)
    under = {line.name: letter for letter, lines in letters for line in lines}
    assert under["A slipped disc or sciatica"] == "S"
    assert under["An infection"] == "I"
    names = [line.name for _, lines in letters for line in lines if line.id == "knee-replacement"]
    assert names.count("Knee replacement") == 0


def test_a_setting_that_means_nothing_stops_the_build(small: Project) -> None:
    small.write("content/news.md", "---\nsearch: lst\n---\n" + small.read("content/news.md"))
    result = small.build()
    assert result.returncode == 1
    assert "content/news.md:2:9: search: `lst` is not known." in result.stderr + result.stdout
