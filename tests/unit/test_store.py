from __future__ import annotations

from pathlib import Path

import pytest
import stretchbook
from jinja2 import DictLoader, Environment
from stretchbook.cache.store import Store
from stretchbook.cache.templates import CompiledTemplates

PACKAGE = Path(stretchbook.__file__).parent


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


def test_a_template_is_compiled_once_for_each_text_and_in_memory_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, kept = {"a": "{{ 1 }}"}, CompiledTemplates()

    def rendered() -> str:
        return Environment(loader=DictLoader(texts), bytecode_cache=kept, autoescape=True).get_template("a").render()

    assert rendered() == "1"
    texts["a"] = "{{ 2 }}"
    assert rendered() == "2"
    monkeypatch.setattr(Environment, "compile", None)
    assert rendered() == "2"


def test_no_code_is_read_from_any_file() -> None:
    """Whoever can put a file into a cache could otherwise have it run."""
    program = "".join(file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py"))
    for way in ("FileSystemBytecodeCache", "pickle", "marshal", "shelve", "joblib", "exec(", "eval("):
        assert way not in program, way
