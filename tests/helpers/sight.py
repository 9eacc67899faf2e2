"""Whether what has to be seen is seen: its letters leave a mark on the picture of the page, large and dark enough.

A page is drawn twice, the second time with those letters taken away. Whatever hides them (a colour, a cover, a mask, a
filter, a font of blanks), nothing differs then where they should be.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page

NEEDED = "[data-strip], [data-emergency-line], [data-urgent], [data-safety-in-short], [data-stop-sign], [data-response]"
ON_PAPER = "[data-strip], [data-emergency-line], [data-urgent], [data-safety-in-short]"
ON_SHEET = "[data-sheet-strip], [data-sheet-stop-sign], [data-sheet-caution]"

FOLDED = "[data-stop-sign], [data-response]"
"""What stands in folds."""

STYLE = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
"""Adds a style sheet, which the page's own policy would refuse of an element."""

WITHOUT = """needed => {
  const sheet = new CSSStyleSheet();
  const strong = ":not(#a):not(#b):not(#c)";
  sheet.replaceSync(`:is(${needed})${strong}, :is(${needed}) *${strong} {
    color: transparent !important; -webkit-text-fill-color: transparent !important; text-shadow: none !important;
    text-decoration: none !important; list-style: none !important; -webkit-text-stroke: 0 !important;
    transition: none !important; animation: none !important; }`);
  window.before = [...document.adoptedStyleSheets];
  document.adoptedStyleSheets = [...window.before, sheet];
}"""
WITH = "() => { document.adoptedStyleSheets = window.before; }"

LINES = """([needed, inFolds, unread]) => {
  const faults = [], lines = [];
  const step = document.querySelector(".sb-steps > li");
  for (const element of document.querySelectorAll(needed)) {
    if (!element.matches(inFolds)) continue;
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }
  for (const element of document.querySelectorAll(needed)) {
    const said = `${Object.keys(element.dataset)[0]}: ${element.textContent.trim().replace(/\\s+/g, " ").slice(0, 40)}`;
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let count = 0;
    while (walk.nextNode()) {
      const text = walk.currentNode, style = getComputedStyle(text.parentElement);
      if (!/[\\p{L}\\p{N}]/u.test(text.data) || text.parentElement.closest(unread)) continue;
      count += 1;
      const range = document.createRange();
      range.selectNodeContents(text);
      const boxes = [...range.getClientRects()].filter(box => box.width > 2);
      if (!boxes.length) faults.push(`${said}: has no size`);
      if (parseFloat(style.lineHeight) < 0.8 * parseFloat(style.fontSize)) faults.push(`${said}: lines overlap`);
      if (parseFloat(style.fontSize) < 9) faults.push(`${said}: letters of ${style.fontSize}`);
      if (style.unicodeBidi.includes("override")) faults.push(`${said}: is written backwards`);
      if (!["none", "", undefined].includes(style.webkitTextSecurity)) faults.push(`${said}: is made of dots`);
      for (const box of boxes) {
        if (box.height < 7) faults.push(`${said}: is ${box.height} pixels high`);
        if (box.left < -1 || box.right > innerWidth + 1) faults.push(`${said}: is beside the screen`);
        lines.push([said, box.left + scrollX, box.top + scrollY, box.width, box.height]);
      }
      if (step && element.matches("[data-strip], [data-emergency-line]") && boxes.length
          && boxes[0].top > step.getBoundingClientRect().top) faults.push(`${said}: stands behind the first step`);
    }
    if (!count) faults.push(`${said}: says nothing`);
  }
  return [faults, lines];
}"""

DARK_ENOUGH, SHARE = 90, 0.02
"""How far a letter's colour is from what lies behind it, of 255; how much of its line letters fill at least."""


def unseen(page: Page, needed: str = NEEDED, *, on_paper: bool = False, of_window: bool = False) -> list[str]:
    """Return what of the needed texts of a page nobody sees, and why. Folds with stop signs stand open afterwards.

    `of_window`: what is below the window does not count, and takes no time.
    """
    unread = ".sb-hidden, .sb-cite, .sb-source, [aria-hidden=true]" + (", a" if on_paper else "")
    faults, lines = page.evaluate(LINES, [needed, "none" if on_paper else FOLDED, unread])
    shown = picture_of(page, whole=not of_window)
    page.evaluate(WITHOUT, needed)
    bare = picture_of(page, whole=not of_window)
    page.evaluate(WITH)
    faults += [f"{said}: is not to be seen" for said, *box in lines if not _is_marked(shown, bare, box)]
    return [*dict.fromkeys(faults)]


def picture_of(page: Page, *, whole: bool) -> NDArray[Any]:
    drawn = page.screenshot(full_page=whole, type="jpeg", quality=80, scale="css", animations="disabled", caret="hide")
    return np.asarray(Image.open(BytesIO(drawn)).convert("RGB"))


def _is_marked(shown: NDArray[Any], bare: NDArray[Any], box: list[float]) -> bool:
    left, top, width, height = (round(value) for value in box)
    place = np.s_[max(0, top) : max(0, top + height), max(0, left) : max(0, left + width)]
    differs = np.abs(shown[place].astype(int) - bare[place].astype(int)).max(axis=2, initial=0) > DARK_ENOUGH
    return differs.size > 0 and float(differs.mean()) > SHARE
