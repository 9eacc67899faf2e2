// "Add to my sheet", on the page of a stretch and in the list of all of them.

import { made } from "./element.js";
import { MOST } from "./sheet-address.js";
import { Draft } from "./sheet-draft.js";

const buttons = [...document.querySelectorAll("[data-sheet-add]")];
const page = new URL(document.querySelector("[data-page][data-sheet]").dataset.page, document.baseURI);
const draft = new Draft(page);
const status = made("p", { class: "sb-hidden", role: "status" });
const way = made("a", { class: "sb-sheet-way", href: page.href });

function draw() {
  for (const button of buttons) {
    const isOn = draft.has(button.dataset.sheetAdd);
    button.setAttribute("aria-pressed", isOn);
    button.querySelector("span").textContent = isOn ? "On my sheet" : "Add to my sheet";
  }
}

function press(button) {
  const wasOn = draft.has(button.dataset.sheetAdd);
  const isOn = draft.toggle(button.dataset.sheetAdd);
  const { length } = draft.sheet.items;
  draw();
  status.textContent = !wasOn && !isOn ? `A sheet holds ${MOST} stretches: take one off first.` : `${isOn ? "On" : "Off"} your sheet. ${length} of ${MOST}.`;
  way.textContent = !wasOn && !isOn ? `Your sheet is full: see all ${length}` : `See my sheet (${length})`;
  button.after(" ", way);
}

if (buttons.length) document.body.append(status);
for (const button of buttons) button.addEventListener("click", () => press(button));

// A link that brings the stretches of a sheet of its own.
for (const link of document.querySelectorAll("a[data-sheet-make]")) link.href = `${page.href}#${link.dataset.sheetMake}`;

addEventListener("storage", draw);
addEventListener("pageshow", draw);
draw();
