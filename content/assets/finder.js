// Narrows the list of stretches as the reader chooses. Without it the whole list stands there and works.

const FIELDS = [
  { name: "position", label: "Position" },
  { name: "setting", label: "Place" },
  { name: "equipment", label: "Things you have" },
  { name: "level", label: "Level" },
];

const asList = (value) => (Array.isArray(value) ? value : [value]);
const folded = (text) => text.toLowerCase().normalize("NFD").replace(/\p{Diacritic}/gu, "");

class StretchFinder extends HTMLElement {
  #records = [];
  #entries = new Map();

  async connectedCallback() {
    for (const entry of this.querySelectorAll("[data-finder-entry]")) {
      this.#entries.set(entry.dataset.finderEntry, entry);
    }
    const answer = await fetch(this.dataset.source).catch(() => null);
    if (!answer?.ok) return;
    this.#records = (await answer.json()).stretches;
    this.#build();
  }

  #build() {
    const form = document.createElement("form");
    form.className = "sb-finder__fields";
    form.setAttribute("aria-label", "Choose stretches");
    form.append(this.#search(), ...FIELDS.map((field) => this.#select(field)));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.#narrow(form));
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    this.prepend(form, status);
    this.#narrow(form);
  }

  #search() {
    const label = document.createElement("label");
    label.textContent = "Name or muscle";
    const input = document.createElement("input");
    input.type = "search";
    input.name = "words";
    label.append(input);
    return label;
  }

  #select({ name, label: text }) {
    const label = document.createElement("label");
    label.textContent = text;
    const select = document.createElement("select");
    select.name = name;
    select.append(new Option("Any", ""));
    if (name === "equipment") select.append(new Option("Nothing at all", "none"));
    const words = new Set(this.#records.flatMap((record) => asList(record[name])));
    for (const word of [...words].sort()) {
      select.append(new Option(word.replaceAll("-", " "), word));
    }
    label.append(select);
    return label;
  }

  #narrow(form) {
    const wanted = Object.fromEntries(new FormData(form));
    let shown = 0;
    for (const record of this.#records) {
      const fits = this.#fits(record, wanted);
      const entry = this.#entries.get(record.id);
      if (entry) entry.hidden = !fits;
      if (fits) shown += 1;
    }
    this.querySelector("[role=status]").textContent =
      shown === 1 ? "1 stretch" : `${shown} stretches`;
  }

  #fits(record, wanted) {
    for (const { name } of FIELDS) {
      const word = wanted[name];
      if (!word) continue;
      const has = asList(record[name]);
      if (word === "none" ? has.length > 0 : !has.includes(word)) return false;
    }
    const said = folded(
      [record.name, ...record.also_known_as, ...record.muscles.primary, ...record.muscles.secondary].join(" ").replaceAll("-", " "),
    );
    return folded(wanted.words ?? "")
      .split(/\s+/)
      .every((word) => said.includes(word));
  }
}

customElements.define("stretch-finder", StretchFinder);
