// How the reader's answers are put into words: in a row, at the head of a page, on a sheet.

import { made } from "./element.js";
import { stricter, WORDS } from "./yours-answers.js";

const LABELS = { fine: "Fine for you", adapt: "Do this version", "ask-first": "Ask first", "leave-out": "Leave out" };
const BEFORE_ANY = "Ask first, before any stretch";
const INSTEAD = { "ask-first": "Or do instead: ", "leave-out": "Do instead: " };
const UNTIL_THEN = "Until then do instead: ";
const MOST_IN_ROW = 36;
const MOST_ON_LEAF = 30;
const AFTERWARDS = { fine: "it is fine", adapt: "do a changed version", "ask-first": "still ask first" };
// Of a plan the numbers are named; elsewhere how many there are.
const COUNTED = { ...LABELS, adapt: "Changed version" };
const CHANGED = ", in a changed version";
const COUNTS_MORE = " Where a step or a picture says otherwise, this counts.";
const OWN_COUNTS = {
  adapt: "You do the version at the top of this page. Where this says otherwise, your version counts.",
  "ask-first": "You ask first: this is for others until then.",
  "leave-out": "You leave this out: this is for others.",
};
const OF_ALL = { fine: "All fine for you", adapt: `${COUNTED.adapt}: all`, "ask-first": "Ask first: all", "leave-out": "Leave out: all" };
// A tick, a turn, a question, a cross: they differ in shape, not in colour alone.
const SIGNS = {
  fine: "M4 12.5 9.5 18 20 6.5",
  adapt: "M6 20v-7a5 5 0 0 1 5-5h8M14.5 3.5 19 8l-4.5 4.5",
  "ask-first": "M8 8.6a4 4 0 1 1 5.6 3.7c-1.1.5-1.6 1.1-1.6 2.7M12 19v.2",
  "leave-out": "M5 5 19 19M19 5 5 19",
};

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
  markOwn(answers, ids);
  markUsual(answers, ids);
  markAlone(ids);
  markStrips(answers, ids, said);
  for (const row of document.querySelectorAll("[data-yours-tick]")) {
    row.dataset.yoursAnswer = (ids.length && answers.of(row.dataset.yoursTick, ids)?.word) || "fine";
  }
}

/** On the page of a stretch steps and easier forms are for everybody: whoever does otherwise is told so. */
function markOwn(answers, ids) {
  for (const told of document.querySelectorAll(".sb-yours-own")) told.remove();
  const name = document.querySelector(".sb-stretch [data-yours-page]")?.dataset.yoursPage;
  const text = name && ids.length ? OWN_COUNTS[answers.of(name, ids)?.word] : null;
  if (!text) return;
  for (const heading of document.querySelectorAll("#how-to, #easier")) heading.after(made("p", { class: "sb-yours-own", text }));
}

