// Narrows the list of stretches as the reader chooses. Without it the whole list stands there and works.
// What is chosen stands in the address too, so that a link can lead to "at a desk, up to a minute". A condition stands
// behind its "#": what is there stays in the browser and is sent to nobody.

import { changeAddress } from "./address.js";
import { made } from "./element.js";
import { joinedWords, wordsOf } from "./words.js";
import { stricter } from "./yours-answers.js";
import { chosen, hold } from "./yours.js";

// What the reader has said once, on whatever page. The address tells nobody what it is.
const MINE = "mine";
// All of it, each with their own answer; or what has one answer.
const ALL_MINE = "mine-all";
const MINE_ONLY = {
  "mine-fine": "Only what is fine for me",
  "mine-adapt": "Only my changed versions",
  "mine-ask-first": "Only what I ask about",
  "mine-leave-out": "Only what I leave out",
};
const isMine = (value) => [MINE, ALL_MINE, ...Object.keys(MINE_ONLY)].includes(value);

// Nobody types more; an address can hold thousands.
const MOST_LETTERS = 200;

// With these answers a stretch is not offered; what is not among a record's answers is fine.
const ASKS = new Set(["ask-first", "leave-out"]);
const answerOf = (record, condition) => (Object.hasOwn(record.safety.answers, condition) ? record.safety.answers[condition].answer : "fine");
const conditionsOf = (value) => (isMine(value) ? chosen() : [value]);
const asList = (value) => (Array.isArray(value) ? value : [value]);

const FITS = {
  words: (record, words) => {
    const muscles = [...record.muscles.primary, ...record.muscles.secondary];
    const names = [record.name, ...record.also_known_as, ...muscles].join(", ");
    const said = [...wordsOf(names), ...joinedWords(names)].join(" ");
    return wordsOf(words).every((word) => said.includes(word));
  },
  time: (record, seconds) => record.dose.least_seconds <= Number(seconds),
  condition: (record, condition) => {
    const answer = conditionsOf(condition).map((each) => answerOf(record, each)).reduce(stricter, "fine");
    if (condition === ALL_MINE) return true;
    return Object.hasOwn(MINE_ONLY, condition) ? condition === `mine-${answer}` : !ASKS.has(answer);
  },
  equipment: (record, thing) => (thing === "none" ? !record.equipment.length : record.equipment.includes(thing)),
};
const isWordOf = (field) => (record, word) => asList(record[field]).includes(word);

function addressOf({ condition, ...wanted }) {
  const query = new URLSearchParams(wanted).toString();
  // Which of the reader's own answers are shown tells nobody what they have.
  const isSaid = condition && condition !== MINE;
  return `${location.pathname}${query ? `?${query}` : ""}${isSaid ? `#${new URLSearchParams({ condition })}` : ""}`;
}

class StretchFinder extends HTMLElement {
  #records = [];
  #entries = new Map();
  #isConnected = false;

