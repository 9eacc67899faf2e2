"""A sheet with every figure, for those who look at them all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from stretchbook.book.library import Library
from stretchbook.poses.figure_cache import FigureCache
from stretchbook.render.figures.figure_set import FigureSet, Picture
from stretchbook.render.typesetting import Typesetter

TEMPLATE = Path(__file__).with_name("contact-sheet.typ")
SHEET = "contact-sheet.pdf"


def write(library: Library, records: Path, folder: Path) -> None:
    """Write the drawings and the sheet into a folder, and say so."""
    figures = FigureSet(library, records, FigureCache(records.parent / ".cache" / "figures", print))
    figures.draw(with_samples=True)
    figures.move()
    folder.mkdir(parents=True, exist_ok=True)
    for uri, svg in figures.files():
        (folder / Path(uri).name).write_text(svg, encoding="utf-8")
    (folder / SHEET).write_bytes(_sheet(figures))
    stills, moving = sum(map(len, figures.pictures.values())), len(figures.moving_pictures)
    print(f"{stills} pictures of {len(figures.pictures)} stretches, {moving} that move: {folder / SHEET}")
    for name, fault in figures.faults.items():
        print(f"{name}: its movement cannot be drawn: {fault}.")
    if undrawn := figures.undrawn():
        print(f"Without a figure: {', '.join(undrawn)}.")


def _sheet(drawn: FigureSet) -> bytes:
    figures = [
        {
            "name": drawn.library.titles[name],
            "frames": [_entry(frame, frame.label) for frame in frames],
        }
        for name, frames in drawn.pictures.items()
    ]
    figures += [{"name": group, "frames": [_entry(frame, words) for words, frame in samples.items()]}
                for group, samples in drawn.samples.items()]  # fmt: skip
    return Typesetter(TEMPLATE).set({"figures": json.dumps(figures, ensure_ascii=False)}, format="pdf")


def _entry(frame: Picture, label: str) -> dict[str, Any]:
    return {"svg": frame.svg, "alt": frame.alternative, "label": label, "ratio": frame.width / frame.height}
