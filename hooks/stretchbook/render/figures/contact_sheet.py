"""The command that draws every figure onto one sheet, for those who look at them all."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from stretchbook.book.library import Library
from stretchbook.problems import ProblemsError, report
from stretchbook.render.figures.figure_cache import Studio
from stretchbook.render.figures.figure_set import Album, Picture
from stretchbook.render.typesetting import Typesetter

TEMPLATE = Path(__file__).with_name("contact-sheet.typ")
FOLDER = Path("figures")
SHEET = FOLDER / "contact-sheet.pdf"


def write(library: Library, root: Path) -> int:
    """Write the drawings and the sheet into the folder `figures`; give 1 where a record cannot be drawn."""
    try:
        album = _drawn(library, root)
    except ProblemsError as refusal:
        print(report(refusal.problems), file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    for uri, svg in album.files():
        (FOLDER / Path(uri).name).write_text(svg, encoding="utf-8")
    SHEET.write_bytes(_sheet(album))
    print(f"{sum(map(len, album.pictures.values()))} pictures of {len(album.pictures)} stretches: {SHEET}")
    if undrawn := album.undrawn():
        print(f"Without a figure: {', '.join(undrawn)}.")
    return 0


def _drawn(library: Library, root: Path) -> Album:
    album = Album(library, root, Studio(Path(".cache") / "figures"))
    album.draw(print, with_samples=True)
    if album.problems:
        raise ProblemsError(album.problems)
    return album


def _sheet(album: Album) -> bytes:
    figures = [
        {
            "name": album.library.titles[name],
            "frames": [_entry(frame, frame.label) for frame in frames],
        }
        for name, frames in album.pictures.items()
    ]
    figures += [{"name": group, "frames": [_entry(frame, words) for words, frame in samples.items()]}
                for group, samples in album.samples.items()]  # fmt: skip
    return Typesetter(TEMPLATE).set({"figures": json.dumps(figures, ensure_ascii=False)}, format="pdf")


def _entry(frame: Picture, label: str) -> dict[str, Any]:
    return {"svg": frame.svg, "alt": frame.alternative, "label": label, "ratio": frame.width / frame.height}
