// How the answers for a reader are put into words.

import { made } from "./element.js";
import { WORDS } from "./yours-answers.js";

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
const CHANGED_ON_LEAF = " (a changed version: see the back)";
const COUNTS_ON_LEAF = " Where the picture or the dose differs, this counts.";
const OF_ALL = { fine: "All fine for you", adapt: `${COUNTED.adapt}: all`, "ask-first": "Ask first: all", "leave-out": "Leave out: all" };
// A tick, a turn, a question, a cross: they differ in shape, not in colour alone.
const SIGNS = {
  fine: "M4 12.5 9.5 18 20 6.5",
  adapt: "M6 20v-7a5 5 0 0 1 5-5h8M14.5 3.5 19 8l-4.5 4.5",
  "ask-first": "M8 8.6a4 4 0 1 1 5.6 3.7c-1.1.5-1.6 1.1-1.6 2.7M12 19v.2",
  "leave-out": "M5 5 19 19M19 5 5 19",
};

/** What is said to somebody with some conditions. */
export class Said {
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
    if (beforeAny.length) return [this.toCondition(beforeAny[0], BEFORE_ANY), this.#because(beforeAny)];
    const label = made("strong", { text: this.label(found) });
    if (word === "fine") return [label];
    if (word !== "adapt") return [label, this.#because(because), this.#time(found), this.#instead(found)];
    const text = this.#forms(found, MOST_IN_ROW);
    return [label, this.#because(because), text ? `: ${text}` : ": its page says how."];
  }

  /** What stands on the front of a leaf behind the answer. */
  onLeaf(found) {
    const { word, instead, beforeAny } = found;
    if (word === "adapt") return `: ${this.#forms(found, MOST_ON_LEAF) ?? "the back says how."}${COUNTS_ON_LEAF}`;
    if (word === "fine" || beforeAny.length) return "";
    return instead ? [". ", INSTEAD[word], instead.name, instead.isEasier ? CHANGED_ON_LEAF : "", "."] : `.${nothing(word)}`;
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
      const pages = beforeAny.flatMap((id) => [" ", this.toCondition(id), "."]);
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
      instead && !swap ? line(later ? UNTIL_THEN : INSTEAD[word], this.toStretch(instead)) : null,
      word === "fine" ? line("Go gently, and stop if something feels wrong.") : null,
      more ? made("p", { class: "sb-yours-page__why" }, more) : null,
    ].flat();
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
    return this.#listed(found, isSaid, (one, number) => this.inWords({ ...one, isOnPaper: true, told, number }, number, told));
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

  /** How long it holds: on paper in full the first time, and then by the number of the stretch that has said it. */
  #time({ until, later, told, number }) {
    if (!later) return "";
    const text = ` until ${until.join(", and until ")}. After that ${AFTERWARDS[later]}`;
    if (told?.has(text)) return ` for as long as no. ${told.get(text)}`;
    told?.set(text, number);
    return text;
  }

  #timeAside(found) {
    return found.later ? ` (This holds${this.#time(found)}.)` : "";
  }

  /** What to do in its place. In a plan each swap is done once; on paper its version stands there in words. */
  #instead({ word, later, instead, plan = new Set(), swapped = new Set(), isOnPaper = false }) {
    if (!instead) return `.${nothing(word)}`;
    if (plan.has(instead.id)) return `. ${instead.name} is in the plan already.`;
    if (swapped.has(instead.id)) return `. ${instead.name} stands for it too.`;
    swapped.add(instead.id);
    return [`. ${later ? UNTIL_THEN : INSTEAD[word]}`, this.toStretch(instead), this.#howInstead(instead, plan, isOnPaper)];
  }

  #howInstead({ id, isEasier }, plan, isOnPaper) {
    if (!isEasier || !plan.size) return ".";
    if (!isOnPaper) return ": its page says how.";
    return `: ${this.#answers.of(id, this.#ids).ways.map(({ text }) => sentence(text)).join(" ")}`;
  }

  /** A link to a stretch; what is done in another way says so. */
  toStretch(stretch) {
    const link = made("a", { href: this.#answers.address(stretch), text: stretch.name });
    return stretch.isEasier ? [link, CHANGED] : link;
  }

  /** A link to the page of a condition. */
  toCondition(id, text = this.#answers.shortName(id)) {
    return made("a", { href: this.#answers.address(this.#answers.conditions.get(id)), text });
  }
}

const howMany = (found) => (word) => String(found.filter((one) => one.word === word).length);

const nothing = (word) => (word === "leave-out" ? " Nothing here takes its place." : "");

const unique = (items) => [...new Set(items)];

const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Return the sign of an answer. */
export function sign(word) {
  const [svg, path] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `sb-yours__sign sb-yours__sign--${word}`);
  path.setAttribute("d", SIGNS[word]);
  svg.append(path);
  return svg;
}
