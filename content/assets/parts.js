// Fetches a script where a page has what it is for: most pages have no finder, no clock, and nothing to print.

import { hold } from "./yours.js";

const parts = {
  "stretch-finder": "./finder.js",
  "stretch-player": "./player.js",
  "stretch-clock": "./clock-start.js",
  "book-diary": "./diary.js",
  "own-sheet": "./sheet.js",
  "[data-sheet]": "./sheet-add.js",
  "a[data-letter]": "./paper.js",
  "[data-yours-offer]": "./yours-offer.js",
};

for (const [element, script] of Object.entries(parts)) {
  const place = document.querySelector(element);
  // Without its script the list stands there as it is, and no room is kept for what does not come.
  if (place) hold(import(script).catch(() => place.setAttribute("data-ready", "")));
}
