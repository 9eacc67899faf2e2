// Folds what is long on a screen, and opens what an address leads to. Without it everything stands there open, but for
// the claims, which stand closed with their verdicts.

import { target } from "./address.js";

const PHONE = "(max-width: 44.9844em)";

const folds = document.querySelectorAll("details.sb-fold[open]");
for (const fold of folds) {
  fold.open = fold.dataset.fold === "phone" && !matchMedia(PHONE).matches;
}

const open = () => {
  const fold = target()?.closest("details:is(.sb-claim, .sb-fold)");
  if (fold) fold.open = true;
};

addEventListener("hashchange", open);
// A link to where the address leads already changes nothing but what is folded.
addEventListener("click", (event) => event.target.closest('a[href^="#"]') && setTimeout(open));
open();
// What was folded above it has moved it; who comes back stands where they were.
const way = performance.getEntriesByType("navigation")[0]?.type;
if (folds.length && way === "navigate") target()?.scrollIntoView();
