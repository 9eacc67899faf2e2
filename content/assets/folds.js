// Opens the fold that an address leads into, in browsers that do not do so themselves, and notes which ones are open.

import { target } from "./address.js";

// The theme opens every fold to print it. The stylesheet for paper goes by which ones a reader has opened.
const note = (fold, isOpen) => fold.toggleAttribute("data-opened", isOpen);

const open = () => {
  for (let fold = target()?.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
    note(fold, true);
  }
};

addEventListener("hashchange", open);
// A link to where the address leads already changes nothing but what is folded.
addEventListener("click", (event) => event.target.closest('a[href^="#"]') && setTimeout(open));
// At once, since who opens a fold may print before the browser tells of it.
addEventListener("click", ({ target: clicked }) => {
  const fold = clicked.closest("summary")?.parentElement;
  if (fold) note(fold, !fold.open);
});
// What a search in the page has opened, nobody clicked. What opens while paper is asked for, the theme has opened.
const paper = matchMedia("print");
let isPrinting = false;
addEventListener("beforeprint", () => (isPrinting = true), { capture: true });
addEventListener("afterprint", () => (isPrinting = false));
addEventListener("toggle", ({ target: fold }) => isPrinting || paper.matches || note(fold, fold.open), { capture: true });
open();
