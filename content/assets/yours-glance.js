// What readers can do, at one glance: how many stretches have which answer, and the first of each by name.

import { made } from "./element.js";
import { WORDS } from "./yours-answers.js";
import { sign } from "./yours-words.js";

const COUNTED = { fine: "fine for you", adapt: "in a changed version", "ask-first": "ask first", "leave-out": "leave out" };
const MOST_NAMED = { fine: 3, adapt: 2, "ask-first": 2, "leave-out": 2 };
const MOST_SWAPS = 2;
const SWAPPED = ["ask-first", "leave-out"];

/** Return the glance: each count leads to all that have this answer, each name to its stretch. */
export function glance(found, said, list) {
  const rows = WORDS.map((word) => [word, found.filter((one) => one.word === word)]).filter(([, members]) => members.length);
  return made(
    "nav",
    { class: "sb-glance", "aria-label": "What you can do" },
    rows.map(([word, members]) =>
      made("div", { "data-glance": word }, wayTo(word, members.length, said, list), made("p", { class: "sb-glance__named" }, named(word, members, said, word === rows.at(-1)[0] && SWAPPED.includes(word)))),
    ),
  );
}

function wayTo(word, count, said, list) {
  // Only the page of one condition has all of it. The list says it for several.
  const href = said.page ? `${said.page}#${word}` : `${list}#condition=mine-${word}`;
  return made("a", { class: "sb-glance__way", href }, sign(word), made("span", {}, made("strong", { text: String(count) }), ` ${COUNTED[word]}`));
}

/** The first of them; where nothing is stricter, with what to do in their place. */
function named(word, members, said, isStrictest) {
  const general = members.find(({ beforeAny }) => beforeAny.length);
  if (general) return ["Before any stretch, because of: ", general.beforeAny.flatMap((id, number) => [number ? ", " : "", said.toCondition(id)]), "."];
  if (isStrictest) return pairs(members, said);
  const shown = members.slice(0, MOST_NAMED[word]);
  return [
    word === "adapt" ? "Each page says how: " : "",
    shown.flatMap((one, number) => [number ? ", " : "", glimpse(one.stretch, said)]),
    members.length > shown.length ? "\u00a0…" : ".",
  ];
}

function pairs(members, said) {
  const shown = swapped(members).slice(0, MOST_SWAPS);
  return shown.map(({ stretch, instead }, number) => {
    const swap = instead ? [". ", made("strong", { text: "Instead:" }), " ", made("span", { "data-glimpse-swap": instead.id }, said.toStretch(instead))] : "";
    const isEnd = number === shown.length - 1 && members.length > shown.length;
    return made("span", { class: "sb-glance__pair" }, glimpse(stretch, said), swap, isEnd ? "\u00a0…" : ".");
  });
}

const glimpse = (stretch, said) => made("span", { "data-glimpse": stretch.id }, said.toStretch(stretch));

/** Those with something in their place first, something fine before anything else, and nothing twice. */
function swapped(members) {
  const taken = new Set();
  const first = [false, true].flatMap((isEasier) =>
    members.filter(({ instead }) => {
      const isNew = instead && Boolean(instead.isEasier) === isEasier && !taken.has(instead.id);
      if (isNew) taken.add(instead.id);
      return isNew;
    }),
  );
  return [...first, ...members.filter((one) => !first.includes(one))];
}
