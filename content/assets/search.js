// Search: a field with its results, on the search page and in a dialog that the header's link opens. Without it the
// link leads to the search page, where every name stands from A to Z.

import { changeAddress } from "./address.js";

// More than these are not read.
const MOST_SHOWN = 10;
const LETTERS_TO_BEGIN = 2;
// Nobody types more; an address can hold thousands.
const MOST_LETTERS = 200;

const element = (name, { text, ...attributes } = {}, ...children) => {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
};

class SiteSearch extends HTMLElement {
  #field;
  #status;
  #results;
  #index;

  connectedCallback() {
    if (this.#field) return;
    this.#field = element("input", {
      type: "search",
      name: "words",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "search",
      maxlength: MOST_LETTERS,
    });
    this.#status = element("p", { role: "status", class: "sb-search__status" });
    this.#results = element("div", { class: "sb-search__results" });
    const label = element("label", {}, element("span", { text: "Search the book" }), this.#field);
    const form = element("form", { role: "search", class: "sb-search__form" }, label);
    this.append(form, this.#status, this.#results);
    form.addEventListener("submit", (event) => this.#submit(event));
    this.#field.addEventListener("input", () => this.#show());
    this.#field.addEventListener("focus", () => this.#load());
    this.addEventListener("keydown", (event) => this.#walk(event));
    this.#field.value = this.#remembered();
    this.#show();
  }

  focus() {
    this.#field.focus();
    this.#field.select();
  }

  get #base() {
    return new URL(this.dataset.base, document.baseURI);
  }

  /** The search page keeps its words in its address, so that the way back leads to the same results. */
  get #remembers() {
    return this.hasAttribute("data-remember");
  }

  #remembered() {
    return this.#remembers ? (new URLSearchParams(location.search).get("words") ?? "").slice(0, MOST_LETTERS) : "";
  }

  #remember(words) {
    if (!this.#remembers) return;
    const address = new URL(location.href);
    if (words) address.searchParams.set("words", words);
    else address.searchParams.delete("words");
    changeAddress(address);
  }

  #load() {
    this.#index ??= import("./search-ranking.js")
      .then(({ SearchIndex }) => SearchIndex.load(this.#base))
      .catch((fault) => {
        this.#index = undefined;
        throw fault;
      });
    return this.#index.catch(() => null);
  }

  async #show() {
    const words = this.#field.value.trim();
    this.#remember(words);
    for (const names of document.querySelectorAll("[data-search-names]")) {
      if (this.#remembers) names.hidden = words.length >= LETTERS_TO_BEGIN;
    }
    if (words.length < LETTERS_TO_BEGIN) {
      this.#say("");
      this.#results.replaceChildren(element("p", { class: "sb-search__hint", text: this.#hint }));
      return;
    }
    const index = await this.#load();
    if (words !== this.#field.value.trim()) return;
    if (!index) this.#apologise();
    else this.#list(index, index.find(words));
  }

  get #hint() {
    return "Where it is stiff, how long you have, where you are, or the name of a stretch, muscle or condition. Spelling need not be right.";
  }

  #list(index, found) {
    if (!found.length) {
      this.#say("Nothing found.");
      const advice = "This book has nothing on that. Another word may do: where it is tight, or what you have at hand. Or look through these:";
      this.#results.replaceChildren(element("p", { text: advice }), this.#entries(index.offered));
      return;
    }
    const count = found.length === 1 ? "1 page found" : `${found.length} pages found`;
    const shown = found.length > MOST_SHOWN ? `; the best ${MOST_SHOWN} are shown` : "";
    this.#say(`${count}${shown}.${found.some(({ isWhole }) => isWhole) ? "" : " None has all of these words."}`);
    this.#results.replaceChildren(this.#entries(found.slice(0, MOST_SHOWN)));
  }

  #entries(pages) {
    const root = new URL("..", this.#base);
    return element("ol", {}, ...pages.map((page) => this.#item(page, root)));
  }

  #item(page, root) {
    const item = element("li", {}, ...this.#entry(page, root));
    item.classList.toggle("sb-search__help", Boolean(page.helps));
    return item;
  }

  *#entry({ kind, address, title, called, summary, cautions }, root) {
    const link = element("a", { href: new URL(address, root) });
    link.append(element("span", { class: "sb-search__kind", text: kind }), " ", element("span", { text: title }));
    yield link;
    if (called) yield element("p", { class: "sb-search__called", text: `also called ${called}` });
    if (summary) yield element("p", { text: summary });
    if (cautions) yield element("p", { class: "sb-search__cautions", text: `Cautions: ${cautions}` });
  }

  #apologise() {
    this.#say("Search could not be loaded.");
    const names = element("a", { href: this.#base, text: "Every name from A to Z" });
    this.#results.replaceChildren(element("p", {}, names));
  }

  #say(text) {
    if (this.#status.textContent !== text) this.#status.textContent = text;
  }

  /** Enter leads to the first result and opens nothing yet: it may not be the page that was meant. */
  async #submit(event) {
    event.preventDefault();
    await this.#show();
    this.#results.querySelector("a")?.focus();
  }

  #walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [this.#field, ...this.#results.querySelectorAll("a")];
    const here = stops.indexOf(document.activeElement);
    if (!step || here < 0) return;
    event.preventDefault();
    stops[Math.min(Math.max(here + step, 0), stops.length - 1)].focus();
  }
}

customElements.define("site-search", SiteSearch);

function makeDialog(base) {
  const dialog = element("dialog", { class: "sb-search-dialog", "aria-label": "Search" });
  const close = element("button", { type: "button", class: "sb-search-dialog__close", text: "Close" });
  dialog.append(element("site-search", { "data-base": base }), close);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  // In a search field Escape would only empty the field.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    dialog.close();
  });
  return dialog;
}

let dialog = null;

function open(link) {
  const onPage = document.querySelector("main site-search");
  if (onPage) {
    onPage.focus();
    return;
  }
  if (!dialog) {
    dialog = makeDialog(link.href);
    document.body.append(dialog);
  }
  if (dialog.open) return;
  const before = document.activeElement === document.body ? link : document.activeElement;
  dialog.addEventListener("close", () => before.focus(), { once: true });
  dialog.showModal();
  dialog.querySelector("site-search").focus();
}

const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

const link = document.querySelector("[data-search]");
link?.addEventListener("click", (event) => {
  if (!isPlain(event)) return;
  event.preventDefault();
  open(link);
});
if (link) {
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link);
  });
}
