// The list in which readers choose what they have. Each tap counts at once, so that there is nothing to send.

import { made } from "./element.js";
import { isNearly, joinedWords, wordsOf } from "./words.js";
import { choose, chosen, isOnlyHere, say } from "./yours.js";

const NOT_FOUND =
  "Nothing here goes by that name. A stiff neck, an ache or an illness that is not in this list is no reason to wait. Strong, new or strange pain? See ";
const SEEK_HELP = "learn/when-to-seek-help/";

let dialog = null;

/** Show the list until the reader closes it. */
export function openChooser(answers) {
  dialog ??= new Chooser(answers);
  return dialog.open();
}

class Chooser {
  #answers;
  #dialog;
  #search;
  #status;
  #none;
  #foot;
  #boxes = new Map();
  #rows = [];
  #heading;
  #closed = null;

  constructor(answers) {
    this.#answers = answers;
    this.#build();
    document.body.append(this.#dialog);
  }

  open() {
    // A second tap, as long as the first was on its way.
    if (this.#dialog.open) return this.#closed;
    this.#search.value = "";
    this.#narrow();
    for (const [id, box] of this.#boxes) box.checked = chosen().includes(id);
    this.#tell();
    this.#dialog.showModal();
    this.#dialog.querySelector(".sb-chooser__list").scrollTop = 0;
    // Where keys are on the screen, they would cover the list.
    (matchMedia("(pointer: fine)").matches ? this.#search : this.#heading).focus();
    this.#closed = new Promise((done) => this.#dialog.addEventListener("close", done, { once: true })).then(() => this.#result());
    return this.#closed;
  }

  #build() {
    this.#heading = made("h2", { id: "sb-chooser", tabindex: "-1", text: "What do you have?" });
    this.#search = made("input", { type: "search", autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
    this.#status = made("p", { role: "status", class: "sb-chooser__status" });
    this.#none = made("p", { class: "sb-chooser__none", hidden: "", text: NOT_FOUND });
    this.#none.append(made("a", { href: this.#answers.address({ url: SEEK_HELP }), text: "when to seek help" }), ".");
    this.#foot = made("p", { class: "sb-chooser__has" });
    const close = made("button", { type: "button", class: "sb-chooser__done", text: "Done" });
    const note = made("p", { class: "sb-chooser__note", text: "Tick all that fit. It stays on this device." });
    const label = made("label", { class: "sb-chooser__search" }, made("span", { text: "Find it by name" }), this.#search);
    const list = made("div", { class: "sb-chooser__list" }, this.#none, this.#areas());
    this.#dialog = made(
      "dialog",
      { class: "sb-chooser", "aria-labelledby": "sb-chooser" },
      made("div", { class: "sb-chooser__head" }, this.#heading, note, label, this.#status),
      list,
      made("div", { class: "sb-chooser__foot" }, this.#foot, close),
    );
    close.addEventListener("click", () => this.#dialog.close());
    this.#search.addEventListener("input", () => this.#narrow());
    this.#dialog.addEventListener("click", ({ target }) => target === this.#dialog && this.#dialog.close());
    // In a search field Escape would only empty the field.
    this.#dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.#dialog.close();
    });
    list.addEventListener("change", () => this.#chosen());
  }

  /** What many have comes first; the others stand under their areas. */
  #areas() {
    const all = [...this.#answers.conditions.values()];
    const others = all.filter(({ often }) => !often);
    const groups = [["Often", all.filter(({ often }) => often)], ...this.#answers.areas.map(([area, name]) => [name, others.filter((condition) => condition.area === area)])];
    return groups
      .filter(([, members]) => members.length)
      .map(([name, members]) => made("fieldset", {}, made("legend", { text: name }), members.map((one) => this.#row(one))));
  }

  #row({ id, name, also = [] }) {
    const box = made("input", { type: "checkbox", value: id });
    const called = made("span", { class: "sb-chooser__also", hidden: "" });
    const row = made("label", { class: "sb-chooser__row" }, box, made("span", {}, made("span", { text: name }), called));
    this.#boxes.set(id, box);
    this.#rows.push({ row, called, also, said: [name, ...also].map(searched) });
    return row;
  }

  #narrow() {
    const words = wordsOf(this.#search.value);
    const found = this.#showRows(words, beginsIn);
    // A slip is forgiven where nothing goes by the word as it was typed.
    const count = found || this.#showRows(words, isNearlyIn);
    for (const group of this.#dialog.querySelectorAll("fieldset")) {
      group.hidden = ![...group.querySelectorAll("label")].some((row) => !row.hidden);
    }
    this.#none.hidden = count > 0;
    this.#status.textContent = words.length ? `${count} found${count && !found ? " with nearly this spelling" : ""}` : "";
  }

  /** Show the rows in which all words fit; return how many. */
  #showRows(words, fits) {
    let count = 0;
    for (const { row, called, also, said } of this.#rows) {
      // Words of several names together: "neck slipped" finds what one name alone would not.
      row.hidden = !words.every((word) => said.some((name) => fits(word, name)));
      count += row.hidden ? 0 : 1;
      // Found by another name: then it says which.
      const by = words.length ? also.filter((_, index) => words.some((word) => fits(word, said[index + 1]))) : [];
      called.textContent = by.length && !words.every((word) => fits(word, said[0])) ? ` ${by.join(", ")}` : "";
      called.hidden = !called.textContent;
    }
    return count;
  }

  #chosen() {
    choose([...this.#boxes].filter(([, box]) => box.checked).map(([id]) => id));
    this.#tell();
  }

  #tell() {
    const has = chosen().map((id) => this.#answers.shortName(id));
    this.#foot.textContent = has.length ? `You have: ${has.join(" · ")}` : "Nothing chosen";
    if (isOnlyHere()) this.#foot.append(" (Your browser keeps nothing: it holds for this page only.)");
  }

  #result() {
    const count = chosen().length;
    say(count ? "Each stretch now says what it means for you." : "Nothing is chosen.");
  }
}

const searched = (name) => ` ${[...wordsOf(name), ...joinedWords(name)].join(" ")}`;

const beginsIn = (word, name) => name.includes(` ${word}`);

const isNearlyIn = (word, name) =>
  beginsIn(word, name) || name.trimStart().split(" ").some((other) => isNearly(word, other));