/** Whoever does a version of their own, or leaves it out, is not shown the forms that are for everybody. */
function markUsual(answers, ids) {
  for (const place of document.querySelectorAll("[data-yours-forms]")) {
    const found = ids.length ? answers.of(place.dataset.yoursForms, ids) : null;
    place.hidden = Boolean(found && found.word !== "fine");
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

function inRow(found, said, place) {
  if (found.length > 1) return said.counts(found);
  // In a routine readers go on where they are; a row of a list leads to the page that says how.
  const isInPlan = place.closest(".sb-item");
  const text = isInPlan ? said.inWords(found[0]) : said.inBrief(found[0]);
  return [sign(found[0].word), made("span", {}, text, isInPlan && found[0].word === "adapt" ? COUNTS_MORE : null)];
}

function onPage(found, said) {
  const heading = (text, word) => made("h2", {}, word ? sign(word) : null, made("span", { text }));
  if (found.length > 1) return [heading("For you"), made("p", { class: "sb-yours" }, said.counts(found, numbered(found))), said.list(found)];
  const [one] = found;
  return [heading(said.label(one), one.word), ...said.inFull(one)];
}

/** What the book holds for the reader, where it begins. */
function ofBook(found, said, place) {
  const heading = made("h2", {}, made("span", { text: `For you, of ${found.length} stretches` }));
  if (said.page) return [heading, said.ways(found)];
  const list = place.dataset.list && made("p", {}, made("a", { class: "sb-button", href: place.dataset.list, text: "See what you can do" }));
  return [heading, made("p", { class: "sb-yours" }, said.counts(found)), list];
}

/** What the book holds for whoever has more than the condition that a page is about. */
function totals(found, said, { dataset }) {
  return said.hasMoreThan(dataset.condition) ? ofBook(found, said, { dataset }) : [];
}

/** By answer, the numbers that stretches have in a plan. */
function numbered(found) {
  const numbers = (word) => found.flatMap((one, index) => (one.word === word ? [index + 1] : []));
  return (word) => `no. ${numbers(word).join(", ")}`;
}

const howMany = (found) => (word) => String(found.filter((one) => one.word === word).length);

// On the front of a leaf a short version stands in the place of the usual words; for a long one the back has room.
const onLeaf = ([one], said) => [sign(one.word), made("span", {}, made("strong", { text: said.label(one) }), said.onLeaf(one))];

function onSheet(found, said) {
  const has = made("p", {}, made("strong", { text: "For somebody who has: " }), `${said.has}.`);
  return [has, made("p", { class: "sb-yours" }, said.counts(found)), said.listOnPaper(found)];
}

/** What is said to somebody with some conditions. */
class Said {
  #answers;
  #ids;

  constructor(answers, ids) {
    this.#answers = answers;
    this.#ids = ids;
  }

  /** The page of the one condition that the reader has; null where they have several, or ask before any stretch. */
  get page() {
    const only = this.#ids.length === 1 ? this.#answers.conditions.get(this.#ids[0]) : null;
    return only && !only.ask_first ? this.#answers.address(only) : null;
  }

  hasMoreThan(id) {
    return this.#ids.length > 1 && this.#ids.includes(id);
  }

  get has() {
    return this.#named(this.#ids);
  }

  label({ word, beforeAny }) {
    return beforeAny.length ? BEFORE_ANY : LABELS[word];
  }

  /** The answer for all stretches of a strip in a few small words; where it differs, each stretch says its own. */
  inStrip(found) {
    const labels = unique(found.map((one) => this.label(one)));
    return labels.length > 1 ? "see each stretch" : labels[0].toLowerCase();
  }

  /** The answer for one stretch in a line, as what a paragraph holds. */
  inBrief(found) {
    const { word, ways, because, beforeAny } = found;
    if (beforeAny.length) return [this.#toCondition(beforeAny[0], BEFORE_ANY), this.#because(beforeAny)];
    const label = made("strong", { text: this.label(found) });
    if (word === "fine") return [label];
    if (word !== "adapt") return [label, this.#because(because), this.#time(found), this.#instead(found)];
    const text = this.#forms(found, MOST_IN_ROW);
    return [label, this.#because(because), text ? `: ${text}` : ": its page says how."];
  }

  /** What stands on the front of a leaf behind the answer. */
  onLeaf(found) {
    const { word, instead, beforeAny } = found;
    if (word === "adapt") return `: ${this.#forms(found, MOST_ON_LEAF) ?? "the back says how."}`;
    if (word === "fine" || beforeAny.length) return "";
    return instead ? [". ", INSTEAD[word], instead.name, instead.isEasier ? CHANGED : "", "."] : `.${nothing(word)}`;
  }

  /** Return how it is done if that is short; else null. */
  #forms({ ways }, most) {
    const text = ways.map((way) => sentence(way.text)).join(" ");
    return text && text.split(/\s+/).length <= most ? text : null;
  }

  /** The answer for one stretch, on its own page. */
  inFull(found) {
    const { word, ways, because, beforeAny, why, until, later, instead } = found;
    const line = (...inside) => made("p", {}, ...inside);
    if (beforeAny.length) {
      const pages = beforeAny.flatMap((id) => [" ", this.#toCondition(id), "."]);
      return [line("A clinician who knows you can say what suits you. Read first:", pages)];
    }
    const all = document.getElementById("all-answers");
    const more = all && word !== "fine" ? made("a", { href: "#all-answers", text: "Why, and all answers" }) : null;
    const swap = instead && word === "leave-out";
    return [
      // One reason is enough here: the page has them all.
      why.length ? line(sentence(why[0])) : null,
      !ways.length && because.length && this.#ids.length > 1 ? line(`Because of: ${this.#named(because)}.`) : null,
      word === "ask-first" ? line("Ask your doctor, physiotherapist or nurse before you do this one.") : null,
      ways.map((way) => line(sentence(way.text), this.#because(way.ids))),
      later ? line(`This holds until ${until.join(", and until ")}. After that ${AFTERWARDS[later]}.`) : null,
      swap ? line(made("a", { class: "sb-button", href: this.#answers.address(instead), text: `${later ? UNTIL_THEN : INSTEAD[word]}${instead.name}${instead.isEasier ? CHANGED : ""}` })) : null,
      word === "leave-out" && !instead ? line(nothing(word)) : null,
      instead && !swap ? line(later ? UNTIL_THEN : INSTEAD[word], this.#toStretch(instead)) : null,
      word === "fine" ? line("Go gently, and stop if something feels wrong.") : null,
      more ? made("p", { class: "sb-yours-page__why" }, more) : null,
    ].flat();
  }

  /** How many stretches have which answer, each with the way to them. */
  ways(found) {
    const link = (word) => made("a", { href: `${this.page}#${word}` }, sign(word), made("span", {}, made("strong", { text: howMany(found)(word) }), ` ${COUNTED[word].toLowerCase()}`));
    return made("nav", { class: "sb-today", "aria-label": "What you can do" }, WORDS.filter((word) => found.some((one) => one.word === word)).map(link));
  }

  /** How many stretches, or which of a routine, have which answer. */
  counts(found, which = howMany(found)) {
    const part = (word, ...inside) => made("span", { class: "sb-yours__count" }, sign(word), made("span", {}, ...inside));
    const words = WORDS.filter((word) => found.some((one) => one.word === word));
    const general = found.find(({ beforeAny }) => beforeAny.length);
    if (words.length === 1 && !general) return [sign(words[0]), made("strong", { text: OF_ALL[words[0]] })];
    return words.map((word) => {
      if (word === "ask-first" && general) return part(word, this.inBrief(general));
      return part(word, `${COUNTED[word]}: ${which(word)}`);
    });
  }

  /** What of a routine to leave out. What to do about the others stands at each of them. */
  list(found) {
    const isOut = ({ word }) => word === "leave-out";
    return this.#listed(found, isOut, (one) => [made("strong", { text: this.label(one) }), this.#instead({ ...one, later: null })]);
  }

  /** What to do about each stretch of a routine that is not simply fine, in full: no page is at hand. */
  listOnPaper(found) {
    const told = new Map();
    const isSaid = ({ word, beforeAny }) => word !== "fine" && !beforeAny.length;
    return this.#listed(found, isSaid, (one, number) => this.inWords(one, number, told));
  }

  /** The answer for one stretch of a plan, each form or caution in its own words, once for all that it is for. */
  inWords(found, number, told = new Map()) {
    if (found.word !== "adapt") return this.inBrief(found);
    const texts = found.ways.map(({ text, ids }) => {
      if (told.has(text)) return `as for ${told.get(text)}.`;
      told.set(text, number);
      return `${sentence(text)}${this.#because(ids)}`;
    });
    return [made("strong", { text: this.label(found) }), `: ${texts.join(" ")}`, this.#timeAside(found)];
  }

  /** A list of some stretches of a routine; the numbers are those of the plan. */
  #listed(found, isSaid, say) {
    const plan = new Set(found.map(({ stretch }) => stretch.id));
    const swapped = new Set();
    const lines = found.map((one, index) => {
      if (!isSaid(one)) return null;
      const anchor = `item-${index + 1}`;
      const place = document.getElementById(anchor) ? `#${anchor}` : this.#answers.address(one.stretch);
      const name = made("a", { href: place, text: `${index + 1}. ${one.stretch.name}` });
      return made("li", {}, sign(one.word), made("span", {}, name, ": ", say({ ...one, plan, swapped }, index + 1)));
    });
    return lines.some(Boolean) ? made("ul", { class: "sb-yours-list" }, lines) : null;
  }

  #named(ids) {
    return ids.map((id) => this.#answers.shortName(id)).join(", ");
  }

  /** For which of several conditions it is; nothing where there is but one. */
  #because(ids) {
    return this.#ids.length > 1 ? ` (${this.#named(ids)})` : "";
  }

  #time({ until, later }) {
    return later ? ` until ${until.join(", and until ")}. After that ${AFTERWARDS[later]}` : "";
  }

  #timeAside(found) {
    return found.later ? ` (This holds${this.#time(found)}.)` : "";
  }

  /** What to do in its place. In a plan each swap is done once. */
  #instead({ word, later, instead, plan = new Set(), swapped = new Set() }) {
    if (!instead) return `.${nothing(word)}`;
    if (plan.has(instead.id)) return `. ${instead.name} is in the plan already.`;
    if (swapped.has(instead.id)) return `. ${instead.name} stands for it too.`;
    swapped.add(instead.id);
    return [`. ${later ? UNTIL_THEN : INSTEAD[word]}`, this.#toStretch(instead), "."];
  }

  #toStretch(stretch) {
    const link = made("a", { href: this.#answers.address(stretch), text: stretch.name });
    return stretch.isEasier ? [link, CHANGED] : link;
  }

  #toCondition(id, text = this.#answers.shortName(id)) {
    return made("a", { href: this.#answers.address(this.#answers.conditions.get(id)), text });
  }
}

const nothing = (word) => (word === "leave-out" ? " Nothing here takes its place." : "");

const unique = (items) => [...new Set(items)];

const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

function sign(word) {
  const [svg, path] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `sb-yours__sign sb-yours__sign--${word}`);
  path.setAttribute("d", SIGNS[word]);
  svg.append(path);
  return svg;
}
