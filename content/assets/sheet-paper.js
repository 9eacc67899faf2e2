// A sheet as it is printed: the front for whoever does it, the back with who leaves something out and when to stop.

import { made } from "./element.js";

const MOST_ON_A_FRONT = 6;
const MOST_ON_A_LARGE_FRONT = 2;

/** Return the leaves. `sheet` says what is written on it, `items` are its stretches with what is said of each. */
export function paperOf({ sheet, items, safety, all, time, code, root }) {
  const fronts = shares(items.length, sheet.large ? MOST_ON_A_LARGE_FRONT : MOST_ON_A_FRONT);
  let before = 0;
  const pages = fronts.map((share, index) => {
    const page = front(items.slice(before, before + share), before, { sheet, safety, all, time, code, root, isFirst: index === 0, share, total: items.length });
    before += share;
    return page;
  });
  return made("div", { class: `sb-sheet sb-own${sheet.large ? " sb-own--large" : ""}`, hidden: "" }, pages, back(items, safety, all, sheet));
}

/** Return how many stretches each front has: as alike as can be. */
function shares(count, most) {
  const pages = Math.ceil(count / most);
  return Array.from({ length: pages }, (_, page) => Math.floor(count / pages) + (page < count % pages ? 1 : 0));
}

const strong = (text) => made("strong", { text });
const line = (label) => made("p", { class: "sb-own__line" }, label, " ");

function front(items, before, { sheet, safety, all, time, code, root, isFirst, share, total }) {
  const head = isFirst
    ? [
        code ? made("p", { class: "sb-own__code" }, code) : null,
        made("p", { class: "sb-sheet__name", text: sheet.title || "My stretches" }),
        made("p", { class: "sb-own__time", text: `${total === 1 ? all.labels.one : all.labels.many.replace("{}", total)}, ${time}` }),
        sheet.for ? made("p", { class: "sb-own__line" }, `${all.labels.name} `, strong(sheet.for)) : line(all.labels.name),
      ]
    : made("p", { class: "sb-sheet__name", text: sheet.title || "My stretches" });
  return made(
    "section",
    { class: `sb-own__front sb-own__front--${sheet.large ? "large" : share === 1 ? "one" : share < 4 ? "few" : "many"}` },
    made("header", {}, head),
    items.map((item, index) => cell(item, before + index + 1, root)),
    stripOnPaper(safety, items, all.labels.see_back),
  );
}

function cell({ stretch, dose }, number, root) {
  const pictures = stretch.pictures.map(({ src, alternative, width, height }) => made("img", { src: new URL(src, root).href, alt: alternative, width, height }));
  return made(
    "section",
    { class: "sb-own__item sb-sheet__item" },
    made("h2", { text: `${number}. ${stretch.name}` }),
    pictures.length ? made("p", { class: "sb-own__pictures" }, pictures) : null,
    made(
      "div",
      { class: "sb-sheet__told sb-own__told" },
      made("p", { class: "sb-sheet__dose" }, dose ? dose.words : line("Dose")),
      made("p", { class: "sb-sheet__reminder", text: stretch.reminder }),
      made("p", { class: "sb-sheet__own", "data-yours-leaf": stretch.id, hidden: "" }),
    ),
  );
}

const named = (parts) => `${parts.map(({ phrase }) => phrase).join(", ")}.`;

/** The strip, as it stands on paper and on the screen; `where` all conditions stand. */
export function stripOnPaper({ strip, emergency }, items, where) {
  return made(
    "div",
    { class: "sb-sheet__strip" },
    emergency ? made("p", {}, strong(emergency)) : null,
    made(
      "p",
      {},
      made("span", { "data-yours-for": items.map(({ stretch }) => stretch.id).join(" "), hidden: "" }),
      strip.first.length ? made("span", { class: "sb-sheet__check" }, strong(strip.lead), ` ${named(strip.first)} `) : null,
      strip.signs.length ? [strong(strip.stopLead), ` ${named(strip.signs)} `] : null,
      `${strip.toAll}: ${where}.`,
    ),
  );
}

function back(items, safety, all, sheet) {
  const { labels } = all;
  return made(
    "section",
    { class: "sb-sheet__back sb-own__back" },
    who(safety, labels, items, items.length <= MOST_ON_A_FRONT && !sheet.large),
    made(
      "div",
      { class: sheet.large ? "" : "sb-sheet__columns" },
    made("div", { class: "sb-sheet__yours", "data-yours-sheet": items.map(({ stretch }) => stretch.id).join(" "), hidden: "" }),
    stops(safety, labels),
    made("h2", { text: labels.each }),
    items.map(({ stretch }, index) =>
      made("div", { class: "sb-own__about", "data-yours-about": stretch.id }, made("h3", { text: `${index + 1}. ${stretch.name}` }), made("p", { "data-yours-forms": stretch.id }, strong(`${labels.easier}: `), stretch.easier), stretch.safe ? made("p", {}, strong(`${labels.safe}: `), stretch.safe) : null),
    ),
    ),
    made("h2", { text: labels.notes }),
    made("p", { class: "sb-own__notes", text: sheet.notes }),
    sheet.by ? made("p", {}, `${labels.by}: `, strong(sheet.by)) : line(labels.by),
    made("p", { text: "Put together by its reader or their clinician, out of single stretches. No clinician has reviewed it for this library." }),
  );
}

/** Who leaves something out or asks first: a row a condition, in two halves where there is room. */
export function who({ rows, beforeAny }, labels, items, half = false) {
  const marks = Object.entries(labels.marks).filter(([mark]) => rows.some((row) => row.marks.includes(mark)));
  const head = () => made("tr", {}, made("th", { scope: "col", text: labels.condition }), items.map((_, index) => made("th", { scope: "col", text: `${index + 1}` })));
  const line = (row) =>
    made("tr", {}, made("th", { scope: "row", "data-sheet-check-first": row.id, text: row.name }), row.marks.map((mark, index) => made("td", {}, mark ? made("span", { class: "sb-sheet__mark", role: "img", "aria-label": labels.marks[mark].aloud.replace("{}", index + 1), text: labels.marks[mark].sign }) : null)));
  const table = (some) => made("table", { class: "sb-sheet__table" }, made("thead", {}, head()), made("tbody", {}, some.map(line)));
  // Two stand side by side where they are narrow enough.
  const tables = half ? [rows.slice(0, Math.ceil(rows.length / 2)), rows.slice(Math.ceil(rows.length / 2))].filter((some) => some.length) : [rows];
  return [
    made("h2", { text: labels.who }),
    beforeAny.length ? made("p", {}, strong(`${labels.before_any}: `), beforeAny.map((one, index) => [index ? "; " : "", made("span", { "data-sheet-check-first": one.id, text: one.name })]), ".") : null,
    rows.length ? made("p", {}, marks.map(([, { sign, meaning }], index) => [index ? "; " : "", made("b", { text: sign }), ` ${meaning}`]), ".") : null,
    rows.length ? made("div", { class: `sb-sheet__who sb-own__who${tables.length > 1 ? " sb-sheet__who--2" : ""}`, role: "region", "aria-label": labels.who, tabindex: "0" }, tables.map(table)) : null,
    made("p", { text: labels.others }),
  ];
}

/** What to stop at, by what to do then. */
export function stops({ stop }, labels) {
  return [
    made("h2", { text: labels.stop }),
    stop.map(({ then, do: what, signs }) => made("p", {}, strong(`${then}: `), `${signs.map(({ text }) => text.replace(/\.$/, "")).join("; ")}.`, what ? [" ", strong(what)] : null)),
  ];
}