  connectedCallback() {
    if (this.#isConnected) return;
    this.#isConnected = true;
    hold(this.#begin());
  }

  async #begin() {
    for (const entry of this.querySelectorAll("[data-finder-entry]")) {
      this.#entries.set(entry.dataset.finderEntry, entry);
    }
    // Without its data the whole list stands there, as it does without this script.
    const answer = await fetch(this.dataset.source)
      .then((found) => (found.ok ? found.json() : null))
      .catch(() => null);
    this.dataset.ready = "";
    if (!answer) return;
    this.#records = answer.stretches;
    this.#build();
  }

  #build() {
    this.prepend(this.querySelector("template").content.cloneNode(true));
    const form = this.querySelector("form");
    this.#offerMine(form);
    const asked = new URLSearchParams(location.search);
    this.#choose(form, [...asked, ...new URLSearchParams(location.hash.slice(1))]);
    // A link from before: from now on its condition is sent no more.
    if (asked.has("condition")) changeAddress(addressOf(this.#chosen(form)));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.#narrow(form));
    form.addEventListener("change", ({ target }) => {
      if (target.matches("select")) this.querySelector(".sb-finder__answer").scrollIntoView({ block: "nearest" });
    });
    // The fields are still full while the event is on its way. The button that was pressed goes: focus stays near.
    form.addEventListener("reset", () =>
      setTimeout(() => {
        // What readers have does not go with what they asked for: all is shown, each with their own answer.
        if (form.querySelector("optgroup[data-mine]")) form.elements.namedItem("condition").value = ALL_MINE;
        this.#narrow(form);
        this.querySelector("[role=status]").focus();
      }),
    );
    document.addEventListener("yours", () => {
      this.#offerMine(form);
      this.#narrow(form);
    });
    this.#show(this.#chosen(form));
  }

  // What the reader has is chosen here too, as long as neither they nor the address ask for something else.
  #offerMine(form) {
    const field = form.elements.namedItem("condition");
    const was = field.value;
    field.querySelector("optgroup[data-mine]")?.remove();
    const has = chosen().map((id) => field.querySelector(`option[value="${CSS.escape(id)}"]`)).filter(Boolean);
    if (!has.length) return;
    const mine = made("option", { value: MINE, text: has.map((option) => option.text).join(", ") });
    if (has.some((option) => "askFirst" in option.dataset)) mine.dataset.askFirst = "";
    const others = Object.entries({ [ALL_MINE]: "All, each with my answer", ...MINE_ONLY });
    const group = made("optgroup", { "data-mine": "", label: "What you have" }, mine, others.map(([value, text]) => made("option", { value, text })));
    field.options[0].after(group);
    field.value = ["", MINE].includes(was) ? MINE : was;
  }

  #choose(form, asked) {
    const more = form.querySelector("details");
    more.open = matchMedia("(min-width: 60em)").matches;
    // Only what the form itself names: an address may say anything, such as `?item=1` or the id of a field.
    const fields = new Map([...form.elements].filter((field) => field.matches("input, select") && field.name).map((field) => [field.name, field]));
    for (const [name, value] of asked) {
      const field = fields.get(name);
      if (!field) continue;
      if (field.matches("select") && ![...field.options].some((option) => option.value === value)) continue;
      field.value = value.slice(0, MOST_LETTERS);
      if (more.contains(field) && field.value) more.open = true;
    }
  }

  #chosen(form) {
    return Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));
  }

  #narrow(form) {
    const wanted = this.#chosen(form);
    changeAddress(addressOf(wanted));
    this.#show(wanted);
  }

  #show(wanted) {
    const tests = Object.entries(wanted).map(([name, value]) => {
      const fits = Object.hasOwn(FITS, name) ? FITS[name] : isWordOf(name);
      return (record) => fits(record, value);
    });
    const asksFirst = this.#warn(wanted.condition);
    let shown = 0;
    for (const record of this.#records) {
      const fits = !asksFirst && tests.every((test) => test(record));
      const entry = this.#entries.get(record.id);
      if (entry) {
        entry.hidden = !fits;
        const adapt = entry.querySelector("[data-finder-adapt]");
        // Of what the reader has, the row says how.
        if (adapt) adapt.hidden = !wanted.condition || answerOf(record, wanted.condition) !== "adapt";
      }
      if (fits) shown += 1;
    }
    this.querySelector("[role=status]").textContent = this.#count(shown, asksFirst);
    this.querySelector(".sb-finder__none").hidden = shown > 0 || asksFirst;
    this.querySelector(".sb-finder__reset").hidden = Object.values(wanted).every((value) => value === ALL_MINE);
  }

  #count(shown, asksFirst) {
    const all = this.#records.length;
    if (asksFirst) return "Ask a clinician before any stretch here.";
    if (shown === all) return all === 1 ? "1 stretch" : `${all} stretches`;
    return `${shown} of ${all} stretches`;
  }

  // Says what a list without the stretches to ask about does not mean; tells whether nothing may be listed.
  #warn(condition) {
    const note = this.querySelector(".sb-finder__warning");
    const option = condition && condition !== ALL_MINE && !Object.hasOwn(MINE_ONLY, condition) ? this.querySelector(`option[value="${CSS.escape(condition)}"]`) : null;
    note.hidden = !option;
    this.querySelector(".sb-finder__answer").classList.toggle("sb-finder__answer--warns", Boolean(option));
    if (!option) return false;
    note.querySelector("a").parentElement.replaceChildren(...this.#pages(condition));
    const asksFirst = "askFirst" in option.dataset;
    note.querySelector("[data-for=some]").hidden = asksFirst;
    note.querySelector("[data-for=none]").hidden = !asksFirst;
    return asksFirst;
  }

  #pages(condition) {
    const options = conditionsOf(condition).map((id) => this.querySelector(`option[value="${CSS.escape(id)}"]`)).filter(Boolean);
    const link = (option, text) => made("a", { href: option.dataset.page, text });
    if (options.length === 1) return [link(options[0], "Read what it means for you"), "."];
    return ["Read what it means for you: ", ...options.flatMap((option, index) => [index ? ", " : "", link(option, option.text)]), "."];
  }
}

customElements.define("stretch-finder", StretchFinder);
