from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from stretchbook.cache.store import Store
from stretchbook.render.html import compiled_templates


def test_what_was_made_is_not_made_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", ".pdf")
    assert store.recall(lambda: b"made", "of", "this") == b"made"
    assert store.recall(lambda: b"again", "of", "this") == b"made"
    assert store.recall(lambda: b"other", "of", "that") == b"other"


@pytest.mark.parametrize("damage", [lambda _: b"", lambda whole: whole[:-1], lambda whole: whole + b"x"])
def test_what_is_damaged_is_made_again(tmp_path: Path, damage: object) -> None:
    assert callable(damage)
    store = Store(tmp_path, ".pdf")
    store.recall(lambda: b"%PDF made", "of this")
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert store.recall(lambda: b"%PDF again", "of this") == b"%PDF again"
    assert store.recall(lambda: b"", "of this") == b"%PDF again"


def test_where_nothing_can_be_kept_all_is_made_each_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    store = Store(tmp_path / "cache" / "sheets", ".pdf")
    assert [store.recall(lambda: b"made", "of this"), store.recall(lambda: b"again", "of this")] == [b"made", b"again"]
    assert compiled_templates(tmp_path / "cache", "us") is None


def test_templates_are_rendered_where_they_cannot_be_kept(tmp_path: Path) -> None:
    kept = compiled_templates(tmp_path / "cache", "us")
    (folder,) = (tmp_path / "cache" / "templates").iterdir()
    folder.rmdir()
    environment = Environment(loader=DictLoader({"a": "{{ 1 }}"}), bytecode_cache=kept, autoescape=True)
    assert environment.get_template("a").render() == "1"
