// The rooms that a page has for a reader's own answers: in a row, at its head, on its sheet.

import { made } from "./element.js";
import { stricter } from "./yours-answers.js";
import { glance } from "./yours-glance.js";
import { mark } from "./yours-marks.js";
import { Said, sign } from "./yours-words.js";

const COUNTS_MORE = " Where a step or a picture says otherwise, this counts.";

/** Say the answers for these conditions wherever the page has room for them. */
export function fill(answers, ids) {
  const said = new Said(answers, ids);
  // The page of the one condition that the reader has says all of it by itself.
  const isOnItsPage = ids.length === 1 && document.querySelector("[data-yours-offer]")?.dataset.yoursOffer === ids[0];
  const rooms = {
    "data-yours": inRow,
    "data-yours-page": onPage,
    "data-yours-book": ofBook,
    "data-yours-leaf": onLeaf,
    "data-yours-sheet": onSheet,
    "data-yours-for": forWhom,
    "data-yours-totals": totals,
  };
  for (const [room, say] of Object.entries(rooms)) {
    for (const place of document.querySelectorAll(`[${room}]`)) {
      const named = place.getAttribute(room) ? place.getAttribute(room).split(/\s+/) : answers.names;
      const names = ids.length && !isOnItsPage ? named : [];
      const found = names.map((name) => answers.of(name, ids)).filter(Boolean);
      place.hidden = !found.length;
      const box = place.closest(".sb-item, .sb-sheet__item");
      if (!found.length) {
        box?.removeAttribute("data-yours-answer");
        continue;
      }
      place.dataset.answer = found.map(({ word }) => word).reduce(stricter);
      if (box) box.dataset.yoursAnswer = place.dataset.answer;
      const words = say(found, said, place).flat().filter(Boolean);
      place.replaceChildren(...words);
      place.hidden = !words.length;
    }
  }
  mark(answers, ids, said);
}

function inRow(found, said, place) {
  if (found.length > 1) return said.counts(found);
  // In a routine readers go on where they are; a row of a list leads to the page that says how.
  const isInPlan = place.closest(".sb-item");
  const text = isInPlan ? said.inWords(found[0]) : said.inBrief(found[0]);
  return [sign(found[0].word), made("span", {}, text, isInPlan && found[0].word === "adapt" ? COUNTS_MORE : null)];
}

function onPage(found, said) {
  const heading = (text, word) => made("h2", {}, word ? sign(word) : null, made("span", { text }));
  if (found.length > 1) return [heading("For you"), made("p", { class: "sb-yours" }, said.counts(found, numbered(found))), said.list(found), changes(found)];
  const [one] = found;
  return [heading(said.label(one), one.word), ...said.inFull(one)];
}

const changes = (found) => (found.some(({ word }) => word === "adapt") ? made("p", { class: "sb-yours-page__why", text: "What to change stands at each stretch." }) : null);

/** What the book holds for the reader, where it begins. */
function ofBook(found, said, { dataset }) {
  const heading = made("h2", { tabindex: "-1" }, made("span", { text: `For you, of ${found.length} stretches` }));
  return [heading, glance(found, said, dataset.list)];
}

/** What the book holds for whoever has more than the condition that a page is about. */
function totals(found, said, place) {
  return said.hasMoreThan(place.dataset.condition) ? ofBook(found, said, place) : [];
}

/** By answer, the numbers that stretches have in a plan. */
function numbered(found) {
  const numbers = (word) => found.flatMap((one, index) => (one.word === word ? [index + 1] : []));
  return (word) => `no. ${numbers(word).join(", ")}`;
}

// On the front of a leaf a short version stands in the place of the usual words; for a long one the back has room.
const onLeaf = ([one], said) => [sign(one.word), made("span", {}, made("strong", { text: said.label(one) }), said.onLeaf(one))];

const forWhom = (_, said) => [made("strong", { text: "For somebody who has: " }), `${said.has}. `];

function onSheet(found, said) {
  const has = made("p", {}, forWhom(found, said));
  return [has, made("p", { class: "sb-yours" }, said.counts(found)), said.listOnPaper(found)];
}
