"""Which scripts and styles of the site's are known: those that packages brought, and those that somebody has listed.

A page runs nothing else. Of what stands in a page itself, only the theme's few lines are known.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

LIST = "scripts.txt"
"""The list of a library's own scripts, in its folder of templates: on each line a digest and a path, as `sha256sum`
writes them. `stretchbook scripts` writes it."""

INLINE = {
    "3DUbmVZtUy5oyDsf4B2bRCnfMxkm5B6ZyeCDHFbPKoA=": "what the browser keeps: our `partials/javascripts/base.html`",
    "DrEMJJ29sL7vIloQzly+VUGMxKcBTMII+OfW7Y8AkG4=": "light or dark: the theme's `partials/javascripts/palette.html`",
    "/8wPdzX9q0NNJXyA5lzsLojXFpkeaXVxhbfkUOQaWy8=": "tabs: the theme's `partials/javascripts/content.html`",
    "KT4tBZ40PyKugM44BWegyw5XNaoWDAlxYi3BxoZxzkQ=": "the way home: our `bare.html`",
    "78VgdgnfHlkrXUMMHr4ZI4sASi8EQ5kD5txdbOheEHM=": "the looks of our `bare.html`",
}
"""What stands in pages themselves and may run or colour them there, by its digest."""


@dataclass(frozen=True)
class KnownScripts:
    """What the site may hold of scripts, and which style sheets nobody need read again."""

    packages: tuple[Path, ...] = ()
    """Folders of installed packages; a file of a site is known where one of them has the same at its path."""

    single: Mapping[str, Path] = field(default_factory=dict)
    """Single files of packages, by their path in the site."""

    listed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The digests of what the library has listed, by path."""

    def has_name(self, path: str) -> bool:
        """Return whether a script of this path is known, whatever is in it."""
        return path in self.listed or any(file.is_file() for file in self._originals(path))

    def has(self, path: str, content: bytes) -> bool:
        """Return whether just this file is known."""
        if hashlib.sha256(content).hexdigest() in self.listed.get(path, ()):
            return True
        return any(file.is_file() and file.read_bytes() == content for file in self._originals(path))

    def _originals(self, path: str) -> Iterable[Path]:
        if path in self.single:
            yield self.single[path]
        yield from (folder / path for folder in self.packages)


def digest_of(text: str) -> str:
    """Return the digest of what stands in a page, as a policy names it."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def read_lists(folders: Iterable[Path]) -> Mapping[str, frozenset[str]]:
    """Return what the lists of some folders hold; one that is not there holds nothing."""
    found: dict[str, frozenset[str]] = {}
    for folder in folders:
        file = folder / LIST
        lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
        for line in lines:
            digest, _, path = line.partition("  ")
            found[path] = found.get(path, frozenset()) | {digest}
    return found


def list_of(*folders: Path) -> str:
    """Return the list of all scripts in the folders that hold what the site is made of."""
    files = sorted((file.relative_to(folder).as_posix(), file) for folder in folders for file in folder.rglob("*.js"))
    return "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {path}\n" for path, file in files)
