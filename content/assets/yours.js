// What the reader has: chosen once, kept on this device and nowhere else, told on every page in one line, and forgotten
// with one tap. Without this script the line leads to the list of conditions, which says the same.

import { made } from "./element.js";

const line = document.querySelector(".sb-mine");
const source = line && new URL(line.dataset.answers, document.baseURI);
// Two books may share a host, and a host has one store.
const KEY = source && `stretchbook:yours:${new URL("../../", source).pathname}`;

// More nobody has, and no name is longer.
const [MOST, MOST_LETTERS] = [200, 100];

// What is chosen as long as this page is shown, where the browser keeps nothing.
let onlyHere = null;

/** Return the ids of the conditions that the reader has chosen. Some may be of a book as it was before. */
export function chosen() {
  if (onlyHere) return [...onlyHere];
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    // Whatever another page of this host has put there, it stops nothing.
    return Array.isArray(kept) ? [...new Set(kept.filter((id) => typeof id === "string" && id.length <= MOST_LETTERS))].slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Keep what the reader has, and let every page that is open say so. */
export function choose(ids) {
  try {
    if (ids.length) localStorage.setItem(KEY, JSON.stringify(ids));
    else localStorage.removeItem(KEY);
    onlyHere = null;
  } catch {
    onlyHere = ids.length ? [...ids] : null;
  }
  tell();
  return show();
}

/** Return whether a choice ends with this page. */
export const isOnlyHere = () => onlyHere !== null;

// For what this page was told last.
let told = JSON.stringify(chosen());

/** Tell the page, if another one has changed what is chosen. */
function hear() {
  const now = JSON.stringify(chosen());
  if (now === told) return;
  tell();
  show();
}

function tell() {
  told = JSON.stringify(chosen());
  document.dispatchEvent(new CustomEvent("yours"));
}

let loading = null;

/** Return all answers, and what puts them into words; null where they cannot be had. */
export function answers() {
  loading ??= Promise.all([import("./yours-answers.js").then(({ load }) => load(source)), import("./yours-rooms.js")])
    .then(([all, { fill }]) => ({ all, fill }))
    .catch(() => {
      loading = null;
      return null;
    });
  return loading;
}

const button = (name, text, act) => {
  const element = made("button", { type: "button", class: name, text });
  element.addEventListener("click", act);
  return element;
};

const change = button("sb-mine__change", "Change", () => open(change));
const forget = button("sb-mine__forget", "Forget", async () => {
  await choose([]);
  say("Forgotten. Nothing is kept.");
  find.focus();
});
const find = button("sb-mine__find", "Have a health condition? ", () => open(find));
find.append(made("span", { text: "Choose it" }));
const names = made("span", { class: "sb-mine__names" });
const status = made("span", { class: "sb-mine__status", "aria-live": "polite" });
const words = made("p", { class: "sb-mine__words" });

/** Tell whoever hears the page what a choice has changed. */
export function say(text) {
  status.textContent = text;
}

async function open(opener) {
  const [known, { openChooser }] = await Promise.all([answers(), import("./yours-chooser.js")]).catch(() => [null, {}]);
  // Without its data the list of conditions says what each may do.
  if (!known) return location.assign(line.dataset.conditions);
  await openChooser(known.all);
  // Where the book says at one glance what suits them, readers go on there.
  const book = chosen().length ? document.querySelector("[data-yours-book]:not([hidden])") : null;
  if (book) {
    book.scrollIntoView({ block: "nearest" });
    return book.querySelector("h2").focus({ preventScroll: true });
  }
  (opener?.isConnected ? opener : change.isConnected ? change : find).focus();
}

let turn = 0;

/** Say the reader's answers wherever the page has room for them, also in what has just been put there. */
export async function show() {
  if (!line) return;
  const now = ++turn;
  const ids = chosen();
  const known = ids.length || loading ? await answers() : null;
  if (now !== turn) return;
  // What a newer book no longer has is dropped.
  const kept = known ? ids.filter((id) => known.all.conditions.has(id)) : ids;
  if (kept.length < ids.length) return choose(kept);
  draw(kept, known);
  known?.fill(known.all, kept);
  offerPrint(kept.length > 0 && known);
}

const print = button("sb-button", "Print with my answers", () => window.print());

/** The sheets to print are the same for everybody. This page, printed, says what the reader has. */
function offerPrint(isTold) {
  if (!isTold) print.remove();
  else if (document.querySelector("[data-yours-sheet]")) document.querySelector(".sb-print a[data-letter]")?.before(print);
  // In a list too: the page of a routine prints it with the reader's answers.
  for (const link of document.querySelectorAll(".sb-row__print")) link.style.display = isTold ? "none" : "";
}

function draw(ids, known) {
  if (ids.length) {
    listed = known ? ids.map((id) => nameOf(known.all, id)) : [[`${ids.length} chosen`, null]];
    if (!words.contains(names)) words.replaceChildren(names, change, forget);
  } else if (!words.contains(find)) words.replaceChildren(find);
  if (!words.isConnected) line.replaceChildren(words, status);
  if (ids.length) fit();
}

/** What a condition is called, and where its page stands. */
const nameOf = (all, id) => [all.shortName(id), all.address(all.conditions.get(id))];
const linked = ([text, href]) => (href ? made("a", { href, text }) : text);

let listed = [];

/** Name all that the reader has; the first alone where they do not fit, on two lines if it has to be. */
function fit() {
  const lead = made("span", { text: isOnlyHere() ? "On this page you have: " : "You have: " });
  names.classList.remove("sb-mine__names--wraps");
  names.replaceChildren(lead, ...listed.flatMap((each, number) => (number ? [" · ", linked(each)] : [linked(each)])));
  const isTooLong = () => names.scrollWidth > names.clientWidth;
  if (listed.length > 1 && isTooLong()) names.replaceChildren(lead, linked(listed[0]), ` and ${listed.length - 1} more`);
  names.classList.toggle("sb-mine__names--wraps", isTooLong());
}

// A page that somebody reads who has chosen something waits for all that changes it; not long, see yours.css.
let holds = 0;

/** Let the page wait until this has been done, if it has not been shown yet. */
export function hold(work) {
  holds += 1;
  return Promise.resolve(work).finally(() => {
    holds -= 1;
    if (!holds) document.documentElement.classList.remove("sb-awaits");
  });
}

hold(line ? show() : null);

if (line) {
  addEventListener("resize", () => names.isConnected && fit());
  // Links on pages that lead to the list of conditions, for whoever has no scripts.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-yours-open]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link);
  });
  // Another tab of the same book, and a page that the way back brings up as it was.
  // All is deleted at once where no key is named.
  addEventListener("storage", ({ key }) => [KEY, null].includes(key) && hear());
  addEventListener("pageshow", ({ persisted }) => persisted && hear());
}
