// "Add to my sheet", on the page of a stretch and in the list of all of them.

import { made } from "./element.js";
import { kept } from "./kept.js";

const buttons = [...document.querySelectorAll("[data-sheet-add]")];
const page = new URL(document.querySelector("[data-page][data-sheet]").dataset.page, document.baseURI);

// What reads and writes a whole sheet is fetched by whoever adds to one.
const isOn = (id) => kept(`stretchbook:sheet:${page.pathname}`, (value) => typeof value === "string", "").split("&")[0].split(".").some((item) => item.split("_")[0] === id);
const status = made("p", { class: "sb-hidden", "aria-live": "polite" });
const way = made("a", { class: "sb-sheet-way", href: page.href });

function draw() {
  for (const button of buttons) {
    const has = isOn(button.dataset.sheetAdd);
    button.setAttribute("aria-pressed", has);
    button.querySelector("span").textContent = has ? "On my sheet" : "Add to my sheet";
  }
}

async function press(button) {
  const [{ Draft }, { MOST }] = await Promise.all([import("./sheet-draft.js"), import("./sheet-address.js")]);
  const draft = new Draft(page);
  const was = draft.has(button.dataset.sheetAdd);
  const is = draft.toggle(button.dataset.sheetAdd);
  const { length } = draft.sheet.items;
  const isFull = !was && !is;
  draw();
  status.textContent = isFull ? `A sheet holds ${MOST} stretches: take one off first.` : `${is ? "On" : "Off"} your sheet. ${length} of ${MOST}.`;
  way.textContent = isFull ? `Your sheet is full: see all ${length}` : `See my sheet (${length})`;
  button.after(" ", way);
}

if (buttons.length) document.body.append(status);
for (const button of buttons) button.addEventListener("click", () => press(button));

// A link that brings the stretches of a sheet of its own.
for (const link of document.querySelectorAll("a[data-sheet-make]")) link.href = `${page.href}#${link.dataset.sheetMake}`;

addEventListener("storage", draw);
addEventListener("pageshow", draw);
draw();
