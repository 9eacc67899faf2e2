// Marks on what a page says to everybody: where a reader's own answer speaks against it, it says so.

import { made } from "./element.js";

const OWN_COUNTS = {
  adapt: "You do the version at the top of this page. Where this says otherwise, your version counts.",
  "ask-first": "You ask first: this is for others until then.",
  "leave-out": "You leave this out: this is for others.",
};

/** Mark the page anew for these conditions. */
export function mark(answers, ids, said) {
  markForms(answers, ids);
  markUsual(answers, ids);
  markAbout(answers, ids);
  markAlone(ids);
  markStrips(answers, ids, said);
  markSheet(ids);
  for (const row of document.querySelectorAll("[data-yours-tick]")) {
    row.dataset.yoursAnswer = (ids.length && answers.of(row.dataset.yoursTick, ids)?.word) || "fine";
  }
}

/** On the page of a stretch steps and easier forms are for everybody: whoever does otherwise is told so. */
function markForms(answers, ids) {
  for (const told of document.querySelectorAll(".sb-yours-own")) told.remove();
  const name = document.querySelector(".sb-stretch [data-yours-page]")?.dataset.yoursPage;
  const text = name && ids.length ? OWN_COUNTS[answers.of(name, ids)?.word] : null;
  if (!text) return;
  for (const heading of document.querySelectorAll("#how-to, #easier, #all-forms")) {
    (heading.closest("summary") ?? heading).after(made("p", { class: "sb-yours-own", text }));
  }
}

/** Whoever does a version of their own, or leaves it out, is not shown the forms that are for everybody. */
function markUsual(answers, ids) {
  for (const place of document.querySelectorAll("[data-yours-forms]")) {
    const found = ids.length ? answers.of(place.dataset.yoursForms, ids) : null;
    place.hidden = Boolean(found && found.word !== "fine");
  }
}

/** On paper nothing more is said of what readers leave out. */
function markAbout(answers, ids) {
  for (const place of document.querySelectorAll("[data-yours-about]")) {
    place.hidden = ids.length > 0 && answers.of(place.dataset.yoursAbout, ids)?.word === "leave-out";
  }
}

/** On the page of a condition, what it says by itself holds for whoever has nothing else. */
function markAlone(ids) {
  const has = document.querySelector("[data-yours-offer]");
  const hasMore = ids.length > 1 && ids.includes(has?.dataset.yoursOffer);
  document.querySelector(".sb-condition")?.toggleAttribute("data-yours-more", hasMore);
}

/** Behind what a strip names and the reader has stands the reader's own answer: it says the same as their box. */
function markStrips(answers, ids, said) {
  for (const named of document.querySelectorAll("[data-said-first]")) {
    named.querySelector(".sb-strip__yours")?.remove();
    const { saidFirst, saidAbout = "" } = named.dataset;
    if (![...saidFirst.split(" "), ...saidAbout.split(" ")].some((id) => ids.includes(id))) continue;
    const own = named.closest(".sb-item")?.querySelector("[data-yours]")?.dataset.yours;
    const names = own ?? document.querySelector("[data-yours-page]")?.dataset.yoursPage ?? "";
    const found = names.split(" ").map((name) => answers.of(name, ids)).filter(Boolean);
    if (found.length) named.append(made("strong", { class: "sb-strip__yours", text: ` (for you: ${said.inStrip(found)})` }));
  }
}

/** On a printed sheet, what to check first is answered: what the reader has is no question any more. */
function markSheet(ids) {
  for (const asked of document.querySelectorAll(".sb-sheet__check")) asked.hidden = ids.length > 0;
  for (const named of document.querySelectorAll(".sb-sheet [data-sheet-check-first]")) {
    named.querySelector(".sb-sheet__have")?.remove();
    if (ids.includes(named.dataset.sheetCheckFirst)) named.append(made("strong", { class: "sb-sheet__have", text: " (yours)" }));
  }
}
