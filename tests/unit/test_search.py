"""What a page says about itself to search."""

from __future__ import annotations

from typing import Any

import pytest
from stretchbook.render import search

# What a page says about itself.


def meta(**said: Any) -> dict[str, Any]:
    return {"description": "Text.", **said}


def test_a_page_is_read_without_its_sources_and_each_word_once() -> None:
    html = '<h2 id="a">One two<a class="headerlink">#</a></h2><p>two three</p><details>four</details>'
    read = search.read_page("learn/", "Learn", meta(also_called=["Lessons"]), html)
    assert read == search.ReadPage("Read", "learn/", "Learn", ("Lessons",), "Text.", "One two", "one two three", False)  # noqa: FBT003


def test_a_page_is_found_by_words_that_may_be_broken_at_a_lines_end() -> None:
    read = search.read_page("learn/", "Learn", meta(), "<h2>Posture</h2><p>two\u00a0knees up\u2011right</p>")
    assert read is not None
    assert (read.headings, read.text) == ("Posture", "posture two knees up-right")


def test_a_page_can_stay_out_of_search() -> None:
    assert search.read_page("contribute/", "Add", meta(search=False), "<p>x</p>") is None


@pytest.mark.parametrize("said", [{"search": "lst"}, {"also_called": "Lessons"}])
def test_a_setting_that_means_nothing_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises(search.SearchSettingError):
        search.read_page("learn/", "Learn", meta(**said), "")
