"""Every reference as it is printed."""

from __future__ import annotations

import re

from stretchbook.book.library import Library
from stretchbook.render.citations import format_references

TAG = re.compile(r"</?[^>]*>")


def test_every_real_reference_is_one_good_line(library: Library) -> None:
    printed = format_references([reference.csl for reference in library.references.values()])
    assert list(printed) == list(library.references)
    for name, text in printed.items():
        words = TAG.sub("", text)
        assert len(words) > 20, name
        assert not re.search(r"\bNone\b|n\.d\.|\.\.(?!\.)|\?\.|,,|;;| [.,;]|\(\)|  ", words), text
        assert text.count("<a ") <= 1, name


def test_every_real_reference_links_to_where_it_can_be_read(library: Library) -> None:
    printed = format_references([reference.csl for reference in library.references.values()])
    for name, reference in library.references.items():
        assert ("<a href=" in printed[name]) == bool({"DOI", "URL", "PMID"} & set(reference.csl)), name
